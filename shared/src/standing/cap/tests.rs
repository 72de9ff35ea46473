use proptest::prelude::*;

use super::*;
use crate::lang::Text3;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::scheme::cap::{Base, CapRule, GroupKeys, Rounding};
use crate::scheme::{Decision, Grade, Subject};

fn scheme(base: Base, rounding: Rounding) -> Scheme {
    let grade = |id: &str| Grade { id: id.to_owned(), ..Grade::default() };
    let (capped, good) = ("excellent".to_owned(), "good".to_owned());
    Scheme {
        id: "sample".to_owned(),
        version: 1,
        title: Text3::default(),
        source: Text3::default(),
        organisations: crate::scheme::Kinds::of(OrganisationKind::Cell),
        valid_from: Month::FIRST,
        valid_until: None,
        criteria: Vec::new(),
        decision: Decision::Needs,
        grades: ["excellent", "good", "completed"].map(grade).into(),
        subject: Subject::Year,
        scales: Vec::new(),
        gates: Vec::new(),
        cap: Some(CapRule {
            grade: capped,
            good,
            percent: 20,
            exceptional: Some(25),
            base,
            rounding,
            group: GroupKeys::default(),
            certainty: None,
            note: None,
        }),
        note: None,
    }
}

fn contender(key: u32, grade: u8, rank: u32) -> Contender<u32, u32> {
    Contender { key, group: "khu phố".to_owned(), grade: Some(grade), rank }
}

/// The only group of `contenders`.
fn capped(base: Base, contenders: &[Contender<u32, u32>], overrides: &[(u32, Keeps)]) -> CapGroup<u32, u32> {
    let overrides = overrides.iter().map(|(key, keeps)| {
        (
            *key,
            CapOverride {
                keeps: *keeps, reason: "Nổi trội".to_owned(), by: "Ban Thường vụ".to_owned()
            },
        )
    });
    let scheme = scheme(base, Rounding::Down);
    let found = cap(&scheme, contenders.iter().cloned(), &BTreeSet::new(), &overrides.collect());
    assert_eq!(found.len(), 1);
    found.into_iter().next().unwrap()
}

fn grades(group: &CapGroup<u32, u32>) -> Vec<(u32, Option<u8>)> {
    group.lines.iter().map(|line| (line.contender.key, line.grade)).collect()
}

/// Ten with these ranks for the best grade, the rest good.
fn ten(ranks: &[u32]) -> Vec<Contender<u32, u32>> {
    (0..10)
        .map(|key| ranks.get(key as usize).map_or(contender(key, 1, 0), |rank| contender(key, 0, *rank)))
        .collect()
}

#[test]
fn the_best_keep_their_grade_and_the_others_are_good() {
    let group = capped(Base::GoodOrBetter, &ten(&[95, 99, 97]), &[]);
    assert_eq!((group.candidates, group.places, group.kept), (10, 2, 2));
    assert_eq!(grades(&group)[..3], [(1, Some(0)), (2, Some(0)), (0, Some(1))]);
    let group = capped(Base::GoodOnly, &ten(&[95, 99, 97]), &[]);
    assert_eq!((group.places, grades(&group)[..2].to_vec()), (1, vec![(1, Some(0)), (2, Some(1))]));
}

#[test]
fn a_tie_on_the_line_is_shown_and_not_broken() {
    let group = capped(Base::GoodOrBetter, &ten(&[99, 97, 97, 90]), &[]);
    let verdicts: Vec<_> = group.lines.iter().take(4).map(|line| line.verdict.clone()).collect();
    assert_eq!(verdicts, [CapVerdict::Kept, CapVerdict::Tied, CapVerdict::Tied, CapVerdict::Lowered]);
    // A tie that does not reach over the line is none.
    let group = capped(Base::GoodOrBetter, &ten(&[99, 99, 97, 97]), &[]);
    assert_eq!(group.lines.iter().filter(|line| line.verdict == CapVerdict::Tied).count(), 0);
}

#[test]
fn decisions_of_people_go_first_and_stay_visible() {
    let group = capped(Base::GoodOrBetter, &ten(&[99, 98, 97]), &[(2, Keeps::Kept)]);
    assert_eq!(grades(&group)[..3], [(0, Some(0)), (1, Some(1)), (2, Some(0))]);
    assert!(matches!(&group.lines[2].verdict, CapVerdict::Overridden(by) if by.reason == "Nổi trội"));
    assert!(!group.is_exceeded());
    // The places follow the grades in the end: who keeps the best one by decision
    // stands before who is lowered.
    let places: Vec<_> = group.lines[..3].iter().map(|line| line.place.unwrap().place).collect();
    assert_eq!(places, [1, 3, 2]);
    let three = [(0, Keeps::Kept), (1, Keeps::Kept), (2, Keeps::Kept)];
    assert!(capped(Base::GoodOrBetter, &ten(&[99, 98, 97]), &three).is_exceeded());
    let group = capped(Base::GoodOrBetter, &ten(&[99, 98, 97]), &[(0, Keeps::Lowered)]);
    assert_eq!(grades(&group)[..3], [(0, Some(1)), (1, Some(0)), (2, Some(0))]);
}

#[test]
fn outstanding_groups_have_more_places_and_a_scheme_without_a_cap_lowers_nobody() {
    let twenty: Vec<_> = (0..20).map(|key| contender(key, u8::from(8 <= key), key)).collect();
    let mut scheme = scheme(Base::GoodOrBetter, Rounding::Down);
    let places = |scheme: &Scheme, exceptional: &[&str]| {
        let exceptional = exceptional.iter().map(|group| (*group).to_owned()).collect();
        let found = cap(scheme, twenty.iter().cloned(), &exceptional, &SortedMap::new());
        (found[0].places, found[0].lines.iter().filter(|line| line.grade == Some(0)).count())
    };
    assert_eq!((places(&scheme, &[]), places(&scheme, &["khu phố"])), ((4, 4), (5, 5)));
    scheme.cap = None;
    assert_eq!(places(&scheme, &[]).1, 8);
}

proptest! {
    #[test]
    fn order_and_repetition_make_no_difference(
        (contenders, shuffled) in prop::collection::vec(
            (0..30_u32, 0..3_u8, prop::option::weighted(0.9, 0..4_u8), 0..5_u32), 0..40,
        ).prop_flat_map(|all| {
            let all: Vec<_> = all.into_iter().map(|(key, group, grade, rank)| Contender {
                key, group: group.to_string(), grade, rank,
            }).collect();
            let twice: Vec<_> = all.iter().chain(all.iter().take(7)).cloned().collect();
            (Just(all), Just(twice).prop_shuffle())
        }),
        base in prop::sample::select(vec![Base::GoodOnly, Base::GoodOrBetter]),
        rounding in prop::sample::select(vec![Rounding::Down, Rounding::HalfUp]),
    ) {
        let scheme = scheme(base, rounding);
        let run = |all: Vec<_>| cap(&scheme, all, &BTreeSet::from(["1".to_owned()]), &SortedMap::new());
        let found = run(contenders);
        prop_assert_eq!(&found, &run(shuffled));
        for group in found {
            prop_assert!(group.kept <= group.places);
            for pair in group.lines.windows(2) {
                let both = pair.iter().all(|line| line.contender.grade == Some(0));
                // Whoever ranks lower does not end up better.
                prop_assert!(!both || pair[1].verdict != CapVerdict::Kept || pair[0].verdict == CapVerdict::Kept);
            }
        }
    }
}
