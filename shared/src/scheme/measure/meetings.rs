//! What meetings tell.

use super::{Figure, size};
use crate::month::Month;
use crate::record::meeting::{Meeting, MeetingForm};
use crate::sorted_set::SortedSet;
use crate::standing::calendar::Quarter;
use crate::standing::facts::{MeetingGrade, MonthFacts};
use crate::standing::meeting_doubt::least_minutes;

pub(super) fn monthly_held(facts: &MonthFacts<'_>, form: MeetingForm) -> Figure {
    facts.span().fold(Figure::default(), |found, month| {
        let held = facts.meetings().filter(|(_, m)| m.was_held() && m.form == Some(form));
        let own = held.filter(|(_, m)| m.month == Some(month)).map(|(id, _)| id).collect();
        found.with(Figure::needed(own, facts.report(month)))
    })
}

pub(super) fn thematic_held(facts: &MonthFacts<'_>) -> Figure {
    let held = |meeting: &Meeting| meeting.was_held() && meeting.form == Some(MeetingForm::Thematic);
    by_quarter(facts, |month| {
        let found = facts.meetings().filter(|(_, m)| held(m) && m.month == Some(month));
        found.map(|(id, _)| id).collect()
    })
}

/// One thing is needed by the end of each quarter; `of` finds those of a month.
/// A quarter that is not over by the end of the span is not judged before it has one.
pub(super) fn by_quarter(facts: &MonthFacts<'_>, of: impl Fn(Month) -> Vec<crate::id::DocumentId>) -> Figure {
    let quarters: SortedSet<_> = facts.span().map(Quarter::of).collect();
    let last = facts.month;
    quarters.into_iter().fold(Figure::default(), |found, quarter| {
        let end = quarter.last();
        let months = [end.previous().previous(), end.previous(), end];
        let in_quarter: Vec<_> = months.into_iter().filter(|month| *month <= last).flat_map(&of).collect();
        if in_quarter.is_empty() && last < end {
            found
        } else {
            found.with(Figure::needed(in_quarter, facts.report(end)))
        }
    })
}

/// The one that came the shortest of what it should take.
pub(super) fn minutes(facts: &MonthFacts<'_>) -> Figure {
    let held = facts.held();
    let timed = held.iter().filter_map(|(id, meeting)| {
        let least = least_minutes(meeting, meeting.held_on?);
        Some((u64::from(meeting.duration()?), u64::from(least), *id))
    });
    let shortest = timed.min_by(|(a, of_a, id_a), (b, of_b, id_b)| {
        let (a, b) = (a * of_b, b * of_a);
        (a, id_a).cmp(&(b, id_b))
    });
    shortest
        .map_or_else(Figure::default, |(took, least, id)| Figure::told(took, least, [(id, least <= took)]))
}

pub(super) fn adopted(facts: &MonthFacts<'_>) -> Figure {
    let there = |meeting: &Meeting| meeting.adopted_on.is_some() && meeting.adopted_on <= meeting.held_on;
    Figure::of(facts.held().into_iter().map(|(id, meeting)| (id, there(meeting))))
}

pub(super) fn notice(facts: &MonthFacts<'_>) -> Figure {
    let in_time = |meeting: &Meeting| {
        meeting.notified_on.is_some_and(|notified| meeting.held_on.is_some_and(|held| notified < held))
    };
    Figure::of(facts.held().into_iter().map(|(id, meeting)| (id, in_time(meeting))))
}

/// A meeting that was held and has no grade yet may still get one.
pub(super) fn graded(facts: &MonthFacts<'_>, place: u8) -> Figure {
    let mut regular: Vec<&MeetingGrade> = facts
        .graded
        .iter()
        .filter(|found| found.form == MeetingForm::Regular && facts.spans(found.month))
        .collect();
    regular.sort_by_key(|found| (found.month, found.document));
    regular.dedup_by_key(|found| found.document);
    let good = |found: &MeetingGrade| found.grade.is_some_and(|grade| grade <= place);
    let pending = size(regular.iter().filter(|found| found.grade.is_none()).count());
    Figure { pending, ..Figure::of(regular.into_iter().map(|found| (found.document, good(found)))) }
}
