//! What would the next point take, and the next grade.

use super::evaluate::{Assumed, Basis, End, Evaluation, ItemResult, Outcome, evaluate, evaluate_assuming};
use super::measure::{Figure, Measure};
use super::rule::{Band, Edge, Reading};
use super::{Item, Need, Role, Rule, Scheme};
use crate::sorted_set::SortedSet;
use crate::standing::facts::MonthFacts;

/// More points that an item could give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextPoint {
    /// The item's id.
    pub item: String,
    /// The points it would give more; zero in a checklist, where it would be met.
    pub gain: u32,
    /// What that takes.
    pub takes: Takes,
}

/// What more points take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Takes {
    /// An answer: nobody gave one yet.
    Answer,
    /// So many more of what is measured: tasks, people, minutes, months.
    More(u64),
    /// So many fewer of it.
    Fewer(u64),
    /// A better answer.
    BetterAnswer,
}

/// The next point of each item that has not all of them, the cheapest first:
/// open answers, then what is measured by how little is lacking, then answers
/// that people gave already.
pub fn next_points(scheme: &Scheme, facts: &MonthFacts<'_>) -> Vec<NextPoint> {
    let evaluation = evaluate(scheme, facts);
    let mut found: Vec<_> = scheme
        .items()
        .zip(evaluation.items())
        .filter(|(_, result)| is_open(result))
        .filter_map(|(item, result)| next_point(item, result))
        .collect();
    found.sort_by_key(|next| next.takes);
    found
}

/// Whether it could give more.
fn is_open(result: &ItemResult) -> bool {
    match result.outcome {
        Outcome::LeftOut => false,
        Outcome::Missing | Outcome::NotMet => true,
        Outcome::Met => result.earned < result.possible,
    }
}

fn next_point(item: &Item, result: &ItemResult) -> Option<NextPoint> {
    let rule = result.case.and_then(|case| item.cases.get(usize::from(case))).map_or(&item.rule, |c| &c.rule);
    // An answer gives no more than the case that applies admits.
    let full = result.possible.min(rule.most().into()).saturating_sub(result.earned);
    let (gain, takes) = match (&result.basis, rule) {
        (Basis::Unanswered, _) => (full, Takes::Answer),
        (Basis::Measured(figure), Rule::Measured { bands, by, measure }) => {
            let (part, gain) = next_figure(figure, bands, (*by, *measure), result)?;
            let takes = match measure.less_is_better() {
                true => Takes::Fewer(figure.part.saturating_sub(part)),
                false => Takes::More(part.saturating_sub(figure.part)),
            };
            (gain, takes)
        }
        (Basis::Departed { .. } | Basis::Answered(_), _) if full != 0 || result.possible == 0 => {
            (full, Takes::BetterAnswer)
        }
        _ => return None,
    };
    Some(NextPoint { item: item.id.clone(), gain, takes })
}

/// The nearest part that gives more than the figure does, and how many points
/// more: a small whole can leap over a band.
fn next_figure(
    figure: &Figure,
    bands: &[Band],
    (by, measure): (Reading, Measure),
    now: &ItemResult,
) -> Option<(u64, u32)> {
    let edge = |(before, band): (Option<&Band>, &Band)| match measure.less_is_better() {
        true => highest(band, before, by, figure.whole),
        false => Some(lowest(band, by, figure.whole)),
    };
    let gain = |part: u64| {
        let there = Figure { part, ..figure.clone() };
        let band = bands.iter().find(|band| band.holds(&there, by))?;
        let gain = u32::from(band.points).checked_sub(now.earned)?;
        (gain != 0 || (band.met && now.outcome != Outcome::Met)).then_some(gain)
    };
    let before = std::iter::once(None).chain(bands.iter().map(Some));
    let mut parts: Vec<_> = before.zip(bands).filter_map(edge).collect();
    parts.sort_unstable_by_key(|part| part.abs_diff(figure.part));
    let better = |part: &u64| match measure.less_is_better() {
        true => *part < figure.part,
        false => figure.part < *part,
    };
    parts.into_iter().filter(better).find_map(|part| Some((part, gain(part)?)))
}

