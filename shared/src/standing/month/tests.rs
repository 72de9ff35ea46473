use super::*;
use crate::lang::Text3;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::record::resolution::Form;
use crate::scheme::{Certainty, Criterion, Decision, Grade, Item, Policy, Rule, Subject};
use crate::standing::sample::{amend, assessment, date, id, month, resolution, roster, task};

/// One criterion of two items that people answer.
fn scheme() -> Scheme {
    let item = |id: &str| Item {
        id: id.to_owned(),
        text: Text3::default(),
        rule: Rule::Met { points: 0 },
        not_applicable: Policy::Exclude,
        certainty: Certainty::Sample,
        ..Item::default()
    };
    Scheme {
        id: "two-items".to_owned(),
        version: 1,
        title: Text3::default(),
        source: Text3::default(),
        organisations: crate::scheme::Kinds::of(OrganisationKind::Cell),
        valid_from: month("2024-01"),
        valid_until: None,
        criteria: vec![Criterion {
            id: "tasks".to_owned(),
            text: Text3::default(),
            short: Text3::default(),
            items: vec![item("tasks.study"), item("tasks.lead")],
            ..Criterion::default()
        }],
        subject: Subject::Month,
        decision: Decision::CriteriaMet,
        grades: [1, 0]
            .map(|at_least| Grade { id: format!("g{at_least}"), at_least, ..Grade::default() })
            .into(),
        scales: Vec::new(),
        gates: Vec::new(),
        cap: None,
        note: None,
    }
}

const ALL_MET: [(&str, Answer); 2] = [("tasks.study", Answer::Met), ("tasks.lead", Answer::Met)];

fn standing(facts: &[Fact]) -> MonthStanding {
    month_standing(&scheme(), OrganisationKind::Cell, month("2024-11"), facts)
}

#[test]
fn what_is_missing_is_said() {
    fn check(facts: &[Fact], progress: Progress, missing: &[Missing]) {
        let standing = standing(facts);
        assert_eq!(standing.progress, progress);
        assert_eq!(standing.missing, missing);
    }
    let draft = |answers| assessment(3, "2024-11", answers);
    let submitted = |answers| amend(draft(answers), |a| a.submitted_on = Some(date("2024-12-02")));
    let on = Progress::Submitted(date("2024-12-02"));
    let (members, adopted) = (roster(1), resolution(2, Form::Regular, "2024-11"));
    check(&[], Progress::NotBegun, &[Missing::Roster, Missing::Resolution, Missing::Assessment]);
    check(&[members.clone(), adopted.clone()], Progress::NotBegun, &[Missing::Assessment]);
    check(
        &[members.clone(), adopted.clone(), draft(&ALL_MET[..1])],
        Progress::Draft,
        &[Missing::Answers(1), Missing::Submission],
    );
    check(&[members.clone(), adopted.clone(), draft(&ALL_MET)], Progress::Draft, &[Missing::Submission]);
    check(&[members.clone(), adopted, submitted(&ALL_MET)], on, &[]);
    // A thematic resolution does not stand for the regular one, nor another month's.
    for other in [resolution(2, Form::Thematic, "2024-11"), resolution(2, Form::Regular, "2024-10")] {
        check(&[members.clone(), other, submitted(&ALL_MET)], on, &[Missing::Resolution]);
    }
    // Another month's assessment is none.
    check(
        &[members, assessment(3, "2024-10", &ALL_MET)],
        Progress::NotBegun,
        &[Missing::Resolution, Missing::Assessment],
    );
}

#[test]
fn only_a_submitted_month_has_a_grade() {
    fn check(answers: &[(&str, Answer)], submitted: Option<&str>, grade: Option<u8>) {
        let month = amend(assessment(3, "2024-11", answers), |a| a.submitted_on = submitted.map(date));
        assert_eq!(standing(&[month]).grade(), grade, "{answers:?} {submitted:?}");
    }
    let one_not_met = [("tasks.study", Answer::Met), ("tasks.lead", Answer::NotMet)];
    check(&ALL_MET, None, None);
    check(&ALL_MET, Some("2024-12-02"), Some(0));
    check(&one_not_met, Some("2024-12-02"), Some(1));
    check(&ALL_MET[..1], Some("2024-12-02"), None);
}

#[test]
fn news_are_of_the_months_own_records() {
    let received = |mut fact: Fact, millis| {
        fact.received_at = Some(Moment::from_millis(millis));
        fact.conflicts = 1;
        fact
    };
    let mut undated = task(8, "2024-11-20", None);
    if let Record::Task(task) = &mut undated.record {
        task.due_on = None;
    }
    let facts = [
        received(roster(9), 900_000),
        received(resolution(2, Form::Regular, "2024-11"), 20_000),
        received(task(3, "2024-11-20", None), 10_000),
        received(task(7, "2024-12-01", None), 700_000),
        received(undated, 800_000),
        assessment(4, "2024-11", &ALL_MET),
    ];
    let standing = standing(&facts);
    assert_eq!(standing.assessment, Some(id(4)));
    assert_eq!(standing.written_at, Some(Moment::from_millis(4_000)));
    assert_eq!(standing.received_at, Some(Moment::from_millis(20_000)));
    // The roster's conflicts count: who may vote is part of every month.
    assert_eq!(standing.conflicts, 3);
}

#[test]
fn an_empty_month_has_no_news() {
    let standing = standing(&[]);
    assert_eq!((standing.written_at, standing.received_at, standing.conflicts), (None, None, 0));
    assert_eq!((standing.grade(), standing.evaluation.unanswered), (None, 2));
}
