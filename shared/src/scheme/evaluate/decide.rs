//! From results to a grade: points, needs and gates.

use super::{
    Basis, CriterionResult, End, Evaluation, GateResult, GradeResult, Looks, NeedResult, Outcome, count,
};
use crate::record::assessment::Answer;
use crate::scheme::need::{Effect, Gate, Need, Test, Trigger};
use crate::scheme::ratio::Ratio;
use crate::scheme::{Decision, Grade, Rule};

pub(super) fn decide(looks: &Looks<'_>, criteria: Vec<CriterionResult>, points: Ratio) -> Evaluation {
    let scheme = looks.scheme;
    let all: Vec<_> = criteria.iter().flat_map(CriterionResult::all_items).collect();
    let is = |outcome| count(all.iter().filter(|item| item.outcome == outcome).count());
    let possible_points = criteria.iter().map(|c| c.possible).fold(0, u32::saturating_add);
    let (reached, possible) = match scheme.decision {
        Decision::CriteriaMet => {
            let met = criteria.iter().filter(|criterion| criterion.outcome == Outcome::Met).count();
            (count(met), count(criteria.len()))
        }
        Decision::PercentOfPoints => (points.floor(), possible_points),
        Decision::Needs => (is(Outcome::Met), count(all.len()).saturating_sub(is(Outcome::LeftOut))),
    };
    let enough = |grade: &Grade| match scheme.decision {
        Decision::CriteriaMet => u32::from(grade.at_least) <= reached,
        Decision::PercentOfPoints => points.reaches(grade.at_least, possible_points),
        Decision::Needs => true,
    };
    let gates: Vec<_> = scheme.gates.iter().map(|one| gate(one, looks)).collect();
    let best = best_open(looks, &gates);
    let grades: Vec<_> = scheme
        .grades
        .iter()
        .enumerate()
        .map(|(place, grade)| GradeResult {
            id: grade.id.clone(),
            enough: enough(grade),
            needs: grade.needs.iter().map(|one| need(one, looks, &criteria)).collect(),
            open: best.is_some_and(|best| best <= place),
        })
        .collect();
    let missing =
        is(Outcome::Missing).saturating_add(count(gates.iter().filter(|g| g.bars.is_none()).count()));
    let (place, unknown) = first_reached(&grades);
    let unanswered = if missing == 0 { unknown } else { missing };
    let grade = place.filter(|_| unanswered == 0 && possible != 0);
    let exact = (!points.is_whole()).then_some(points);
    Evaluation { criteria, reached, possible, unanswered, grade, gates, grades, exact }
}

/// The place of the best grade no gate bars; none where every grade is barred.
fn best_open(looks: &Looks<'_>, gates: &[GateResult]) -> Option<usize> {
    let barring = looks.scheme.gates.iter().zip(gates).filter(|(_, found)| found.bars == Some(true));
    let mut best = 0;
    for (gate, _) in barring {
        match &gate.effect {
            // A grade that is not there bars nothing; a scheme with such a gate is not published.
            Effect::AtBest { grade } => best = best.max(looks.scheme.place(grade).map_or(0, usize::from)),
            Effect::NotGraded => return None,
        }
    }
    Some(best)
}

/// The first grade that is reached, and how many of its needs, or of a better
/// one's that would be reached with them, are unknown.
fn first_reached(grades: &[GradeResult]) -> (Option<u8>, u32) {
    for (place, grade) in grades.iter().enumerate() {
        if !grade.enough || !grade.open || grade.needs.iter().any(|need| need.holds == Some(false)) {
            continue;
        }
        let unknown = count(grade.needs.iter().filter(|need| need.holds.is_none()).count());
        return (u8::try_from(place).ok(), unknown);
    }
    (None, 0)
}

fn gate(gate: &Gate, looks: &Looks<'_>) -> GateResult {
    let (bars, basis) = match &gate.when {
        Trigger::Answered => {
            let (said, basis) = asked(&gate.id, looks);
            // The best that can come of an open question is that it bars nothing.
            let assumed = looks.assumed.missing.map(|end| end == End::Worst);
            (said.or(assumed), basis)
        }
        Trigger::Measured(test) => {
            let (passes, open, basis) = tested(test, looks);
            (Some(open.map_or(passes, |end| end == End::Worst)), basis)
        }
    };
    GateResult { id: gate.id.clone(), bars, basis }
}

