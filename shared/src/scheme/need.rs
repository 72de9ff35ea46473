//! What a grade needs besides its points, and what bars grades.

use std::cmp::Ordering;

use minicbor::{Decode, Encode};

use super::Certainty;
use super::measure::{Figure, Measure};
use super::rule::Reading;
use crate::lang::Text3;

/// Something a grade needs.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Need {
    /// These items have all their points, or do not apply.
    #[n(0)]
    Full {
        /// Their ids.
        #[n(0)]
        items: Vec<String>,
    },
    /// A criterion has so much of its points.
    #[n(1)]
    Least {
        /// Its id.
        #[n(0)]
        criterion: String,
        /// In percent.
        #[n(1)]
        percent: u16,
    },
    /// Every criterion that has a minimum of its own reaches it.
    #[n(2)]
    Minima,
    /// Items on scales stand at this level or a better one.
    #[n(3)]
    Level {
        /// Ids of items, or of criteria for all items in them; none of them for every item on a scale.
        #[n(0)]
        #[cfg_attr(feature = "scheme-files", serde(default))]
        of: Vec<String>,
        /// The level's id.
        #[n(1)]
        least: String,
    },
    /// The records pass a test.
    #[n(4)]
    Measured(#[n(0)] Test),
    /// A person confirms it: it is asked like an item that is met or not met.
    #[n(5)]
    Answered {
        /// Its id, unique among the items as well.
        #[n(0)]
        id: String,
        /// What is confirmed.
        #[n(1)]
        text: Text3,
        /// How sure its text is.
        #[n(2)]
        certainty: Certainty,
    },
}

/// A test of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Test {
    /// What is measured.
    #[n(0)]
    pub measure: Measure,
    /// Between which bounds the figure is to lie.
    #[n(1)]
    pub bound: Bound,
    /// Whether the bound is of percent or of the number itself.
    #[n(2)]
    #[cfg_attr(feature = "scheme-files", serde(default))]
    pub by: Reading,
    /// What follows where there is nothing to measure.
    #[n(3)]
    pub nothing: Nothing,
}

/// A bound of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Bound {
    /// So much or more.
    #[n(0)]
    AtLeast(#[n(0)] u16),
    /// More than so much.
    #[n(1)]
    MoreThan(#[n(0)] u16),
    /// So much or less.
    #[n(2)]
    AtMost(#[n(0)] u16),
    /// Less than so much.
    #[n(3)]
    LessThan(#[n(0)] u16),
}

/// What a test says where there is nothing to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Nothing {
    /// It is passed.
    #[n(0)]
    Passes,
    /// It is not passed.
    #[n(1)]
    Fails,
}

impl Bound {
    /// The number it names.
    pub const fn number(self) -> u16 {
        match self {
            Self::AtLeast(number)
            | Self::MoreThan(number)
            | Self::AtMost(number)
            | Self::LessThan(number) => number,
        }
    }

    fn admits(self, found: Ordering) -> bool {
        match self {
            Self::AtLeast(_) => found.is_ge(),
            Self::MoreThan(_) => found.is_gt(),
            Self::AtMost(_) => found.is_le(),
            Self::LessThan(_) => found.is_lt(),
        }
    }
}

impl Test {
    /// Whether `figure` passes.
    pub fn passes(&self, figure: &Figure) -> bool {
        let found = figure.compare(self.by, self.bound.number());
        found.map_or(self.nothing == Nothing::Passes, |found| self.bound.admits(found))
    }
}

/// Something that bars grades whatever the points.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Gate {
    /// Its name for programs, unique among the items as well.
    #[n(0)]
    pub id: String,
    /// What is so when it bars.
    #[n(1)]
    pub text: Text3,
    /// When it bars.
    #[n(2)]
    pub when: Trigger,
    /// What it bars.
    #[n(3)]
    pub effect: Effect,
    /// How sure its text and figures are.
    #[n(4)]
    pub certainty: Certainty,
    /// The document it follows from, where it is not the scheme's own.
    #[n(5)]
    pub source: Option<String>,
}

/// When a gate bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Trigger {
    /// A person says that it is so: met bars, not met does not.
    #[n(0)]
    Answered,
    /// The records pass the test.
    #[n(1)]
    Measured(#[n(0)] Test),
}

/// What a gate bars.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Effect {
    /// No grade better than this one.
    #[n(0)]
    AtBest {
        /// The grade's id.
        #[n(0)]
        grade: String,
    },
    /// Any grade.
    #[n(1)]
    NotGraded,
}
