//! Who stands before whom: by what the scheme gives, then by the months.
//!
//! No rule that was found says how organisations of one grade are ranked. The
//! order here uses nothing but the scheme's own result and the monthly
//! self-assessments, on which the year's rests (HD 05-HD/BTCTU 19/5/2024). Who
//! is equal in both stays equal.

use std::cmp::{Ordering, Reverse};

use minicbor::{Decode, Encode};

use crate::scheme::evaluate::Evaluation;
use crate::scheme::ratio::Ratio;
use crate::standing::month::MonthStanding;

/// By what results within one grade are ranked; the greater, the better.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct ResultRank {
    /// What was reached of what could be: points, criteria or items.
    #[n(0)]
    pub reached: Option<Ratio>,
    /// How many items stand at each level or a better one, the best level first.
    #[n(1)]
    pub levels: Vec<u32>,
    /// How many months have their scheme's best grade.
    #[n(2)]
    pub months: u32,
}

impl ResultRank {
    /// The rank of a result with so many months at the best grade.
    pub fn of(evaluation: &Evaluation, months: u32) -> Self {
        let whole = Ratio::of(evaluation.reached);
        let (part, over) = evaluation.exact.unwrap_or(whole).parts();
        let reached = over
            .checked_mul(u64::from(evaluation.possible))
            .filter(|whole| *whole != 0)
            .and_then(|whole| Ratio::new(part, whole));
        let levels: Vec<_> = evaluation.items().filter_map(|item| item.level).collect();
        let deepest = levels.iter().max().map_or(0, |place| place.saturating_add(1));
        let at = |place: u8| levels.iter().filter(|level| **level <= place).count();
        let levels = (0..deepest).map(|place| u32::try_from(at(place)).unwrap_or(u32::MAX)).collect();
        Self { reached, levels, months }
    }
}

impl Ord for ResultRank {
    fn cmp(&self, other: &Self) -> Ordering {
        let reached = |a: Option<Ratio>, b: Option<Ratio>| match (a.map(Ratio::parts), b.map(Ratio::parts)) {
            (Some((a, of_a)), Some((b, of_b))) => {
                (u128::from(a) * u128::from(of_b)).cmp(&(u128::from(b) * u128::from(of_a)))
            }
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        // Where one list is how the other begins, the longer one names lower levels.
        let common = self.levels.len().min(other.levels.len());
        let levels = || {
            let (own, others) = (self.levels.iter().take(common), other.levels.iter().take(common));
            own.cmp(others).then_with(|| other.levels.len().cmp(&self.levels.len()))
        };
        reached(self.reached, other.reached).then_with(levels).then_with(|| self.months.cmp(&other.months))
    }
}

impl PartialOrd for ResultRank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A place among others: 1 is the first, equals have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Place {
    /// The place.
    #[n(0)]
    pub place: u32,
    /// Among how many who have one.
    #[n(1)]
    pub of: u32,
    /// How many share it with this one.
    #[n(2)]
    pub sharing: u32,
}

/// The places of those who have a grade, by grade and then by rank; the order
/// in which they are given makes no difference.
pub fn places<R: Ord>(results: &[Option<(u8, R)>]) -> Vec<Option<Place>> {
    fn key<R: Ord>((grade, rank): &(u8, R)) -> (Reverse<u8>, &R) {
        (Reverse(*grade), rank)
    }
    let graded: Vec<_> = results.iter().flatten().collect();
    let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let place = |own: &(u8, R)| Place {
        place: size(graded.iter().filter(|other| key(own) < key(other)).count()).saturating_add(1),
        of: size(graded.len()),
        sharing: size(graded.iter().filter(|other| key(own) == key(other)).count()).saturating_sub(1),
    };
    results.iter().map(|result| result.as_ref().map(place)).collect()
}

/// How a month compares with the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Trend {
    /// Better.
    #[n(0)]
    Up,
    /// The same.
    #[n(1)]
    Level,
    /// Worse.
    #[n(2)]
    Down,
}

/// How `now` compares with the month `before` it: by grade, then by what was
/// reached. None where one of them has no grade, or they go by different schemes.
pub fn trend(before: &MonthStanding, now: &MonthStanding) -> Option<Trend> {
    if before.scheme != now.scheme {
        return None;
    }
    let of = |standing: &MonthStanding| {
        Some((Reverse(standing.grade()?), ResultRank::of(&standing.evaluation, 0)))
    };
    Some(match of(now)?.cmp(&of(before)?) {
        Ordering::Greater => Trend::Up,
        Ordering::Equal => Trend::Level,
        Ordering::Less => Trend::Down,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_a_place() {
        fn check(results: &[Option<(u8, u32)>], expect: &[Option<(u32, u32)>]) {
            let graded = results.iter().flatten().count();
            let found = places(results).into_iter().map(|place| {
                place.map(|place| {
                    assert_eq!(usize::try_from(place.of), Ok(graded));
                    (place.place, place.sharing)
                })
            });
            assert_eq!(found.collect::<Vec<_>>(), expect, "{results:?}");
        }
        check(&[], &[]);
        check(&[None], &[None]);
        check(&[Some((0, 5)), Some((1, 9)), None], &[Some((1, 0)), Some((2, 0)), None]);
        let tied = [Some((1, 5)), Some((0, 5)), Some((1, 5)), Some((1, 7))];
        check(&tied, &[Some((3, 1)), Some((1, 0)), Some((3, 1)), Some((2, 0))]);
    }

    #[test]
    fn what_was_reached_goes_before_levels_and_months() {
        let rank = |part, whole, levels: &[u32], months| ResultRank {
            reached: Ratio::new(part, whole),
            levels: levels.to_vec(),
            months,
        };
        let rising = [
            rank(0, 0, &[9], 12),
            rank(1, 2, &[6, 6], 12),
            rank(2, 3, &[1, 6], 3),
            rank(4, 6, &[1, 6], 4),
            rank(2, 3, &[2, 3], 0),
            // As many at the best level, and one that is left out instead of lower.
            rank(2, 3, &[2], 0),
        ];
        assert!(rising.is_sorted() && rising.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(rank(4, 6, &[1], 2), rank(2, 3, &[1], 2));
    }
}
