use proptest::prelude::*;

use super::*;
use crate::standing::sample::id;

fn gift(unit: Unit, amount: Option<u64>) -> Contribution {
    let amount = amount.and_then(|amount| Amount::new(amount).ok());
    Contribution { unit: Some(unit), amount, ..Contribution::default() }
}

fn pledge(unit: Unit, pledged: u64, amount: Option<u64>) -> Contribution {
    Contribution { pledged: Amount::new(pledged).ok(), ..gift(unit, amount) }
}

fn against(of: u8, unit: Unit, amount: u64) -> Contribution {
    Contribution { against: Some(id(of)), ..gift(unit, Some(amount)) }
}

fn numbered(all: &[Contribution]) -> Vec<(DocumentId, &Contribution)> {
    (1..).map(id).zip(all).collect()
}

#[test]
fn gifts_count_against_their_pledge_in_its_unit() {
    let all = [
        pledge(Unit::WorkDays, 100, Some(20)),
        against(1, Unit::WorkDays, 50),
        against(1, Unit::Vnd, 5_000_000),
        against(9, Unit::WorkDays, 70),
        gift(Unit::WorkDays, Some(30)),
        pledge(Unit::LandM2, 300, None),
        against(6, Unit::LandM2, 400),
        // A pledge of nothing is none.
        pledge(Unit::Items, 0, None),
    ];
    let found = pledges(&numbered(&all));
    let told: Vec<_> =
        found.iter().map(|one| (one.document, one.given, one.gifts.clone(), one.is_kept())).collect();
    let expect =
        [(id(1), 70, vec![id(2)], false), (id(6), 400, vec![id(7)], true), (id(8), 0, Vec::new(), true)];
    assert_eq!(told, expect);
    let kept = |given, pledged| Kept { given, pledged };
    let expect = [(Unit::WorkDays, kept(70, 100)), (Unit::LandM2, kept(300, 300))];
    assert_eq!(kept_by_unit(&found), expect);
}

fn contribution() -> impl Strategy<Value = Contribution> {
    let unit = prop::sample::select(vec![Unit::Vnd, Unit::WorkDays]);
    let amount = || prop::option::of(prop_oneof![0..50_u64, Just(Amount::MOST)]);
    (unit, amount(), amount(), prop::option::of(1..8_u8)).prop_map(|(unit, given, pledged, of)| {
        Contribution {
            pledged: pledged.and_then(|pledged| Amount::new(pledged).ok()),
            against: of.map(id),
            ..gift(unit, given)
        }
    })
}

proptest! {
    /// Order makes no difference; never more is kept than was pledged; one gift
    /// more never makes it less.
    #[test]
    fn keeping_is_monotonous(all in prop::collection::vec(contribution(), 0..8), more in contribution()) {
        let found = kept_by_unit(&pledges(&numbered(&all)));
        let turned = kept_by_unit(&pledges(&numbered(&all).into_iter().rev().collect::<Vec<_>>()));
        prop_assert_eq!(&found, &turned);
        let gift = Contribution { pledged: None, ..more };
        let all: Vec<_> = all.into_iter().chain([gift]).collect();
        let with = kept_by_unit(&pledges(&numbered(&all)));
        for (unit, kept) in found {
            prop_assert!(kept.given <= kept.pledged && kept.pledged != 0);
            let after = with.iter().find(|(of, _)| *of == unit).map(|(_, kept)| *kept).unwrap_or_default();
            prop_assert!(kept.pledged == after.pledged && kept.given <= after.given);
        }
    }
}
