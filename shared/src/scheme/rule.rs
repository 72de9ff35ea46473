//! How one item is judged, and when.

use minicbor::{Decode, Encode};

use super::measure::{Figure, Measure};
use crate::lang::Text3;
use crate::org::OrganisationKind;

/// How an item is judged.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Rule {
    /// A person answers met or not met; met gives all the points.
    #[n(0)]
    Met {
        /// Points for met; zero in a checklist.
        #[n(0)]
        points: u16,
    },
    /// A person gives zero to `most` points.
    #[n(1)]
    UpTo {
        /// The most points.
        #[n(0)]
        most: u16,
    },
    /// The records give a figure, and the band in which it lies gives the points.
    #[n(2)]
    Measured {
        /// What is measured.
        #[n(0)]
        measure: Measure,
        /// The bands, the highest first; a figure in none of them gives nothing.
        #[n(1)]
        bands: Vec<Band>,
        /// Whether bands are of percent or of the number itself.
        #[n(2)]
        #[cfg_attr(feature = "scheme-files", serde(default))]
        #[cbor(skip_if = "Reading::is_share")]
        by: Reading,
    },
    /// A person chooses a level; it gives no points.
    #[n(3)]
    Level {
        /// The scale's id.
        #[n(0)]
        scale: String,
    },
}

impl Default for Rule {
    fn default() -> Self {
        Self::Met { points: 0 }
    }
}

impl Rule {
    /// The most points it can give.
    pub fn most(&self) -> u16 {
        match self {
            Self::Met { points } => *points,
            Self::UpTo { most } => *most,
            Self::Measured { bands, .. } => bands.iter().map(|band| band.points).max().unwrap_or(0),
            Self::Level { .. } => 0,
        }
    }
}

/// Which of a figure's numbers is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Reading {
    /// The share, in percent.
    #[default]
    #[n(0)]
    Share,
    /// The number that was counted: minutes, months, records.
    #[n(1)]
    Number,
}

impl Reading {
    pub(super) fn is_share(&self) -> bool {
        *self == Self::Share
    }
}

/// From so much on, so many points, met or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Band {
    /// The least figure, in percent or in number.
    #[n(0)]
    pub from: u16,
    /// Points within the band.
    #[n(1)]
    pub points: u16,
    /// Whether the item counts as met.
    #[n(2)]
    #[cfg_attr(feature = "scheme-files", serde(default))]
    pub met: bool,
    /// Whether the least figure itself lies in the band.
    #[n(3)]
    #[cfg_attr(feature = "scheme-files", serde(default))]
    #[cbor(skip_if = "Edge::is_at")]
    pub edge: Edge,
    /// The figure below which the band lies, where a source writes it; else the
    /// band reaches up to the one before.
    #[n(4)]
    pub below: Option<u16>,
}

/// Where a band begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Edge {
    /// At its least figure ("từ 85 % trở lên").
    #[default]
    #[n(0)]
    At,
    /// Above it ("trên 85 %").
    #[n(1)]
    Above,
}

impl Edge {
    pub(super) fn is_at(&self) -> bool {
        *self == Self::At
    }
}

impl Band {
    /// Whether `figure`, read in this way, lies in the band; never where there was nothing to measure.
    pub fn holds(&self, figure: &Figure, by: Reading) -> bool {
        let least = match self.edge {
            Edge::At => figure.compare(by, self.from).is_some_and(std::cmp::Ordering::is_ge),
            Edge::Above => figure.compare(by, self.from).is_some_and(std::cmp::Ordering::is_gt),
        };
        let below = |below| figure.compare(by, below).is_some_and(std::cmp::Ordering::is_lt);
        least && self.below.is_none_or(below)
    }
}

/// What an item that does not apply does to the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Policy {
    /// It counts as met, with all its points.
    #[n(0)]
    Grant,
    /// It is left out, and its points from the total as well.
    #[n(1)]
    Exclude,
    /// It always applies.
    #[default]
    #[n(2)]
    Never,
    /// It is left out, and the rest of its criterion counts for as much more, so
    /// that the criterion keeps its points.
    #[n(3)]
    Rescale,
}

/// Whether an item belongs to its criterion's maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Role {
    /// It does.
    #[default]
    #[n(0)]
    Counted,
    /// Its points come on top (điểm thưởng) and make up for lost ones; unanswered, it gives none.
    #[n(1)]
    Bonus,
}

impl Role {
    pub(super) fn is_counted(&self) -> bool {
        *self == Self::Counted
    }
}

/// Something that is so for some organisations, months or meetings only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Condition {
    /// The organisation has so many members.
    #[n(0)]
    Members {
        /// The fewest.
        #[n(0)]
        #[cfg_attr(feature = "scheme-files", serde(default))]
        from: u16,
        /// As many do not belong to it any more.
        #[n(1)]
        below: Option<u16>,
    },
    /// It has a committee: somebody beside the secretary holds an office in it (có chi ủy).
    #[n(2)]
    Committee,
    /// The month or the meeting has a thematic part.
    #[n(3)]
    Thematic,
    /// The organisation is of this kind.
    #[n(4)]
    Kind(#[n(0)] OrganisationKind),
    /// Somebody was absent without a reason.
    #[n(5)]
    AbsentWithoutReason,
}

impl Condition {
    /// Whether it is so of an organisation for as long as it is what it is,
    /// and not of one month or meeting.
    pub const fn is_of_the_organisation(self) -> bool {
        matches!(self, Self::Members { .. } | Self::Committee | Self::Kind(_))
    }
}

/// Another rule where conditions hold.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Case {
    /// The conditions; all of them.
    #[n(0)]
    pub when: Vec<Condition>,
    /// The rule.
    #[n(1)]
    pub rule: Rule,
}

#[cfg(feature = "scheme-files")]
impl Case {
    /// Whether its conditions are of what the organisation is.
    pub(super) fn is_lasting(&self) -> bool {
        self.when.iter().all(|condition| condition.is_of_the_organisation())
    }
}

/// A scale of levels.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Scale {
    /// Its name for programs.
    #[n(0)]
    pub id: String,
    /// Its levels, the best first.
    #[n(1)]
    pub levels: Vec<Level>,
}

/// A level of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Level {
    /// Its name for programs.
    #[n(0)]
    pub id: String,
    /// Its word.
    #[n(1)]
    pub text: Text3,
    /// Whether the item counts as met.
    #[n(2)]
    pub met: bool,
}
