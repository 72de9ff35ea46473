//! What the demonstration tells in the books of meetings, registrations,
//! contributions and resolutions.

use shared::date::Date;
use shared::document::admission::MOST_CHANGES;
use shared::record::contribution::Unit;
use shared::record::meeting::{Meeting, MeetingForm, MeetingState, regular_key};
use shared::record::resolution::ResolutionState;
use shared::record::resolution::number::duplicates;
use shared::standing::contributed::{by_project, counted};
use shared::standing::meeting_doubt::{MeetingDoubt, meeting_doubts};
use shared::standing::registration_doubt::registration_doubts;

use super::*;

/// The cells with their facts, in the order of the wards.
fn cells() -> Vec<(&'static CellPlan, Vec<Fact>)> {
    let facts = |ward: &'static WardPlan| {
        let mut facts = DEMO.facts(ward.code);
        let of = move |cell: &'static CellPlan| {
            (cell, facts.remove(&OrganisationId::derive(ward.code, cell.code)).unwrap())
        };
        ward.cells.iter().map(of)
    };
    WARDS.iter().flat_map(facts).collect()
}

fn meetings(facts: &[Fact]) -> Vec<&Meeting> {
    let meeting = |fact: &'_ Fact| matches!(fact.record, Record::Meeting(_));
    let found = facts.iter().filter(|fact| meeting(fact)).filter_map(|fact| match &fact.record {
        Record::Meeting(meeting) => Some(&**meeting),
        _ => None,
    });
    found.collect()
}

/// A word for each doubt that may be; the others would be mistakes of this program.
fn told(doubt: MeetingDoubt) -> &'static str {
    match doubt {
        MeetingDoubt::Short { .. } => "short",
        MeetingDoubt::FewPresent(_) => "few",
        MeetingDoubt::WithoutReason(_) => "no reason",
        MeetingDoubt::ExcusedRunning { times: 3, .. } => "excused 3 times",
        other => panic!("{other:?}"),
    }
}

