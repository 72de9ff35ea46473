//! Evaluation: facts and a scheme in, results with their reasons out.
//!
//! Total and exact: any facts yield a result, and what is missing is said.

use minicbor::{Decode, Encode};

use super::measure::{self, Figure};
use super::{Criterion, Decision, Item, Policy, Rule, Scheme};
use crate::record::assessment::Answer;
use crate::standing::facts::MonthFacts;

/// The result of an item or a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Outcome {
    /// Met.
    #[n(0)]
    Met,
    /// Not met.
    #[n(1)]
    NotMet,
    /// Not known: an answer is missing.
    #[n(2)]
    Missing,
    /// Left out, because it does not apply this month.
    #[n(3)]
    LeftOut,
}

/// Whence an item's result comes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Basis {
    /// A person answered.
    #[n(0)]
    Answered(#[n(0)] Answer),
    /// The records say so.
    #[n(1)]
    Measured(#[n(0)] Figure),
    /// The records say one thing, a person with a remark another.
    #[n(2)]
    Departed {
        /// What the records say.
        #[n(0)]
        figure: Figure,
        /// What the person answered, which counts.
        #[n(1)]
        answer: Answer,
        /// Why.
        #[n(2)]
        reason: String,
    },
    /// There was nothing to measure this month.
    #[n(3)]
    NothingToMeasure,
    /// Nobody answered yet, or the answer does not fit the item.
    #[n(4)]
    Unanswered,
}

/// The result of one item.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ItemResult {
    /// The item's id.
    #[n(0)]
    pub id: String,
    /// Met or not.
    #[n(1)]
    pub outcome: Outcome,
    /// Points it gives.
    #[n(2)]
    pub earned: u32,
    /// Points it could give.
    #[n(3)]
    pub possible: u32,
    /// Why.
    #[n(4)]
    pub basis: Basis,
}

/// The result of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CriterionResult {
    /// The criterion's id.
    #[n(0)]
    pub id: String,
    /// Met when every item is met or left out.
    #[n(1)]
    pub outcome: Outcome,
    /// Points of its items together.
    #[n(2)]
    pub earned: u32,
    /// Points its items could give.
    #[n(3)]
    pub possible: u32,
    /// Items that are met or left out.
    #[n(4)]
    pub settled: u32,
    /// The items.
    #[n(5)]
    pub items: Vec<ItemResult>,
}

/// The result of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Evaluation {
    /// The criteria, in the scheme's order.
    #[n(0)]
    pub criteria: Vec<CriterionResult>,
    /// Criteria met, or points, as the scheme's decision counts.
    #[n(1)]
    pub reached: u32,
    /// What could be reached.
    #[n(2)]
    pub possible: u32,
    /// Items without an answer.
    #[n(3)]
    pub unanswered: u32,
    /// The place of the grade in the scheme's grades, the best being 0; none
    /// while answers are missing.
    #[n(4)]
    pub grade: Option<u8>,
}

/// Evaluates `scheme` on the facts of a month.
pub fn evaluate(scheme: &Scheme, facts: &MonthFacts<'_>) -> Evaluation {
    let criteria: Vec<_> = scheme.criteria.iter().map(|c| criterion(c, scheme.decision, facts)).collect();
    let unanswered = criteria.iter().flat_map(|c| &c.items).filter(|i| i.outcome == Outcome::Missing).count();
    let unanswered = u32::try_from(unanswered).unwrap_or(u32::MAX);
    let (reached, possible) = match scheme.decision {
        Decision::CriteriaMet => {
            let met = criteria.iter().filter(|c| c.outcome == Outcome::Met).count();
            (u32::try_from(met).unwrap_or(u32::MAX), u32::try_from(criteria.len()).unwrap_or(u32::MAX))
        }
        Decision::PercentOfPoints => {
            (criteria.iter().map(|c| c.earned).sum(), criteria.iter().map(|c| c.possible).sum())
        }
    };
    let enough = |at_least: u16| match scheme.decision {
        Decision::CriteriaMet => u32::from(at_least) <= reached,
        Decision::PercentOfPoints => u64::from(possible) * u64::from(at_least) <= u64::from(reached) * 100,
    };
    let grade = scheme.grades.iter().position(|grade| enough(grade.at_least));
    let grade = grade.filter(|_| unanswered == 0 && possible != 0).and_then(|place| u8::try_from(place).ok());
    Evaluation { criteria, reached, possible, unanswered, grade }
}

