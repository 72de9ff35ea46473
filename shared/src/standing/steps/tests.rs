use super::*;
use crate::id::MemberId;
use crate::org::OrganisationKind;
use crate::record::meeting::{Presence, RollEntry};
use crate::record::registration::Registration;
use crate::record::resolution::number::OfficialNumber;
use crate::record::roster::Office;
use crate::standing::sample::{amend, assessment, date, fact, id, month, resolution, roster, task};
use crate::year::Year;

/// The steps of November 2024 on `day`.
fn steps(day: &str, facts: &[Fact], unanswered: Option<u32>) -> Vec<Step> {
    month_steps(OrganisationKind::Cell, month("2024-11"), date(day), facts, unanswered)
}

fn of(steps: &[Step], kind: StepKind) -> Step {
    steps.iter().find(|step| step.kind == kind).cloned().unwrap()
}

fn meeting(number: u8, change: impl FnOnce(&mut Meeting)) -> Fact {
    let mut meeting = Meeting {
        form: Some(MeetingForm::Regular),
        month: Some(month("2024-11")),
        planned_on: Some(date("2024-11-07")),
        ..Meeting::default()
    };
    change(&mut meeting);
    fact(number, Record::Meeting(Box::new(meeting)))
}

fn published(number: u8, change: impl FnOnce(&mut Resolution)) -> Fact {
    let mut fact = resolution(number, Form::Regular, "2024-11");
    if let Record::Resolution(resolution) = &mut fact.record {
        change(resolution);
    }
    fact
}

#[test]
fn an_empty_book_asks_for_everything_in_order() {
    use StepKind::*;
    let empty = steps("2024-11-05", &[], Some(9));
    let kinds: Vec<_> = empty.iter().map(|step| step.kind).collect();
    let all = [
        Register,
        GiveNotice,
        CallRoll,
        AdoptMinutes,
        AdoptResolution,
        Issue,
        Post,
        Report,
        Assign,
        Answer,
        Submit,
    ];
    assert_eq!(kinds, all);
    assert!(empty.iter().all(|step| step.state == StepState::Open && step.document.is_none()));
    assert_eq!(of(&empty, Answer).left, 9);
    assert!(kinds.is_sorted());
    // Without a scheme there is nothing to answer.
    assert_eq!(steps("2024-11-05", &[], None).last().map(|step| step.kind), Some(Assign));
}

