//! Every fault of a scheme, with its place.

use std::collections::BTreeSet;

use super::{Fault, MOST_DEPTH, MOST_PARTS, MOST_PLACES, MOST_POINTS, MOST_TEXT, bands, needs};
use crate::document::schema::Key;
use crate::lang::{Lang, Text3};
use crate::scheme::cap::GroupKeys;
use crate::scheme::{
    Case, Condition, Criterion, Decision, Grade, Item, Need, Policy, Role, Rule, Scheme, Subject,
};
use crate::words::is_blank;

/// Every fault of the scheme, which is to give `total` points if it is one of points.
pub fn faults(scheme: &Scheme, total: u16) -> Vec<Fault> {
    let mut found = Found { scheme, faults: Vec::new(), ids: BTreeSet::new() };
    found.head();
    // Past these limits the rest is not looked at, so that it takes bounded time.
    let parts = parts(scheme);
    if MOST_PARTS < parts {
        found.faults.push(Fault::TooMuch(parts));
        return found.faults;
    }
    found.scales();
    for criterion in &scheme.criteria {
        found.criterion(criterion, 1);
    }
    let points: u32 = scheme.criteria.iter().map(Criterion::most).fold(0, u32::saturating_add);
    if scheme.decision == Decision::PercentOfPoints {
        if points != u32::from(total) {
            found.faults.push(Fault::Sum { points, total });
        } else if total == 0 {
            found.faults.push(Fault::NoPoints);
        }
    }
    found.gates();
    found.grades();
    found.cap();
    found.faults
}

/// How many parts there are to look at.
fn parts(scheme: &Scheme) -> usize {
    let of_rule = |rule: &Rule| match rule {
        Rule::Measured { bands, .. } => bands.len(),
        Rule::Met { .. } | Rule::UpTo { .. } | Rule::Level { .. } => 0,
    };
    let of_case = |case: &Case| 1 + case.when.len() + of_rule(&case.rule);
    let of_item = |item: &Item| {
        1 + item.applies.len() + of_rule(&item.rule) + item.cases.iter().map(of_case).sum::<usize>()
    };
    let of_grade = |grade: &Grade| 1 + grade.needs.iter().map(needs::size).sum::<usize>();
    scheme.criteria.iter().flat_map(Criterion::all).count()
        + scheme.items().map(of_item).sum::<usize>()
        + scheme.scales.iter().map(|scale| 1 + scale.levels.len()).sum::<usize>()
        + scheme.grades.iter().map(of_grade).sum::<usize>()
        + scheme.gates.len()
}

fn is_too_long(text: &str) -> bool {
    text.chars().nth(MOST_TEXT).is_some()
}

pub(super) struct Found<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) faults: Vec<Fault>,
    ids: BTreeSet<&'a str>,
}

impl<'a> Found<'a> {
    fn head(&mut self) {
        let scheme = self.scheme;
        if !Key::Item.allows(&scheme.id) {
            self.faults.push(Fault::Id(scheme.id.clone()));
        }
        if scheme.version == 0 {
            self.faults.push(Fault::Version);
        }
        self.texts("title", &scheme.title);
        self.texts("source", &scheme.source);
        if let Some(note) = &scheme.note {
            self.texts("scheme (note)", note);
        }
        if scheme.valid_until.is_some_and(|last| last < scheme.valid_from) {
            self.faults.push(Fault::Validity);
        }
        if scheme.criteria.is_empty() {
            self.faults.push(Fault::Nothing("scheme".to_owned()));
        }
    }

    pub(super) fn texts(&mut self, place: &str, text: &Text3) {
        for lang in Lang::ALL {
            let (written, place, lang) = (text.get(lang), || place.to_owned(), lang.tag());
            if is_blank(written) {
                self.faults.push(Fault::TextMissing { place: place(), lang });
            } else if is_too_long(written) {
                self.faults.push(Fault::TextTooLong { place: place(), lang });
            }
        }
    }

    /// The document that an item or a gate follows from, where it names one.
    pub(super) fn source(&mut self, place: &str, source: Option<&str>) {
        if source.is_some_and(|source| is_blank(source) || is_too_long(source)) {
            self.faults.push(Fault::Source(place.to_owned()));
        }
    }

