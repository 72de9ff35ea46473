use proptest::prelude::*;

use super::super::tests::{organisation, scheme};
use super::*;

/// A scheme valid in these years.
fn valid(id: &str, first: u16, last: Option<u16>) -> Scheme {
    let month = |year, month| Month::new(year, month).unwrap();
    Scheme { valid_from: month(first, 1), valid_until: last.map(|last| month(last, 12)), ..scheme(id) }
}

const CELL: OrganisationKind = OrganisationKind::Cell;

/// What judges each year from 2022 to 2027 once `new` was published and chosen
/// for `span`, and how many choices that took beside it.
fn judged(before: &[Ruling], new: &Scheme, span: ChoiceSpan) -> (Vec<Option<String>>, usize) {
    let mut ward = RuledWard::default();
    before.iter().for_each(|ruling| ward.apply_next(ruling.clone()));
    let kept = ward.kept_elsewhere(new, &[CELL], span, "2027-12".parse().unwrap());
    let ((year, from), count) = (span.parts(), kept.len());
    kept.into_iter().for_each(|choice| ward.apply_next(Ruling::SchemeChosen(choice)));
    ward.apply_next(Ruling::SchemeApplied(new.clone()));
    let (scheme, version, subject) = (new.id.clone(), new.version, new.subject);
    ward.apply_next(Ruling::SchemeChosen(SchemeChoice { subject, kind: CELL, year, scheme, version, from }));
    let of = |year| ward.year_scheme_for(&organisation(), Year::new(year).unwrap()).map(|one| one.id.clone());
    ((2022..=2027).map(of).collect(), count)
}

#[test]
fn what_is_chosen_for_one_time_changes_no_other() {
    let check = |before: &[Scheme], span: ChoiceSpan, expect: &str, choices: usize| {
        let before: Vec<_> = before.iter().cloned().map(Ruling::SchemeApplied).collect();
        let (found, count) = judged(&before, &valid("new", 2023, None), span);
        let found: Vec<_> = found.iter().map(|id| id.as_deref().unwrap_or("-")).collect();
        assert_eq!((found.join(" "), count), (expect.to_owned(), choices), "{span:?}");
    };
    let of_2024 = ChoiceSpan::Year(Year::new(2024).unwrap());
    let from_2025 = ChoiceSpan::From("2025-01".parse().unwrap());
    let one = [valid("a", 2022, None)];
    check(&one, of_2024, "a a new a a a", 1);
    check(&one, from_2025, "a a a new new new", 1);
    check(&one, ChoiceSpan::EveryYear, "a new new new new new", 0);
    // Two that follow each other.
    let two = [valid("a", 2022, Some(2024)), valid("b", 2025, None)];
    check(&two, of_2024, "a a new b b b", 2);
    check(&two, from_2025, "a a a new new new", 1);
    // What nothing judged is left to the new one.
    check(&[], of_2024, "- new new new new new", 0);
    check(&[valid("a", 2024, Some(2024))], of_2024, "- new new new new new", 0);
}

#[test]
fn what_is_chosen_already_is_not_chosen_again() {
    let every = |id: &str| {
        let (year, from) = ChoiceSpan::EveryYear.parts();
        let (scheme, subject) = (id.to_owned(), Subject::Year);
        Ruling::SchemeChosen(SchemeChoice { subject, kind: CELL, year, scheme, version: 1, from })
    };
    let of_2024 = ChoiceSpan::Year(Year::new(2024).unwrap());
    let a = valid("a", 2022, None);
    let new = valid("new", 2023, None);
    let chosen = [Ruling::SchemeApplied(a), every("a")];
    assert_eq!(judged(&chosen, &new, of_2024).1, 0);
    // A choice that is not valid in a year leaves it to what was published last.
    let short = [valid("a", 2022, Some(2024)), valid("b", 2025, None)].map(Ruling::SchemeApplied);
    let (found, kept) = judged(&[short.as_slice(), &[every("a")]].concat(), &new, of_2024);
    let found: Vec<_> = found.into_iter().flatten().collect();
    assert_eq!((found.join(" ").as_str(), kept), ("a a new b b b", 1));
}

