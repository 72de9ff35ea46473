//! Faults of trees, bands with ends, needs, gates and caps; and hostile files.

use super::*;
use crate::org::OrganisationKind;
use crate::scheme::cap::{Base, CapRule, GroupKey, GroupKeys, Rounding};
use crate::scheme::{
    Bound, Case, Condition, Edge, Effect, Gate, Level, Need, Nothing, Scale, Subject, Test, Trigger,
};

fn check(spoil: impl FnOnce(&mut Scheme), expect: &[Fault]) {
    let mut scheme = good();
    spoil(&mut scheme);
    assert_eq!(faults(&scheme, POINTS), expect);
}

fn unknown(place: &str, id: &str) -> Fault {
    Fault::Unknown { place: place.to_owned(), id: id.to_owned() }
}

/// The speakers' bands of An Phú as the source has them: exactly 50 % lies in none.
#[test]
fn gaps_and_overlaps_of_bands_are_found() {
    let place = || "tasks.done".to_owned();
    let band = |from, points, edge, below| Band { from, points, met: false, edge, below };
    let lower = |s: &mut Scheme, edge, below| {
        *bands(s) = vec![band(50, 60, edge, None), band(40, 30, Edge::At, Some(below))];
    };
    check(|s| lower(s, Edge::Above, 50), &[Fault::BandGap { place: place(), from: 50, below: 50 }]);
    check(|s| lower(s, Edge::At, 50), &[]);
    check(|s| lower(s, Edge::At, 45), &[Fault::BandGap { place: place(), from: 45, below: 50 }]);
    check(|s| lower(s, Edge::At, 51), &[Fault::BandOverlap { place: place(), from: 50, below: 51 }]);
    check(|s| lower(s, Edge::At, 40), &[Fault::BandOrder(place())]);
    check(|s| bands(s)[0].below = Some(95), &[Fault::BandTop { place: place(), from: 95 }]);
    check(|s| bands(s)[0].below = Some(100), &[Fault::BandTop { place: place(), from: 100 }]);
    // Above a hundred percent there is nothing.
    check(|s| bands(s)[0].below = Some(101), &[]);
    let fewer = |s: &mut Scheme, from, edge| {
        let rule = Rule::Measured {
            measure: Measure::TasksLate,
            bands: vec![band(20, 0, Edge::At, None), band(from, 60, edge, None)],
            by: Reading::Share,
        };
        s.criteria[0].items[0].rule = rule;
    };
    check(|s| fewer(s, 0, Edge::At), &[]);
    check(|s| fewer(s, 10, Edge::At), &[Fault::BandGap { place: place(), from: 0, below: 10 }]);
    check(|s| fewer(s, 0, Edge::Above), &[Fault::BandGap { place: place(), from: 0, below: 0 }]);
    check(|s| (bands(s)[0].from, bands(s)[0].edge) = (100, Edge::Above), &[Fault::BandOutOfReach(place())]);
}

#[test]
fn what_is_named_must_be_there() {
    let need = |s: &mut Scheme, need| s.grades[0].needs = vec![need];
    let items = |id: &str| vec![id.to_owned()];
    check(|s| need(s, Need::Full { items: items("tasks.lead") }), &[]);
    check(|s| need(s, Need::Full { items: items("x") }), &[unknown("grades: good", "x")]);
    check(|s| need(s, Need::Full { items: Vec::new() }), &[Fault::Nothing("grades: good".to_owned())]);
    check(|s| need(s, Need::Minima), &[Fault::Nothing("grades: good".to_owned())]);
    let least = |percent| Need::Least { criterion: "tasks".to_owned(), percent };
    check(|s| need(s, least(100)), &[]);
    for percent in [0, 101] {
        check(|s| need(s, least(percent)), &[Fault::Bound("grades: good".to_owned())]);
        check(|s| s.criteria[0].minimum = Some(percent), &[Fault::Bound("tasks".to_owned())]);
    }
    check(
        |s| need(s, Need::Level { of: Vec::new(), least: "x".to_owned() }),
        &[unknown("grades: good", "x")],
    );
    check(|s| s.grades[1].needs = vec![least(50)], &[Fault::GradeOrder]);
    let empty = |s: &mut Scheme| {
        let second = Criterion { id: "none".to_owned(), ..good().criteria[0].clone() };
        s.criteria.push(Criterion {
            items: vec![Item {
                id: "x".to_owned(),
                rule: Rule::Met { points: 0 },
                ..second.items[2].clone()
            }],
            ..second
        });
    };
    check(
        |s| {
            empty(s);
            need(s, Need::Least { criterion: "none".to_owned(), percent: 50 });
            s.criteria[1].minimum = Some(50);
        },
        &[Fault::Bound("none".to_owned()), Fault::Bound("grades: good".to_owned())],
    );
    let rule = |s: &mut Scheme| s.criteria[0].items[2].rule = Rule::Level { scale: "x".to_owned() };
    check(rule, &[unknown("tasks.study", "x"), sum(90)]);
    let empty = Scale { id: "x".to_owned(), levels: Vec::new() };
    check(|s| s.scales = vec![empty], &[Fault::Nothing("x".to_owned())]);
}

