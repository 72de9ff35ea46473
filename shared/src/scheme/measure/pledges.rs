//! What became of pledges.

use super::Figure;
use crate::standing::facts::MonthFacts;
use crate::standing::pledged::{Pledge, kept_by_unit, pledges};

/// The unit of which the least part was given, with its pledges and the gifts
/// against them; a pledge counts where all of it was given.
pub(super) fn given(facts: &MonthFacts<'_>) -> Figure {
    let all = pledges(facts.pledge_book());
    // Exact: sums of as many amounts as there can be documents stay below 2^63.
    let shortest = kept_by_unit(&all)
        .into_iter()
        .min_by(|(unit, a), (other, b)| (a.given * b.pledged, unit).cmp(&(b.given * a.pledged, other)));
    let Some((unit, kept)) = shortest else { return Figure::default() };
    let own = || all.iter().filter(|pledge| pledge.unit == unit);
    let records = own().map(|pledge| (pledge.document, pledge.is_kept()));
    let gifts = own().flat_map(|pledge: &Pledge<'_>| &pledge.gifts).map(|gift| (*gift, true));
    let number = |sum: u128| u64::try_from(sum).unwrap_or(u64::MAX);
    Figure::told(number(kept.given), number(kept.pledged), records.chain(gifts))
}