/// One line for each cell: its meetings by form, its doubts, its gifts. Any
/// change of it is seen here.
#[test]
fn the_books_are_as_they_were() {
    let mut lines = String::new();
    let over = Date::new(2025, 1, 1).unwrap();
    for (cell, facts) in cells() {
        let meetings = meetings(&facts);
        let count = |form| meetings.iter().filter(|meeting| meeting.form == Some(form)).count();
        let forms = MeetingForm::ALL.map(|form| format!("{:2}", count(form))).join(" ");
        let mut doubts: SortedMap<_, usize> = SortedMap::new();
        for meeting in &meetings {
            for doubt in meeting_doubts(meeting, roster(&facts), meetings.iter().copied(), over) {
                *doubts.entry(told(doubt)).or_default() += 1;
            }
        }
        let doubts: Vec<_> = doubts.iter().map(|(doubt, times)| format!("{doubt}: {times}")).collect();
        let gifts = counted(&facts).count();
        lines += &format!("{:12} {forms}  gifts {gifts:2}  {}\n", cell.code, doubts.join(", "));
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn every_month_that_is_heard_of_has_its_regular_meeting_with_adopted_minutes() {
    for (ward, cell) in WARDS.iter().flat_map(|ward| ward.cells.iter().map(move |cell| (ward, cell))) {
        let facts = DEMO.cell(ward.code, cell.code);
        for month in Month::of_year(2024) {
            let id = OrganisationId::derive(ward.code, cell.code);
            let id = shared::id::DocumentId::natural(id, &regular_key(month));
            let found = facts.iter().find(|fact| fact.document == id);
            let open = cell.story == Story::OpenNovember && month.number() == 12;
            let expect = cell.quality.is_heard(month.number()) && !open;
            assert_eq!(found.is_some(), expect, "{} {month}", cell.code);
        }
        for meeting in meetings(&facts) {
            assert_eq!(meeting.state(), MeetingState::Adopted);
            assert_eq!(meeting.notified_on.zip(meeting.held_on).map(|(told, held)| told <= held), Some(true));
            assert!(meeting.minutes.chars().count() < 2_000, "minutes are short");
        }
    }
}

#[test]
fn every_cell_registered_and_good_ones_heard_all_members() {
    for (cell, facts) in cells() {
        let registration = facts.iter().find_map(|fact| match &fact.record {
            Record::Registration(registration) => Some(registration),
            _ => None,
        });
        let registration = registration.unwrap();
        assert!(registration.in_force() && registration.vote.is_some_and(|vote| vote.carried()));
        assert_eq!(registration.registered_on.map(|day| day.month_number()), Some(1));
        let doubts = registration_doubts(registration, roster(&facts));
        assert!(doubts.is_empty() || !cell.quality.prepares(), "{} {doubts:?}", cell.code);
        let reviewed =
            facts.iter().any(|fact| matches!(&fact.record, Record::Review(r) if r.submitted_on.is_some()));
        let finishes = !matches!(cell.quality, quality::Quality::Poor | quality::Quality::Silent);
        assert_eq!(reviewed, finishes && cell.story != Story::OpenNovember, "{}", cell.code);
    }
}

#[test]
fn resolutions_have_a_meeting_and_run_from_01_and_one_cell_reports_late() {
    for (cell, facts) in cells() {
        let all = facts.iter().filter_map(|fact| match &fact.record {
            Record::Resolution(resolution) => Some((fact.document, resolution)),
            _ => None,
        });
        let all: Vec<_> = all.collect();
        let held: BTreeSet<_> = facts
            .iter()
            .filter(|fact| matches!(fact.record, Record::Meeting(_)))
            .map(|fact| fact.document)
            .collect();
        assert_eq!(duplicates(&all), []);
        for form in Form::ALL {
            let of_form = all.iter().filter(|(_, resolution)| resolution.form == Some(form));
            let mut numbers: Vec<_> =
                of_form.map(|(_, resolution)| resolution.official_number.unwrap().number()).collect();
            numbers.sort_unstable();
            assert!(numbers.iter().copied().eq((1..).take(numbers.len())), "{} {numbers:?}", cell.code);
        }
        for (_, resolution) in all {
            assert_eq!(resolution.state(), ResolutionState::Published);
            assert!(resolution.meeting.is_some_and(|meeting| held.contains(&meeting)));
            let late = resolution.publish_by() < resolution.reported_on;
            assert_eq!(late, cell.code == "cho-moi", "{}", cell.code);
        }
    }
}

#[test]
fn binh_luc_ha_raised_its_two_sums_and_public_money_is_apart() {
    let facts = DEMO.cell("hong-phong", "binh-luc-ha");
    let projects = by_project(counted(&facts));
    let money =
        |name: &str| projects.iter().find(|(project, _)| project.contains(name)).unwrap().1[&Unit::Vnd];
    let (shrine, roads) = (money("đình Bình Lục"), money("đường nội khu"));
    assert!((7_000_000_001..7_500_000_000).contains(&shrine.given), "{shrine:?}");
    assert!((1_700_000_001..1_800_000_000).contains(&roads.given), "{roads:?}");
    assert_eq!((shrine.public, roads.public), (0, 900_000_000));
}

#[test]
fn tasks_are_clear_and_say_whence_they_come() {
    for (_, facts) in cells() {
        for fact in facts {
            if let Record::Task(task) = fact.record {
                assert!(task.how.is_some() && task.responsibility.is_some() && task.meeting.is_some());
                assert!(task.source.is_some());
            }
        }
    }
}

/// Every push passed the gate; documents stay far below what one may hold.
#[test]
fn documents_stay_small() {
    let file = DEMO.folder.path().join("demo.sqlite");
    let file = rusqlite::Connection::open(file).unwrap();
    let most: usize = file
        .query_row("select max(n) from (select count(*) as n from changes group by document)", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(most * 100 < MOST_CHANGES, "{most}");
}
