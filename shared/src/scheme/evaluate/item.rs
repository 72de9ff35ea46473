//! One item: its rule, its answer or figure, and what follows.

use super::{Basis, End, ItemResult, Looks, Outcome};
use crate::record::assessment::Answer;
use crate::scheme::measure::Measure;
use crate::scheme::rule::{Band, Condition, Reading};
use crate::scheme::{Item, Policy, Role, Rule};

/// Whether the condition holds.
fn holds(condition: &Condition, looks: &Looks<'_>) -> bool {
    let facts = looks.facts;
    match condition {
        Condition::Members { from, below } => {
            let size = facts.size();
            u32::from(*from) <= size && below.is_none_or(|below| size < u32::from(below))
        }
        Condition::Committee => facts.has_committee(),
        Condition::Thematic => facts.is_thematic(),
        Condition::Kind(kind) => facts.kind == *kind,
        Condition::AbsentWithoutReason => {
            let figure = looks.figure(Measure::NobodyAbsent);
            figure.part < figure.whole
        }
    }
}

/// What an item is found to be.
struct Found {
    outcome: Outcome,
    earned: u16,
    level: Option<u8>,
}

impl Found {
    const MISSING: Self = Self { outcome: Outcome::Missing, earned: 0, level: None };

    fn of(outcome: Outcome, earned: u16) -> Self {
        Self { outcome, earned, level: None }
    }
}

/// An item under the rule that applies to it.
struct Ruled<'a> {
    item: &'a Item,
    rule: &'a Rule,
    levels: &'a [crate::scheme::Level],
}

pub(super) fn evaluate(item: &Item, looks: &Looks<'_>) -> ItemResult {
    let fits = |when: &[Condition]| when.iter().all(|condition| holds(condition, looks));
    let case = item.cases.iter().position(|case| fits(&case.when));
    let rule = case.and_then(|place| item.cases.get(place)).map_or(&item.rule, |case| &case.rule);
    let levels = match rule {
        Rule::Level { scale } => looks.scheme.scale(scale),
        _ => &[],
    };
    let ruled = Ruled { item, rule, levels };
    let (found, basis) = ruled.found(looks);
    let found = ruled.assumed(found, looks);
    let possible = if found.outcome == Outcome::LeftOut { 0 } else { item.most() };
    ItemResult {
        id: item.id.clone(),
        outcome: found.outcome,
        earned: found.earned.into(),
        possible: possible.into(),
        basis,
        level: found.level,
        case: case.and_then(|place| u8::try_from(place).ok()),
    }
}

impl Ruled<'_> {
    fn found(&self, looks: &Looks<'_>) -> (Found, Basis) {
        let facts = looks.facts;
        let stops = self.item.applies.iter().find(|condition| !holds(condition, looks));
        if let Some(condition) = stops {
            return (self.not_applicable(), Basis::DoesNotApply(*condition));
        }
        let answer = facts.answer(&self.item.id);
        let Rule::Measured { measure, bands, by } = self.rule else {
            let given = answer.and_then(|answer| Some((self.by_answer(answer)?, Basis::Answered(answer))));
            // A bonus that nobody gave was not given.
            let none =
                if self.item.role == Role::Bonus { Found::of(Outcome::NotMet, 0) } else { Found::MISSING };
            return given.unwrap_or((none, Basis::Unanswered));
        };
        let figure = looks.figure(*measure);
        let reason = facts.remark(&self.item.id).unwrap_or_default();
        let departed = answer.filter(|_| !reason.is_empty());
        if let Some((answer, found)) = departed.and_then(|answer| Some((answer, self.by_answer(answer)?))) {
            return (found, Basis::Departed { figure, answer, reason: reason.to_owned() });
        }
        if figure.whole == 0 {
            let missing = self.item.not_applicable == Policy::Never;
            let found = if missing { Found::MISSING } else { self.not_applicable() };
            return (found, Basis::NothingToMeasure);
        }
        (in_band(bands, *by, &figure), Basis::Measured(figure))
    }

    /// What a person's answer comes to, unless it does not fit the rule. Points
    /// that another case of the item would give are held to the most of the one
    /// that applies: what applies may have changed since they were given.
    fn by_answer(&self, answer: Answer) -> Option<Found> {
        let (most, full) = (self.rule.most(), self.item.most());
        match (answer, self.rule) {
            (Answer::NotApplicable, _) if self.item.not_applicable != Policy::Never => {
                Some(self.not_applicable())
            }
            (Answer::Met, Rule::Met { .. } | Rule::Measured { .. }) => Some(Found::of(Outcome::Met, most)),
            (Answer::NotMet, Rule::Met { .. } | Rule::Measured { .. }) => Some(Found::of(Outcome::NotMet, 0)),
            (Answer::Points(points), Rule::UpTo { .. }) if points <= full => {
                let points = points.min(most);
                Some(Found::of(verdict(points == full), points))
            }
            // In a checklist there are no points to give.
            (Answer::Points(points), Rule::Measured { bands, .. }) if points <= full && most != 0 => {
                let points = points.min(most);
                let met = bands.iter().any(|band| band.met && band.points <= points);
                Some(Found::of(verdict(met), points))
            }
            (Answer::Level(place), Rule::Level { .. }) => self.at_level(place.into()),
            _ => None,
        }
    }

    fn at_level(&self, place: usize) -> Option<Found> {
        let met = self.levels.get(place)?.met;
        Some(Found { level: u8::try_from(place).ok(), ..Found::of(verdict(met), 0) })
    }

    /// What a policy makes of an item that does not apply.
    fn not_applicable(&self) -> Found {
        match self.item.not_applicable {
            Policy::Grant => Found {
                level: (!self.levels.is_empty()).then_some(0),
                ..Found::of(Outcome::Met, self.item.most())
            },
            Policy::Exclude | Policy::Never | Policy::Rescale => Found::of(Outcome::LeftOut, 0),
        }
    }

    /// The same with what is assumed about it.
    fn assumed(&self, found: Found, looks: &Looks<'_>) -> Found {
        let open = found.outcome == Outcome::Missing;
        let full = looks.assumed.full.contains(&self.item.id) && found.outcome != Outcome::LeftOut;
        let best = || self.at_level(0).unwrap_or_else(|| Found::of(Outcome::Met, self.item.most()));
        match looks.assumed.missing {
            _ if full => best(),
            Some(End::Best) if open => best(),
            Some(End::Worst) if open => {
                let last = self.levels.len().checked_sub(1).and_then(|place| self.at_level(place));
                last.unwrap_or_else(|| Found::of(Outcome::NotMet, 0))
            }
            _ => found,
        }
    }
}

fn in_band(bands: &[Band], by: Reading, figure: &super::Figure) -> Found {
    let band = bands.iter().find(|band| band.holds(figure, by));
    Found::of(verdict(band.is_some_and(|band| band.met)), band.map_or(0, |band| band.points))
}

fn verdict(met: bool) -> Outcome {
    if met { Outcome::Met } else { Outcome::NotMet }
}
