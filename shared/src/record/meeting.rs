//! A meeting of a cell, from its notice to its adopted minutes.
//!
//! The fields are those of the official minutes book (domain: thuvienbieumau
//! 3454; HD 12-HD/BTCTW 06/7/2018): who was there, what was said under each
//! head, what the chair concluded, how it was voted.

pub mod agenda;

use minicbor::{Decode, Encode};

use super::assessment::Answer;
use super::resolution::Vote;
use crate::date::Date;
use crate::id::{DocumentId, EntryId, MemberId};
use crate::month::Month;
use crate::named::named;
use crate::sorted_map::SortedMap;
use crate::time_of_day::Time;

named! {
    /// What sort of meeting it is (HD 12-HD/BTCTW 06/7/2018).
    MeetingForm {
        /// The month's regular meeting (thường kỳ).
        #[n(0)]
        Regular = "regular",
        /// On one subject (chuyên đề): at least one a quarter, never instead of a regular one.
        #[n(1)]
        Thematic = "thematic",
        /// Called for an urgent matter (đột xuất, bất thường).
        #[n(2)]
        Extraordinary = "extraordinary",
        /// Of the cell's committee, to prepare (họp chi ủy).
        #[n(3)]
        Committee = "committee",
        /// Of one party group (tổ đảng).
        #[n(4)]
        Group = "group",
    }
}

impl MeetingForm {
    /// Whether the whole cell meets, so that the rules of attendance apply.
    pub const fn of_the_cell(self) -> bool {
        matches!(self, Self::Regular | Self::Thematic | Self::Extraordinary)
    }
}

named! {
    /// Whether a member was there.
    Presence {
        /// Present (có mặt).
        #[n(0)]
        Present = "present",
        /// Absent with a reason (vắng có lý do).
        #[n(1)]
        Excused = "excused",
        /// Absent without one (vắng không lý do).
        #[n(2)]
        Absent = "absent",
    }
}

named! {
    /// How the meeting found one of last month's tasks.
    Verdict {
        /// Done.
        #[n(0)]
        Done = "done",
        /// Not due yet, and on its way.
        #[n(1)]
        OnTrack = "on_track",
        /// Late.
        #[n(2)]
        Late = "late",
        /// No longer pursued.
        #[n(3)]
        Dropped = "dropped",
    }
}

/// A line of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct RollEntry {
    /// Whether the member was there; none where the call was taken back.
    #[n(0)]
    pub presence: Option<Presence>,
    /// Why not, where they were not.
    #[n(1)]
    pub reason: Option<String>,
}

/// Somebody from outside the cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Guest {
    /// Their name.
    #[n(0)]
    pub name: String,
    /// In what capacity they came.
    #[n(1)]
    pub role: String,
    /// Whether the line was struck out.
    #[n(2)]
    pub dropped: bool,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct AgendaItem {
    /// Its place, from 0; items of one place stand by their ids.
    #[n(0)]
    pub order: u16,
    /// What it is about.
    #[n(1)]
    pub title: String,
    /// Who presents it.
    #[n(2)]
    pub presenter: Option<MemberId>,
    /// What was presented.
    #[n(3)]
    pub content: String,
    /// What the chair concluded.
    #[n(4)]
    pub conclusion: String,
    /// How it was voted, where it was.
    #[n(5)]
    pub vote: Option<Vote>,
    /// Whether it was taken off the agenda.
    #[n(6)]
    pub dropped: bool,
}

/// What a member said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Opinion {
    /// The item it was said to; none for the meeting as a whole.
    #[n(0)]
    pub item: Option<EntryId>,
    /// Who said it.
    #[n(1)]
    pub member: Option<MemberId>,
    /// What was said; empty where it was taken back.
    #[n(2)]
    pub text: String,
}

/// What the meeting found about one of last month's tasks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct TaskReview {
    /// The finding.
    #[n(0)]
    pub verdict: Option<Verdict>,
    /// A remark.
    #[n(1)]
    pub note: String,
}

