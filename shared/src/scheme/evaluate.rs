//! Evaluation: facts and a scheme in, results with their reasons out.
//!
//! Total and exact: any facts yield a result, and what is missing is said.

mod criterion;
mod decide;
mod item;

pub use criterion::{Sum, sum};

use minicbor::{Decode, Encode};

use super::measure::{self, Figure, Measure};
use super::ratio::Ratio;
use super::rule::Condition;
use super::{Scheme, nesting};
use crate::record::assessment::Answer;
use crate::sorted_set::SortedSet;
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
    /// The item does not apply, because this does not hold.
    #[n(5)]
    DoesNotApply(#[n(0)] Condition),
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
    /// The level's place on its scale, the best being 0.
    #[n(5)]
    pub level: Option<u8>,
    /// The case of the item that was applied; none where its own rule was.
    #[n(6)]
    pub case: Option<u8>,
}

impl ItemResult {
    /// The points that somebody gave, where they are more than the case that
    /// applies admits: [`Self::earned`] is what counts.
    pub fn given_too_many(&self) -> Option<u16> {
        match self.basis {
            Basis::Answered(Answer::Points(given))
            | Basis::Departed { answer: Answer::Points(given), .. } => {
                (self.earned < u32::from(given)).then_some(given)
            }
            _ => None,
        }
    }
}

/// The result of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CriterionResult {
    /// The criterion's id.
    #[n(0)]
    pub id: String,
    /// Met when every item in it is met or left out.
    #[n(1)]
    pub outcome: Outcome,
    /// Points of its items together; rounded down where it was rescaled.
    #[n(2)]
    pub earned: u32,
    /// Points its items could give.
    #[n(3)]
    pub possible: u32,
    /// Items in it that are met or left out.
    #[n(4)]
    pub settled: u32,
    /// Its own items.
    #[n(5)]
    pub items: Vec<ItemResult>,
    /// The criteria within it.
    #[n(6)]
    #[cbor(skip_if = "Vec::is_empty", decode_with = "nesting::shallow")]
    pub criteria: Vec<Self>,
    /// Its points exactly, where rescaling made them a fraction.
    #[n(7)]
    pub exact: Option<Ratio>,
    /// Whether it reaches its own minimum; none where it has none, or nothing counts in it.
    #[n(8)]
    pub minimum: Option<bool>,
}

impl CriterionResult {
    /// Its items and those of the criteria within it, in order.
    pub fn all_items(&self) -> Vec<&ItemResult> {
        let within = self.criteria.iter().flat_map(Self::all_items);
        self.items.iter().chain(within).collect()
    }

    /// Itself and the criteria within it, in order.
    pub fn all(&self) -> Vec<&Self> {
        let within = self.criteria.iter().flat_map(Self::all);
        std::iter::once(self).chain(within).collect()
    }

    /// How many items are in it.
    pub fn size(&self) -> u32 {
        count(self.all_items().len())
    }
}

/// What one of a grade's needs came to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct NeedResult {
    /// Whether it is fulfilled; none where that is not known.
    #[n(0)]
    pub holds: Option<bool>,
    /// Items and criteria that stand against it, by id.
    #[n(1)]
    pub against: Vec<String>,
    /// Whence it is known, where it does not follow from items.
    #[n(2)]
    pub basis: Option<Basis>,
}

/// What one grade came to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct GradeResult {
    /// The grade's id.
    #[n(0)]
    pub id: String,
    /// Whether criteria or points are enough for it.
    #[n(1)]
    pub enough: bool,
    /// Its needs, in the scheme's order.
    #[n(2)]
    pub needs: Vec<NeedResult>,
    /// Whether no gate bars it.
    #[n(3)]
    pub open: bool,
}

/// What one gate came to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct GateResult {
    /// The gate's id.
    #[n(0)]
    pub id: String,
    /// Whether it bars; none where that is not known.
    #[n(1)]
    pub bars: Option<bool>,
    /// Whence it is known.
    #[n(2)]
    pub basis: Basis,
}

/// The result of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Evaluation {
    /// The criteria, in the scheme's order.
    #[n(0)]
    #[cbor(decode_with = "nesting::shallow")]
    pub criteria: Vec<CriterionResult>,
    /// Criteria met, points, or items met, as the scheme's decision counts;
    /// points are rounded down where a criterion was rescaled.
    #[n(1)]
    pub reached: u32,
    /// What could be reached.
    #[n(2)]
    pub possible: u32,
    /// Items and gates without an answer, and needs without one that decide.
    #[n(3)]
    pub unanswered: u32,
    /// The place of the grade in the scheme's grades, the best being 0; none
    /// while answers are missing, or where a gate bars every grade.
    #[n(4)]
    pub grade: Option<u8>,
    /// The gates, in the scheme's order.
    #[n(5)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub gates: Vec<GateResult>,
    /// The grades, in the scheme's order.
    #[n(6)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub grades: Vec<GradeResult>,
    /// The points exactly, where rescaling made them a fraction.
    #[n(7)]
    pub exact: Option<Ratio>,
}

impl Evaluation {
    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &ItemResult> {
        self.criteria.iter().flat_map(CriterionResult::all_items)
    }

    /// The result of the item `id`.
    pub fn item(&self, id: &str) -> Option<&ItemResult> {
        self.items().find(|item| item.id == id)
    }

    /// The gates that bar something.
    pub fn barring(&self) -> impl Iterator<Item = &GateResult> {
        self.gates.iter().filter(|gate| gate.bars == Some(true))
    }
}

/// Evaluates `scheme` on the facts of a month, a meeting or a year.
pub fn evaluate(scheme: &Scheme, facts: &MonthFacts<'_>) -> Evaluation {
    evaluate_assuming(scheme, facts, &Assumed::default())
}

/// What is taken for granted, to see what could still come.
#[derive(Debug, Clone, Default)]
pub(super) struct Assumed {
    /// How everything that is missing turns out.
    pub missing: Option<End>,
    /// Items and criteria that have all they can have.
    pub full: SortedSet<String>,
}

/// An end of what could come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The best.
    Best,
    /// The worst.
    Worst,
}

pub(super) fn evaluate_assuming(scheme: &Scheme, facts: &MonthFacts<'_>, assumed: &Assumed) -> Evaluation {
    let looks = Looks { scheme, facts, assumed };
    let (criteria, values): (Vec<_>, Vec<_>) =
        scheme.criteria.iter().map(|criterion| criterion::evaluate(criterion, &looks)).unzip();
    let points = values.into_iter().fold(Ratio::of(0), Ratio::plus);
    decide::decide(&looks, criteria, points)
}

/// What every part of an evaluation looks at.
struct Looks<'a> {
    scheme: &'a Scheme,
    facts: &'a MonthFacts<'a>,
    assumed: &'a Assumed,
}

impl Looks<'_> {
    /// The figure, with what is pending as it is assumed to turn out.
    fn figure(&self, measure: Measure) -> Figure {
        let figure = measure::measure(measure, self.facts);
        if self.assumed.missing == Some(End::Best) { figure.at_best() } else { figure }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