/// A need on a level says something of every item that it names.
#[test]
fn a_level_that_a_scale_lacks_is_found() {
    let level = |id: &str| Level { id: id.to_owned(), text: good().title, met: true };
    let scale = |id: &str, levels: &[&str]| Scale {
        id: id.to_owned(),
        levels: levels.iter().map(|id| level(id)).collect(),
    };
    let with = |of: &[&str], least: &str| {
        let need =
            Need::Level { of: of.iter().map(|id| (*id).to_owned()).collect(), least: least.to_owned() };
        move |s: &mut Scheme| {
            s.scales = vec![scale("one", &["high", "low"]), scale("other", &["low"])];
            s.decision = Decision::Needs;
            s.criteria[0].items[1].rule = Rule::Level { scale: "one".to_owned() };
            s.criteria[0].items[2].rule = Rule::Level { scale: "other".to_owned() };
            s.grades[0].at_least = 0;
            s.grades[0].needs = vec![need];
        }
    };
    let lacks = [unknown("grades: good", "tasks.study: high")];
    check(with(&[], "low"), &[]);
    check(with(&["tasks"], "low"), &[]);
    check(with(&["tasks.lead"], "high"), &[]);
    check(with(&[], "high"), &lacks);
    check(with(&["tasks"], "high"), &lacks);
    check(with(&["tasks.study"], "high"), &lacks);
    check(with(&["tasks.done"], "low"), &[unknown("grades: good", "tasks.done: low")]);
}

/// What a grade asks for must not contradict itself, or be what bars it.
#[test]
fn a_grade_that_is_always_barred_is_found() {
    use Bound::{AtLeast, AtMost, LessThan, MoreThan};
    let test = |bound, by, nothing| Test { measure: Measure::TasksLate, bound, by, nothing };
    let barred = [Fault::GradeOutOfReach("good".to_owned())];
    let needs = |bounds: [Bound; 2], by, nothing, expect: &[Fault]| {
        let needs = bounds.map(|bound| Need::Measured(test(bound, by, nothing)));
        check(|s| s.grades[0].needs = needs.to_vec(), expect);
    };
    use Reading::{Number, Share};
    needs([AtLeast(10), AtMost(20)], Share, Nothing::Fails, &[]);
    needs([AtLeast(30), AtMost(20)], Share, Nothing::Fails, &barred);
    needs([AtLeast(30), AtMost(20)], Share, Nothing::Passes, &[]);
    needs([AtMost(20), MoreThan(20)], Share, Nothing::Fails, &barred);
    needs([MoreThan(20), LessThan(21)], Share, Nothing::Fails, &[]);
    needs([MoreThan(20), LessThan(21)], Number, Nothing::Fails, &barred);
    let gate = |bound, effect: Effect, expect: &[Fault]| {
        let gate = Gate {
            id: "gate".to_owned(),
            text: good().title,
            when: Trigger::Measured(test(bound, Share, Nothing::Fails)),
            effect,
            certainty: Certainty::Source,
            source: None,
        };
        let needs = vec![Need::Measured(test(AtMost(20), Share, Nothing::Fails))];
        check(|s| (s.grades[0].needs, s.gates) = (needs, vec![gate]), expect);
    };
    let at_best = |grade: &str| Effect::AtBest { grade: grade.to_owned() };
    gate(AtMost(20), at_best("poor"), &barred);
    gate(LessThan(30), Effect::NotGraded, &barred);
    gate(LessThan(20), at_best("poor"), &[]);
    gate(AtMost(20), at_best("good"), &[]);
}

