//! Scheme files: TOML that an official can read, checked before it is published.
//!
//! Every fault is listed with its place, not only the first.

mod bands;
mod faults;
mod needs;

pub use faults::faults;

use thiserror::Error;

use super::Scheme;
use crate::month::Month;

/// The largest scheme file that is looked at.
pub const MOST_BYTES: usize = 256 * 1024;
/// How deep criteria may lie in each other.
pub const MOST_DEPTH: usize = 8;
/// How many items, gates and grades a scheme may have in all.
pub const MOST_PARTS: usize = 400;

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
    #[error("{0}: a better band gives at least as many points")]
    BandPoints(String),
    /// A band begins above what can be reached.
    #[error("{0}: a band begins at 100 percent at the most, or at the most there can be")]
    BandOutOfReach(String),
    /// Between two bands there are figures that lie in none.
    #[error("{place}: from {from} to {below} no band holds")]
    BandGap {
        /// Where.
        place: String,
        /// Where the lower band ends.
        from: u16,
        /// Where the higher one begins.
        below: u16,
    },
    /// A figure lies in two bands.
    #[error("{place}: from {from} to {below} two bands hold")]
    BandOverlap {
        /// Where.
        place: String,
        /// Where the higher band begins.
        from: u16,
        /// Where the lower one ends.
        below: u16,
    },
    /// Something is named that is not there.
    #[error("{place}: there is no {id:?}")]
    Unknown {
        /// Where.
        place: String,
        /// What is named.
        id: String,
    },
    /// A bound that no records keep, or that all keep.
    #[error("{0}: this bound is never reached, or always")]
    Bound(String),
    /// A condition that holds for nobody.
    #[error("{0}: this condition holds for nobody")]
    Condition(String),
    /// Some organisations could reach fewer points than others.
    #[error("{0}: each case gives as many points at the most as the others")]
    CasePoints(String),
    /// An item says when it applies, and not what happens when it does not.
    #[error("{0}: an item that does not always apply has a policy for when it does not")]
    PolicyMissing(String),
    /// The records of what is judged do not give the measure.
    #[error("{0}: this measure is of a year")]
    MeasureOfYear(String),
    /// Criteria lie too deep in each other.
    #[error("{0}: criteria lie at most {MOST_DEPTH} deep in each other")]
    Depth(String),
    /// There is more than anybody could go through.
    #[error("the scheme has {0} items, gates and grades, more than {MOST_PARTS}")]
    TooMuch(usize),
    /// The cap is on a grade that is not better than the other, or its percentage is none.
    #[error("cap: on a better grade than the good one, from 1 to 100 percent")]
    Cap,
    /// The cap's groups are made by one thing twice.
    #[error("cap.group: each key stands once")]
    CapGroupTwice,
    /// The cap's groups are not those of organisations.
    #[error("cap.group: only a year's scheme groups organisations; members are compared within theirs")]
    CapGroupOfMembers,
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

impl<'de> serde::Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
