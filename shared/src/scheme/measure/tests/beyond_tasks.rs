//! Measures of meetings, people, publishing and years.

use super::*;
use crate::id::{EntryId, MemberId};
use crate::record::contribution::{Contribution, Source, Unit};
use crate::record::meeting::{Meeting, MeetingForm, Opinion, Presence, RollEntry, TaskReview, Verdict};
use crate::record::resolution::Resolution;
use crate::record::review::Review;
use crate::record::roster::{Leaving, Member, Roster};
use crate::share::Share;
use crate::standing::facts::{CellGrade, MeetingGrade};
use crate::standing::sample::{amend, assessment, roster};
use crate::year::Year;

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

/// The members 1 to 4.
fn four() -> Fact {
    let named = |number| (member(number), Member { name: format!("{number}"), ..Member::default() });
    fact(100, Record::Roster(Roster { members: (1..=4).map(named).collect() }))
}

/// A regular meeting on the 7th of `of`, with this roll.
fn meeting(number: u8, of: &str, roll: &[Presence], change: impl FnOnce(&mut Meeting)) -> Fact {
    let roll = (1..)
        .zip(roll)
        .map(|(number, presence)| (member(number), RollEntry { presence: Some(*presence), reason: None }));
    let mut meeting = Meeting {
        form: Some(MeetingForm::Regular),
        month: Some(month(of)),
        held_on: Some(date(&format!("{of}-07"))),
        roll: roll.collect(),
        ..Meeting::default()
    };
    change(&mut meeting);
    fact(number, Record::Meeting(Box::new(meeting)))
}

fn found(wanted: Measure, facts: &[Fact]) -> (u64, u64) {
    let figure = measure(wanted, &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), facts));
    (figure.part, figure.whole)
}

use Presence::{Absent, Excused, Present};

#[test]
fn attendance_is_of_those_who_were_to_attend() {
    let facts = [
        four(),
        meeting(1, "2024-11", &[Present, Present, Present, Excused], |_| ()),
        meeting(2, "2024-11", &[Present, Present, Present, Present], |m| {
            m.form = Some(MeetingForm::Thematic);
        }),
        meeting(3, "2024-11", &[], |m| m.form = Some(MeetingForm::Extraordinary)),
        meeting(4, "2024-11", &[Absent], |m| m.form = Some(MeetingForm::Committee)),
        meeting(5, "2024-10", &[Absent; 4], |_| ()),
        meeting(6, "2024-11", &[Absent; 4], |m| m.cancelled = Some("bão".to_owned())),
    ];
    check(Measure::Attendance, "2024-11", &facts, (7, 8), &[2], &[1]);
    check(Measure::NobodyAbsent, "2024-11", &facts, (2, 2), &[1, 2], &[]);
    check(Measure::NobodyAbsent, "2024-10", &facts, (0, 1), &[], &[5]);
    check(Measure::RegularHeld, "2024-11", &facts, (1, 1), &[1], &[]);
    check(Measure::RegularHeld, "2024-12", &facts, (0, 1), &[], &[]);
    check(Measure::ThematicHeld, "2024-11", &facts, (1, 1), &[2], &[]);
    check(Measure::ThematicHeld, "2024-10", &facts, (0, 0), &[], &[]);
    check(Measure::ThematicHeld, "2024-09", &facts, (0, 1), &[], &[]);
}