#[test]
fn bounds_that_nobody_can_keep_are_found() {
    let fault = || Fault::Bound("grades: good".to_owned());
    let with = |measure, bound, by| {
        move |s: &mut Scheme| {
            let test = Test { measure, bound, by, nothing: Nothing::Fails };
            s.grades[0].needs = vec![Need::Measured(test)];
        }
    };
    use Reading::{Number, Share};
    check(with(Measure::TasksDone, Bound::AtLeast(100), Share), &[]);
    check(with(Measure::TasksDone, Bound::AtLeast(101), Share), &[fault()]);
    check(with(Measure::TasksDone, Bound::MoreThan(100), Share), &[fault()]);
    check(with(Measure::TasksDone, Bound::AtMost(100), Share), &[fault()]);
    check(with(Measure::TasksDone, Bound::LessThan(0), Share), &[fault()]);
    check(with(Measure::Minutes, Bound::AtLeast(120), Number), &[]);
    // What stands once in a month or a quarter is one of them there.
    let of = |subject, measure, number, expect: &[Fault]| {
        let judged = |s: &mut Scheme| {
            s.subject = subject;
            with(measure, Bound::AtLeast(number), Number)(s);
        };
        check(judged, expect);
    };
    use Subject::{Meeting, Member, Month, Year};
    for (measure, most) in [(Measure::RegularHeld, 12), (Measure::ThematicHeld, 4), (Measure::Registered, 1)]
    {
        for (subject, most) in [(Month, 1), (Meeting, 1), (Year, most), (Member, most)] {
            of(subject, measure, most, &[]);
            of(subject, measure, most + 1, &[fault()]);
        }
    }
    of(Year, Measure::MonthsGraded { place: 0 }, 13, &[fault()]);
    // The bands of an item are no other.
    let banded = |s: &mut Scheme| {
        let bands = vec![Band { from: 2, points: 60, ..Band::default() }];
        s.criteria[0].items[0].rule = Rule::Measured { measure: Measure::RegularHeld, bands, by: Number };
    };
    check(banded, &[Fault::BandOutOfReach("tasks.done".to_owned())]);
}

/// What the records of a month, a meeting, a member or a kind of organisation
/// never have would be nothing for ever.
#[test]
fn a_measure_that_is_never_there_is_found() {
    use OrganisationKind::{Cell, Committee};
    use Subject::{Meeting, Member, Month, Year};
    fn judged(measure: Measure, kind: OrganisationKind, subjects: &[Subject]) {
        for subject in [Month, Meeting, Year, Member] {
            let (bound, by, nothing) = (Bound::AtLeast(1), Reading::Share, Nothing::Fails);
            let spoil = |s: &mut Scheme| {
                (s.subject, s.organisations) = (subject, crate::scheme::Kinds::of(kind));
                s.grades[0].needs = vec![Need::Measured(Test { measure, bound, by, nothing })];
            };
            let fault = Fault::NotMeasured("grades: good".to_owned());
            let expect = (!subjects.contains(&subject)).then_some(fault);
            check(spoil, expect.as_slice());
        }
    }
    judged(Measure::MonthsGraded { place: 0 }, Cell, &[Year]);
    judged(Measure::MonthsSubmitted, Cell, &[Year]);
    judged(Measure::MeetingsGraded { place: 0 }, Cell, &[Year]);
    judged(Measure::Reviewed, Cell, &[Year, Member]);
    judged(Measure::CellsGraded { place: 0 }, Cell, &[]);
    judged(Measure::CellsGraded { place: 0 }, Committee, &[Month, Year]);
    judged(Measure::TasksDone, Cell, &[Month, Meeting, Year, Member]);
}

