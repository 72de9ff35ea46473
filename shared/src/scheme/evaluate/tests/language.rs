//! The language beyond items with points: trees, levels, bonuses, gates, needs.

use super::*;
use crate::id::MemberId;
use crate::record::Record;
use crate::record::meeting::{Meeting, MeetingForm};
use crate::record::roster::{Member, Office, Roster};
use crate::scheme::{
    Bound, Case, Condition, Edge, Effect, Gate, Kinds, Level, Need, Nothing, Role, Scale, Test, Trigger,
};
use crate::standing::sample::fact;

fn met(id: &str, points: u16) -> Item {
    item(id, Rule::Met { points }, Policy::Never)
}

fn criterion(id: &str, items: Vec<Item>) -> Criterion {
    Criterion { id: id.to_owned(), items, ..Criterion::default() }
}

fn points(grades: &[u16], criteria: Vec<Criterion>) -> Scheme {
    Scheme { criteria, ..scheme(Decision::PercentOfPoints, grades, Vec::new()) }
}

fn answered(scheme: &Scheme, answers: &[(&str, Answer)]) -> Evaluation {
    evaluate_november(scheme, &[assessment(1, "2024-11", answers)])
}

/// The members 1 to `count`, of whom the second is in the committee.
fn members(count: u8) -> Fact {
    let office = |number| if number == 2 { Office::CommitteeMember } else { Office::Member };
    let member = |number| {
        let member = Member { name: format!("{number:03}"), office: office(number), ..Member::default() };
        (MemberId::from_bytes([number; 16]), member)
    };
    fact(200, Record::Roster(Roster { members: (1..=count).map(member).collect() }))
}

#[test]
fn criteria_within_criteria_add_up() {
    let within =
        Criterion { criteria: vec![criterion("c", vec![met("a", 4)])], ..criterion("b", vec![met("d", 1)]) };
    let tree = Criterion { criteria: vec![within], ..criterion("t", vec![met("e", 5)]) };
    let found = answered(
        &points(&[90, 0], vec![tree]),
        &[("a", Answer::Met), ("e", Answer::Met), ("d", Answer::NotMet)],
    );
    assert_eq!((found.reached, found.possible, found.grade), (9, 10, Some(0)));
    let ids: Vec<_> = found.items().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["e", "d", "a"]);
    let top = &found.criteria[0];
    assert_eq!((top.outcome, top.settled, top.size()), (Outcome::NotMet, 2, 3));
    assert_eq!((top.criteria[0].earned, top.criteria[0].criteria[0].outcome), (4, Outcome::Met));
}

/// Where most of a criterion does not apply, its bonus counts for no more.
#[test]
fn a_bonus_is_held_after_the_rest_is_rescaled() {
    let items = vec![
        met("a", 10),
        item("b", Rule::UpTo { most: 90 }, Policy::Rescale),
        Item { role: Role::Bonus, ..item("x", Rule::UpTo { most: 10 }, Policy::Never) },
    ];
    let one = Criterion { over: 5, ..criterion("c", items) };
    let answers = [("a", Answer::Met), ("b", Answer::NotApplicable), ("x", Answer::Points(10))];
    let found = answered(&points(&[0], vec![one]), &answers);
    assert_eq!((found.reached, found.possible), (105, 100));
}

#[test]
fn a_bonus_makes_up_for_lost_points_up_to_its_cap() {
    fn check(over: u16, lost: bool, bonus: Option<u16>, expect: u32) {
        let extra = Item { role: Role::Bonus, ..item("x", Rule::UpTo { most: 8 }, Policy::Never) };
        let one = Criterion { over, ..criterion("c", vec![met("a", 6), met("b", 4), extra]) };
        let mut answers = vec![("a", Answer::Met), ("b", if lost { Answer::NotMet } else { Answer::Met })];
        answers.extend(bonus.map(|points| ("x", Answer::Points(points))));
        let found = answered(&points(&[0], vec![one]), &answers);
        assert_eq!(
            (found.reached, found.possible, found.unanswered),
            (expect, 10, 0),
            "{over} {lost} {bonus:?}"
        );
        // What has all its points, or more, is met.
        let met = if 10 <= expect { Outcome::Met } else { Outcome::NotMet };
        assert_eq!(found.criteria[0].outcome, met, "{over} {lost} {bonus:?}");
    }
    check(0, false, None, 10);
    check(0, false, Some(8), 10);
    check(5, false, Some(8), 15);
    check(5, true, Some(3), 9);
    check(0, true, Some(8), 10);
}