/// A scheme of months, valid from this month for so many.
fn monthly(id: usize, first: u8, count: u8) -> Scheme {
    let at = |month: u8| Month::new(2024 + u16::from(month / 12), 1 + month % 12).unwrap();
    let valid_until = Some(at(first + count)).filter(|_| count < 24);
    let id = char::from(b'a' + id as u8).to_string();
    Scheme { subject: Subject::Month, valid_from: at(first), valid_until, ..scheme(&id) }
}

fn span() -> impl Strategy<Value = ChoiceSpan> {
    prop_oneof![
        Just(ChoiceSpan::EveryYear),
        (2024..2027_u16).prop_map(|year| ChoiceSpan::Year(Year::new(year).unwrap())),
        (2024..2027_u16, 1..=12_u8).prop_map(|(y, m)| ChoiceSpan::From(Month::new(y, m).unwrap())),
    ]
}

proptest! {
    /// Whatever is published and chosen, no other month is judged by another
    /// scheme than before, and those that are meant are judged by the new one.
    #[test]
    fn no_other_time_changes(
        schemes in prop::collection::vec((0..24_u8, 1..30_u8), 1..4),
        chosen in prop::collection::vec((0..4_usize, span()), 0..3),
        new in (0..24_u8, 1..30_u8),
        when in span(),
    ) {
        let until: Month = "2028-12".parse().unwrap();
        let choose = |scheme: &Scheme, span: ChoiceSpan| {
            let (year, from) = span.parts();
            let (scheme, subject) = (scheme.id.clone(), Subject::Month);
            Ruling::SchemeChosen(SchemeChoice { subject, kind: CELL, year, scheme, version: 1, from })
        };
        let known: Vec<_> = (0..).zip(&schemes).map(|(id, (first, count))| monthly(id, *first, *count)).collect();
        let mut ward = RuledWard::default();
        known.iter().cloned().for_each(|scheme| ward.apply_next(Ruling::SchemeApplied(scheme)));
        for (which, span) in chosen {
            ward.apply_next(choose(&known[which % known.len()], span));
        }
        let new = monthly(9, new.0, new.1);
        // Nobody may choose what is not valid where it begins.
        let when = match when {
            ChoiceSpan::From(from) if !new.applies(Subject::Month, CELL, from) => {
                ChoiceSpan::From(new.valid_from)
            }
            when => when,
        };
        let before = ward.clone();
        for kept in ward.kept_elsewhere(&new, &[CELL], when, until) {
            ward.apply_next(Ruling::SchemeChosen(kept));
        }
        ward.apply_next(Ruling::SchemeApplied(new.clone()));
        ward.apply_next(choose(&new, when));
        for month in (2024..=2028).flat_map(Month::of_year) {
            let of = |ward: &RuledWard| ward.scheme_for(&organisation(), month).map(|one| one.id.clone());
            let (then, now) = (of(&before), of(&ward));
            // Every year is every one without a choice of its own, and a choice that
            // begins later stays.
            let mut with = before.clone();
            with.apply_next(choose(&new, when));
            let counts = with.chosen(Subject::Month, CELL, month).map(|one| one.scheme == new.id);
            let meant = counts == Some(true);
            if meant && new.applies(Subject::Month, CELL, month) {
                prop_assert_eq!(now, Some(new.id.clone()), "{}", month);
            } else if then.is_some() && !matches!(when, ChoiceSpan::Year(year) if year.number() == month.year()) {
                prop_assert_eq!(now, then, "{}", month);
            }
        }
    }
}

/// What serves both kinds and is chosen for one leaves the other as it is.
#[test]
fn the_other_kind_keeps_what_it_has() {
    let both = crate::scheme::Kinds::of(CELL).and(OrganisationKind::Committee);
    let of = |id: &str| Scheme { organisations: both.clone(), ..valid(id, 2022, None) };
    let mut ward = RuledWard::default();
    ward.apply_next(Ruling::SchemeApplied(of("a")));
    let until = "2027-12".parse().unwrap();
    let kept = ward.kept_elsewhere(&of("new"), &[CELL], ChoiceSpan::EveryYear, until);
    let kinds: Vec<_> = kept.iter().map(|choice| (choice.kind, choice.scheme.as_str())).collect();
    assert_eq!(kinds, [(OrganisationKind::Committee, "a")]);
}