/// Places are numbers of one byte, and points a choice of a person.
#[test]
fn more_than_can_be_told_apart_is_found() {
    let level = |number: usize| Level { id: format!("l{number}"), text: good().title, met: true };
    let scale = |levels| Scale { id: "x".to_owned(), levels: (0..levels).map(level).collect() };
    check(|s| s.scales = vec![scale(MOST_PLACES)], &[]);
    check(|s| s.scales = vec![scale(MOST_PLACES + 1)], &[Fault::Places("x".to_owned())]);
    let grades = |s: &mut Scheme, count: usize| {
        s.decision = Decision::Needs;
        let needs = || vec![Need::Full { items: vec!["tasks.lead".to_owned()] }];
        let grade = |number| Grade { id: format!("g{number}"), needs: needs(), ..good().grades[1].clone() };
        s.grades.splice(..1, (1..count).map(grade));
    };
    check(|s| grades(s, MOST_PLACES), &[]);
    check(|s| grades(s, MOST_PLACES + 1), &[Fault::Places("scheme".to_owned())]);
    let cases = |s: &mut Scheme, count| {
        let case = Case { when: vec![Condition::Committee], rule: Rule::UpTo { most: 30 } };
        s.criteria[0].items[1].cases = vec![case; count];
    };
    check(|s| cases(s, MOST_PLACES), &[]);
    check(|s| cases(s, MOST_PLACES + 1), &[Fault::Places("tasks.lead".to_owned())]);
    let points = |s: &mut Scheme, most| {
        s.decision = Decision::Needs;
        (s.grades[0].at_least, s.grades[0].needs) =
            (0, vec![Need::Full { items: vec!["tasks.lead".to_owned()] }]);
        s.criteria[0].items[1].rule = Rule::UpTo { most };
    };
    check(|s| points(s, MOST_POINTS), &[]);
    check(|s| points(s, MOST_POINTS + 1), &[Fault::Points("tasks.lead".to_owned())]);
}

#[test]
fn gates_caps_and_cases_are_looked_at() {
    let gate = |grade: &str| Gate {
        id: "gate".to_owned(),
        text: good().title,
        when: Trigger::Answered,
        effect: Effect::AtBest { grade: grade.to_owned() },
        certainty: Certainty::Source,
        source: None,
    };
    check(|s| s.gates = vec![gate("poor")], &[]);
    check(|s| s.gates = vec![gate("x")], &[unknown("gate", "x")]);
    check(
        |s| s.gates = vec![Gate { id: "tasks".to_owned(), ..gate("poor") }],
        &[Fault::Id("tasks".to_owned())],
    );
    let cap = |grade: &str, good: &str, percent| {
        let (grade, good) = (grade.to_owned(), good.to_owned());
        Some(CapRule {
            grade,
            good,
            percent,
            exceptional: None,
            base: Base::GoodOnly,
            rounding: Rounding::Down,
            group: GroupKeys::default(),
            certainty: None,
            note: None,
        })
    };
    let grouped = |subject, keys: &[GroupKey]| {
        let keys = GroupKeys(keys.to_vec());
        move |s: &mut Scheme| {
            s.subject = subject;
            s.cap = cap("good", "poor", 20).map(|rule| CapRule { group: keys, ..rule });
        }
    };
    use GroupKey::{Kind, Register};
    check(grouped(Subject::Year, &[]), &[]);
    check(grouped(Subject::Year, &[Kind, Register]), &[]);
    check(grouped(Subject::Year, &[Register, Register]), &[Fault::CapGroupTwice]);
    check(grouped(Subject::Member, &[Kind]), &[]);
    check(grouped(Subject::Member, &[Register]), &[Fault::CapGroupOfMembers]);
    check(grouped(Subject::Month, &[Kind]), &[Fault::CapUnused]);
    check(grouped(Subject::Meeting, &[Register]), &[Fault::CapUnused]);
    let yearly = |cap: Option<CapRule>| |s: &mut Scheme| (s.subject, s.cap) = (Subject::Year, cap);
    check(yearly(cap("good", "poor", 20)), &[]);
    check(yearly(cap("poor", "good", 20)), &[Fault::Cap]);
    check(yearly(cap("good", "poor", 0)), &[Fault::Cap]);
    check(yearly(cap("good", "x", 20)), &[unknown("cap", "x")]);
    let exceptional = |percent| {
        let cap = cap("good", "poor", 20);
        yearly(cap.map(|rule| CapRule { exceptional: Some(percent), ..rule }))
    };
    check(exceptional(20), &[]);
    check(exceptional(25), &[]);
    check(exceptional(19), &[Fault::CapExceptional { percent: 20, exceptional: 19 }]);
    let small = |from| Condition::Members { from, below: Some(30) };
    let case = |s: &mut Scheme, from, most| {
        s.criteria[0].items[1].cases = vec![Case { when: vec![small(from)], rule: Rule::UpTo { most } }];
    };
    check(|s| case(s, 0, 30), &[]);
    check(|s| case(s, 0, 20), &[Fault::CasePoints("tasks.lead".to_owned())]);
    check(|s| case(s, 30, 30), &[Fault::Condition("tasks.lead, case 1".to_owned())]);
    let of_committees = |s: &mut Scheme| {
        (s.criteria[0].items[2].applies, s.criteria[0].items[2].not_applicable) =
            (vec![Condition::Kind(OrganisationKind::Committee)], Policy::Exclude);
    };
    check(of_committees, &[Fault::Condition("tasks.study".to_owned())]);
    check(
        |s| {
            s.organisations = s.organisations.clone().and(OrganisationKind::Committee);
            of_committees(s);
        },
        &[],
    );
    check(
        |s| s.criteria[0].items[2].applies = vec![Condition::Committee],
        &[Fault::PolicyMissing("tasks.study".to_owned())],
    );
}

