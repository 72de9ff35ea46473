//! Schemes: criteria as data.
//!
//! A **scheme** says by which **criteria** (the four goods) an organisation is
//! assessed, of which **items** each consists, and which **grade** follows. An
//! item is **answered** by a person or **measured** from the records; a person
//! may depart from a measurement with a remark. Points are whole numbers and
//! shares are compared by multiplication, so nothing is ever rounded.
//!
//! Beside points a scheme knows **scales** (levels without points), **needs**
//! (what a grade asks for besides its points), **gates** (what bars grades) and
//! a **cap** (how many of a group may have the best grade).

pub mod cap;
pub mod evaluate;
#[cfg(feature = "scheme-files")]
pub mod file;
mod kinds;
pub mod measure;
mod need;
mod nesting;
pub mod next;
mod proposal;
pub mod range;
pub mod ratio;
#[cfg(feature = "scheme-files")]
mod reread;
mod rule;
#[cfg(feature = "scheme-files")]
pub mod shipped;

pub use kinds::Kinds;
pub use need::{Bound, Effect, Gate, Need, Nothing, Test, Trigger};
#[cfg(feature = "scheme-files")]
pub use reread::Reread;
pub use rule::{Band, Case, Condition, Edge, Level, Policy, Reading, Role, Rule, Scale};

use minicbor::{Decode, Encode};

use crate::lang::Text3;
use crate::month::Month;
use crate::org::OrganisationKind;
use cap::CapRule;

/// How well a scheme's text and figures are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Certainty {
    /// As the source has it.
    #[n(0)]
    Source,
    /// Our sample, where the source is cut or silent; a ward replaces it.
    #[default]
    #[n(1)]
    Sample,
    /// As somebody transcribed the source in public; the source itself was not read.
    #[n(2)]
    Transcribed,
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
    /// An organisation's year (đánh giá, xếp loại chất lượng hằng năm).
    #[n(2)]
    Year,
    /// A member's year.
    #[n(3)]
    Member,
}

impl Subject {
    /// Schemes of the first release judged nothing else, and did not say so.
    fn is_month(&self) -> bool {
        *self == Self::Month
    }
}

/// A published set of criteria. Once published it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
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
    pub organisations: Kinds,
    /// The first month it may be applied to.
    #[n(5)]
    pub valid_from: Month,
    /// The last month, if there is one.
    #[n(6)]
    pub valid_until: Option<Month>,
    /// The criteria, in order.
    #[n(7)]
    #[cbor(decode_with = "nesting::shallow")]
    pub criteria: Vec<Criterion>,
    /// How results become a grade.
    #[n(8)]
    pub decision: Decision,
    /// The grades, the best first.
    #[n(9)]
    pub grades: Vec<Grade>,
    /// What it judges.
    #[n(10)]
    #[cbor(skip_if = "Subject::is_month")]
    pub subject: Subject,
    /// The scales by which items are rated without points.
    #[n(11)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
    /// What bars grades whatever the points.
    #[n(12)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// How many of a group may have the best grade.
    #[n(13)]
    pub cap: Option<CapRule>,
    /// What our copy changed in the source, and why.
    #[n(14)]
    pub note: Option<Text3>,
}

/// One of the goods, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
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
    /// The criteria within it, in order, after its items.
    #[n(4)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub criteria: Vec<Self>,
    /// Its own minimum in percent of its points, see [`Need::Minima`].
    #[n(5)]
    pub minimum: Option<u16>,
    /// By how many points bonuses may exceed its maximum.
    #[n(6)]
    #[cbor(skip_if = "is_zero")]
    pub over: u16,
}

fn is_zero(number: &u16) -> bool {
    *number == 0
}

/// One item of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
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
    /// Whether it belongs to the maximum or comes on top of it.
    #[n(5)]
    #[cbor(skip_if = "Role::is_counted")]
    pub role: Role,
    /// When it applies; where one of these does not hold, its policy decides.
    #[n(6)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub applies: Vec<Condition>,
    /// Other rules for some organisations; the first case that fits counts.
    #[n(7)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// The document it follows from, by number and date, where it is not the scheme's own.
    #[n(8)]
    pub source: Option<String>,
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
    /// By what each grade needs, and nothing else.
    #[n(2)]
    Needs,
}

/// A grade and what is needed for it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
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
    /// What else it needs; all of it.
    #[n(3)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// How sure its mark is, where that is not as sure as the scheme's source.
    #[n(4)]
    pub certainty: Option<Certainty>,
    /// Whence its mark comes, where the source does not have it.
    #[n(5)]
    pub note: Option<Text3>,
}

impl Item {
    /// The most points the item can give, whatever the organisation.
    pub fn most(&self) -> u16 {
        self.cases.iter().map(|case| case.rule.most()).fold(self.rule.most(), u16::max)
    }
}

impl Criterion {
    /// The most points the criterion can give, bonuses left out.
    pub fn most(&self) -> u32 {
        let own =
            self.items.iter().filter(|item| item.role == Role::Counted).map(|item| u32::from(item.most()));
        let own = own.fold(0, u32::saturating_add);
        self.criteria.iter().map(Self::most).fold(own, u32::saturating_add)
    }

    /// Its items and those of the criteria within it, in order.
    pub fn all_items(&self) -> Vec<&Item> {
        let within = self.criteria.iter().flat_map(Self::all_items);
        self.items.iter().chain(within).collect()
    }

    /// Itself and the criteria within it, in order.
    pub fn all(&self) -> Vec<&Self> {
        let within = self.criteria.iter().flat_map(Self::all);
        std::iter::once(self).chain(within).collect()
    }
}

impl Scheme {
    /// Whether it judges such a thing of such organisations and is valid in `month`.
    pub fn applies(&self, subject: Subject, kind: OrganisationKind, month: Month) -> bool {
        self.subject == subject
            && self.organisations.has(kind)
            && self.valid_from <= month
            && self.valid_until.is_none_or(|last| month <= last)
    }

    /// Whether it only sums up in a year what the sheets of its meetings gave: it
    /// is shown beside the classification of the year, and is none itself.
    pub fn is_roll_up(&self) -> bool {
        let sums = |item: &Item| {
            matches!(item.rule, Rule::Measured { measure: measure::Measure::MeetingsGraded { .. }, .. })
        };
        self.subject == Subject::Year && self.items().next().is_some() && self.items().all(sums)
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.criteria.iter().flat_map(Criterion::all_items)
    }

    /// The place of the grade `id`, the best being 0.
    pub fn place(&self, id: &str) -> Option<u8> {
        self.grades.iter().position(|grade| grade.id == id).and_then(|place| u8::try_from(place).ok())
    }

    /// The levels of the scale `id`, the best first.
    pub fn scale(&self, id: &str) -> &[Level] {
        self.scales.iter().find(|scale| scale.id == id).map_or(&[], |scale| &scale.levels)
    }
}