/// The committee meets before the cell does, and a group by itself.
#[test]
fn meetings_of_every_form_are_counted_by_months() {
    let of = |number, of, form| meeting(number, of, &[], |m| m.form = Some(form));
    let facts = [
        of(1, "2024-11", MeetingForm::Committee),
        of(2, "2024-11", MeetingForm::Group),
        of(3, "2024-11", MeetingForm::Group),
        of(4, "2024-10", MeetingForm::Committee),
    ];
    let held = |form| Measure::MonthlyHeld { form };
    check(held(MeetingForm::Committee), "2024-11", &facts, (1, 1), &[1], &[]);
    check(held(MeetingForm::Group), "2024-11", &facts, (1, 1), &[2, 3], &[]);
    check(held(MeetingForm::Group), "2024-10", &facts, (0, 1), &[], &[]);
    check(held(MeetingForm::Regular), "2024-11", &facts, (0, 1), &[], &[]);
    let year = MonthFacts::of_year(OrganisationKind::Cell, Year::new(2024).unwrap(), &facts);
    let committee = measure(held(MeetingForm::Committee), &year);
    assert_eq!((committee.part, committee.whole, committee.counted), (2, 12, vec![id(4), id(1)]));
}

/// What was not recorded may still come until the report is there.
#[test]
fn what_is_needed_is_pending_until_it_is_reported() {
    let report = |of: &str| amend(assessment(9, of, &[]), |one| one.submitted_on = Some(date("2024-12-31")));
    let review =
        Review { year: Year::new(2024).ok(), submitted_on: Some(date("2024-12-31")), ..Review::default() };
    let needed = [
        Measure::RegularHeld,
        Measure::ThematicHeld,
        Measure::ResolutionAdopted,
        Measure::ThematicInQuarter,
        Measure::Registered,
    ];
    for wanted in needed {
        let pending = |facts: &[Fact]| {
            let scope = MonthFacts::new(OrganisationKind::Cell, month("2024-12"), facts);
            let found = measure(wanted, &scope);
            (found.part, found.whole, found.pending)
        };
        assert_eq!(pending(&[]), (0, 1, 1), "{wanted:?}");
        assert_eq!(pending(&[report("2024-11")]), (0, 1, 1), "{wanted:?}");
        assert_eq!(pending(&[report("2024-12")]), (0, 1, 0), "{wanted:?}");
        let year = |facts: &[Fact]| {
            measure(wanted, &MonthFacts::of_year(OrganisationKind::Cell, Year::new(2024).unwrap(), facts))
        };
        let silent = year(&[]);
        assert_eq!(silent.pending, silent.whole, "{wanted:?}");
        assert_eq!(year(&[fact(8, Record::Review(review.clone()))]).pending, 0, "{wanted:?}");
    }
    let year = |facts: &[Fact]| {
        let scope = MonthFacts::of_year(OrganisationKind::Cell, Year::new(2024).unwrap(), facts);
        [Measure::RegularHeld, Measure::Reviewed].map(|wanted| measure(wanted, &scope).pending)
    };
    // Of a month that was reported nothing is awaited; the review is itself a report.
    assert_eq!(year(&[report("2024-03")]), [11, 1]);
    assert_eq!(year(&[report("2024-12")]), [11, 1]);
}

#[test]
fn nobody_is_excused_more_than_three_times_running() {
    let run = |marks: &[Presence]| {
        let meetings = (7..).zip(marks).map(|(of, presence)| {
            meeting(of, &format!("2024-{of:02}"), &[Present, *presence, Present, Present], |_| ())
        });
        let facts: Vec<_> = meetings.chain([four()]).collect();
        found(Measure::ExcusedAtMostThree, &facts)
    };
    assert_eq!(run(&[Present, Present, Excused, Excused, Excused]), (4, 4));
    assert_eq!(run(&[Present, Excused, Excused, Excused, Excused]), (3, 4));
    assert_eq!(run(&[Excused, Excused, Excused, Excused, Present]), (4, 4));
    assert_eq!(run(&[Excused]), (0, 0));
}

