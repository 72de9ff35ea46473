use proptest::prelude::*;

use super::*;
use crate::lang::Text3;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::record::resolution::Form;
use crate::scheme::measure::Measure;
use crate::scheme::{Band, Certainty, Criterion, Decision, Grade, Item, Policy, Reading, Rule, Subject};
use crate::standing::facts::Fact;
use crate::standing::sample::{amend, assessment, month, resolution, roster, task};

fn item(id: &str, rule: Rule, not_applicable: Policy) -> Item {
    Item {
        id: id.to_owned(),
        text: Text3::default(),
        rule,
        not_applicable,
        certainty: Certainty::Sample,
        ..Item::default()
    }
}

fn scheme(decision: Decision, grades: &[u16], criteria: Vec<Vec<Item>>) -> Scheme {
    let criteria = criteria.into_iter().enumerate().map(|(number, items)| Criterion {
        id: format!("c{number}"),
        text: Text3::default(),
        short: Text3::default(),
        items,
        ..Criterion::default()
    });
    let grades = grades.iter().map(|at_least| Grade {
        id: format!("from-{at_least}"),
        text: Text3::default(),
        at_least: *at_least,
        needs: Vec::new(),
        ..Grade::default()
    });
    Scheme {
        id: "sample".to_owned(),
        version: 1,
        title: Text3::default(),
        source: Text3::default(),
        organisations: crate::scheme::Kinds::of(OrganisationKind::Cell),
        valid_from: month("2024-01"),
        valid_until: None,
        criteria: criteria.collect(),
        subject: Subject::Month,
        decision,
        grades: grades.collect(),
        scales: Vec::new(),
        gates: Vec::new(),
        cap: None,
        note: None,
    }
}

fn on_time() -> Rule {
    let bands = [(80, 10, true), (50, 5, false)]
        .map(|(from, points, met)| Band { from, points, met, ..Band::default() })
        .into();
    Rule::Measured { measure: Measure::TasksOnTime, bands, by: Reading::Share }
}

fn evaluate_november(scheme: &Scheme, facts: &[Fact]) -> Evaluation {
    evaluate(scheme, &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), facts))
}

/// The outcome of the only item under `rule` and `policy`, and its points.
fn single(rule: Rule, policy: Policy, facts: &[Fact]) -> (Outcome, u32, u32) {
    let scheme = scheme(Decision::PercentOfPoints, &[0], vec![vec![item("a", rule, policy)]]);
    let evaluation = evaluate_november(&scheme, facts);
    let result = &evaluation.criteria[0].items[0];
    (result.outcome, result.earned, result.possible)
}

#[test]
fn answers_count_as_their_rule_says() {
    fn check(rule: Rule, policy: Policy, answer: Option<Answer>, expect: (Outcome, u32, u32)) {
        let answers: Vec<_> = answer.map(|answer| ("a", answer)).into_iter().collect();
        let facts = [assessment(1, "2024-11", &answers)];
        assert_eq!(single(rule, policy, &facts), expect, "{answer:?}");
    }
    use Outcome::{LeftOut, Met, Missing, NotMet};
    let met = || Rule::Met { points: 7 };
    let up_to = || Rule::UpTo { most: 7 };
    check(met(), Policy::Never, Some(Answer::Met), (Met, 7, 7));
    check(met(), Policy::Never, Some(Answer::NotMet), (NotMet, 0, 7));
    check(met(), Policy::Never, Some(Answer::Points(7)), (Missing, 0, 7));
    check(met(), Policy::Never, None, (Missing, 0, 7));
    check(up_to(), Policy::Never, Some(Answer::Points(0)), (NotMet, 0, 7));
    check(up_to(), Policy::Never, Some(Answer::Points(6)), (NotMet, 6, 7));
    check(up_to(), Policy::Never, Some(Answer::Points(7)), (Met, 7, 7));
    check(up_to(), Policy::Never, Some(Answer::Points(8)), (Missing, 0, 7));
    check(up_to(), Policy::Never, Some(Answer::Met), (Missing, 0, 7));
    for rule in [met(), up_to()] {
        check(rule.clone(), Policy::Never, Some(Answer::NotApplicable), (Missing, 0, 7));
        check(rule.clone(), Policy::Grant, Some(Answer::NotApplicable), (Met, 7, 7));
        check(rule, Policy::Exclude, Some(Answer::NotApplicable), (LeftOut, 0, 0));
    }
}

