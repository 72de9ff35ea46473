//! Scheme files: TOML that an official can read, checked before it is published.
//!
//! Every fault is listed with its place, not only the first.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{Decision, Rule, Scheme};
use crate::document::schema::Key;
use crate::lang::{Lang, Text3};
use crate::month::Month;

/// The largest scheme file that is looked at.
pub const MOST_BYTES: usize = 256 * 1024;

/// Why a file is not a scheme.
#[derive(Debug, Error)]
pub enum SchemeFileError {
    /// It is larger than [`MOST_BYTES`].
    #[error("the file has more than {MOST_BYTES} bytes")]
    TooLarge,
    /// It is not TOML of this shape.
    #[error("the file cannot be read: {0}")]
    Shape(#[from] toml::de::Error),
    /// Its contents contradict themselves.
    #[error("the scheme has faults:\n{}", list(.0))]
    Faults(Vec<Fault>),
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("- {fault}\n")).collect()
}

/// One fault, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// A text is missing in a language.
    #[error("{place}: the text in {lang} is missing")]
    TextMissing {
        /// Where.
        place: String,
        /// The language's tag.
        lang: &'static str,
    },
    /// An id is not plain or stands twice.
    #[error("{0:?}: ids have at most 60 lower-case letters, digits, dots and hyphens, and stand once")]
    Id(String),
    /// Bands do not descend.
    #[error("{0}: bands go from the highest to the lowest and do not overlap")]
    BandOrder(String),
    /// A better band gives fewer points.
    #[error("{0}: a higher band gives at least as many points")]
    BandPoints(String),
    /// A band begins above 100 percent.
    #[error("{0}: a band begins at 100 percent at the most")]
    BandOutOfReach(String),
    /// Grades do not descend, or end above zero.
    #[error("grades: from the best to the last, which is reached with nothing")]
    GradeOrder,
    /// A grade asks for more than can be reached.
    #[error("grades: {0} cannot be reached")]
    GradeOutOfReach(String),
    /// There is nothing to assess.
    #[error("{0}: there is no item")]
    Nothing(String),
    /// A scheme of points must give 100 in all.
    #[error("the points of all items sum up to {0}, not to 100")]
    Sum(u32),
    /// The last valid month lies before the first.
    #[error("valid_until lies before valid_from")]
    Validity,
}

/// Reads and checks a scheme file.
pub fn parse(text: &str) -> Result<Scheme, SchemeFileError> {
    if MOST_BYTES < text.len() {
        return Err(SchemeFileError::TooLarge);
    }
    let scheme: Scheme = toml::from_str(text)?;
    let faults = faults(&scheme);
    if faults.is_empty() { Ok(scheme) } else { Err(SchemeFileError::Faults(faults)) }
}

/// Every fault of the scheme.
pub fn faults(scheme: &Scheme) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    if !Key::Item.allows(&scheme.id) {
        faults.push(Fault::Id(scheme.id.clone()));
    }
    texts(&mut faults, "title", &scheme.title);
    texts(&mut faults, "source", &scheme.source);
    if scheme.valid_until.is_some_and(|last| last < scheme.valid_from) {
        faults.push(Fault::Validity);
    }
    if scheme.criteria.is_empty() {
        faults.push(Fault::Nothing("scheme".to_owned()));
    }
    for criterion in &scheme.criteria {
        texts(&mut faults, &criterion.id, &criterion.text);
        texts(&mut faults, &format!("{} (short)", criterion.id), &criterion.short);
        if !Key::Item.allows(&criterion.id) || !ids.insert(&criterion.id) {
            faults.push(Fault::Id(criterion.id.clone()));
        }
        if criterion.items.is_empty() {
            faults.push(Fault::Nothing(criterion.id.clone()));
        }
        for item in &criterion.items {
            texts(&mut faults, &item.id, &item.text);
            if !Key::Item.allows(&item.id) || !ids.insert(&item.id) {
                faults.push(Fault::Id(item.id.clone()));
            }
            band_faults(&mut faults, &item.id, &item.rule);
        }
    }
    let points: u32 = scheme.criteria.iter().map(super::Criterion::most).sum();
    if scheme.decision == Decision::PercentOfPoints && points != 100 {
        faults.push(Fault::Sum(points));
    }
    grade_faults(&mut faults, scheme);
    faults
}

fn texts(faults: &mut Vec<Fault>, place: &str, text: &Text3) {
    let missing = Lang::ALL.into_iter().filter(|lang| text.get(*lang).trim().is_empty());
    faults.extend(missing.map(|lang| Fault::TextMissing { place: place.to_owned(), lang: lang.tag() }));
}

fn band_faults(faults: &mut Vec<Fault>, id: &str, rule: &Rule) {
    let Rule::Measured { bands, .. } = rule else {
        return;
    };
    if bands.is_empty() {
        faults.push(Fault::Nothing(id.to_owned()));
    }
    if bands.iter().any(|band| 100 < band.from) {
        faults.push(Fault::BandOutOfReach(id.to_owned()));
    }
    for (higher, lower) in bands.iter().zip(bands.iter().skip(1)) {
        if higher.from <= lower.from {
            faults.push(Fault::BandOrder(id.to_owned()));
        }
        if higher.points < lower.points || (lower.met && !higher.met) {
            faults.push(Fault::BandPoints(id.to_owned()));
        }
    }
}

fn grade_faults(faults: &mut Vec<Fault>, scheme: &Scheme) {
    let most = match scheme.decision {
        Decision::CriteriaMet => u16::try_from(scheme.criteria.len()).unwrap_or(u16::MAX),
        Decision::PercentOfPoints => 100,
    };
    let mut ids = BTreeSet::new();
    for grade in &scheme.grades {
        texts(faults, &grade.id, &grade.text);
        if !Key::Item.allows(&grade.id) || !ids.insert(&grade.id) {
            faults.push(Fault::Id(grade.id.clone()));
        }
        if most < grade.at_least {
            faults.push(Fault::GradeOutOfReach(grade.id.clone()));
        }
    }
    let descending =
        scheme.grades.iter().zip(scheme.grades.iter().skip(1)).all(|(a, b)| b.at_least < a.at_least);
    if !descending || scheme.grades.last().is_none_or(|last| last.at_least != 0) {
        faults.push(Fault::GradeOrder);
    }
}

impl<'de> serde::Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