#[test]
fn a_meeting_tells_how_long_it_took_and_who_spoke() {
    let timed = |number, from: &str, until: &str| {
        let times = (from.parse().ok(), until.parse().ok());
        meeting(number, "2024-11", &[Present; 3], |m| (m.started_at, m.ended_at) = times)
    };
    let facts = [four(), timed(1, "19:00", "20:30"), timed(2, "19:00", "20:20")];
    check(Measure::Minutes, "2024-11", &facts, (80, 90), &[], &[2]);
    check(Measure::Minutes, "2024-11", &facts[..2], (90, 90), &[1], &[]);
    check(Measure::Minutes, "2024-11", &[meeting(1, "2024-11", &[], |_| ())], (0, 0), &[], &[]);
    let said = |entry: u8, by: u8, text: &str| {
        let opinion = Opinion { item: None, member: Some(member(by)), text: text.to_owned() };
        (EntryId::from_bytes([entry; 16]), opinion)
    };
    let spoke = meeting(1, "2024-11", &[Present, Present, Present, Excused], |m| {
        m.opinions =
            [said(1, 1, "Nhất trí"), said(2, 1, "Bổ sung"), said(3, 2, " "), said(4, 4, "Gửi")].into();
        m.adopted_on = m.held_on;
        m.notified_on = Some(date("2024-11-06"));
    });
    let facts = [four(), spoke, meeting(2, "2024-11", &[], |_| ())];
    check(Measure::Speakers, "2024-11", &facts, (1, 3), &[], &[1]);
    let later = meeting(3, "2024-11", &[], |m| m.adopted_on = Some(date("2024-11-30")));
    check(Measure::MinutesAdopted, "2024-11", &[&facts[..], &[later]].concat(), (1, 3), &[1], &[2, 3]);
    check(Measure::NoticeGiven, "2024-11", &facts, (1, 2), &[1], &[2]);
}

#[test]
fn a_meeting_alone_is_measured_alone() {
    let facts = [
        four(),
        meeting(1, "2024-11", &[Present, Present, Present, Excused], |_| ()),
        meeting(2, "2024-11", &[Present; 4], |m| m.form = Some(MeetingForm::Thematic)),
    ];
    let Record::Meeting(first) = &facts[1].record else { panic!("a meeting") };
    let scope = MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts).of_meeting(first);
    let figure = measure(Measure::Attendance, &scope);
    assert_eq!((figure.part, figure.whole, figure.not_counted), (3, 4, vec![id(1)]));
    assert!(!scope.is_thematic());
    assert!(MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts).is_thematic());
}

#[test]
fn last_months_tasks_count_as_they_were_found() {
    let reviews = |verdicts: &[(u8, Verdict)]| {
        let review = |(number, verdict): &(u8, Verdict)| {
            (id(*number), TaskReview { verdict: Some(*verdict), note: String::new() })
        };
        verdicts.iter().map(review).collect()
    };
    let verdicts = [(1, Verdict::Done), (2, Verdict::Late), (3, Verdict::Dropped), (4, Verdict::OnTrack)];
    let facts = [meeting(50, "2024-11", &[], |m| m.reviews = reviews(&verdicts))];
    check(Measure::LastMonthDone, "2024-11", &facts, (1, 3), &[1], &[2, 4]);
}

#[test]
fn resolutions_are_published_within_two_days() {
    let published = |number, posted: Option<&str>, reported: Option<&str>| {
        let resolution = Resolution {
            form: Some(Form::Regular),
            month: Some(month("2024-11")),
            adopted_on: Some(date("2024-11-07")),
            posted_on: posted.map(date),
            reported_on: reported.map(date),
            ..Resolution::default()
        };
        fact(number, Record::Resolution(resolution))
    };
    let facts = [
        published(1, Some("2024-11-08"), Some("2024-11-09")),
        published(2, Some("2024-11-08"), Some("2024-11-10")),
        published(3, Some("2024-11-08"), None),
    ];
    check(Measure::PublishedInTime, "2024-11", &facts, (1, 3), &[1], &[2, 3]);
}

