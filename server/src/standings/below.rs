//! The cells below a committee, as their kept years tell of them.

use shared::id::OrganisationId;
use shared::org::OrganisationKind;
use shared::standing::below::Below;
use shared::standing::facts::CellGrade;

use crate::store::standings::Summary;

/// What a committee rests on, told from the years of its ward's organisations.
pub fn below<'s>(summaries: impl IntoIterator<Item = &'s (OrganisationId, Summary)>) -> Below {
    let mut below = Below::default();
    let cells = summaries.into_iter().filter(|(_, summary)| summary.kind == OrganisationKind::Cell);
    for (cell, summary) in cells {
        note(&mut below, *cell, summary);
    }
    below
}

/// Notes a cell's year with its months.
pub fn note(below: &mut Below, cell: OrganisationId, summary: &Summary) {
    let grade = |document, grade, covered| CellGrade { organisation: cell, document, grade, covered };
    below.note_year(grade(summary.review, summary.grade, summary.covered));
    for month in &summary.months {
        below.note_month(month.month, grade(month.assessment, month.grade, month.covered));
    }
}