#[test]
fn what_does_not_apply_is_rescaled_exactly() {
    let rescaled = |id| item(id, Rule::UpTo { most: 5 }, Policy::Rescale);
    let group = criterion("c", vec![item("a", Rule::UpTo { most: 25 }, Policy::Never), rescaled("b")]);
    let scheme = points(&[95, 94, 0], vec![group, criterion("d", vec![met("e", 70)])]);
    let run = |a, b| {
        let found = answered(&scheme, &[("a", Answer::Points(a)), ("b", b), ("e", Answer::Met)]);
        (found.reached, found.possible, found.exact.map(Ratio::parts), found.grade)
    };
    assert_eq!(run(25, Answer::NotApplicable), (100, 100, None, Some(0)));
    // 20 of 25 are 24 of 30; 21 of 25 are 25.2 of 30.
    assert_eq!(run(20, Answer::NotApplicable), (94, 100, None, Some(1)));
    assert_eq!(run(21, Answer::NotApplicable), (95, 100, Some((476, 5)), Some(0)));
    assert_eq!(run(20, Answer::Points(5)), (95, 100, None, Some(0)));
}

/// What a page tells of a criterion's points is what was reckoned with.
#[test]
fn the_sum_of_a_criterion_is_told_before_it_is_held_and_rescaled() {
    let check = |over, b, bonus, expect: (u32, u32, u32, u32)| {
        let extra = Item { role: Role::Bonus, ..item("x", Rule::UpTo { most: 40 }, Policy::Never) };
        let rescaled = item("b", Rule::UpTo { most: 5 }, Policy::Rescale);
        let items = vec![item("a", Rule::UpTo { most: 25 }, Policy::Never), rescaled, extra];
        let within = Criterion { over, ..criterion("c", items) };
        let outer = Criterion { criteria: vec![within], ..criterion("d", Vec::new()) };
        let answers = [("a", Answer::Points(20)), ("b", b), ("x", Answer::Points(bonus))];
        let found = answered(&points(&[0], vec![outer.clone()]), &answers);
        let result = &found.criteria[0];
        let Sum { given, possible, lost, most } = sum(&outer.criteria[0], &result.criteria[0]);
        assert_eq!((given, possible, lost, most), (Ratio::of(expect.0), expect.1, expect.2, expect.3));
        // Around it the points stand as they came about within.
        let exact = result.criteria[0].exact.unwrap_or(Ratio::of(result.criteria[0].earned));
        assert_eq!(sum(&outer, result).given, exact);
    };
    check(0, Answer::Points(5), 0, (25, 30, 0, 30));
    check(5, Answer::Points(5), 40, (65, 30, 0, 35));
    check(0, Answer::NotApplicable, 1, (21, 25, 5, 25));
    check(2, Answer::NotApplicable, 40, (60, 25, 5, 27));
}

#[test]
fn needs_stand_beside_points() {
    fn check(needs: Vec<Need>, answers: &[(&str, Answer)], expect: Option<u8>, against: &[&str]) {
        let criteria = vec![
            Criterion {
                minimum: Some(50),
                ..criterion("c", vec![item("a", Rule::UpTo { most: 10 }, Policy::Never)])
            },
            criterion("d", vec![met("b", 90)]),
        ];
        let mut scheme = points(&[90, 0], criteria);
        scheme.grades[0].needs = needs;
        let found = answered(&scheme, answers);
        assert_eq!(found.grade, expect, "{answers:?}");
        let named: Vec<_> = found.grades[0].needs.iter().flat_map(|need| &need.against).collect();
        assert_eq!(named, against);
    }
    let full = || vec![Need::Full { items: vec!["a".to_owned()] }];
    let good = |points| [("a", Answer::Points(points)), ("b", Answer::Met)];
    check(Vec::new(), &good(0), Some(0), &[]);
    check(full(), &good(9), Some(1), &["a"]);
    check(full(), &good(10), Some(0), &[]);
    check(vec![Need::Minima], &good(4), Some(1), &["c"]);
    check(vec![Need::Minima], &good(5), Some(0), &[]);
    let least = || vec![Need::Least { criterion: "c".to_owned(), percent: 80 }];
    check(least(), &good(7), Some(1), &["c"]);
    check(least(), &good(8), Some(0), &[]);
}

#[test]
fn a_question_of_a_grade_is_asked_only_where_it_decides() {
    fn check(points_given: bool, said: Option<Answer>, expect: (Option<u8>, u32)) {
        let mut scheme = points(&[90, 0], vec![criterion("c", vec![met("a", 100)])]);
        let (id, text, certainty) = ("q".to_owned(), Text3::default(), Certainty::Source);
        scheme.grades[0].needs = vec![Need::Answered { id, text, certainty }];
        let mut answers = vec![("a", if points_given { Answer::Met } else { Answer::NotMet })];
        answers.extend(said.map(|said| ("q", said)));
        let found = answered(&scheme, &answers);
        assert_eq!((found.grade, found.unanswered), expect, "{points_given} {said:?}");
    }
    check(true, Some(Answer::Met), (Some(0), 0));
    check(true, Some(Answer::NotMet), (Some(1), 0));
    check(true, None, (None, 1));
    check(false, None, (Some(1), 0));
}