/// How far a meeting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingState {
    /// It is prepared; no notice was given.
    Planned,
    /// Notice was given.
    Called,
    /// It is going on.
    Open,
    /// It ended; its minutes are not adopted yet.
    Ended,
    /// Its minutes are adopted.
    Adopted,
    /// It was cancelled.
    Cancelled,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Meeting {
    /// What sort of meeting it is.
    #[n(0)]
    pub form: Option<MeetingForm>,
    /// The month it belongs to.
    #[n(1)]
    pub month: Option<Month>,
    /// Its subject: of a thematic meeting, or of the thematic part of a regular one.
    #[n(2)]
    pub theme: String,
    /// The party group that meets, from 1.
    #[n(3)]
    pub group: Option<u8>,
    /// The day notice was given.
    #[n(4)]
    pub notified_on: Option<Date>,
    /// The day it is planned for.
    #[n(5)]
    pub planned_on: Option<Date>,
    /// The time it is planned for.
    #[n(6)]
    pub planned_at: Option<Time>,
    /// Where.
    #[n(7)]
    pub place: String,
    /// The day it was held.
    #[n(8)]
    pub held_on: Option<Date>,
    /// When it began.
    #[n(9)]
    pub started_at: Option<Time>,
    /// When it ended.
    #[n(10)]
    pub ended_at: Option<Time>,
    /// Who led it (chủ trì).
    #[n(11)]
    pub chair: Option<MemberId>,
    /// Who wrote the minutes (thư ký).
    #[n(12)]
    pub scribe: Option<MemberId>,
    /// What the chair concluded in the end.
    #[n(13)]
    pub conclusion: String,
    /// How the conclusion was voted.
    #[n(14)]
    pub vote: Option<Vote>,
    /// The day the minutes were adopted.
    #[n(15)]
    pub adopted_on: Option<Date>,
    /// Why it was cancelled.
    #[n(16)]
    pub cancelled: Option<String>,
    /// How the meeting assessed the last month.
    #[n(17)]
    pub last_month: String,
    /// The scheme by which its quality is scored.
    #[n(18)]
    pub quality_scheme: Option<String>,
    /// The roll.
    #[n(19)]
    pub roll: SortedMap<MemberId, RollEntry>,
    /// Those from outside.
    #[n(20)]
    pub guests: SortedMap<EntryId, Guest>,
    /// The agenda, dropped items as well.
    #[n(21)]
    pub agenda: SortedMap<EntryId, AgendaItem>,
    /// What members said.
    #[n(22)]
    pub opinions: SortedMap<EntryId, Opinion>,
    /// Last month's tasks one by one.
    #[n(23)]
    pub reviews: SortedMap<DocumentId, TaskReview>,
    /// The score sheet of its quality, by the scheme's item id.
    #[n(24)]
    pub quality: SortedMap<String, Answer>,
    /// Remarks to the score sheet, by the scheme's item id.
    #[n(25)]
    pub quality_notes: SortedMap<String, String>,
    /// The minutes as they are written.
    #[n(26)]
    pub minutes: String,
}

/// The key of the one regular meeting that a cell has in `month`, for
/// [`DocumentId::natural`]. Meetings of other forms have a new id each.
pub fn regular_key(month: Month) -> String {
    format!("meeting/regular/{month}")
}

impl Meeting {
    /// How far it has come.
    pub fn state(&self) -> MeetingState {
        if self.cancelled.is_some() {
            MeetingState::Cancelled
        } else if self.adopted_on.is_some() {
            MeetingState::Adopted
        } else if self.ended_at.is_some() {
            MeetingState::Ended
        } else if self.held_on.is_some() {
            MeetingState::Open
        } else if self.notified_on.is_some() {
            MeetingState::Called
        } else {
            MeetingState::Planned
        }
    }

    /// Whether it took place.
    pub fn was_held(&self) -> bool {
        self.held_on.is_some() && self.cancelled.is_none()
    }

    /// Whether it has a theme.
    pub fn has_theme(&self) -> bool {
        !self.theme.trim().is_empty()
    }

    /// The day it was held, or is planned for.
    pub fn day(&self) -> Option<Date> {
        self.held_on.or(self.planned_on)
    }

    /// How long it took, in minutes; `None` while it has no end.
    pub fn duration(&self) -> Option<u16> {
        self.ended_at?.minutes_since(self.started_at?)
    }

    /// The items on the agenda, in order.
    pub fn agenda_in_order(&self) -> Vec<(EntryId, &AgendaItem)> {
        let mut items: Vec<_> =
            self.agenda.iter().filter(|(_, item)| !item.dropped).map(|(id, item)| (*id, item)).collect();
        items.sort_by_key(|(id, item)| (item.order, *id));
        items
    }

    /// What was said to `item`, or to the meeting as a whole, in the order of the ids.
    pub fn opinions_on(&self, item: Option<EntryId>) -> impl Iterator<Item = (EntryId, &Opinion)> {
        let said = move |opinion: &Opinion| opinion.item == item && !opinion.text.is_empty();
        self.opinions.iter().filter(move |(_, opinion)| said(opinion)).map(|(id, opinion)| (*id, opinion))
    }

    /// What stands on the roll about `member`.
    pub fn presence(&self, member: MemberId) -> Option<Presence> {
        self.roll.get(&member).and_then(|entry| entry.presence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_goes_from_plan_to_adopted_minutes() {
        let day = || Some("2024-11-07".parse().unwrap());
        let time = |text: &str| Some(text.parse().unwrap());
        let mut meeting = Meeting::default();
        assert_eq!(meeting.state(), MeetingState::Planned);
        meeting.notified_on = day();
        assert_eq!(meeting.state(), MeetingState::Called);
        (meeting.held_on, meeting.started_at) = (day(), time("19:30"));
        assert_eq!((meeting.state(), meeting.duration()), (MeetingState::Open, None));
        meeting.ended_at = time("21:05");
        assert_eq!((meeting.state(), meeting.duration()), (MeetingState::Ended, Some(95)));
        meeting.adopted_on = day();
        assert_eq!(meeting.state(), MeetingState::Adopted);
        meeting.cancelled = Some("bão".to_owned());
        assert_eq!(meeting.state(), MeetingState::Cancelled);
    }

    #[test]
    fn the_agenda_is_in_order_without_what_was_dropped() {
        let item = |order, dropped| AgendaItem { order, dropped, ..AgendaItem::default() };
        let id = |number| EntryId::from_bytes([number; 16]);
        let agenda = [(id(1), item(2, false)), (id(2), item(1, false)), (id(3), item(0, true))].into();
        let meeting = Meeting { agenda, ..Meeting::default() };
        let order: Vec<_> = meeting.agenda_in_order().into_iter().map(|(id, _)| id).collect();
        assert_eq!(order, [id(2), id(1)]);
    }
}