/// What a person said to a question that is met or not met.
fn asked(id: &str, looks: &Looks<'_>) -> (Option<bool>, Basis) {
    match looks.facts.answer(id) {
        Some(answer @ Answer::Met) => (Some(true), Basis::Answered(answer)),
        Some(answer @ (Answer::NotMet | Answer::NotApplicable)) => (Some(false), Basis::Answered(answer)),
        Some(Answer::Points(_) | Answer::Level(_)) | None => (None, Basis::Unanswered),
    }
}

/// Whether the records pass the test. Where nothing is measured before the report
/// is there, something may still come: then it is as it is assumed to turn out.
fn tested(test: &Test, looks: &Looks<'_>) -> (bool, Option<End>, Basis) {
    let figure = looks.figure(test.measure);
    let passes = test.passes(&figure);
    if figure.whole != 0 {
        return (passes, None, Basis::Measured(figure));
    }
    let awaited = looks.assumed.missing.filter(|_| looks.facts.last_report().is_none());
    (passes, awaited, Basis::NothingToMeasure)
}

fn need(need: &Need, looks: &Looks<'_>, criteria: &[CriterionResult]) -> NeedResult {
    let all = || criteria.iter().flat_map(CriterionResult::all);
    let items = || criteria.iter().flat_map(CriterionResult::all_items);
    let by_items = |found: Vec<(&String, Option<bool>)>| {
        let against = found.iter().filter(|(_, holds)| *holds != Some(true));
        let holds = if found.iter().any(|(_, holds)| *holds == Some(false)) {
            Some(false)
        } else {
            found.iter().all(|(_, holds)| holds.is_some()).then_some(true)
        };
        NeedResult { holds, against: against.map(|(id, _)| (*id).clone()).collect(), basis: None }
    };
    match need {
        Need::Full { items: wanted } => by_items(
            items()
                .filter(|item| wanted.contains(&item.id))
                .map(|item| match item.outcome {
                    Outcome::Missing => (&item.id, None),
                    Outcome::LeftOut => (&item.id, Some(true)),
                    Outcome::Met | Outcome::NotMet if item.possible == 0 => {
                        (&item.id, Some(item.outcome == Outcome::Met))
                    }
                    Outcome::Met | Outcome::NotMet => (&item.id, Some(item.possible <= item.earned)),
                })
                .collect(),
        ),
        Need::Least { criterion, percent } => by_items(
            all()
                .filter(|found| found.id == *criterion && found.possible != 0)
                .map(|found| (&found.id, Some(exactly(found).reaches(*percent, found.possible))))
                .collect(),
        ),
        Need::Minima => by_items(all().filter_map(|found| Some((&found.id, Some(found.minimum?)))).collect()),
        Need::Level { of, least } => {
            let within = |id: &String| {
                of.is_empty()
                    || of.contains(id)
                    || all().any(|c| of.contains(&c.id) && c.all_items().iter().any(|item| item.id == *id))
            };
            let wanted = items().filter(|item| within(&item.id));
            by_items(
                wanted
                    .filter_map(|item| {
                        let least = level_place(looks, &item.id, least)?;
                        let left_out = item.outcome == Outcome::LeftOut;
                        let holds = item.level.map(|level| usize::from(level) <= least);
                        Some((&item.id, if left_out { Some(true) } else { holds }))
                    })
                    .collect(),
            )
        }
        Need::Measured(test) => {
            let (passes, open, basis) = tested(test, looks);
            let holds = open.map_or(passes, |end| end == End::Best);
            NeedResult { holds: Some(holds), against: Vec::new(), basis: Some(basis) }
        }
        Need::Answered { id, .. } => {
            let (said, basis) = asked(id, looks);
            let assumed = looks.assumed.missing.map(|end| end == End::Best);
            let full = looks.assumed.full.contains(id).then_some(true);
            NeedResult { holds: full.or(said).or(assumed), against: Vec::new(), basis: Some(basis) }
        }
    }
}

fn exactly(found: &CriterionResult) -> Ratio {
    found.exact.unwrap_or(Ratio::of(found.earned))
}

/// The place of the level `id` on the scale of the item, if the item is on one that has it.
fn level_place(looks: &Looks<'_>, item: &str, id: &str) -> Option<usize> {
    let item = looks.scheme.items().find(|one| one.id == item)?;
    let Rule::Level { scale } = &item.rule else { return None };
    looks.scheme.scale(scale).iter().position(|level| level.id == id)
}
