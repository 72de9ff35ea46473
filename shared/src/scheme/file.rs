//! Scheme files: TOML that an official can read, checked before it is published.
//!
//! Every fault is listed with its line, not only the first: a file is read piece
//! by piece (`read`, `scheme`), and what can be read of it is looked at as a whole
//! (`faults`).

mod bands;
mod faults;
mod needs;
mod place;
mod read;
mod scheme;

pub use faults::faults;
pub use place::{Line, Located};

use thiserror::Error;
use toml::de::DeTable;

use super::Scheme;
use crate::month::Month;
use crate::record::meeting::MeetingForm;
use read::Reader;

/// The largest scheme file that is looked at.
pub const MOST_BYTES: usize = 256 * 1024;
/// How deep criteria may lie in each other.
pub const MOST_DEPTH: usize = 8;
/// How many parts a scheme may have in all: criteria, items, bands, cases,
/// conditions, levels, gates, grades, needs, and what those name.
pub const MOST_PARTS: usize = 1_000;
/// How many grades a scheme may have, levels a scale, and cases an item: their
/// places are numbers of one byte.
pub const MOST_PLACES: usize = 255;
/// The most points that one item may give: a person chooses one of them.
pub const MOST_POINTS: u16 = 1_000;
/// The most letters of a text in one language, or of a source: five times what the
/// longest one of the official forms has. A text stands on a phone's screen, in a
/// cell of a table and on paper, and every phone of the ward stores it.
pub const MOST_TEXT: usize = 1_000;
/// The most faults that are listed: more than anybody would mend at once. A hostile
/// file has as many as it has bytes.
pub const MOST_FAULTS: usize = 200;
/// The points of all items, where the file does not say `total`.
pub const POINTS: u16 = 100;

/// Why a file is not a scheme.
#[derive(Debug, Error)]
pub enum SchemeFileError {
    /// It is larger than [`MOST_BYTES`].
    #[error("the file has more than {MOST_BYTES} bytes")]
    TooLarge,
    /// It cannot be read, or its contents contradict themselves.
    #[error("the scheme has faults:\n{}", list(.0))]
    Faults(Vec<Located>),
    /// The same, and there are more faults than these, the first ones.
    #[error("the scheme has more than {} faults; the first are:\n{}", .0.len(), list(.0))]
    Many(Vec<Located>),
}

fn list(faults: &[Located]) -> String {
    faults.iter().map(|fault| format!("- {fault}\n")).collect()
}

/// One fault, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is not TOML, or something in it is of another shape; in the words of
    /// the reader of TOML.
    #[error("it cannot be read: {0}")]
    Shape(String),
    /// A text is missing in a language.
    #[error("{place}: the text in {lang} is missing")]
    TextMissing {
        /// Where.
        place: String,
        /// The language's tag.
        lang: &'static str,
    },
    /// A text is longer than anybody would read.
    #[error("{place}: the text in {lang} has more than {MOST_TEXT} letters")]
    TextTooLong {
        /// Where.
        place: String,
        /// The language's tag.
        lang: &'static str,
    },
    /// A source is nothing that can be seen, or longer than anybody would read.
    #[error("{0}: a source has 1 to {MOST_TEXT} letters, some of which can be seen")]
    Source(String),
    /// An id is not plain or stands twice.
    #[error(
        "{0:?}: ids have at most 60 letters from a to z, digits, dots, hyphens and underscores, and stand once"
    )]
    Id(String),
    /// Versions are counted from one; zero is what is not numbered.
    #[error("version: versions begin at 1")]
    Version,
    /// Bands do not descend.
    #[error("{0}: bands go from the highest to the lowest and do not overlap")]
    BandOrder(String),
    /// A better band gives fewer points.
    #[error("{0}: a better band gives at least as many points")]
    BandPoints(String),
    /// A band begins above what can be reached.
    #[error("{0}: a band begins at 100 percent at the most, or at the most there can be")]
    BandOutOfReach(String),
    /// Above the highest band there are figures that lie in none.
    #[error("{place}: from {from} on no band holds")]
    BandTop {
        /// Where.
        place: String,
        /// Where the highest band ends.
        from: u16,
    },
    /// Between two bands, or below the last one, there are figures that lie in none.
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
    #[error("{0}: what the scheme judges has no such measure")]
    NotMeasured(String),
    /// There are more of something than its places can tell apart.
    #[error("{0}: at most {MOST_PLACES} grades, levels of a scale, or cases of an item")]
    Places(String),
    /// An item gives more points than anybody would choose from.
    #[error("{0}: at most {MOST_POINTS} points")]
    Points(String),
    /// Criteria lie too deep in each other.
    #[error("{0}: criteria lie at most {MOST_DEPTH} deep in each other")]
    Depth(String),
    /// Nothing that is measured or chosen makes the item count as met, and something asks for it.
    #[error("{0}: this can never count as met")]
    NeverMet(String),
    /// There is more than anybody could go through.
    #[error("the scheme has {0} parts, from criteria to bands, more than {MOST_PARTS}")]
    TooMuch(usize),
    /// The cap is on a grade that is not better than the other, or its percentage is none.
    #[error("cap: on a better grade than the good one, from 1 to 100 percent")]
    Cap,
    /// There is a cap on what is never capped.
    #[error("cap: only a scheme of the year, of organisations or of members, has a cap")]
    CapUnused,
    /// Where results are outstanding, fewer could have the grade than elsewhere.
    #[error("cap: exceptional is {exceptional} percent, less than the usual {percent}")]
    CapExceptional {
        /// The usual percentage.
        percent: u16,
        /// That of groups with outstanding results.
        exceptional: u16,
    },
    /// The cap's groups are made by one thing twice.
    #[error("cap.group: each key stands once")]
    CapGroupTwice,
    /// The cap's groups are not those of organisations.
    #[error("cap.group: only a year's scheme groups organisations; members are compared within theirs")]
    CapGroupOfMembers,
    /// Grades do not descend, or end above zero.
    #[error("grades: from the best to the last, which is reached with nothing")]
    GradeOrder,
    /// A grade asks for more than can be reached, or for what bars it.
    #[error("grades: {0} cannot be reached")]
    GradeOutOfReach(String),
    /// There is nothing to assess.
    #[error("{0}: there is no item")]
    Nothing(String),
    /// A scheme of points must give its total in all.
    #[error("the points of all items sum up to {points}, not to {total}")]
    Sum {
        /// What they sum up to.
        points: u32,
        /// What the scheme says.
        total: u16,
    },
    /// A scheme of points without a point grades nobody.
    #[error("total: a scheme of points has at least one point")]
    NoPoints,
    /// The last valid month lies before the first.
    #[error("valid_until lies before valid_from")]
    Validity,
}