#[test]
fn a_full_book_asks_for_nothing() {
    let presence = RollEntry { presence: Some(Presence::Present), reason: None };
    let registration = Registration {
        year: Year::new(2024).ok(),
        registered_on: Some(date("2024-01-05")),
        ..Registration::default()
    };
    let day = Some(date("2024-11-02"));
    let facts = [
        roster(1),
        fact(2, Record::Registration(registration)),
        meeting(3, |meeting| {
            meeting.held_on = Some(date("2024-11-07"));
            meeting.adopted_on = Some(date("2024-11-08"));
            meeting.roll = [(MemberId::from_bytes([1; 16]), presence)].into();
        }),
        published(4, |resolution| {
            resolution.official_number = OfficialNumber::new(5).ok();
            (resolution.issued_on, resolution.posted_on, resolution.reported_on) = (day, day, day);
        }),
        task(5, "2024-11-20", Some("2024-11-19")),
        amend(assessment(6, "2024-11", &[]), |assessment| {
            assessment.submitted_on = Some(date("2024-11-30"));
        }),
    ];
    let steps = steps("2024-11-30", &facts, Some(0));
    assert_eq!(steps.len(), 12);
    assert!(steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    assert!(steps.iter().all(|step| step.left == 0 && step.due_on.is_none()));
}

#[test]
fn other_meetings_are_asked_for_where_they_are_owed() {
    use StepKind::*;
    use StepState::*;
    fn check(day: &str, of: &str, facts: &[Fact], kind: StepKind, expect: Option<(StepState, u32)>) {
        let steps = month_steps(OrganisationKind::Cell, month(of), date(day), facts, None);
        let found = steps.iter().find(|step| step.kind == kind).map(|step| (step.state, step.left));
        assert_eq!(found, expect, "{kind:?} {of}");
    }
    let of_form = |number, form, held: Option<&str>| {
        meeting(number, |meeting| {
            meeting.form = Some(form);
            meeting.planned_on = None;
            meeting.held_on = held.map(date);
        })
    };
    // The last month of a quarter asks for the thematic meeting that is not yet there.
    check("2024-11-20", "2024-11", &[], HoldThematic, None);
    check("2024-12-20", "2024-12", &[], HoldThematic, Some((Open, 0)));
    check("2025-01-02", "2024-12", &[], HoldThematic, Some((Late, 0)));
    let thematic = [of_form(2, MeetingForm::Thematic, Some("2024-11-14"))];
    check("2024-12-20", "2024-12", &thematic, HoldThematic, Some((Done, 0)));
    // One that was held has its roll and its minutes left.
    check("2024-11-20", "2024-11", &thematic, Complete, Some((Open, 1)));
    let with_roster = [roster(1), of_form(2, MeetingForm::Extraordinary, Some("2024-11-14"))];
    check("2024-11-20", "2024-11", &with_roster, Complete, Some((Open, 2)));
    check("2024-12-20", "2024-12", &with_roster, Complete, None);
    // A committee prepares where there is one.
    check("2024-11-05", "2024-11", &[roster(1)], PrepareInCommittee, None);
    let seated = |office| {
        let mut committee = roster(1);
        if let Record::Roster(roster) = &mut committee.record {
            roster.members.values_mut().for_each(|member| member.office = office);
        }
        committee
    };
    check("2024-11-05", "2024-11", &[seated(Office::Secretary)], PrepareInCommittee, None);
    let deputy = [seated(Office::DeputySecretary)];
    check("2024-11-05", "2024-11", &deputy, PrepareInCommittee, Some((Open, 0)));
    let committee = seated(Office::CommitteeMember);
    let planned = [committee.clone(), meeting(2, |_| ())];
    check("2024-11-05", "2024-11", &planned, PrepareInCommittee, Some((Open, 0)));
    check("2024-11-08", "2024-11", &planned, PrepareInCommittee, Some((Late, 0)));
    let over = [committee.clone(), meeting(2, |meeting| meeting.held_on = Some(date("2024-11-07")))];
    check("2024-11-08", "2024-11", &over, PrepareInCommittee, None);
    let held = [committee, of_form(2, MeetingForm::Committee, Some("2024-11-05"))];
    check("2024-11-08", "2024-11", &held, PrepareInCommittee, Some((Done, 0)));
}

#[test]
fn steps_are_late_after_their_day() {
    fn check(facts: &[Fact], kind: StepKind, day: &str, expect: (StepState, u32)) {
        let found = of(&steps(day, facts, Some(0)), kind);
        assert_eq!((found.state, found.left), expect, "{kind:?} {day}");
    }
    use StepKind::*;
    use StepState::*;
    let planned = [roster(1), meeting(2, |_| ())];
    check(&planned, GiveNotice, "2024-11-07", (Open, 0));
    check(&planned, GiveNotice, "2024-11-08", (Late, 0));
    let held = [roster(1), meeting(2, |meeting| meeting.held_on = Some(date("2024-11-07")))];
    check(&held, GiveNotice, "2024-11-07", (Done, 0));
    check(&held, CallRoll, "2024-11-07", (Open, 1));
    check(&held, AdoptMinutes, "2024-11-09", (Open, 0));
    // Adopted on the first, to be published by the third.
    let adopted = [published(1, |_| ()), published(2, |r| r.posted_on = Some(date("2024-11-02")))];
    check(&adopted, AdoptResolution, "2024-11-03", (Done, 0));
    check(&adopted, Issue, "2024-11-03", (Open, 2));
    check(&adopted, Post, "2024-11-04", (Late, 1));
    check(&adopted, Report, "2024-11-04", (Late, 2));
    let ended = [published(1, |r| r.withdrawn_on = Some(date("2024-11-02")))];
    check(&ended, AdoptResolution, "2024-11-04", (Open, 0));
    check(&ended, Report, "2024-11-04", (Open, 0));
    let tasks = [task(1, "2024-10-20", None), task(2, "2024-11-20", None), task(3, "2024-12-01", None)];
    check(&tasks, Finish, "2024-10-20", (Open, 2));
    check(&tasks, Finish, "2024-11-05", (Late, 2));
    check(&tasks, Assign, "2024-11-05", (Done, 0));
    check(&tasks[2..], Assign, "2024-11-05", (Open, 0));
}

#[test]
fn steps_lead_to_the_record_they_are_about() {
    let draft = published(4, |resolution| resolution.adopted_on = None);
    let facts = [meeting(2, |meeting| meeting.cancelled = Some("bão".to_owned())), meeting(3, |_| ()), draft];
    let found = steps("2024-11-05", &facts, None);
    assert_eq!(of(&found, StepKind::CallRoll).document, Some(id(3)));
    assert_eq!(of(&found, StepKind::AdoptResolution).document, Some(id(4)));
    assert_eq!(of(&found, StepKind::Issue).document, None);
    let late = [published(6, |r| r.posted_on = Some(date("2024-11-02"))), published(7, |_| ())];
    assert_eq!(of(&steps("2024-11-05", &late, None), StepKind::Post).document, Some(id(7)));
    assert_eq!(of(&steps("2024-11-05", &late, None), StepKind::Assign).document, Some(id(6)));
}

#[test]
fn a_committee_is_not_asked_what_only_cells_owe() {
    let kinds = |kind, of: &str, facts: &[Fact]| {
        let steps = month_steps(kind, month(of), date("2024-12-05"), facts, Some(0));
        steps.into_iter().map(|step| step.kind).collect::<Vec<_>>()
    };
    let (cell, committee) = (OrganisationKind::Cell, OrganisationKind::Committee);
    let owed = [StepKind::HoldThematic, StepKind::Report];
    assert!(owed.iter().all(|step| kinds(cell, "2024-12", &[]).contains(step)));
    assert!(!owed.iter().any(|step| kinds(committee, "2024-12", &[]).contains(step)));
    // Nothing else is left out.
    assert_eq!(kinds(committee, "2024-12", &[]).len() + owed.len(), kinds(cell, "2024-12", &[]).len());
    // One that was planned is to be held.
    let planned = Meeting {
        form: Some(MeetingForm::Thematic),
        month: Some(month("2024-12")),
        planned_on: Some(date("2024-12-20")),
        ..Meeting::default()
    };
    let facts = [fact(1, Record::Meeting(Box::new(planned)))];
    assert!(kinds(committee, "2024-12", &facts).contains(&StepKind::HoldThematic));
}
