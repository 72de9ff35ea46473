//! Faults of needs and gates: what they name, and bounds nobody can keep.

use super::Fault;
use super::faults::Found;
use crate::scheme::measure::Measure;
use crate::scheme::need::{Bound, Effect, Need, Test, Trigger};
use crate::scheme::{Criterion, Reading, Rule, Subject};

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
            if 100 < *percent {
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
            let levels = scheme.items().filter_map(|item| match &item.rule {
                Rule::Level { scale } => Some(scheme.scale(scale)),
                _ => None,
            });
            if !levels.flatten().any(|level| level.id == *least) {
                found.unknown(&place, least);
            }
        }
        Need::Measured(test) => found.test(&place, test),
        Need::Answered { id, text, .. } => {
            found.id(id);
            found.texts(id, text);
        }
    }
}

impl Found<'_> {
    pub(super) fn gates(&mut self) {
        for gate in &self.scheme.gates {
            self.id(&gate.id);
            self.texts(&gate.id, &gate.text);
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
        let most = match test.by {
            Reading::Share if test.measure.counts_minutes() => None,
            Reading::Share => Some(100),
            Reading::Number => test.measure.most(),
        };
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

    /// What only a year has is not measured of a month.
    pub(super) fn measure(&mut self, place: &str, measure: Measure) {
        let of_year = matches!(
            measure,
            Measure::MonthsGraded { .. }
                | Measure::MonthsSubmitted
                | Measure::MeetingsGraded { .. }
                | Measure::Reviewed
        );
        if of_year && matches!(self.scheme.subject, Subject::Month | Subject::Meeting) {
            self.faults.push(Fault::MeasureOfYear(place.to_owned()));
        }
    }
}