impl Fault {
    /// Where it stands: what it names, and which entry of it; none of the whole file.
    fn place(&self) -> Option<String> {
        let entry = |place: &str, entry: &str| format!("{place}#{entry}");
        Some(match self {
            Self::Shape(_) | Self::TooMuch(_) => return None,
            Self::TextMissing { place, lang } | Self::TextTooLong { place, lang } => {
                format!("{place}#text#{lang}")
            }
            Self::Source(place) => entry(place, "source"),
            Self::Id(place) => entry(place, "id"),
            Self::Version => "scheme#version".to_owned(),
            Self::BandOrder(place)
            | Self::BandPoints(place)
            | Self::BandOutOfReach(place)
            | Self::BandTop { place, .. }
            | Self::BandGap { place, .. }
            | Self::BandOverlap { place, .. }
            | Self::CasePoints(place)
            | Self::Points(place)
            | Self::NeverMet(place) => entry(place, "rule"),
            Self::PolicyMissing(place) => entry(place, "not_applicable"),
            Self::GradeOutOfReach(place) => entry(place, "at_least"),
            Self::Unknown { place, .. }
            | Self::Bound(place)
            | Self::Condition(place)
            | Self::NotMeasured(place)
            | Self::Places(place)
            | Self::Depth(place)
            | Self::Nothing(place) => place.clone(),
            Self::Cap => "cap#percent".to_owned(),
            Self::CapUnused => "cap".to_owned(),
            Self::CapExceptional { .. } => "cap#exceptional".to_owned(),
            Self::CapGroupTwice | Self::CapGroupOfMembers => "cap#group".to_owned(),
            Self::GradeOrder => GRADES.to_owned(),
            Self::Sum { .. } => TOTAL.to_owned(),
            // It does not follow from the rules, even where one of them is not known.
            Self::NoPoints => entry(TOTAL, "none"),
            Self::Validity => "scheme#valid_until".to_owned(),
        })
    }

    /// The places without which it cannot be told, beside its own.
    fn rests_on(&self) -> &'static [&'static str] {
        match self {
            // A need names what may stand on a scale by its rule.
            Self::Unknown { place, .. } | Self::Nothing(place) if place.starts_with("grades: ") => {
                &[NAMES, TOTAL]
            }
            Self::Unknown { .. } | Self::GradeOutOfReach(_) | Self::NeverMet(_) => &[NAMES],
            Self::Bound(_) => &[TOTAL, SUBJECT],
            Self::BandOutOfReach(_)
            | Self::BandTop { .. }
            | Self::NotMeasured(_)
            | Self::CapUnused
            | Self::CapGroupOfMembers => &[SUBJECT],
            _ => &[],
        }
    }
}

/// The place of the sum of points, which is not known where a rule is not.
const TOTAL: &str = "scheme#total";
/// The place of the order of grades.
const GRADES: &str = "scheme#grades";
/// The place of what is judged.
const SUBJECT: &str = "scheme#subject";
/// The place of everything that something else names.
const NAMES: &str = "scheme#names";

/// Reads and checks a scheme file.
pub fn parse(text: &str) -> Result<Scheme, SchemeFileError> {
    if MOST_BYTES < text.len() {
        return Err(SchemeFileError::TooLarge);
    }
    let mut reader = Reader::of(text);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        reader.shape(error, 0);
    }
    // Of a text that is no TOML nobody knows what it would say.
    if !errors.is_empty() {
        return Err(told(reader.faults(Vec::new())));
    }
    let (scheme, total) = scheme::scheme(&mut reader, document);
    let faults = reader.faults(faults(&scheme, total));
    if faults.is_empty() { Ok(scheme) } else { Err(told(faults)) }
}

/// As many faults as anybody would mend at once.
fn told(mut faults: Vec<Located>) -> SchemeFileError {
    if faults.len() <= MOST_FAULTS {
        return SchemeFileError::Faults(faults);
    }
    faults.truncate(MOST_FAULTS);
    SchemeFileError::Many(faults)
}

impl<'de> serde::Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<'de> serde::Deserialize<'de> for MeetingForm {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::unknown_variant(&name, Self::NAMES))
    }
}

#[cfg(test)]
mod tests;
