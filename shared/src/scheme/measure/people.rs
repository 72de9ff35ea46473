//! What rolls and rosters tell about people.

use super::{Figure, size};
use crate::id::{DocumentId, MemberId};
use crate::month::Month;
use crate::record::meeting::{Meeting, MeetingForm, Presence};
use crate::record::roster::Leaving;
use crate::sorted_set::SortedSet;
use crate::standing::attendance::{Attendance, attendance as of_meeting};
use crate::standing::facts::MonthFacts;
use crate::standing::meeting_doubt::MOST_EXCUSED_RUNNING;

/// The rolls of the meetings held: those on which anybody is marked.
fn rolls<'a>(facts: &MonthFacts<'a>) -> Vec<(DocumentId, &'a Meeting, Attendance)> {
    let Some(roster) = facts.roster() else { return Vec::new() };
    let held = facts.held().into_iter().map(|(id, meeting)| (id, meeting, of_meeting(meeting, roster)));
    held.filter(|(_, _, found)| found.unmarked.len() < found.expected.len())
        .map(|(id, meeting, found)| (id, meeting, narrow(found, facts.member())))
        .collect()
}

/// The same roll as it concerns one member.
fn narrow(mut found: Attendance, member: Option<MemberId>) -> Attendance {
    if let Some(member) = member {
        for list in [&mut found.expected, &mut found.present, &mut found.excused, &mut found.absent] {
            list.retain(|id| *id == member);
        }
    }
    found
}

/// A meeting counts where everybody was present.
pub(super) fn attendance(facts: &MonthFacts<'_>) -> Figure {
    rolls(facts).into_iter().fold(Figure::default(), |sum, (id, _, found)| {
        let (part, whole) = (size(found.present.len()), size(found.expected.len()));
        sum.with(Figure::told(part, whole, [(id, part == whole)]))
    })
}

pub(super) fn nobody_absent(facts: &MonthFacts<'_>) -> Figure {
    Figure::of(rolls(facts).into_iter().map(|(id, _, found)| (id, found.absent.is_empty())))
}

/// Meetings at which a member went beyond the allowance do not count.
pub(super) fn excused_at_most_three(facts: &MonthFacts<'_>) -> Figure {
    let (held, Some(roster)) = (facts.held(), facts.roster()) else { return Figure::default() };
    if held.is_empty() {
        return Figure::default();
    }
    let year = facts.month.year();
    let mut before: Vec<_> = facts
        .meetings()
        .filter(|(_, meeting)| meeting.was_held() && meeting.form.is_some_and(MeetingForm::of_the_cell))
        .filter(|(_, meeting)| meeting.held_on.is_some_and(|day| day.year() == year && day <= facts.day()))
        .collect();
    before.sort_by_key(|(id, meeting)| (meeting.held_on, meeting.started_at, *id));
    let scope: SortedSet<_> = held.iter().map(|(id, _)| *id).collect();
    let mut beyond: SortedSet<DocumentId> = SortedSet::new();
    let (mut part, mut whole) = (0_u64, 0_u64);
    for (member, _) in roster.attending_on(facts.day()) {
        if facts.member().is_some_and(|one| one != member) {
            continue;
        }
        let mut running = 0_u32;
        let mut kept = true;
        for (id, presence) in before.iter().filter_map(|(id, m)| Some((*id, m.presence(member)?))) {
            running = if presence == Presence::Excused { running.saturating_add(1) } else { 0 };
            if MOST_EXCUSED_RUNNING < running && scope.contains(&id) {
                kept = false;
                beyond.insert(id);
            }
        }
        whole = whole.saturating_add(1);
        part = part.saturating_add(u64::from(kept));
    }
    Figure::told(part, whole, held.into_iter().map(|(id, _)| (id, !beyond.contains(&id))))
}

/// A meeting counts where at least half of the present spoke.
pub(super) fn speakers(facts: &MonthFacts<'_>) -> Figure {
    rolls(facts).into_iter().fold(Figure::default(), |sum, (id, meeting, found)| {
        let said = meeting.opinions.values().filter(|opinion| !opinion.text.trim().is_empty());
        let spoke: SortedSet<_> = said.filter_map(|opinion| opinion.member).collect();
        let present = size(found.present.len());
        let spoke = size(found.present.iter().filter(|member| spoke.contains(member)).count());
        let half = present <= spoke * 2;
        sum.with(Figure::told(spoke, present, [(id, half)]))
    })
}

/// Members who left earlier are not counted among the members.
pub(super) fn lost(facts: &MonthFacts<'_>) -> Figure {
    let (Some(document), Some(roster)) = (facts.roster_document(), facts.roster()) else {
        return Figure::default();
    };
    let mut first = facts.span();
    let first = first.next().unwrap_or(facts.month).first_day();
    let members = roster.members.iter().filter(|(id, _)| facts.member().is_none_or(|one| **id == one));
    let members: Vec<_> = members
        .map(|(_, member)| member)
        .filter(|member| member.left_on.is_none_or(|left| first <= left) || member.belongs_on(facts.day()))
        .collect();
    let lost = members.iter().filter(|member| {
        matches!(member.left_why, Some(Leaving::Expelled | Leaving::StruckOff))
            && member.left_on.is_some_and(|left| facts.spans(Month::of(left)))
    });
    let lost = size(lost.count());
    Figure::told(lost, size(members.len()), [(document, lost == 0)])
}