#[test]
fn deep_large_and_hostile_files_are_refused() {
    let deep = |depth: usize| {
        let mut scheme = good();
        for number in 0..depth {
            let within = std::mem::take(&mut scheme.criteria);
            let outer = Criterion {
                id: format!("c{number}"),
                items: Vec::new(),
                criteria: within,
                ..good().criteria[0].clone()
            };
            scheme.criteria = vec![outer];
        }
        faults(&scheme, POINTS)
    };
    assert_eq!(deep(MOST_DEPTH - 1), []);
    assert_eq!(deep(MOST_DEPTH), [Fault::Depth("c0".to_owned())]);
    let mut wide = good();
    let item = wide.criteria[0].items[2].clone();
    wide.criteria[0].items.extend(std::iter::repeat_n(item, MOST_PARTS));
    // A criterion, its items with two bands, and two grades.
    assert_eq!(faults(&wide, POINTS), [Fault::TooMuch(MOST_PARTS + 8)]);
    let many = |change: fn(&mut Scheme)| {
        let mut scheme = good();
        change(&mut scheme);
        assert!(matches!(faults(&scheme, POINTS).as_slice(), [Fault::TooMuch(_)]));
    };
    many(|s| *bands(s) = vec![Band::default(); MOST_PARTS]);
    many(|s| s.criteria = vec![Criterion::default(); MOST_PARTS]);
    many(|s| s.criteria[0].items[0].applies = vec![Condition::Committee; MOST_PARTS]);
    many(|s| {
        let case = Case { when: Vec::new(), rule: Rule::default() };
        s.criteria[0].items[0].cases = vec![case; MOST_PARTS];
    });
    many(|s| s.scales = vec![Scale { id: String::new(), levels: vec![Level::default(); MOST_PARTS] }]);
    many(|s| s.grades[0].needs = vec![Need::Minima; MOST_PARTS]);
    many(|s| s.grades[0].needs = vec![Need::Full { items: vec![String::new(); MOST_PARTS] }]);
    for text in [
        "[".repeat(MOST_BYTES),
        "a = ".to_owned() + &"[".repeat(100_000),
        "[[criteria.criteria".to_owned() + &".criteria".repeat(20_000),
        "[[criteria".to_owned() + &".criteria".repeat(20_000) + "]]\n",
        "criteria".to_owned() + &".criteria".repeat(20_000) + " = 1\n",
        "criteria = ".to_owned() + &"[{ criteria = ".repeat(10_000) + "[]" + &" }]".repeat(10_000),
    ] {
        let Err(SchemeFileError::Faults(found) | SchemeFileError::Many(found)) = parse(&text) else {
            panic!("{}", text.len())
        };
        assert!(found.iter().all(|one| matches!(one.fault, Fault::Shape(_))) && found.len() <= MOST_FAULTS);
    }
    // What lies within itself carries its own name again.
    let mut cyclic = good();
    let within = cyclic.criteria[0].clone();
    cyclic.criteria[0].criteria.push(within);
    let mut ids = vec![cyclic.criteria[0].id.clone()];
    ids.extend(cyclic.criteria[0].items.iter().map(|item| item.id.clone()));
    let found = faults(&cyclic, POINTS);
    for id in ids {
        assert!(found.contains(&Fault::Id(id.clone())), "{id}: {found:?}");
    }
    assert!(matches!(parse(&"x".repeat(10 << 20)), Err(SchemeFileError::TooLarge)));
}