fn criterion(criterion: &Criterion, decision: Decision, facts: &MonthFacts<'_>) -> CriterionResult {
    let items: Vec<_> = criterion.items.iter().map(|i| item(i, facts)).collect();
    let settled = items.iter().filter(|i| matches!(i.outcome, Outcome::Met | Outcome::LeftOut)).count();
    let earned = items.iter().map(|i| i.earned).sum();
    let possible = items.iter().map(|i| i.possible).sum();
    let outcome = if items.iter().any(|i| i.outcome == Outcome::Missing) {
        Outcome::Missing
    } else if settled == items.len() {
        Outcome::Met
    } else {
        Outcome::NotMet
    };
    // In a scheme of points a criterion has no verdict of its own but its
    // points; it is shown as met where nothing was lost.
    let outcome = match (decision, outcome) {
        (Decision::PercentOfPoints, Outcome::Met | Outcome::NotMet) if earned == possible => Outcome::Met,
        (Decision::PercentOfPoints, Outcome::Met | Outcome::NotMet) => Outcome::NotMet,
        (_, outcome) => outcome,
    };
    let settled = u32::try_from(settled).unwrap_or(u32::MAX);
    CriterionResult { id: criterion.id.clone(), outcome, earned, possible, settled, items }
}

fn item(item: &Item, facts: &MonthFacts<'_>) -> ItemResult {
    let answer = facts.answer(&item.id);
    let (outcome, earned, basis) = match (&item.rule, answer) {
        (Rule::Measured { measure, bands }, answer) => {
            let figure = measure::measure(*measure, facts);
            let reason = facts.remark(&item.id).unwrap_or_default();
            let departed = answer.filter(|_| !reason.is_empty()).and_then(|a| Some((a, by_answer(item, a)?)));
            if let Some((answer, (outcome, earned))) = departed {
                (outcome, earned, Basis::Departed { figure, answer, reason: reason.to_owned() })
            } else if figure.whole == 0 {
                let (outcome, earned) = not_applicable(item);
                (outcome, earned, Basis::NothingToMeasure)
            } else {
                let band = bands.iter().find(|band| figure.reaches(band.from) == Some(true));
                let outcome = verdict(band.is_some_and(|band| band.met));
                (outcome, band.map_or(0, |band| band.points), Basis::Measured(figure))
            }
        }
        (_, Some(answer)) => match by_answer(item, answer) {
            Some((outcome, earned)) => (outcome, earned, Basis::Answered(answer)),
            None => (Outcome::Missing, 0, Basis::Unanswered),
        },
        (_, None) => (Outcome::Missing, 0, Basis::Unanswered),
    };
    let possible = if outcome == Outcome::LeftOut { 0 } else { item.most() };
    ItemResult { id: item.id.clone(), outcome, earned: earned.into(), possible: possible.into(), basis }
}

/// The result of an answer, unless it does not fit the item.
fn by_answer(item: &Item, answer: Answer) -> Option<(Outcome, u16)> {
    let most = item.most();
    match (answer, &item.rule) {
        (Answer::NotApplicable, _) if item.not_applicable != Policy::Never => Some(not_applicable(item)),
        (Answer::Met, Rule::Met { .. } | Rule::Measured { .. }) => Some((Outcome::Met, most)),
        (Answer::NotMet, Rule::Met { .. } | Rule::Measured { .. }) => Some((Outcome::NotMet, 0)),
        (Answer::Points(points), Rule::UpTo { .. }) if points <= most => {
            Some((verdict(points == most), points))
        }
        // In a checklist there are no points to give.
        (Answer::Points(points), Rule::Measured { bands, .. }) if points <= most && most != 0 => {
            Some((verdict(bands.iter().any(|band| band.met && band.points <= points)), points))
        }
        _ => None,
    }
}

fn verdict(met: bool) -> Outcome {
    if met { Outcome::Met } else { Outcome::NotMet }
}

fn not_applicable(item: &Item) -> (Outcome, u16) {
    match item.not_applicable {
        Policy::Grant => (Outcome::Met, item.most()),
        Policy::Exclude | Policy::Never => (Outcome::LeftOut, 0),
    }
}

#[cfg(test)]
mod tests;