    pub(super) fn id(&mut self, id: &'a str) {
        if !Key::Item.allows(id) || !self.ids.insert(id) {
            self.faults.push(Fault::Id(id.to_owned()));
        }
    }

    pub(super) fn unknown(&mut self, place: &str, id: &str) {
        self.faults.push(Fault::Unknown { place: place.to_owned(), id: id.to_owned() });
    }

    fn places<T>(&mut self, place: &str, list: &[T]) {
        if MOST_PLACES < list.len() {
            self.faults.push(Fault::Places(place.to_owned()));
        }
    }

    fn scales(&mut self) {
        let mut scales = BTreeSet::new();
        for scale in &self.scheme.scales {
            if !Key::Item.allows(&scale.id) || !scales.insert(&scale.id) {
                self.faults.push(Fault::Id(scale.id.clone()));
            }
            if scale.levels.is_empty() {
                self.faults.push(Fault::Nothing(scale.id.clone()));
            }
            self.places(&scale.id, &scale.levels);
            let mut levels = BTreeSet::new();
            for level in &scale.levels {
                let place = format!("{}: {}", scale.id, level.id);
                self.texts(&place, &level.text);
                if !Key::Item.allows(&level.id) || !levels.insert(&level.id) {
                    self.faults.push(Fault::Id(place));
                }
            }
        }
    }

    fn criterion(&mut self, criterion: &'a Criterion, depth: usize) {
        self.texts(&criterion.id, &criterion.text);
        self.texts(&format!("{} (short)", criterion.id), &criterion.short);
        self.id(&criterion.id);
        if criterion.items.is_empty() && criterion.criteria.is_empty() {
            self.faults.push(Fault::Nothing(criterion.id.clone()));
        }
        // Of a criterion without points nothing can be reached.
        if criterion.minimum.is_some_and(|percent| !(1..=100).contains(&percent) || criterion.most() == 0) {
            self.faults.push(Fault::Bound(criterion.id.clone()));
        }
        for item in &criterion.items {
            self.item(item);
        }
        if MOST_DEPTH <= depth && !criterion.criteria.is_empty() {
            self.faults.push(Fault::Depth(criterion.id.clone()));
            return;
        }
        for within in &criterion.criteria {
            self.criterion(within, depth.saturating_add(1));
        }
    }

    fn item(&mut self, item: &'a Item) {
        self.texts(&item.id, &item.text);
        self.source(&item.id, item.source.as_deref());
        self.id(&item.id);
        self.rule(&item.id, &item.rule);
        self.can_be_met(item);
        if !item.applies.is_empty() && item.not_applicable == Policy::Never {
            self.faults.push(Fault::PolicyMissing(item.id.clone()));
        }
        self.conditions(&item.id, &item.applies);
        self.places(&item.id, &item.cases);
        for (number, case) in (1..).zip(&item.cases) {
            let place = format!("{}, case {number}", item.id);
            self.rule(&place, &case.rule);
            self.conditions(&place, &case.when);
            // What an organisation does can cost it points; what it is, cannot.
            if case.is_lasting() && case.rule.most() != item.rule.most() {
                self.faults.push(Fault::CasePoints(item.id.clone()));
            }
        }
    }

    /// Where criteria are counted, or a grade asks for the item in full, it must
    /// be possible to meet it. What an organisation does may stand against that.
    fn can_be_met(&mut self, item: &Item) {
        let scheme = self.scheme;
        let in_full = |need: &Need| matches!(need, Need::Full { items } if items.contains(&item.id));
        let asked = match scheme.decision {
            Decision::CriteriaMet => item.role == Role::Counted,
            Decision::PercentOfPoints | Decision::Needs => {
                item.most() == 0 && scheme.grades.iter().flat_map(|grade| &grade.needs).any(in_full)
            }
        };
        let met = |rule: &Rule| match rule {
            Rule::Met { .. } | Rule::UpTo { .. } => true,
            Rule::Measured { bands, .. } => bands.iter().any(|band| band.met),
            Rule::Level { scale } => scheme.scale(scale).iter().any(|level| level.met),
        };
        let lasting = item.cases.iter().filter(|case| case.is_lasting());
        if asked && !lasting.map(|case| &case.rule).chain([&item.rule]).all(met) {
            self.faults.push(Fault::NeverMet(item.id.clone()));
        }
    }

