//! What was contributed altogether: exact sums by unit, and by project, month
//! or source.
//!
//! Units are never added to each other, nor public money to what people gave.
//! Sums are of 128 bits: as many contributions as there can be documents do
//! not overflow them.

use crate::month::Month;
use crate::record::Record;
use crate::record::contribution::{Contribution, Source, Unit};
use crate::sorted_map::SortedMap;
use crate::standing::facts::Fact;

/// The sum of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// What people, members, organisations and businesses gave.
    pub given: u128,
    /// What came from the public budget.
    pub public: u128,
    /// Records in `given`.
    pub gifts: u32,
    /// Givers named in them, those who gave twice counted twice.
    pub givers: u64,
}

/// Sums by unit; a unit of which nothing was contributed is absent.
pub type Sums = SortedMap<Unit, Sum>;

/// The contributions among `facts` that were not cancelled; a sum counts those of
/// them that have unit, amount and source.
pub fn counted<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> impl Iterator<Item = &'a Contribution> {
    facts.into_iter().filter_map(|fact| match &fact.record {
        Record::Contribution(contribution) if contribution.cancelled.is_none() => Some(contribution),
        _ => None,
    })
}

/// The sums of all of them.
pub fn total<'a>(contributions: impl IntoIterator<Item = &'a Contribution>) -> Sums {
    total_by(contributions, |_| Some(())).remove(&()).unwrap_or_default()
}

/// The sums by project, as it is written; those of none are under the empty name.
pub fn by_project<'a>(contributions: impl IntoIterator<Item = &'a Contribution>) -> SortedMap<String, Sums> {
    total_by(contributions, |contribution| Some(contribution.project.clone()))
}

/// The sums by the month in which it was given.
pub fn by_month<'a>(contributions: impl IntoIterator<Item = &'a Contribution>) -> SortedMap<Month, Sums> {
    total_by(contributions, Contribution::month)
}

/// The sums by source.
pub fn by_source<'a>(contributions: impl IntoIterator<Item = &'a Contribution>) -> SortedMap<Source, Sums> {
    total_by(contributions, |contribution| contribution.source)
}

fn total_by<'a, K: Ord>(
    contributions: impl IntoIterator<Item = &'a Contribution>,
    key: impl Fn(&Contribution) -> Option<K>,
) -> SortedMap<K, Sums> {
    let mut found: SortedMap<K, Sums> = SortedMap::new();
    for contribution in contributions {
        let (Some(unit), Some(amount), Some(source), Some(key)) =
            (contribution.unit, contribution.amount, contribution.source, key(contribution))
        else {
            continue;
        };
        let sum = found.entry(key).or_default().entry(unit).or_default();
        if source == Source::PublicBudget {
            sum.public += u128::from(amount.number());
        } else {
            sum.given += u128::from(amount.number());
            sum.gifts = sum.gifts.saturating_add(1);
            sum.givers = sum.givers.saturating_add(contribution.givers.unwrap_or(0).into());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Amount;
    use crate::standing::sample::fact;

    fn gift(unit: Unit, amount: u64, project: &str, day: &str, source: Source) -> Contribution {
        Contribution {
            unit: Some(unit),
            amount: Amount::new(amount).ok(),
            project: project.to_owned(),
            given_on: day.parse().ok(),
            source: Some(source),
            givers: Some(3),
            ..Contribution::default()
        }
    }

    #[test]
    fn units_and_public_money_are_kept_apart() {
        let gifts = [
            gift(Unit::Vnd, 7_000_000_000, "Đình", "2024-10-31", Source::Businesses),
            gift(Unit::Vnd, 1_700_000_000, "Đường", "2024-11-07", Source::People),
            gift(Unit::Vnd, Amount::MOST, "Đường", "2024-11-08", Source::PublicBudget),
            gift(Unit::LandM2, 400, "Đường", "2024-11-07", Source::People),
            Contribution { amount: None, ..gift(Unit::Vnd, 0, "", "2024-11-07", Source::People) },
        ];
        let money = |given, public, gifts| Sum { given, public, gifts, givers: u64::from(gifts) * 3 };
        let land = (Unit::LandM2, money(400, 0, 1));
        let most = u128::from(Amount::MOST);
        let all = money(8_700_000_000, most, 2);
        let road = money(1_700_000_000, most, 1);
        let shrine = money(7_000_000_000, 0, 1);
        assert_eq!(total(&gifts), Sums::from([(Unit::Vnd, all), land]));
        let expect =
            [("Đình", Sums::from([(Unit::Vnd, shrine)])), ("Đường", Sums::from([(Unit::Vnd, road), land]))];
        assert_eq!(by_project(&gifts), SortedMap::from(expect.map(|(name, sums)| (name.to_owned(), sums))));
        let months: Vec<_> = by_month(&gifts).into_keys().map(|month| month.to_string()).collect();
        assert_eq!(months, ["2024-10", "2024-11"]);
        let public = by_source(&gifts).remove(&Source::PublicBudget);
        assert_eq!(public, Some(Sums::from([(Unit::Vnd, money(0, most, 0))])));
    }

    #[test]
    fn what_was_cancelled_does_not_count() {
        let one = gift(Unit::WorkDays, 30, "", "2024-11-07", Source::Members);
        let other = Contribution { cancelled: Some("ghi trùng".to_owned()), ..one.clone() };
        let facts = [one, other].map(|one| fact(1, Record::Contribution(one)));
        let sum = Sum { given: 30, public: 0, gifts: 1, givers: 3 };
        assert_eq!(total(counted(&facts)), Sums::from([(Unit::WorkDays, sum)]));
        assert_eq!(total([]), Sums::new());
    }
}
