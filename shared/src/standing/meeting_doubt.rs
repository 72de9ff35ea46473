//! What gives a meeting to doubt: rules that were not kept, or not yet.
//!
//! A doubt never stops anybody. What cannot be is an error of a command
//! ([`crate::document::command`]); what is merely against a rule is shown with
//! the rule's source, since only people know why.

use super::attendance::{Attendance, attendance};
use crate::date::Date;
use crate::id::MemberId;
use crate::record::meeting::{Meeting, MeetingForm, MeetingState, Presence};
use crate::record::roster::Roster;
use crate::share::Share;

/// HD 12-HD/BTCTW 06/7/2018.
const HD_12: &str = "HD 12-HD/BTCTW 06/7/2018";
/// HD 42-HD/BTCTW 28/10/2025.
const HD_42: &str = "HD 42-HD/BTCTW 28/10/2025";

/// Minutes a meeting takes at least (HD 12; HD 42).
pub const LEAST_MINUTES: u16 = 90;
/// Minutes where a thematic part is combined with the regular meeting (HD 42).
pub const LEAST_MINUTES_COMBINED: u16 = 120;
/// Percent of the members who attend (HD 12; the model asks for it as well).
pub const LEAST_PERCENT: u16 = 85;
/// Meetings that a member may miss running, with a reason, in one year (HD 12).
pub const MOST_EXCUSED_RUNNING: u32 = 3;

/// Something about one meeting that a rule asks otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeetingDoubt {
    /// It was shorter than the rule asks.
    Short {
        /// Minutes it took.
        minutes: u16,
        /// Minutes it should take.
        least: u16,
    },
    /// Fewer attended than [`LEAST_PERCENT`].
    FewPresent(Share),
    /// Not two thirds attended. General practice, not read in a source (marked K).
    NoQuorum(Share),
    /// So many were absent without a reason.
    WithoutReason(u32),
    /// So many were marked as absent with a reason, and the reason is not written.
    ReasonMissing(u32),
    /// So many members are not on the roll.
    RollIncomplete(u32),
    /// So many on the roll were not to attend on that day.
    NotInRoster(u32),
    /// More votes were counted than present members may cast.
    MoreVotersThanPresent {
        /// Voters that were counted.
        voters: u32,
        /// Present members who may vote.
        present: u32,
    },
    /// The month has a thematic meeting and no regular one, for which it does not stand.
    ThematicForRegular,
    /// It ended and has no minutes.
    NoMinutes,
    /// It has no chair or no scribe.
    NobodyLeads,
    /// A member was excused so many times running in this year: with the third
    /// time the allowance is used up, with the fourth the rule is broken.
    ExcusedRunning {
        /// The member.
        member: MemberId,
        /// Times running, this meeting included.
        times: u32,
    },
}

impl MeetingDoubt {
    /// The rule it follows from; none where it is a matter of the records themselves.
    pub const fn source(self) -> Option<&'static str> {
        match self {
            Self::Short { least: LEAST_MINUTES_COMBINED, .. } => Some(HD_42),
            Self::Short { .. }
            | Self::FewPresent(_)
            | Self::WithoutReason(_)
            | Self::ThematicForRegular
            | Self::NoMinutes
            | Self::NobodyLeads
            | Self::ExcusedRunning { .. } => Some(HD_12),
            Self::NoQuorum(_)
            | Self::ReasonMissing(_)
            | Self::RollIncomplete(_)
            | Self::NotInRoster(_)
            | Self::MoreVotersThanPresent { .. } => None,
        }
    }
}