#[test]
fn gates_bar_grades_whatever_the_points() {
    fn check(effect: Effect, said: Option<Answer>, done: bool, expect: (Option<u8>, u32)) {
        let test = Test {
            measure: Measure::TasksDone,
            bound: Bound::LessThan(50),
            by: Reading::Share,
            nothing: Nothing::Fails,
        };
        let gate = |id: &str, when| Gate {
            id: id.to_owned(),
            text: Text3::default(),
            when,
            effect: effect.clone(),
            certainty: Certainty::Source,
            source: None,
        };
        let mut scheme = points(&[90, 50, 0], vec![criterion("c", vec![met("a", 100)])]);
        scheme.gates = vec![gate("g", Trigger::Answered), gate("h", Trigger::Measured(test))];
        let mut answers = vec![("a", Answer::Met)];
        answers.extend(said.map(|said| ("g", said)));
        let facts = [assessment(1, "2024-11", &answers), task(2, "2024-11-20", done.then_some("2024-11-20"))];
        let found = evaluate_november(&scheme, &facts);
        assert_eq!((found.grade, found.unanswered), expect, "{said:?} {done}");
    }
    let second = || Effect::AtBest { grade: "from-50".to_owned() };
    check(second(), Some(Answer::NotMet), true, (Some(0), 0));
    check(second(), Some(Answer::Met), true, (Some(1), 0));
    check(second(), Some(Answer::NotMet), false, (Some(1), 0));
    check(second(), None, true, (None, 1));
    check(Effect::NotGraded, Some(Answer::Met), true, (None, 0));
}

#[test]
fn levels_decide_without_points() {
    fn check(levels: &[(&str, u8)], expect: Option<u8>) {
        let level = |id: &str, met| Level { id: id.to_owned(), text: Text3::default(), met };
        let on = |id: &str| item(id, Rule::Level { scale: "s".to_owned() }, Policy::Never);
        let mut scheme = scheme(Decision::Needs, &[0, 0, 0], Vec::new());
        scheme.criteria = vec![criterion("c", vec![on("a")]), criterion("d", vec![on("b")])];
        let levels_of_scale = vec![level("high", true), level("middle", true), level("low", false)];
        scheme.scales = vec![Scale { id: "s".to_owned(), levels: levels_of_scale }];
        let need = |of: &[&str], least: &str| Need::Level {
            of: of.iter().map(|id| (*id).to_owned()).collect(),
            least: least.to_owned(),
        };
        scheme.grades[0].needs = vec![need(&[], "middle"), need(&["d"], "high")];
        scheme.grades[1].needs = vec![need(&[], "middle")];
        let answers: Vec<_> = levels.iter().map(|(id, place)| (*id, Answer::Level(*place))).collect();
        assert_eq!(answered(&scheme, &answers).grade, expect, "{levels:?}");
    }
    check(&[("a", 1), ("b", 0)], Some(0));
    check(&[("a", 0), ("b", 1)], Some(1));
    check(&[("a", 2), ("b", 0)], Some(2));
    check(&[("a", 0)], None);
    // A level that the scale does not have is no answer.
    check(&[("a", 0), ("b", 3)], None);
}

#[test]
fn rules_depend_on_the_size_of_the_organisation() {
    fn check(size: u8, expect: (u32, Option<u8>)) {
        let rule = |most| Rule::UpTo { most };
        let when = vec![Condition::Members { from: 0, below: Some(30) }];
        let one = Item {
            cases: vec![Case { when, rule: Rule::Met { points: 10 } }],
            ..item("a", rule(10), Policy::Never)
        };
        let scheme = points(&[0], vec![criterion("c", vec![one])]);
        let answers = assessment(1, "2024-11", &[("a", Answer::Points(7))]);
        let found = evaluate_november(&scheme, &[answers, members(size)]);
        assert_eq!((found.reached, found.criteria[0].items[0].case), expect, "{size}");
    }
    check(30, (7, None));
    check(40, (7, None));
    // Points do not answer what is met or not met.
    check(29, (0, Some(0)));
}