#[test]
fn tasks_late_and_beyond_and_contributions_are_counted() {
    let facts = [
        task(1, "2024-11-10", Some("2024-11-09")),
        change(task(2, "2024-11-10", Some("2024-11-10")), |task| task.beyond = Some("Vượt 20 %".to_owned())),
        task(3, "2024-11-10", Some("2024-11-12")),
        change(task(4, "2024-11-10", None), |task| task.beyond = Some("Chưa xong".to_owned())),
    ];
    check(Measure::TasksLate, "2024-11", &facts, (2, 4), &[3, 4], &[1, 2]);
    check(Measure::TasksBeyond, "2024-11", &facts, (1, 4), &[2], &[1, 3, 4]);
    let gift = |number, purpose: &str| {
        let gift = Contribution {
            unit: Some(Unit::Vnd),
            amount: crate::amount::Amount::new(1_000_000).ok(),
            source: Some(Source::People),
            purpose: purpose.to_owned(),
            given_on: Some(date("2024-11-05")),
            ..Contribution::default()
        };
        fact(number, Record::Contribution(gift))
    };
    let facts = [gift(1, "Đèn đường"), gift(2, "")];
    check(Measure::ContributionsRecorded, "2024-11", &facts, (1, 2), &[1], &[2]);
}

#[test]
fn the_coverage_of_a_month_names_what_is_there() {
    let submitted = amend(assessment(4, "2024-11", &[]), |one| one.submitted_on = Some(date("2024-12-02")));
    let facts = [
        roster(1),
        meeting(2, "2024-11", &[], |_| ()),
        resolution(3, Form::Regular, "2024-11"),
        submitted,
        resolution(5, Form::Thematic, "2024-11"),
    ];
    let told = |of: &str| {
        let figure = measure(Measure::Coverage, &MonthFacts::new(OrganisationKind::Cell, month(of), &facts));
        (figure.part, figure.whole, figure.counted, figure.pending)
    };
    assert_eq!(told("2024-11"), (4, 4, vec![id(1), id(2), id(3), id(4)], 0));
    // In the quarter's last month its thematic meeting is expected, too.
    assert_eq!(told("2024-12"), (1, 5, vec![id(1)], 4));
    // A committee that knows no cells has nothing to measure.
    let committee = MonthFacts::new(OrganisationKind::Committee, month("2024-11"), &facts);
    let nothing = measure(Measure::Coverage, &committee);
    assert_eq!(nothing.whole, 0);
}

#[test]
fn pledges_are_followed_through_their_year() {
    let gift = |number, day: &str, unit, amount, change: fn(&mut Contribution)| {
        let amount = crate::amount::Amount::new(amount).ok();
        let mut gift =
            Contribution { unit: Some(unit), amount, given_on: Some(date(day)), ..Contribution::default() };
        change(&mut gift);
        fact(number, Record::Contribution(gift))
    };
    let pledge = |gift: &mut Contribution| (gift.pledged, gift.amount) = (gift.amount, None);
    let facts = [
        gift(1, "2024-03-01", Unit::WorkDays, 200, pledge),
        gift(2, "2024-03-20", Unit::WorkDays, 50, |gift| gift.against = Some(id(1))),
        gift(3, "2024-11-20", Unit::WorkDays, 100, |gift| gift.against = Some(id(1))),
        gift(4, "2024-11-21", Unit::WorkDays, 50, |gift| {
            (gift.against, gift.cancelled) = (Some(id(1)), Some("Ghi trùng".to_owned()));
        }),
        gift(5, "2024-11-05", Unit::Vnd, 1_000_000_000_000, pledge),
        gift(6, "2024-11-30", Unit::Vnd, 700_000_000_000, |gift| gift.against = Some(id(5))),
        // Each year by itself.
        gift(7, "2025-01-02", Unit::WorkDays, 50, |gift| gift.against = Some(id(1))),
    ];
    let check = |of, share, counted: &[u8], rest: &[u8]| {
        check(Measure::PledgesGiven, of, &facts, share, counted, rest);
    };
    check("2024-02", (0, 0), &[], &[]);
    check("2024-03", (50, 200), &[2], &[1]);
    check("2024-10", (50, 200), &[2], &[1]);
    // 150 of 200 days is more than seven of ten; more dong than 32 bits hold.
    check("2024-11", (700_000_000_000, 1_000_000_000_000), &[6], &[5]);
    check("2025-01", (0, 0), &[], &[]);
}