#[test]
fn measurements_count_unless_a_person_departs_with_a_remark() {
    fn check(done: &[bool], answer: Option<Answer>, remark: &str, expect: (Outcome, u32, u32)) {
        let tasks = done.iter().zip(10..).map(|(done, number)| {
            task(number, "2024-11-20", Some(if *done { "2024-11-20" } else { "2024-11-21" }))
        });
        let answers: Vec<_> = answer.map(|answer| ("a", answer)).into_iter().collect();
        let month = amend(assessment(1, "2024-11", &answers), |a| {
            a.notes.insert("a".to_owned(), remark.to_owned());
        });
        let facts: Vec<_> = tasks.chain([month]).collect();
        assert_eq!(single(on_time(), Policy::Exclude, &facts), expect, "{done:?} {answer:?} {remark:?}");
    }
    use Outcome::{LeftOut, Met, NotMet};
    check(&[true, true, true, true, false], None, "", (Met, 10, 10));
    check(&[true, true, true, false], None, "", (NotMet, 5, 10));
    check(&[true, false], None, "", (NotMet, 5, 10));
    check(&[true, false, false], None, "", (NotMet, 0, 10));
    check(&[], None, "", (LeftOut, 0, 0));
    // An answer alone does not move a measurement, nor does a remark alone.
    check(&[true, false], Some(Answer::Met), "", (NotMet, 5, 10));
    check(&[true, false], None, "Bão số 3", (NotMet, 5, 10));
    check(&[true, false], Some(Answer::Met), "Bão số 3", (Met, 10, 10));
    check(&[true, true], Some(Answer::NotMet), "Ghi sai ngày", (NotMet, 0, 10));
    check(&[], Some(Answer::Met), "Không lập sổ", (Met, 10, 10));
    check(&[true, false], Some(Answer::NotApplicable), "Bão số 3", (LeftOut, 0, 0));
    // Points given by a person are met where a band that is met gives them.
    check(&[true], Some(Answer::Points(9)), "Bão số 3", (NotMet, 9, 10));
    check(&[true, false], Some(Answer::Points(10)), "Bão số 3", (Met, 10, 10));
    check(&[true], Some(Answer::Points(11)), "Bão số 3", (Met, 10, 10));
}

/// Nothing can be earned in a checklist, so that zero points say nothing.
#[test]
fn points_do_not_meet_an_item_of_a_checklist() {
    let bands = vec![Band { from: 80, points: 0, met: true, ..Band::default() }];
    let rule = Rule::Measured { measure: Measure::TasksOnTime, bands, by: Reading::Share };
    let month = amend(assessment(1, "2024-11", &[("a", Answer::Points(0))]), |a| {
        a.notes.insert("a".to_owned(), "Bão số 3".to_owned());
    });
    let facts = [month, task(2, "2024-11-20", None)];
    assert_eq!(single(rule, Policy::Exclude, &facts), (Outcome::NotMet, 0, 0));
}

#[test]
fn grades_follow_the_decision_exactly() {
    fn check(decision: Decision, grades: &[u16], answers: &[Answer], expect: (u32, u32, Option<u8>)) {
        let ids = ["a", "b", "c"];
        let items = ids
            .map(|id| vec![item(id, Rule::Met { points: if id == "a" { 2 } else { 1 } }, Policy::Exclude)]);
        let answers: Vec<_> = ids.into_iter().zip(answers.iter().copied()).collect();
        let scheme = scheme(decision, grades, items.into());
        let evaluation = evaluate_november(&scheme, &[assessment(1, "2024-11", &answers)]);
        assert_eq!((evaluation.reached, evaluation.possible, evaluation.grade), expect, "{answers:?}");
    }
    use Answer::{Met, NotApplicable, NotMet};
    let goods = [3, 2, 0];
    check(Decision::CriteriaMet, &goods, &[Met, Met, Met], (3, 3, Some(0)));
    check(Decision::CriteriaMet, &goods, &[Met, NotMet, Met], (2, 3, Some(1)));
    check(Decision::CriteriaMet, &goods, &[Met, NotMet, NotMet], (1, 3, Some(2)));
    check(Decision::CriteriaMet, &goods, &[Met, NotApplicable, Met], (3, 3, Some(0)));
    check(Decision::CriteriaMet, &goods, &[Met, Met], (2, 3, None));
    // 3 of 4 points are 75 percent, and not a hair less.
    let points = [76, 75, 0];
    check(Decision::PercentOfPoints, &points, &[Met, Met, Met], (4, 4, Some(0)));
    check(Decision::PercentOfPoints, &points, &[Met, NotMet, Met], (3, 4, Some(1)));
    check(Decision::PercentOfPoints, &points, &[NotMet, Met, Met], (2, 4, Some(2)));
    check(Decision::PercentOfPoints, &points, &[Met, NotApplicable, Met], (3, 3, Some(0)));
    check(Decision::PercentOfPoints, &points, &[NotApplicable; 3], (0, 0, None));
    check(Decision::PercentOfPoints, &points, &[Met, Met], (3, 4, None));
}

const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Met),
        Just(Answer::NotMet),
        Just(Answer::NotApplicable),
        (0..=12_u16).prop_map(Answer::Points),
        any::<u16>().prop_map(Answer::Points),
    ]
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let measure = prop::sample::select(vec![
        Measure::TasksDone,
        Measure::TasksOnTime,
        Measure::ResolutionAdopted,
        Measure::ThematicInQuarter,
        Measure::TasksAssignedClearly,
    ]);
    let band = (any::<u16>(), 0..=12_u16, any::<bool>()).prop_map(|(from, points, met)| Band {
        from: from % 120,
        points,
        met,
        ..Band::default()
    });
    prop_oneof![
        (0..=12_u16).prop_map(|points| Rule::Met { points }),
        (0..=12_u16).prop_map(|most| Rule::UpTo { most }),
        (measure, prop::collection::vec(band, 0..4)).prop_map(|(measure, bands)| Rule::Measured {
            measure,
            bands,
            by: Reading::Share
        }),
    ]
}