/// What was given under another case is held to what the one that applies admits.
#[test]
fn points_are_held_to_the_case_that_applies() {
    fn check(rules: [Rule; 2], answer: Answer, thematic: bool, expect: (u32, Outcome, Option<u16>)) {
        let [own, other] = rules;
        let cases = vec![Case { when: vec![Condition::Thematic], rule: other }];
        let one = Item { cases, ..item("a", own, Policy::Never) };
        let scheme = points(&[0], vec![criterion("c", vec![one])]);
        let answers = amend(assessment(1, "2024-11", &[("a", answer)]), |a| {
            a.notes.insert("a".to_owned(), "Bão số 3".to_owned());
        });
        let meeting = Meeting {
            form: Some(MeetingForm::Regular),
            month: Some(month("2024-11")),
            held_on: "2024-11-07".parse().ok(),
            theme: if thematic { "Khắc phục bão".to_owned() } else { String::new() },
            ..Meeting::default()
        };
        let found = evaluate_november(&scheme, &[answers, fact(2, Record::Meeting(Box::new(meeting)))]);
        let one = &found.criteria[0].items[0];
        assert_eq!((one.earned, one.outcome, one.given_too_many()), expect, "{answer:?} {thematic}");
        assert_eq!((found.reached, one.possible), (one.earned, 10), "{answer:?} {thematic}");
    }
    use Outcome::{Met, Missing, NotMet};
    let given = || [Rule::UpTo { most: 10 }, Rule::UpTo { most: 4 }];
    check(given(), Answer::Points(10), false, (10, Met, None));
    check(given(), Answer::Points(10), true, (4, NotMet, Some(10)));
    check(given(), Answer::Points(4), true, (4, NotMet, None));
    // What no case gives is no answer.
    check(given(), Answer::Points(11), true, (0, Missing, None));
    let met = || [Rule::Met { points: 10 }, Rule::Met { points: 4 }];
    check(met(), Answer::Met, false, (10, Met, None));
    check(met(), Answer::Met, true, (4, Met, None));
    let held = |points| {
        let bands = vec![Band { from: 0, points, met: true, ..Band::default() }];
        Rule::Measured { measure: Measure::RegularHeld, bands, by: Reading::Share }
    };
    check([held(10), held(4)], Answer::Points(9), true, (4, Met, Some(9)));
    check([held(10), held(4)], Answer::Met, true, (4, Met, None));
}

/// A scheme for cells and committees asks each by its own kind.
#[test]
fn rules_depend_on_the_kind_of_the_organisation() {
    fn check(kind: OrganisationKind, expect: (u32, Outcome)) {
        let of = |kind| vec![Condition::Kind(kind)];
        let (cell, committee) = (OrganisationKind::Cell, OrganisationKind::Committee);
        let case = Case { when: of(committee), rule: Rule::UpTo { most: 10 } };
        let one = Item { cases: vec![case], ..item("a", Rule::Met { points: 10 }, Policy::Never) };
        let other = Item { applies: of(cell), ..item("b", Rule::Met { points: 2 }, Policy::Exclude) };
        let organisations = Kinds::of(cell).and(committee);
        let scheme = Scheme { organisations, ..points(&[0], vec![criterion("c", vec![one, other])]) };
        assert!(scheme.applies(scheme.subject, kind, month("2024-11")));
        let facts = [assessment(1, "2024-11", &[("a", Answer::Points(7)), ("b", Answer::Met)])];
        let found = evaluate(&scheme, &MonthFacts::new(kind, month("2024-11"), &facts));
        let items = &found.criteria[0].items;
        assert_eq!((items[0].earned, items[1].outcome), expect, "{kind:?}");
    }
    // Points do not answer what is met or not met.
    check(OrganisationKind::Cell, (0, Outcome::Met));
    check(OrganisationKind::Committee, (7, Outcome::LeftOut));
}

#[test]
fn an_item_applies_where_its_conditions_hold() {
    fn check(size: u8, expect: (Outcome, u32)) {
        let one =
            Item { applies: vec![Condition::Committee], ..item("a", Rule::Met { points: 2 }, Policy::Grant) };
        let scheme = points(&[0], vec![criterion("c", vec![one])]);
        let found = evaluate_november(&scheme, &[members(size)]);
        let found = &found.criteria[0].items[0];
        assert_eq!((found.outcome, found.earned), expect, "{size}");
    }
    check(1, (Outcome::Met, 2));
    check(2, (Outcome::Missing, 0));
}

#[test]
fn a_band_may_begin_above_its_figure() {
    fn check(edge: Edge, below: Option<u16>, done: u8, expect: u32) {
        let band = |from, points, edge, below| Band { from, points, met: false, edge, below };
        let bands = vec![band(50, 5, edge, None), band(20, 3, Edge::At, below)];
        let rule = Rule::Measured { measure: Measure::TasksDone, bands, by: Reading::Share };
        let scheme = points(&[0], vec![criterion("c", vec![item("a", rule, Policy::Never)])]);
        let tasks =
            (1..=4).map(|number| task(number, "2024-11-20", (number <= done).then_some("2024-11-20")));
        assert_eq!(evaluate_november(&scheme, &tasks.collect::<Vec<_>>()).reached, expect, "{edge:?} {done}");
    }
    check(Edge::At, None, 2, 5);
    check(Edge::Above, None, 2, 3);
    check(Edge::Above, None, 3, 5);
    // As a source writes it, with a gap at exactly one half.
    check(Edge::Above, Some(50), 2, 0);
}
