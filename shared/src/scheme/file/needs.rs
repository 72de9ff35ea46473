//! Faults of needs and gates: what they name, and bounds nobody can keep.

use super::faults::Found;
use super::{Fault, bands};
use crate::org::OrganisationKind;
use crate::scheme::measure::Measure;
use crate::scheme::need::{Bound, Effect, Need, Nothing, Test, Trigger};
use crate::scheme::{Criterion, Grade, Reading, Rule, Scheme, Subject};

pub(super) fn check<'a>(found: &mut Found<'a>, grade: &str, need: &'a Need) {
    let place = format!("grades: {grade}");
    let scheme = found.scheme;
    let has_item = |id: &str| scheme.items().any(|item| item.id == id);
    let criteria = || scheme.criteria.iter().flat_map(Criterion::all);
    match need {
        Need::Full { items } => {
            if items.is_empty() {
                found.faults.push(Fault::Nothing(place.clone()));
            }
            for id in items.iter().filter(|id| !has_item(id)) {
                found.unknown(&place, id);
            }
        }
        Need::Least { criterion, percent } => {
            if !criteria().any(|one| one.id == *criterion) {
                found.unknown(&place, criterion);
            }
            let nothing = |one: &Criterion| one.id == *criterion && one.most() == 0;
            if !(1..=100).contains(percent) || criteria().any(nothing) {
                found.faults.push(Fault::Bound(place));
            }
        }
        Need::Minima => {
            if criteria().all(|one| one.minimum.is_none()) {
                found.faults.push(Fault::Nothing(place));
            }
        }
        Need::Level { of, least } => {
            for id in of.iter().filter(|id| !has_item(id) && !criteria().any(|one| one.id == **id)) {
                found.unknown(&place, id);
            }
            level(found, &place, of, least);
        }
        Need::Measured(test) => found.test(&place, test),
        Need::Answered { id, text, .. } => {
            found.id(id);
            found.texts(id, text);
        }
    }
}

/// Every item that is asked for stands on a scale that has the level: of one that
/// does not, the need would say nothing.
fn level(found: &mut Found<'_>, place: &str, of: &[String], least: &str) {
    let scheme = found.scheme;
    let mut named: Vec<_> = scheme.items().filter(|item| of.contains(&item.id)).collect();
    let within = scheme.criteria.iter().flat_map(Criterion::all).filter(|one| of.contains(&one.id));
    let within: Vec<_> = within.flat_map(Criterion::all_items).collect();
    let all = scheme.items().filter(|_| of.is_empty());
    let on_scales = within.iter().copied().chain(all);
    named.extend(on_scales.filter(|item| matches!(item.rule, Rule::Level { .. })));
    let mut levels = scheme.scales.iter().flat_map(|scale| &scale.levels);
    if named.is_empty() || !levels.any(|level| level.id == least) {
        found.unknown(place, least);
        return;
    }
    for item in named {
        let levels = match &item.rule {
            Rule::Level { scale } => scheme.scale(scale),
            Rule::Met { .. } | Rule::UpTo { .. } | Rule::Measured { .. } => &[],
        };
        if !levels.iter().any(|level| level.id == least) {
            found.unknown(place, &format!("{}: {least}", item.id));
        }
    }
}

/// How many parts a need has.
pub(super) fn size(need: &Need) -> usize {
    match need {
        Need::Full { items: named } | Need::Level { of: named, .. } => 1 + named.len(),
        Need::Least { .. } | Need::Minima | Need::Measured(_) | Need::Answered { .. } => 1,
    }
}