    fn conditions(&mut self, place: &str, conditions: &[Condition]) {
        let never = |condition: &Condition| match condition {
            Condition::Members { from, below } => below.is_some_and(|below| below <= *from),
            Condition::Kind(kind) => !self.scheme.organisations.has(*kind),
            Condition::Committee | Condition::Thematic | Condition::AbsentWithoutReason => false,
        };
        if conditions.iter().any(never) {
            self.faults.push(Fault::Condition(place.to_owned()));
        }
    }

    fn rule(&mut self, place: &str, rule: &Rule) {
        if MOST_POINTS < rule.most() {
            self.faults.push(Fault::Points(place.to_owned()));
        }
        match rule {
            Rule::Met { .. } | Rule::UpTo { .. } => {}
            Rule::Measured { measure, bands, by } => {
                self.measure(place, *measure);
                bands::check(&mut self.faults, place, self.scheme.subject, (*measure, *by), bands);
            }
            Rule::Level { scale } => {
                if self.scheme.scale(scale).is_empty() {
                    self.unknown(place, scale);
                }
            }
        }
    }

    fn grades(&mut self) {
        let scheme = self.scheme;
        let most = match scheme.decision {
            Decision::CriteriaMet => u16::try_from(scheme.criteria.len()).unwrap_or(u16::MAX),
            Decision::PercentOfPoints => 100,
            Decision::Needs => 0,
        };
        self.places("scheme", &scheme.grades);
        let mut ids = BTreeSet::new();
        for grade in &scheme.grades {
            self.texts(&grade.id, &grade.text);
            if let Some(note) = &grade.note {
                self.texts(&format!("{} (note)", grade.id), note);
            }
            if !Key::Item.allows(&grade.id) || !ids.insert(&grade.id) {
                self.faults.push(Fault::Id(grade.id.clone()));
            }
            if most < grade.at_least {
                self.faults.push(Fault::GradeOutOfReach(grade.id.clone()));
            }
            for need in &grade.needs {
                needs::check(self, &grade.id, need);
            }
            if needs::is_barred(scheme, grade) {
                self.faults.push(Fault::GradeOutOfReach(grade.id.clone()));
            }
        }
        // Grades that ask for the same number differ in what the better one needs.
        let pairs = scheme.grades.iter().zip(scheme.grades.iter().skip(1));
        let descending = pairs.into_iter().all(|(better, other)| {
            other.at_least < better.at_least
                || (other.at_least == better.at_least && !better.needs.is_empty())
        });
        let last = scheme.grades.last();
        if !descending || last.is_none_or(|last| last.at_least != 0 || !last.needs.is_empty()) {
            self.faults.push(Fault::GradeOrder);
        }
    }

    fn cap(&mut self) {
        let Some(cap) = &self.scheme.cap else { return };
        if let Some(note) = &cap.note {
            self.texts("cap (note)", note);
        }
        let places = [&cap.grade, &cap.good].map(|id| self.scheme.place(id));
        for (id, place) in [&cap.grade, &cap.good].into_iter().zip(places) {
            if place.is_none() {
                self.unknown("cap", id);
            }
        }
        let keys = &cap.group.0;
        if keys.iter().collect::<BTreeSet<_>>().len() != keys.len() {
            self.faults.push(Fault::CapGroupTwice);
        }
        match self.scheme.subject {
            // Months and meetings are graded one by one: nothing is held to a share of them.
            Subject::Month | Subject::Meeting => self.faults.push(Fault::CapUnused),
            Subject::Member if cap.group != GroupKeys::default() => {
                self.faults.push(Fault::CapGroupOfMembers);
            }
            Subject::Member | Subject::Year => {}
        }
        if let Some(exceptional) = cap.exceptional.filter(|exceptional| *exceptional < cap.percent) {
            self.faults.push(Fault::CapExceptional { percent: cap.percent, exceptional });
        }
        let [capped, good] = places;
        let percents = std::iter::once(cap.percent).chain(cap.exceptional);
        let odd = percents.into_iter().any(|percent| !(1..=100).contains(&percent));
        if odd || capped.zip(good).is_some_and(|(capped, good)| good <= capped) {
            self.faults.push(Fault::Cap);
        }
    }
}
