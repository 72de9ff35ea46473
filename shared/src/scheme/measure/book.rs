//! What resolutions, contributions, reports and grades tell.

use super::meetings::by_quarter;
use super::{Figure, size};
use crate::record::contribution::Contribution;
use crate::record::resolution::{Form, Resolution};
use crate::standing::facts::MonthFacts;
use crate::standing::month::Progress;

pub(super) fn resolution_adopted(facts: &MonthFacts<'_>) -> Figure {
    facts.span().fold(Figure::default(), |found, month| {
        let regular = facts.resolutions().filter(|(_, r)| r.form == Some(Form::Regular));
        let own = regular.filter(|(_, r)| r.month == Some(month)).map(|(id, _)| id).collect();
        found.with(Figure::needed(own, facts.report(month)))
    })
}

pub(super) fn thematic_resolution(facts: &MonthFacts<'_>) -> Figure {
    by_quarter(facts, |month| {
        let thematic = facts.resolutions().filter(|(_, r)| r.form == Some(Form::Thematic));
        thematic.filter(|(_, r)| r.month == Some(month)).map(|(id, _)| id).collect()
    })
}

pub(super) fn published_in_time(facts: &MonthFacts<'_>) -> Figure {
    let own = facts.resolutions().filter(|(_, r)| r.month.is_some_and(|month| facts.spans(month)));
    let in_time = |resolution: &Resolution| {
        let by = resolution.publish_by();
        [resolution.posted_on, resolution.reported_on].into_iter().all(|done| done.is_some() && done <= by)
    };
    Figure::of(own.map(|(id, resolution)| (id, in_time(resolution))))
}

pub(super) fn contributions_recorded(facts: &MonthFacts<'_>) -> Figure {
    let complete = |gift: &Contribution| {
        gift.unit.is_some()
            && gift.amount.or(gift.pledged).is_some()
            && gift.source.is_some()
            && !(gift.purpose.trim().is_empty() && gift.project.trim().is_empty())
    };
    Figure::of(facts.contributions().map(|(id, gift)| (id, complete(gift))))
}

pub(super) fn registered(facts: &MonthFacts<'_>) -> Figure {
    Figure::needed(facts.registration().map(|(id, _)| id).into_iter().collect(), facts.last_report())
}

pub(super) fn reviewed(facts: &MonthFacts<'_>) -> Figure {
    // The review is itself the report.
    Figure::needed(facts.review().map(|(id, _)| id).into_iter().collect(), None)
}

/// The months submitted, or those of them graded at `place` or better. A month
/// that was not submitted, or has no grade yet, may still come.
pub(super) fn months(facts: &MonthFacts<'_>, place: Option<u8>) -> Figure {
    facts.span().fold(Figure::default(), |found, month| {
        let standing = facts.months.iter().find(|standing| standing.month == month);
        let submitted = standing.is_some_and(|s| matches!(s.progress, Progress::Submitted(_)));
        let grade = standing.and_then(|standing| standing.grade());
        let counts = place.map_or(submitted, |place| grade.is_some_and(|grade| grade <= place));
        let pending = place.map_or(!submitted, |_| grade.is_none());
        let document = standing.and_then(|standing| standing.assessment);
        let told = Figure::told(u64::from(counts), 1, document.map(|id| (id, counts)));
        found.with(Figure { pending: u64::from(pending), ..told })
    })
}

/// The cells graded at `place` or better; one without a grade may still get one.
pub(super) fn cells(facts: &MonthFacts<'_>, place: u8) -> Figure {
    let mut cells: Vec<_> = facts.cells.iter().collect();
    cells.sort_by_key(|cell| cell.organisation);
    cells.dedup_by_key(|cell| cell.organisation);
    let good = |grade: Option<u8>| grade.is_some_and(|grade| grade <= place);
    let part = size(cells.iter().filter(|cell| good(cell.grade)).count());
    let pending = size(cells.iter().filter(|cell| cell.grade.is_none()).count());
    let records = cells.iter().filter_map(|cell| Some((cell.document?, good(cell.grade))));
    Figure { pending, ..Figure::told(part, size(cells.len()), records) }
}