/// The least part of `whole` that lies in the band.
fn lowest(band: &Band, by: Reading, whole: u64) -> u64 {
    let (times, over) = match by {
        Reading::Share => (whole, 100),
        Reading::Number => (1, 1),
    };
    let exact = u64::from(band.from).saturating_mul(times);
    match band.edge {
        Edge::At => exact.div_ceil(over),
        Edge::Above => (exact / over).saturating_add(1),
    }
}

/// The greatest part of `whole` that lies in the band, which reaches up to the one
/// before where it has no end of its own; none where neither bounds it.
fn highest(band: &Band, before: Option<&Band>, by: Reading, whole: u64) -> Option<u64> {
    let end = band.below.map(|from| Band { from, ..Band::default() });
    lowest(end.as_ref().or(before)?, by, whole).checked_sub(1)
}

/// A way to the next better grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextGrade {
    /// The grade's place.
    pub grade: u8,
    /// Items to be met in full and questions to be confirmed, by id, in the
    /// scheme's order; leaving one out, the grade is not reached.
    pub steps: Vec<String>,
}

/// The fewest open items that lead to the next better grade, as far as looking
/// at the largest gains first finds them; none where items alone do not lead there.
///
/// What nobody answered yet counts as badly as it can.
pub fn next_grade(scheme: &Scheme, facts: &MonthFacts<'_>) -> Option<NextGrade> {
    let reach = |full: &SortedSet<String>| {
        let assumed = Assumed { missing: Some(End::Worst), full: full.clone() };
        evaluate_assuming(scheme, facts, &assumed)
    };
    let now = reach(&SortedSet::new());
    let last = u8::try_from(scheme.grades.len()).ok()?;
    let target = now.grade.unwrap_or(last).checked_sub(1)?;
    let enough = |found: &Evaluation| found.grade.is_some_and(|grade| grade <= target);
    let order = candidates(scheme, &now, target);
    let mut full = SortedSet::new();
    let mut taken = Vec::new();
    for step in order {
        if enough(&reach(&full)) {
            break;
        }
        full.insert(step.clone());
        taken.push(step);
    }
    if !enough(&reach(&full)) {
        return None;
    }
    // What was taken early may have become needless.
    for step in taken.iter().rev() {
        full.remove(step);
        if !enough(&reach(&full)) {
            full.insert(step.clone());
        }
    }
    let grade = reach(&full).grade?;
    let ids = scheme.items().map(|item| &item.id).chain(questions(scheme));
    Some(NextGrade { grade, steps: ids.filter(|id| full.contains(*id)).cloned().collect() })
}

fn questions(scheme: &Scheme) -> impl Iterator<Item = &String> {
    scheme.grades.iter().flat_map(|grade| &grade.needs).filter_map(|need| match need {
        Need::Answered { id, .. } => Some(id),
        _ => None,
    })
}

/// What could be improved, the most useful first: what the grade names, then
/// large gains, then criteria with little open.
fn candidates(scheme: &Scheme, now: &Evaluation, target: u8) -> Vec<String> {
    let mut named: SortedSet<&String> = SortedSet::new();
    if let (Some(grade), Some(found)) =
        (scheme.grades.get(usize::from(target)), now.grades.get(usize::from(target)))
    {
        for (need, found) in grade.needs.iter().zip(&found.needs) {
            named.extend(&found.against);
            if let (Need::Answered { id, .. }, true) = (need, found.holds != Some(true)) {
                named.insert(id);
            }
        }
    }
    let open_in = |id: &String| {
        let criterion = now.criteria.iter().find(|c| c.all_items().iter().any(|item| item.id == *id));
        criterion.map_or(0, |c| c.size().saturating_sub(c.settled))
    };
    let items = scheme.items().zip(now.items()).filter(|(item, found)| {
        is_open(found) && (item.role == Role::Counted || found.earned < found.possible)
    });
    let mut found: Vec<_> = items
        .map(|(item, found)| {
            let gain = found.possible.saturating_sub(found.earned);
            let key = (!named.contains(&&item.id), std::cmp::Reverse(gain), open_in(&item.id));
            (key, item.id.clone())
        })
        .collect();
    found.sort_by_key(|(key, _)| *key);
    let asked = questions(scheme).filter(|id| named.contains(id)).cloned();
    asked.chain(found.into_iter().map(|(_, id)| id)).collect()
}

#[cfg(test)]
mod tests;
