//! What became of pledges.

use super::Figure;
use crate::record::contribution::Unit;
use crate::standing::facts::MonthFacts;
use crate::standing::pledged::{Kept, kept_by_unit, pledges};

/// The unit of which the least part was given, with its pledges and the gifts
/// against them; a pledge counts where all of it was given.
pub(super) fn given(facts: &MonthFacts<'_>) -> Figure {
    let book: Vec<_> = facts.pledge_book().collect();
    let all = pledges(&book);
    let mut shortest: Option<(Unit, Kept)> = None;
    for (unit, kept) in kept_by_unit(&all) {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        if shortest
            .is_none_or(|(_, least)| product(kept.given, least.pledged) < product(least.given, kept.pledged))
        {
            shortest = Some((unit, kept));
        }
    }
    let Some((unit, kept)) = shortest else { return Figure::default() };
    let mut figure = Figure { part: kept.given, whole: kept.pledged, ..Figure::default() };
    for pledge in all.iter().filter(|pledge| pledge.unit == unit) {
        let told = if pledge.is_kept() { &mut figure.counted } else { &mut figure.not_counted };
        told.push(pledge.document);
        figure.counted.extend(&pledge.gifts);
    }
    figure
}
