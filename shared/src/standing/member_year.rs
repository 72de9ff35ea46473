//! How one member attended the cell's meetings of a year.

use super::facts::Fact;
use crate::date::Date;
use crate::id::{DocumentId, MemberId};
use crate::record::Record;
use crate::record::meeting::{Meeting, MeetingForm, Presence};
use crate::record::roster::Member;
use crate::share::Share;
use crate::standing::meeting_doubt::MOST_EXCUSED_RUNNING;
use crate::year::Year;

/// One meeting, as the member stands on its roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attended<'a> {
    /// The meeting's document.
    pub document: DocumentId,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The day it was held.
    pub held_on: Date,
    /// What stands on the roll; none where nobody marked the member.
    pub presence: Option<Presence>,
}

/// A member's year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberYear<'a> {
    /// The meetings of the whole cell that the member was to attend, the oldest first.
    pub meetings: Vec<Attended<'a>>,
}

impl MemberYear<'_> {
    /// The meetings where the member was present, among those with a mark.
    pub fn share(&self) -> Share {
        let of = |wanted: fn(Option<Presence>) -> bool| {
            let found = self.meetings.iter().filter(|attended| wanted(attended.presence)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Share { part: of(|presence| presence == Some(Presence::Present)), whole: of(|p| p.is_some()) }
    }

    /// The most meetings running from which the member was excused. A meeting
    /// without a mark says nothing.
    pub fn excused_running(&self) -> u32 {
        let marks = self.meetings.iter().filter_map(|attended| attended.presence);
        let (longest, _) = marks.fold((0_u32, 0_u32), |(longest, running), presence| {
            let running = if presence == Presence::Excused { running.saturating_add(1) } else { 0 };
            (longest.max(running), running)
        });
        longest
    }

    /// Whether the allowance of HD 12-HD/BTCTW 06/7/2018 is used up: three
    /// meetings running in one year.
    pub fn allowance_used(&self) -> bool {
        MOST_EXCUSED_RUNNING <= self.excused_running()
    }
}

/// The year of `member`, who has the number `id`, out of the cell's meetings among `facts`.
pub fn member_year<'a>(
    id: MemberId,
    member: &Member,
    year: Year,
    facts: impl IntoIterator<Item = &'a Fact>,
) -> MemberYear<'a> {
    let mut meetings: Vec<_> = facts
        .into_iter()
        .filter_map(|fact| match &fact.record {
            Record::Meeting(meeting) if meeting.was_held() => Some((fact.document, &**meeting)),
            _ => None,
        })
        .filter(|(_, meeting)| meeting.form.is_some_and(MeetingForm::of_the_cell))
        .filter_map(|(document, meeting)| {
            let (held_on, presence) = (meeting.held_on?, meeting.presence(id));
            let concerned = Year::of(held_on) == year && member.duty_on(held_on).attends;
            concerned.then_some(Attended { document, meeting, held_on, presence })
        })
        .collect();
    meetings.sort_by_key(|attended| (attended.held_on, attended.meeting.started_at, attended.document));
    MemberYear { meetings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::meeting::RollEntry;
    use crate::standing::sample::{date, fact};

    fn meeting(number: u8, day: &str, presence: Option<Presence>, form: MeetingForm) -> Fact {
        let id = MemberId::from_bytes([1; 16]);
        let meeting = Meeting {
            form: Some(form),
            held_on: Some(date(day)),
            roll: [(id, RollEntry { presence, reason: None })].into(),
            ..Meeting::default()
        };
        fact(number, Record::Meeting(Box::new(meeting)))
    }

    #[test]
    fn a_year_is_counted_and_runs_of_excuses_are_seen() {
        fn check(days: &[(&str, Option<Presence>)], part: u32, whole: u32, running: u32) {
            let facts = (1..).zip(days.iter().rev());
            let facts: Vec<_> = facts
                .map(|(number, (day, presence))| meeting(number, day, *presence, MeetingForm::Regular))
                .chain([meeting(99, "2024-12-01", Some(Excused), MeetingForm::Committee)])
                .collect();
            let member = Member { joined_on: Some(date("2024-02-01")), ..Member::default() };
            let year = Year::new(2024).unwrap();
            let found = member_year(MemberId::from_bytes([1; 16]), &member, year, &facts);
            assert_eq!(
                (found.share(), found.excused_running()),
                (Share { part, whole }, running),
                "{days:?}"
            );
            assert_eq!(found.allowance_used(), 3 <= running, "{days:?}");
        }
        use Presence::{Absent, Excused, Present};
        check(&[], 0, 0, 0);
        let before = [("2024-01-05", Some(Absent)), ("2023-12-05", Some(Present))];
        check(&before, 0, 0, 0);
        let three = [("2024-03-05", Some(Excused)), ("2024-04-05", Some(Excused)), ("2024-05-05", None)];
        check(&three, 0, 2, 2);
        let three = [&three[..], &[("2024-06-05", Some(Excused)), ("2024-07-05", Some(Present))]].concat();
        check(&three, 1, 4, 3);
    }
}
