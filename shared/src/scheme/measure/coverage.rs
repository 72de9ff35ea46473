//! How much of what is expected is there.

use super::{Figure, size};
use crate::org::OrganisationKind;
use crate::standing::coverage::there_in;
use crate::standing::facts::MonthFacts;

/// What is not there may still come.
pub(super) fn coverage(facts: &MonthFacts<'_>) -> Figure {
    let found = match facts.kind {
        OrganisationKind::Cell => own(facts),
        OrganisationKind::Committee => of_cells(facts),
    };
    Figure { pending: found.whole.saturating_sub(found.part), ..found }
}

fn own(facts: &MonthFacts<'_>) -> Figure {
    let (counted, whole) = there_in(facts);
    Figure { part: size(counted.len()), whole: size(whole), counted, ..Figure::default() }
}

/// The cells' shares together; a cell's assessment or review counts where nothing of it lacks.
fn of_cells(facts: &MonthFacts<'_>) -> Figure {
    let mut cells: Vec<_> = facts.cells.iter().collect();
    cells.sort_by_key(|cell| cell.organisation);
    cells.dedup_by_key(|cell| cell.organisation);
    let sum =
        |of: fn(&crate::share::Share) -> u32| cells.iter().map(|cell| u64::from(of(&cell.covered))).sum();
    let records =
        cells.iter().filter_map(|cell| Some((cell.document?, cell.covered.part == cell.covered.whole)));
    Figure::told(sum(|share| share.part), sum(|share| share.whole), records)
}
