//! One criterion: its items, the criteria within it, and their points.

use super::{CriterionResult, ItemResult, Looks, Outcome, count, item};
use crate::scheme::ratio::Ratio;
use crate::scheme::{Criterion, Decision, Item, Policy, Role};

/// The result, and its points exactly.
pub(super) fn evaluate(criterion: &Criterion, looks: &Looks<'_>) -> (CriterionResult, Ratio) {
    let items: Vec<_> = criterion.items.iter().map(|one| item::evaluate(one, looks)).collect();
    let (criteria, values): (Vec<_>, Vec<_>) =
        criterion.criteria.iter().map(|within| evaluate(within, looks)).unzip();
    let pairs = || criterion.items.iter().zip(&items);
    let (value, possible) = points(add(criterion, pairs(), &criteria, &values));
    let settled = count(pairs().filter(|(one, found)| is_settled(one, found)).count());
    let settled = criteria.iter().map(|within| within.settled).fold(settled, u32::saturating_add);
    let earned = value.floor();
    let outcome = outcome(looks.scheme.decision, pairs(), &criteria, value.reaches(100, possible));
    let minimum = criterion.minimum.filter(|_| possible != 0).map(|percent| value.reaches(percent, possible));
    let exact = (!value.is_whole()).then_some(value);
    let id = criterion.id.clone();
    (CriterionResult { id, outcome, earned, possible, settled, items, criteria, exact, minimum }, value)
}

fn is_settled(item: &Item, found: &ItemResult) -> bool {
    item.role == Role::Bonus || matches!(found.outcome, Outcome::Met | Outcome::LeftOut)
}

fn outcome<'a>(
    decision: Decision,
    mut pairs: impl Iterator<Item = (&'a Item, &'a ItemResult)> + Clone,
    criteria: &[CriterionResult],
    nothing_lost: bool,
) -> Outcome {
    let missing = pairs.clone().any(|(_, found)| found.outcome == Outcome::Missing)
        || criteria.iter().any(|within| within.outcome == Outcome::Missing);
    if missing {
        return Outcome::Missing;
    }
    let met = match decision {
        // In a scheme of points a criterion has no verdict of its own but its
        // points; it is shown as met where nothing was lost.
        Decision::PercentOfPoints => nothing_lost,
        Decision::CriteriaMet | Decision::Needs => {
            pairs.all(|(item, found)| is_settled(item, found))
                && criteria.iter().all(|within| within.outcome == Outcome::Met)
        }
    };
    if met { Outcome::Met } else { Outcome::NotMet }
}

/// The points of a criterion before bonuses are held to their most and the rest is rescaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Those of its items and of the criteria within it, together.
    pub given: Ratio,
    /// What they could be, bonuses left out.
    pub possible: u32,
    /// Points of items that do not apply, by which the rest is rescaled.
    pub lost: u32,
    /// The most of them that count, bonuses included.
    pub most: u32,
}

/// How the points of `criterion` came to be what `result` says.
pub fn sum(criterion: &Criterion, result: &CriterionResult) -> Sum {
    let exactly = |within: &CriterionResult| within.exact.unwrap_or(Ratio::of(within.earned));
    let values: Vec<_> = result.criteria.iter().map(exactly).collect();
    add(criterion, criterion.items.iter().zip(&result.items), &result.criteria, &values)
}

fn add<'a>(
    criterion: &Criterion,
    pairs: impl Iterator<Item = (&'a Item, &'a ItemResult)>,
    criteria: &[CriterionResult],
    values: &[Ratio],
) -> Sum {
    let mut given = values.iter().copied().fold(Ratio::of(0), Ratio::plus);
    let mut possible = criteria.iter().map(|within| within.possible).fold(0, u32::saturating_add);
    let mut lost = 0_u32;
    for (item, found) in pairs {
        given = given.plus(Ratio::of(found.earned));
        if item.role == Role::Counted {
            possible = possible.saturating_add(found.possible);
            if found.outcome == Outcome::LeftOut && item.not_applicable == Policy::Rescale {
                lost = lost.saturating_add(item.most().into());
            }
        }
    }
    Sum { given, possible, lost, most: possible.saturating_add(criterion.over.into()) }
}

/// Its points exactly, and those it could give.
fn points(sum: Sum) -> (Ratio, u32) {
    let Sum { given, possible, lost, most } = sum;
    let over = most.saturating_sub(possible);
    let value = given.at_most(most);
    if lost == 0 || possible == 0 {
        return (value, possible);
    }
    let full = possible.saturating_add(lost);
    // A bonus counts for no more where others do not apply.
    (value.scaled(full, possible).at_most(full.saturating_add(over)), full)
}