/// Whether the grade's tests cannot be passed together, or whoever passes them is
/// barred by a gate.
pub(super) fn is_barred(scheme: &Scheme, grade: &Grade) -> bool {
    let mut tests = grade.needs.iter().filter_map(|need| match need {
        Need::Measured(test) => Some(test),
        _ => None,
    });
    let bars = |effect: &Effect| match effect {
        Effect::AtBest { grade: best } => scheme.place(&grade.id) < scheme.place(best),
        Effect::NotGraded => true,
    };
    let gates = scheme.gates.iter().filter(|gate| bars(&gate.effect)).filter_map(|gate| match &gate.when {
        Trigger::Measured(test) => Some(test),
        Trigger::Answered => None,
    });
    let gates: Vec<_> = gates.collect();
    let others = tests.clone();
    tests.any(|test| {
        others.clone().any(|other| excludes(test, other)) || gates.iter().any(|gate| implies(test, gate))
    })
}

/// The figures that pass, as the least and the most of them, doubled so that there
/// is one between two whole shares.
fn admitted(test: &Test) -> (i64, i64) {
    let step = match test.by {
        Reading::Share => 1,
        Reading::Number => 2,
    };
    let twice = i64::from(test.bound.number()) * 2;
    match test.bound {
        Bound::AtLeast(_) => (twice, i64::MAX),
        Bound::MoreThan(_) => (twice + step, i64::MAX),
        Bound::AtMost(_) => (i64::MIN, twice),
        Bound::LessThan(_) => (i64::MIN, twice - step),
    }
}

fn are_of_one(one: &Test, other: &Test) -> bool {
    (one.measure, one.by) == (other.measure, other.by)
}

/// Whether nothing passes both.
fn excludes(one: &Test, other: &Test) -> bool {
    let ((least, most), (other_least, other_most)) = (admitted(one), admitted(other));
    let nothing = [one.nothing, other.nothing] == [Nothing::Passes; 2];
    are_of_one(one, other) && most.min(other_most) < least.max(other_least) && !nothing
}

/// Whether whatever passes `one` passes `other`.
fn implies(one: &Test, other: &Test) -> bool {
    let ((least, most), (other_least, other_most)) = (admitted(one), admitted(other));
    let nothing = one.nothing == Nothing::Passes && other.nothing == Nothing::Fails;
    are_of_one(one, other) && other_least <= least && most <= other_most && !nothing
}

impl Found<'_> {
    pub(super) fn gates(&mut self) {
        for gate in &self.scheme.gates {
            self.id(&gate.id);
            self.texts(&gate.id, &gate.text);
            self.source(&gate.id, gate.source.as_deref());
            if let Trigger::Measured(test) = &gate.when {
                self.test(&gate.id, test);
            }
            if let Effect::AtBest { grade } = &gate.effect
                && self.scheme.place(grade).is_none()
            {
                self.unknown(&gate.id, grade);
            }
        }
    }

    fn test(&mut self, place: &str, test: &Test) {
        self.measure(place, test.measure);
        let most = bands::most(self.scheme.subject, test.measure, test.by);
        // A bound below zero or above the most is never kept, or always.
        let odd = match test.bound {
            Bound::AtLeast(number) => number == 0 || most.is_some_and(|most| most < number),
            Bound::MoreThan(number) => most.is_some_and(|most| most <= number),
            Bound::AtMost(number) => most.is_some_and(|most| most <= number),
            Bound::LessThan(number) => number == 0 || most.is_some_and(|most| most < number),
        };
        if odd {
            self.faults.push(Fault::Bound(place.to_owned()));
        }
    }

    /// What only a year has is not measured of a month, nor what only an
    /// organisation has of a member: it would be nothing for ever.
    pub(super) fn measure(&mut self, place: &str, measure: Measure) {
        let Scheme { subject, organisations, .. } = self.scheme;
        let is_there = match measure {
            Measure::MonthsGraded { .. } | Measure::MonthsSubmitted | Measure::MeetingsGraded { .. } => {
                *subject == Subject::Year
            }
            Measure::Reviewed => matches!(subject, Subject::Year | Subject::Member),
            Measure::CellsGraded { .. } => {
                matches!(subject, Subject::Month | Subject::Year)
                    && organisations.has(OrganisationKind::Committee)
            }
            _ => true,
        };
        if !is_there {
            self.faults.push(Fault::NotMeasured(place.to_owned()));
        }
    }
}