/// Any scheme of three criteria with two items each, sound or not.
fn any_scheme() -> impl Strategy<Value = Scheme> {
    let policy = prop::sample::select(vec![Policy::Grant, Policy::Exclude, Policy::Never]);
    let items = prop::collection::vec((any_rule(), policy), IDS.len());
    let decision = prop::sample::select(vec![Decision::CriteriaMet, Decision::PercentOfPoints]);
    (items, decision, prop::collection::vec(0..=110_u16, 0..4)).prop_map(|(items, decision, grades)| {
        let items = IDS.into_iter().zip(items).map(|(id, (rule, policy))| item(id, rule, policy));
        let items: Vec<_> = items.collect();
        scheme(decision, &grades, items.chunks(2).map(<[Item]>::to_vec).collect())
    })
}

fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    let day = |day: u8| format!("2024-{:02}-{:02}", 10 + day / 28, 1 + day % 28);
    let tasks = prop::collection::vec((0..84_u8, prop::option::of(0..84_u8)), 0..8);
    let resolutions = prop::collection::vec((any::<bool>(), 7..=12_u8), 0..5);
    let answers = prop::collection::btree_map(prop::sample::select(IDS.to_vec()), any_answer(), 0..=6);
    let notes = prop::collection::btree_map(prop::sample::select(IDS.to_vec()), "[ a]?", 0..=6);
    (tasks, resolutions, answers, notes).prop_map(move |(tasks, resolutions, answers, notes)| {
        let answers: Vec<_> = answers.into_iter().collect();
        let month = amend(assessment(1, "2024-11", &answers), |a| {
            a.notes = notes.into_iter().map(|(id, note)| (id.to_owned(), note)).collect();
        });
        let tasks = tasks
            .into_iter()
            .zip(100..)
            .map(|((due, done), number)| task(number, &day(due), done.map(day).as_deref()));
        let resolutions = resolutions.into_iter().zip(50..).map(|((thematic, month), number)| {
            let form = if thematic { Form::Thematic } else { Form::Regular };
            resolution(number, form, &format!("2024-{month:02}"))
        });
        [month, roster(2)].into_iter().chain(tasks).chain(resolutions).collect()
    })
}

/// Facts in their order, and the same ones shuffled with some repeated.
fn facts_and_shuffled() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
    any_facts().prop_flat_map(|facts| {
        let repeats = prop::sample::subsequence(facts.clone(), 0..=facts.len());
        let shuffled = repeats
            .prop_map({
                let facts = facts.clone();
                move |repeats| facts.iter().cloned().chain(repeats).collect::<Vec<_>>()
            })
            .prop_shuffle();
        (Just(facts), shuffled)
    })
}

proptest! {
    #[test]
    fn order_and_repetition_of_facts_make_no_difference(
        scheme in any_scheme(),
        (facts, shuffled) in facts_and_shuffled(),
    ) {
        prop_assert_eq!(evaluate_november(&scheme, &facts), evaluate_november(&scheme, &shuffled));
    }

    #[test]
    fn any_facts_give_a_result_within_its_bounds(scheme in any_scheme(), facts in any_facts()) {
        let evaluation = evaluate_november(&scheme, &facts);
        prop_assert!(evaluation.reached <= evaluation.possible);
        prop_assert_eq!(evaluation.criteria.len(), scheme.criteria.len());
        let items: Vec<_> = evaluation.criteria.iter().flat_map(|c| &c.items).collect();
        prop_assert!(items.iter().all(|item| item.earned <= item.possible));
        let missing = items.iter().filter(|item| item.outcome == Outcome::Missing).count();
        prop_assert_eq!(evaluation.unanswered as usize, missing);
        if let Some(place) = evaluation.grade {
            prop_assert!(usize::from(place) < scheme.grades.len());
            prop_assert_eq!(missing, 0);
        }
    }

    #[test]
    fn met_never_gives_less_than_not_met(
        scheme in any_scheme(),
        facts in any_facts(),
        id in prop::sample::select(IDS.to_vec()),
    ) {
        let with = |answer| {
            let facts: Vec<_> = facts
                .iter()
                .map(|fact| amend(fact.clone(), |a| {
                    a.answers.insert(id.to_owned(), answer);
                }))
                .collect();
            evaluate_november(&scheme, &facts)
        };
        let (worse, better) = (with(Answer::NotMet), with(Answer::Met));
        prop_assert!(worse.reached <= better.reached);
        prop_assert_eq!(worse.possible, better.possible);
        for (worse, better) in worse.criteria.iter().zip(&better.criteria) {
            prop_assert!(worse.earned <= better.earned && worse.settled <= better.settled);
        }
    }
}

#[cfg(feature = "scheme-files")]
mod good_records;
mod language;
mod laws;
