//! What holds of every scheme of the whole language, sound or not.

use super::*;
use crate::scheme::measure::{Found, Whom};
use crate::scheme::{
    Bound, Condition, Edge, Effect, Gate, Level, Need, Nothing, Role, Scale, Test, Trigger, next, range,
};
use crate::standing::facts::MeetingGrade;
use crate::year::Year;

fn measures() -> impl Strategy<Value = Measure> {
    prop::sample::select(vec![
        Measure::TasksDone,
        Measure::TasksLate,
        Measure::TasksBeyond,
        Measure::ThematicInQuarter,
        Measure::Attendance,
        Measure::ExcusedAtMostThree,
        Measure::Minutes,
        Measure::RegularHeld,
        Measure::MonthsGraded { place: 1 },
        Measure::MeetingsGraded { place: 0 },
        Measure::MembersLost,
        Measure::Disciplined { of: Whom::Leaders, found: Found::ByOthers },
        Measure::Reviewed,
        Measure::MonthlyHeld { form: crate::record::meeting::MeetingForm::Group },
    ])
}

fn reading() -> impl Strategy<Value = Reading> {
    prop::sample::select(vec![Reading::Share, Reading::Number])
}

fn rule() -> impl Strategy<Value = Rule> {
    let band = (0..130_u16, 0..20_u16, any::<bool>(), any::<bool>(), prop::option::of(0..130_u16));
    let band = band.prop_map(|(from, points, met, above, below)| {
        let edge = if above { Edge::Above } else { Edge::At };
        Band { from, points, met, edge, below }
    });
    let bands = prop::collection::vec(band, 0..4);
    prop_oneof![
        any_rule(),
        (measures(), bands, reading()).prop_map(|(measure, bands, by)| Rule::Measured { measure, bands, by }),
        Just(Rule::Level { scale: "s".to_owned() }),
        Just(Rule::Level { scale: "none".to_owned() }),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    let bound = prop_oneof![
        any::<u16>().prop_map(Bound::AtLeast),
        (0..110_u16).prop_map(Bound::MoreThan),
        (0..110_u16).prop_map(Bound::AtMost),
        (0..110_u16).prop_map(Bound::LessThan),
    ];
    let nothing = prop::sample::select(vec![Nothing::Passes, Nothing::Fails]);
    (measures(), bound, reading(), nothing).prop_map(|(measure, bound, by, nothing)| Test {
        measure,
        bound,
        by,
        nothing,
    })
}

fn need() -> impl Strategy<Value = Need> {
    let id = || prop::sample::select(vec!["a", "b", "f", "c0", "within", "none"]);
    let ids = prop::collection::vec(id().prop_map(str::to_owned), 0..3);
    let level = prop::sample::select(vec!["high", "low", "none"]);
    prop_oneof![
        ids.clone().prop_map(|items| Need::Full { items }),
        (id(), 0..120_u16)
            .prop_map(|(criterion, percent)| Need::Least { criterion: criterion.to_owned(), percent }),
        Just(Need::Minima),
        (ids, level).prop_map(|(of, least)| Need::Level { of, least: least.to_owned() }),
        test().prop_map(Need::Measured),
        id().prop_map(|id| Need::Answered {
            id: id.to_owned(),
            text: Text3::default(),
            certainty: Certainty::Sample
        }),
    ]
}

fn gate() -> impl Strategy<Value = Gate> {
    let when = prop_oneof![Just(Trigger::Answered), test().prop_map(Trigger::Measured)];
    let best = prop::sample::select(vec!["from-0", "from-50", "none"]);
    let effect = prop_oneof![
        best.prop_map(|grade| Effect::AtBest { grade: grade.to_owned() }),
        Just(Effect::NotGraded),
    ];
    (when, effect).prop_map(|(when, effect)| Gate {
        id: "e".to_owned(),
        text: Text3::default(),
        when,
        effect,
        certainty: Certainty::Sample,
        source: None,
    })
}

/// Six items in three criteria, of which the second lies within the first.
fn any_tree() -> impl Strategy<Value = Scheme> {
    let policy = prop::sample::select(vec![Policy::Grant, Policy::Exclude, Policy::Never, Policy::Rescale]);
    let role = prop::sample::select(vec![Role::Counted, Role::Counted, Role::Bonus]);
    let condition = prop::sample::select(vec![
        Condition::Committee,
        Condition::Thematic,
        Condition::AbsentWithoutReason,
        Condition::Members { from: 2, below: None },
    ]);
    let items = prop::collection::vec((rule(), policy, role, prop::option::of(condition)), IDS.len());
    let decision =
        prop::sample::select(vec![Decision::CriteriaMet, Decision::PercentOfPoints, Decision::Needs]);
    let needs = prop::collection::vec(prop::collection::vec(need(), 0..3), 3);
    let gates = prop::collection::vec(gate(), 0..2);
    let criteria = prop::collection::vec((prop::option::of(0..120_u16), 0..9_u16), 3);
    (items, decision, needs, gates, criteria).prop_map(|(items, decision, needs, gates, of_criteria)| {
        let items: Vec<_> = IDS
            .into_iter()
            .zip(items)
            .map(|(id, (rule, policy, role, applies))| Item {
                role,
                applies: applies.into_iter().collect(),
                ..item(id, rule, policy)
            })
            .collect();
        let mut scheme = scheme(decision, &[90, 50, 0], items.chunks(2).map(<[Item]>::to_vec).collect());
        for (criterion, (minimum, over)) in scheme.criteria.iter_mut().zip(of_criteria) {
            (criterion.minimum, criterion.over) = (minimum, over);
        }
        let within = Criterion { id: "within".to_owned(), ..scheme.criteria.remove(1) };
        scheme.criteria[0].criteria.push(within);
        for (grade, needs) in scheme.grades.iter_mut().zip(needs) {
            grade.needs = needs;
        }
        let level = |id: &str, met| Level { id: id.to_owned(), text: Text3::default(), met };
        scheme.scales =
            vec![Scale { id: "s".to_owned(), levels: vec![level("high", true), level("low", false)] }];
        scheme.gates = gates;
        scheme
    })
}

proptest! {
    /// Total, independent of order, and within its bounds, of a month and of a year.
    #[test]
    fn any_scheme_of_the_whole_language_gives_one_result(
        scheme in any_tree(),
        (facts, shuffled) in facts_and_shuffled(),
        levels in prop::collection::btree_map(prop::sample::select(IDS.to_vec()), 0..3_u8, 0..=6),
        graded in prop::collection::vec((0..9_u8, 1..=12_u8, prop::option::of(0..3_u8)), 0..6),
    ) {
        let month_of = |facts: &[Fact]| evaluate_november(&scheme, facts);
        prop_assert_eq!(month_of(&facts), month_of(&shuffled));
        let answers = levels.into_iter().map(|(id, place)| (id.to_owned(), Answer::Level(place))).collect();
        let remarks = Default::default();
        let graded: Vec<_> = graded.into_iter().map(|(document, of, grade)| MeetingGrade {
            document: crate::standing::sample::id(document),
            month: month(&format!("2024-{of:02}")),
            form: crate::record::meeting::MeetingForm::Regular,
            grade,
        }).collect();
        let year = |facts| {
            let mut year = MonthFacts::of_year(OrganisationKind::Cell, Year::new(2024).unwrap(), facts).answered(&answers, &remarks);
            year.graded = &graded;
            year
        };
        let found = evaluate(&scheme, &year(&facts));
        prop_assert_eq!(&found, &evaluate(&scheme, &year(&shuffled)));
        for item in found.items() {
            prop_assert!(item.earned <= item.possible);
        }
        prop_assert!(found.grade.is_none_or(|place| usize::from(place) < scheme.grades.len()));
        prop_assert!(found.grade.is_none() || found.unanswered == 0);
        let range = range::grade_range(&scheme, &year(&facts));
        let place = |grade: Option<u8>| grade.unwrap_or(u8::MAX);
        if let (Some(grade), true) = (found.grade, scheme.gates.is_empty()) {
            // A settled grade of records that nothing is pending in is its own range.
            if found.items().all(|item| !matches!(&item.basis, Basis::Measured(figure) if figure.pending != 0)) {
                prop_assert!(place(range.worst) >= grade || place(range.best) <= grade);
            }
        }
        let _ = next::next_points(&scheme, &year(&facts));
        if let Some(next) = next::next_grade(&scheme, &year(&facts)) {
            prop_assert!(!next.steps.is_empty());
            prop_assert!(usize::from(next.grade) < scheme.grades.len());
        }
        let bytes = minicbor::to_vec(&found).unwrap();
        prop_assert_eq!(minicbor::decode::<Evaluation>(&bytes).unwrap(), found);
        let bytes = minicbor::to_vec(&scheme).unwrap();
        prop_assert_eq!(minicbor::decode::<Scheme>(&bytes).unwrap(), scheme);
    }
}
