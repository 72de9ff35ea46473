use super::*;
use crate::record::meeting::RollEntry;
use crate::record::resolution::Vote;
use crate::record::roster::Member;

fn id(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

/// A day after every meeting here.
fn later() -> Date {
    "2026-01-31".parse().unwrap()
}

fn roster(members: u8) -> Roster {
    Roster { members: (1..=members).map(|number| (id(number), Member::default())).collect() }
}

/// A regular meeting on `day`, as it should be, of a cell of 20.
fn kept(day: &str) -> Meeting {
    let present = RollEntry { presence: Some(Presence::Present), reason: None };
    let day: Date = day.parse().unwrap();
    Meeting {
        form: Some(MeetingForm::Regular),
        month: Some(day.month()),
        held_on: Some(day),
        started_at: "19:30".parse().ok(),
        ended_at: "21:00".parse().ok(),
        chair: Some(id(1)),
        scribe: Some(id(2)),
        minutes: "Biên bản".to_owned(),
        roll: (1..=20).map(|number| (id(number), present.clone())).collect(),
        ..Meeting::default()
    }
}

fn mark(meeting: &mut Meeting, members: std::ops::RangeInclusive<u8>, presence: Option<Presence>) {
    for number in members {
        let reason = (presence == Some(Presence::Excused)).then(|| "Ốm".to_owned());
        meeting.roll.insert(id(number), RollEntry { presence, reason });
    }
}

#[test]
fn a_meeting_gives_to_doubt_what_the_rules_ask_otherwise() {
    fn check(change: impl FnOnce(&mut Meeting), expect: &[MeetingDoubt]) {
        let mut meeting = kept("2024-11-07");
        change(&mut meeting);
        assert_eq!(meeting_doubts(&meeting, &roster(20), [], later()), expect);
    }
    use MeetingDoubt::*;
    use Presence::{Absent, Excused};
    let share = |part| Share { part, whole: 20 };
    check(|_| (), &[]);
    check(|m| m.ended_at = "20:59".parse().ok(), &[Short { minutes: 89, least: 90 }]);
    check(|m| mark(m, 18..=20, Some(Excused)), &[]);
    check(|m| mark(m, 17..=20, Some(Excused)), &[FewPresent(share(16))]);
    check(|m| mark(m, 14..=20, Some(Excused)), &[NoQuorum(share(13)), FewPresent(share(13))]);
    check(|m| mark(m, 20..=20, Some(Absent)), &[WithoutReason(1)]);
    check(
        |m| m.roll.values_mut().take(2).for_each(|entry| entry.presence = Some(Excused)),
        &[ReasonMissing(2)],
    );
    check(|m| mark(m, 3..=20, None), &[RollIncomplete(18)]);
    check(|m| mark(m, 21..=22, Some(Presence::Present)), &[NotInRoster(2)]);
    check(|m| m.minutes = " ".to_owned(), &[NoMinutes]);
    check(|m| m.scribe = None, &[NobodyLeads]);
    check(|m| m.form = Some(MeetingForm::Thematic), &[ThematicForRegular]);
    check(|m| m.vote = Vote::new(21, 20, 1, 0), &[MoreVotersThanPresent { voters: 21, present: 20 }]);
    // What did not take place gives nothing to doubt.
    check(|m| (m.held_on, m.chair) = (None, None), &[]);
    check(|m| (m.cancelled, m.chair) = (Some("bão".to_owned()), None), &[]);
}

#[test]
fn a_combined_meeting_takes_longer_since_2025() {
    fn check(day: &str, theme: &str, expect: Option<u16>) {
        let meeting = Meeting { theme: theme.to_owned(), ..kept(day) };
        let short =
            meeting_doubts(&meeting, &roster(20), [], later()).first().map(|doubt| (*doubt, doubt.source()));
        let expect = expect.map(|least| (MeetingDoubt::Short { minutes: 90, least }, Some(HD_42)));
        assert_eq!(short, expect, "{day} {theme}");
    }
    check("2024-11-07", "Vụ đông", None);
    check("2025-11-07", "Vụ đông", Some(120));
    check("2025-11-07", "", None);
}

#[test]
fn a_thematic_meeting_needs_a_regular_one_beside_it() {
    let thematic = Meeting { form: Some(MeetingForm::Thematic), ..kept("2024-11-20") };
    let beside = [kept("2024-11-07"), thematic.clone()];
    assert_eq!(meeting_doubts(&thematic, &roster(20), &beside, later()), []);
    let before = [kept("2024-10-07"), thematic.clone()];
    assert_eq!(meeting_doubts(&thematic, &roster(20), &before, later()), [MeetingDoubt::ThematicForRegular]);
}

#[test]
fn a_meeting_is_not_doubted_for_what_may_still_come() {
    let mut open = kept("2024-11-07");
    (open.ended_at, open.chair, open.minutes) = (None, None, String::new());
    mark(&mut open, 3..=20, None);
    assert_eq!(meeting_doubts(&open, &roster(20), [], later()), []);
    let thematic = Meeting { form: Some(MeetingForm::Thematic), ..kept("2024-11-20") };
    let on = |day: &str| meeting_doubts(&thematic, &roster(20), [], day.parse().unwrap());
    assert_eq!(on("2024-11-30"), []);
    assert_eq!(on("2024-12-01"), [MeetingDoubt::ThematicForRegular]);
}

#[test]
fn three_times_excused_running_is_seen() {
    fn check(days: &[(&str, Presence)], expect: Option<u32>) {
        let meetings: Vec<_> = days
            .iter()
            .map(|(day, presence)| {
                let mut meeting = kept(day);
                mark(&mut meeting, 20..=20, Some(*presence));
                meeting
            })
            .collect();
        let last = meetings.last().unwrap();
        let doubts = meeting_doubts(last, &roster(20), meetings.iter().rev(), later());
        let expect = expect.map(|times| MeetingDoubt::ExcusedRunning { member: id(20), times });
        assert_eq!(doubts, expect.into_iter().collect::<Vec<_>>(), "{days:?}");
    }
    use Presence::{Excused, Present};
    check(&[("2024-09-07", Excused), ("2024-10-07", Excused)], None);
    check(&[("2024-09-07", Excused), ("2024-10-07", Excused), ("2024-11-07", Excused)], Some(3));
    check(&[("2024-09-07", Excused), ("2024-10-07", Present), ("2024-11-07", Excused)], None);
    check(&[("2024-11-07", Excused), ("2024-12-07", Excused), ("2025-01-07", Excused)], None);
    let four = ["2024-08-07", "2024-09-07", "2024-10-07", "2024-11-07"].map(|day| (day, Excused));
    check(&four, Some(4));
}
