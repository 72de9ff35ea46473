//! Schemes: criteria as data.
//!
//! A **scheme** says by which **criteria** (the four goods) an organisation is
//! assessed, of which **items** each consists, and which **grade** follows. An
//! item is **answered** by a person or **measured** from the records; a person
//! may depart from a measurement with a remark. Points are whole numbers and
//! shares are compared by multiplication, so nothing is ever rounded.

pub mod evaluate;
#[cfg(feature = "scheme-files")]
pub mod file;
pub mod measure;
#[cfg(feature = "scheme-files")]
pub mod shipped;

use minicbor::{Decode, Encode};

use crate::lang::Text3;
use crate::month::Month;
use crate::org::OrganisationKind;
use measure::Measure;

/// How well a scheme's text and figures are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Certainty {
    /// As the source has it.
    #[n(0)]
    Source,
    /// Our sample, where the source is cut or silent; a ward replaces it.
    #[n(1)]
    Sample,
}

/// What a scheme judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Subject {
    /// An organisation's month on the four goods.
    #[default]
    #[n(0)]
    Month,
    /// The quality of one meeting (chấm điểm buổi sinh hoạt).
    #[n(1)]
    Meeting,
}

impl Subject {
    /// Schemes of the first release judged nothing else, and did not say so.
    fn is_month(&self) -> bool {
        *self == Self::Month
    }
}

/// A published set of criteria. Once published it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Scheme {
    /// Its name for programs, unique with the version.
    #[n(0)]
    pub id: String,
    /// Counts up from 1 with each publication.
    #[n(1)]
    pub version: u16,
    /// What it is called.
    #[n(2)]
    pub title: Text3,
    /// Who issued it, under which number and date.
    #[n(3)]
    pub source: Text3,
    /// For which organisations it is written.
    #[n(4)]
    pub organisations: OrganisationKind,
    /// The first month it may be applied to.
    #[n(5)]
    pub valid_from: Month,
    /// The last month, if there is one.
    #[n(6)]
    pub valid_until: Option<Month>,
    /// The criteria, in order.
    #[n(7)]
    pub criteria: Vec<Criterion>,
    /// How results become a grade.
    #[n(8)]
    pub decision: Decision,
    /// The grades, the best first.
    #[n(9)]
    pub grades: Vec<Grade>,
    /// What it judges.
    #[n(10)]
    #[cfg_attr(feature = "scheme-files", serde(default))]
    #[cbor(skip_if = "Subject::is_month")]
    pub subject: Subject,
}

/// One of the goods.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Criterion {
    /// Its name for programs.
    #[n(0)]
    pub id: String,
    /// Its text on the form.
    #[n(1)]
    pub text: Text3,
    /// A word or two for pictures.
    #[n(2)]
    pub short: Text3,
    /// The items, in order.
    #[n(3)]
    pub items: Vec<Item>,
}

/// One item of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Item {
    /// Its name for programs, unique in the scheme.
    #[n(0)]
    pub id: String,
    /// Its text on the form.
    #[n(1)]
    pub text: Text3,
    /// How it is judged.
    #[n(2)]
    pub rule: Rule,
    /// What happens in a month in which it does not apply.
    #[n(3)]
    pub not_applicable: Policy,
    /// How sure its text and figures are.
    #[n(4)]
    pub certainty: Certainty,
}

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
    /// The records give a share, and the band in which it lies gives the points.
    #[n(2)]
    Measured {
        /// What is measured.
        #[n(0)]
        measure: Measure,
        /// The bands, the highest first; a share below the last gives nothing.
        #[n(1)]
        bands: Vec<Band>,
    },
}

/// From so many percent on, so many points, met or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Band {
    /// The least share in percent, itself included.
    #[n(0)]
    pub from: u16,
    /// Points within the band.
    #[n(1)]
    pub points: u16,
    /// Whether the item counts as met.
    #[n(2)]
    pub met: bool,
}

/// What an item that does not apply does to the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
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
    #[n(2)]
    Never,
}

/// How results become a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Decision {
    /// By how many criteria are met; a criterion is met when all its items are.
    #[n(0)]
    CriteriaMet,
    /// By the share of the possible points, in percent.
    #[n(1)]
    PercentOfPoints,
}

/// A grade and what is needed for it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Grade {
    /// Its name for programs.
    #[n(0)]
    pub id: String,
    /// Its word.
    #[n(1)]
    pub text: Text3,
    /// Criteria met, or percent of points, as the decision counts.
    #[n(2)]
    pub at_least: u16,
}

impl Item {
    /// The most points the item can give.
    pub fn most(&self) -> u16 {
        match &self.rule {
            Rule::Met { points } => *points,
            Rule::UpTo { most } => *most,
            Rule::Measured { bands, .. } => bands.iter().map(|band| band.points).max().unwrap_or(0),
        }
    }
}

impl Criterion {
    /// The most points the criterion can give.
    pub fn most(&self) -> u32 {
        self.items.iter().map(|item| u32::from(item.most())).sum()
    }
}

impl Scheme {
    /// Whether it judges such a thing of such organisations and is valid in `month`.
    pub fn applies(&self, subject: Subject, kind: OrganisationKind, month: Month) -> bool {
        self.subject == subject
            && self.organisations == kind
            && self.valid_from <= month
            && self.valid_until.is_none_or(|last| month <= last)
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.criteria.iter().flat_map(|criterion| &criterion.items)
    }
}