/// What gives `meeting` to doubt.
///
/// `others` are the cell's meetings, in any order; `meeting` may be among them.
/// A meeting that was not held gives nothing to doubt; of one that goes on it is
/// not said what may still be done at it, and of a month not before it is over
/// on `today` that its regular meeting is missing.
pub fn meeting_doubts<'a>(
    meeting: &'a Meeting,
    roster: &Roster,
    others: impl IntoIterator<Item = &'a Meeting>,
    today: Date,
) -> Vec<MeetingDoubt> {
    let (true, Some(day), Some(form)) = (meeting.was_held(), meeting.held_on, meeting.form) else {
        return Vec::new();
    };
    let others: Vec<_> = others.into_iter().filter(|other| other.was_held()).collect();
    let found = attendance(meeting, roster);
    let ended = MeetingState::Ended <= meeting.state();
    let mut doubts = Vec::new();
    let least = least_minutes(meeting, day);
    if let Some(minutes) = meeting.duration().filter(|minutes| *minutes < least && form.of_the_cell()) {
        doubts.push(MeetingDoubt::Short { minutes, least });
    }
    doubts.extend(of_attendance(&found, form, meeting.state()));
    let reason = |member: &&MemberId| meeting.roll.get(*member).and_then(|entry| entry.reason.as_deref());
    let silent = found.excused.iter().filter(|member| reason(member).is_none_or(|why| why.trim().is_empty()));
    let silent = u32::try_from(silent.count()).unwrap_or(u32::MAX);
    if silent != 0 {
        doubts.push(MeetingDoubt::ReasonMissing(silent));
    }
    let voters = meeting.agenda_in_order().into_iter().filter_map(|(_, item)| item.vote).chain(meeting.vote);
    if let Some(voters) = voters.map(|vote| u32::from(vote.voters)).max().filter(|v| found.voters < *v) {
        doubts.push(MeetingDoubt::MoreVotersThanPresent { voters, present: found.voters });
    }
    let regular = |other: &&Meeting| other.form == Some(MeetingForm::Regular) && other.month == meeting.month;
    let month_is_over = meeting.month.is_some_and(|month| month.last_day() < today);
    if form == MeetingForm::Thematic && month_is_over && !others.iter().any(regular) {
        doubts.push(MeetingDoubt::ThematicForRegular);
    }
    if ended && meeting.minutes.trim().is_empty() {
        doubts.push(MeetingDoubt::NoMinutes);
    }
    if ended && (meeting.chair.is_none() || meeting.scribe.is_none()) {
        doubts.push(MeetingDoubt::NobodyLeads);
    }
    doubts.extend(found.excused.iter().filter_map(|member| {
        let times = excused_running(*member, meeting, day, &others);
        (MOST_EXCUSED_RUNNING <= times).then_some(MeetingDoubt::ExcusedRunning { member: *member, times })
    }));
    doubts
}

/// Minutes that `meeting` takes at least on `day`.
///
/// HD 42 asks for more where a regular meeting has a thematic part; before it
/// came into force there was one figure.
pub fn least_minutes(meeting: &Meeting, day: Date) -> u16 {
    let hd_42 = Date::new(2025, 10, 28).is_ok_and(|issued| issued <= day);
    let combined = meeting.form == Some(MeetingForm::Regular) && meeting.has_theme();
    if hd_42 && combined { LEAST_MINUTES_COMBINED } else { LEAST_MINUTES }
}

fn of_attendance(found: &Attendance, form: MeetingForm, state: MeetingState) -> Vec<MeetingDoubt> {
    let mut doubts = Vec::new();
    let share = found.share();
    let size = |members: &[MemberId]| u32::try_from(members.len()).unwrap_or(u32::MAX);
    // While the roll is called, nobody knows yet how many will be there.
    if found.unmarked.is_empty() {
        if share.at_least(2, 3) == Some(false) {
            doubts.push(MeetingDoubt::NoQuorum(share));
        }
        if form.of_the_cell() && share.reaches(LEAST_PERCENT) == Some(false) {
            doubts.push(MeetingDoubt::FewPresent(share));
        }
    } else if MeetingState::Ended <= state {
        doubts.push(MeetingDoubt::RollIncomplete(size(&found.unmarked)));
    }
    if !found.absent.is_empty() {
        doubts.push(MeetingDoubt::WithoutReason(size(&found.absent)));
    }
    if !found.others.is_empty() {
        doubts.push(MeetingDoubt::NotInRoster(size(&found.others)));
    }
    doubts
}

/// How many meetings of the cell `member` was excused from running up to
/// `meeting`, within its year. Where they are not on a roll, it does not count.
fn excused_running(member: MemberId, meeting: &Meeting, day: Date, others: &[&Meeting]) -> u32 {
    let of_the_cell = |other: &Meeting| other.form.is_some_and(MeetingForm::of_the_cell);
    if !of_the_cell(meeting) {
        return 0;
    }
    let mut before: Vec<_> = others
        .iter()
        .filter(|other| of_the_cell(other) && **other != meeting)
        .filter_map(|other| Some((other.held_on?, other.started_at, other.presence(member)?)))
        .filter(|(held, started, _)| {
            held.year() == day.year() && (*held, *started) <= (day, meeting.started_at)
        })
        .collect();
    before.sort_unstable();
    let running = before.iter().rev().take_while(|(_, _, presence)| *presence == Presence::Excused).count();
    u32::try_from(running).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests;
