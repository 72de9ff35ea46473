use super::*;
use crate::lang::Text3;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::scheme::measure::Measure;
use crate::scheme::{Certainty, Criterion, Decision, Grade, Policy, Subject};
use crate::standing::facts::Fact;
use crate::standing::sample::{assessment, month, task};

fn item(id: &str, rule: Rule) -> Item {
    Item { id: id.to_owned(), rule, not_applicable: Policy::Exclude, ..Item::default() }
}

/// 30 points for tasks done, 30, 20 and 20 by answer; grades from 90, 70 and 0.
fn scheme() -> Scheme {
    let band = |from, points| Band { from, points, met: points == 30, ..Band::default() };
    let bands = vec![band(90, 30), band(50, 10)];
    let measured = Rule::Measured { measure: Measure::TasksDone, bands, by: Reading::Share };
    let items = vec![
        item("tasks", measured),
        item("a", Rule::UpTo { most: 30 }),
        item("b", Rule::Met { points: 20 }),
        item("c", Rule::Met { points: 20 }),
    ];
    Scheme {
        id: "sample".to_owned(),
        version: 1,
        title: Text3::default(),
        source: Text3::default(),
        organisations: crate::scheme::Kinds::of(OrganisationKind::Cell),
        valid_from: month("2024-01"),
        valid_until: None,
        criteria: vec![Criterion { id: "all".to_owned(), items, ..Criterion::default() }],
        decision: Decision::PercentOfPoints,
        grades: [90, 70, 0].map(|at_least| Grade { at_least, ..Grade::default() }).into(),
        subject: Subject::Month,
        scales: Vec::new(),
        gates: Vec::new(),
        cap: None,
        note: None,
    }
}

/// Ten tasks, `done` of them done; and these answers.
fn facts(done: u8, answers: &[(&str, Answer)]) -> Vec<Fact> {
    let tasks = (1..=10).map(|number| task(number, "2024-11-20", (number <= done).then_some("2024-11-20")));
    tasks.chain([assessment(99, "2024-11", answers)]).collect()
}

#[test]
fn the_next_point_takes_so_much() {
    fn check(done: u8, answers: &[(&str, Answer)], expect: &[(&str, u32, Takes)]) {
        let facts = facts(done, answers);
        let found =
            next_points(&scheme(), &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts));
        let told: Vec<_> = found.iter().map(|next| (next.item.as_str(), next.gain, next.takes)).collect();
        assert_eq!(told, expect, "{done}");
    }
    use Answer::{Met, NotApplicable, NotMet, Points};
    use Takes::{BetterAnswer, More};
    let all = [("a", Points(30)), ("b", Met), ("c", Met)];
    check(9, &all, &[]);
    check(5, &all, &[("tasks", 20, More(4))]);
    check(3, &all, &[("tasks", 10, More(2))]);
    let some = [("a", Points(25)), ("b", NotMet)];
    check(9, &some, &[("c", 20, Takes::Answer), ("a", 5, BetterAnswer), ("b", 20, BetterAnswer)]);
    check(9, &[("a", NotApplicable), ("b", Met), ("c", Met)], &[]);
}

#[test]
fn the_next_grade_takes_these_items() {
    fn check(done: u8, answers: &[(&str, Answer)], expect: Option<(u8, &[&str])>) {
        let facts = facts(done, answers);
        let found = next_grade(&scheme(), &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts));
        let told = found.as_ref().map(|next| (next.grade, next.steps.iter().map(String::as_str).collect()));
        assert_eq!(told, expect.map(|(grade, steps)| (grade, steps.to_vec())), "{done} {answers:?}");
    }
    use Answer::{Met, NotMet, Points};
    check(9, &[("a", Points(30)), ("b", Met), ("c", Met)], None);
    check(9, &[("a", Points(30)), ("b", NotMet), ("c", Met)], Some((0, &["b"])));
    check(9, &[("a", Points(0)), ("b", NotMet), ("c", Met)], Some((1, &["a"])));
    check(5, &[("a", Points(30)), ("b", Met)], Some((1, &["tasks"])));
    check(0, &[], Some((1, &["tasks", "a", "b"])));
}

/// What a grade needs besides points goes first.
#[test]
fn what_a_grade_needs_is_among_the_steps() {
    let mut scheme = scheme();
    scheme.grades[0].needs = vec![
        Need::Full { items: vec!["c".to_owned()] },
        Need::Answered { id: "q".to_owned(), text: Text3::default(), certainty: Certainty::Sample },
    ];
    let facts = facts(10, &[("a", Answer::Points(30)), ("b", Answer::Met), ("c", Answer::NotMet)]);
    let found =
        next_grade(&scheme, &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts)).unwrap();
    assert_eq!((found.grade, found.steps), (0, vec!["c".to_owned(), "q".to_owned()]));
    scheme.grades[0].needs.push(Need::Least { criterion: "all".to_owned(), percent: 100 });
    assert!(
        next_grade(&scheme, &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts)).is_some()
    );
}

mod kinds;