#[test]
fn members_who_were_expelled_are_counted_in_their_month() {
    let left = |number: u8, why, day: &str| {
        (member(number), Member { left_why: Some(why), left_on: Some(date(day)), ..Member::default() })
    };
    let members = [
        (member(1), Member::default()),
        left(2, Leaving::Expelled, "2024-11-20"),
        left(3, Leaving::Died, "2024-11-20"),
        left(4, Leaving::Expelled, "2024-10-20"),
    ];
    let facts = [fact(9, Record::Roster(Roster { members: members.into() }))];
    check(Measure::MembersLost, "2024-11", &facts, (1, 3), &[], &[9]);
    check(Measure::MembersLost, "2024-12", &facts, (0, 1), &[9], &[]);
}

#[test]
fn a_year_counts_its_months_meetings_and_cells() {
    let review =
        Review { year: Year::new(2024).ok(), submitted_on: Some(date("2024-12-10")), ..Review::default() };
    let facts = [
        fact(1, Record::Review(review)),
        meeting(2, "2024-03", &[], |_| ()),
        meeting(3, "2024-05", &[], |_| ()),
        meeting(4, "2023-05", &[], |_| ()),
        meeting(5, "2024-05", &[], |m| m.form = Some(MeetingForm::Thematic)),
        task(6, "2024-02-10", Some("2024-02-10")),
        task(7, "2024-12-31", None),
        task(8, "2025-01-01", None),
    ];
    let grade = |document, of: &str, grade| MeetingGrade {
        document: id(document),
        month: month(of),
        form: MeetingForm::Regular,
        grade,
    };
    let graded = [
        grade(2, "2024-03", Some(0)),
        grade(3, "2024-05", Some(2)),
        grade(4, "2023-05", Some(0)),
        grade(9, "2024-06", None),
    ];
    let cell = |number, grade| CellGrade {
        organisation: crate::id::OrganisationId::derive("dong-mai", &format!("khu-{number}")),
        document: None,
        grade,
        covered: Share { part: 9, whole: 10 },
    };
    let cells = [cell(1, Some(0)), cell(2, Some(3)), cell(3, None)];
    let mut year = MonthFacts::of_year(OrganisationKind::Cell, Year::new(2024).unwrap(), &facts);
    (year.graded, year.cells) = (&graded, &cells);
    let told = |wanted| {
        let figure = measure(wanted, &year);
        (figure.part, figure.whole, figure.pending)
    };
    assert_eq!(told(Measure::RegularHeld), (2, 12, 0));
    assert_eq!(told(Measure::ThematicHeld), (1, 4, 0));
    assert_eq!(told(Measure::TasksDone), (1, 2, 0));
    assert_eq!(told(Measure::Reviewed), (1, 1, 0));
    assert_eq!(told(Measure::Registered), (0, 1, 0));
    assert_eq!(told(Measure::MonthsGraded { place: 0 }), (0, 12, 12));
    assert_eq!(told(Measure::MeetingsGraded { place: 1 }), (1, 3, 1));
    assert_eq!(told(Measure::MeetingsGraded { place: 2 }), (2, 3, 1));
    assert_eq!(told(Measure::CellsGraded { place: 0 }), (1, 3, 1));
    year.kind = OrganisationKind::Committee;
    let covered = measure(Measure::Coverage, &year);
    assert_eq!((covered.part, covered.whole, covered.pending), (27, 30, 3));
    // Two regular meetings, a thematic one and the review, of 43 records.
    year.kind = OrganisationKind::Cell;
    let own = measure(Measure::Coverage, &year);
    assert_eq!((own.part, own.whole, own.counted), (4, 43, vec![id(2), id(3), id(5), id(1)]));
    assert_eq!(measure(Measure::CellsGraded { place: 0 }, &year).at_best().part, 2);
}
