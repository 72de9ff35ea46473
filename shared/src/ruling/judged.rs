//! Rulings on grades, titles and periods.

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{MemberId, OrganisationId};
use crate::moment::Moment;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::record::registration::FourGood;
use crate::scheme::Subject;
use crate::sorted_map::SortedMap;
use crate::year::Year;

/// A period that opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Term {
    /// A month.
    #[n(0)]
    Month(#[n(0)] Month),
    /// A year.
    #[n(1)]
    Year(#[n(0)] Year),
}

/// Whose grade it is, and for when.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Judged {
    /// The organisation.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The period.
    #[n(1)]
    pub term: Term,
    /// The member of it, where it is a member's grade.
    #[n(2)]
    pub member: Option<MemberId>,
}

/// Which of the applied schemes judges organisations of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SchemeChoice {
    /// What it judges.
    #[n(0)]
    pub subject: Subject,
    /// The kind.
    #[n(1)]
    pub kind: OrganisationKind,
    /// The year; none for every year without a choice of its own.
    #[n(2)]
    pub year: Option<Year>,
    /// The scheme's id.
    #[n(3)]
    pub scheme: String,
    /// Its version.
    #[n(4)]
    pub version: u16,
    /// The month from which on it is chosen, until another one is; such a choice
    /// is of no year.
    #[n(5)]
    pub from: Option<Month>,
}

impl SchemeChoice {
    /// For when it is made.
    pub const fn span(&self) -> ChoiceSpan {
        match (self.from, self.year) {
            (Some(from), _) => ChoiceSpan::From(from),
            (None, Some(year)) => ChoiceSpan::Year(year),
            (None, None) => ChoiceSpan::EveryYear,
        }
    }

    /// Whether both choose for the same.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        (self.subject, self.kind, self.span()) == (other.subject, other.kind, other.span())
    }
}

/// For when a scheme is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChoiceSpan {
    /// For every year without a choice of its own.
    EveryYear,
    /// For one year.
    Year(Year),
    /// From a month on.
    From(Month),
}

impl ChoiceSpan {
    /// The year and the month that a choice for it names.
    pub const fn parts(self) -> (Option<Year>, Option<Month>) {
        match self {
            Self::EveryYear => (None, None),
            Self::Year(year) => (Some(year), None),
            Self::From(month) => (None, Some(month)),
        }
    }
}

/// A grade that people set against the scheme or the cap. It stays visible.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Overridden {
    /// Whose.
    #[n(0)]
    pub judged: Judged,
    /// The grade's id; none takes the override back.
    #[n(1)]
    pub grade: Option<String>,
    /// Why.
    #[n(2)]
    pub reason: String,
    /// Who decided it.
    #[n(3)]
    pub by: String,
}

/// What the committee answers to the items, gates and questions of a yearly
/// scheme. A later appraisal stands in the place of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Appraisal {
    /// About whom.
    #[n(0)]
    pub judged: Judged,
    /// The scheme's id.
    #[n(1)]
    pub scheme: String,
    /// The answers, by the scheme's item id.
    #[n(2)]
    pub answers: SortedMap<String, Answer>,
    /// Remarks; where an answer departs from the records, they are its reason.
    #[n(3)]
    pub remarks: SortedMap<String, String>,
    /// Who answers.
    #[n(4)]
    pub by: String,
}

/// A member is suspended from party activities (đình chỉ sinh hoạt đảng). A later
/// ruling with the same first day stands in its place, for one with its end.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Suspension {
    /// Of which organisation.
    #[n(0)]
    pub organisation: OrganisationId,
    /// Who.
    #[n(1)]
    pub member: MemberId,
    /// The first day.
    #[n(2)]
    pub from: Date,
    /// The last day; none while it lasts.
    #[n(3)]
    pub until: Option<Date>,
    /// The number and symbol of the decision.
    #[n(4)]
    pub number: String,
    /// Who entered it.
    #[n(5)]
    pub by: String,
}

impl Suspension {
    /// Whether it is in force on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether both are about the same suspension.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        (self.organisation, self.member, self.from) == (other.organisation, other.member, other.from)
    }
}

/// Whether the group of a kind has outstanding results in a year, so that the
/// cap's higher ratio is for it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Outstanding {
    /// The year.
    #[n(0)]
    pub year: Year,
    /// Of which organisations the group is made.
    #[n(1)]
    pub kind: OrganisationKind,
    /// Why it is outstanding; none takes it back.
    #[n(2)]
    pub reason: Option<String>,
    /// Who decided it.
    #[n(3)]
    pub by: String,
    /// The register's group, where the cap parts organisations by it.
    #[n(4)]
    pub group: Option<String>,
}

impl Outstanding {
    /// Whether both are about the same group of the same year.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        (self.year, self.kind, &self.group) == (other.year, other.kind, &other.group)
    }
}

/// A decision on a grade.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Decided {
    /// Whose.
    #[n(0)]
    pub judged: Judged,
    /// The grade's id.
    #[n(1)]
    pub grade: String,
    /// The scheme by which it was graded.
    #[n(2)]
    pub scheme: String,
    /// The scheme's version.
    #[n(3)]
    pub version: u16,
    /// The day of the decision.
    #[n(4)]
    pub on: Date,
    /// Its number and symbol; empty where it has none.
    #[n(5)]
    pub number: String,
    /// Who decided it.
    #[n(6)]
    pub by: String,
    /// Why an earlier decision is revised: a violation found later re-opens
    /// the year in which it happened.
    #[n(7)]
    pub revises: Option<String>,
}

/// A decision with its place in the ward's order.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Revision {
    /// The number of its ruling.
    #[n(0)]
    pub seq: u64,
    /// The decision.
    #[n(1)]
    pub decided: Decided,
}

/// A title of the model, recognised or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Recognition {
    /// Whose.
    #[n(0)]
    pub organisation: OrganisationId,
    /// For which year.
    #[n(1)]
    pub year: Year,
    /// The title.
    #[n(2)]
    pub title: FourGood,
    /// The day of the decision.
    #[n(3)]
    pub on: Date,
    /// Its number and symbol; empty where it has none.
    #[n(4)]
    pub number: String,
    /// Who decided it.
    #[n(5)]
    pub by: String,
    /// Why the title was not recognised, or was taken back.
    #[n(6)]
    pub refused: Option<String>,
}

impl Recognition {
    /// Whether both are about the same title of the same year.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        (self.organisation, self.year, self.title) == (other.organisation, other.year, other.title)
    }
}

/// A period is closed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Closing {
    /// The period.
    #[n(0)]
    pub term: Term,
    /// The as-of mark: the number of the last change in the ward's log that
    /// belongs to the period's standing.
    #[n(1)]
    pub mark: u64,
    /// When it was closed, by the server's clock.
    #[n(2)]
    pub at: Moment,
    /// Who closed it.
    #[n(3)]
    pub by: String,
}

/// A closed period is open again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Reopening {
    /// The period.
    #[n(0)]
    pub term: Term,
    /// Why.
    #[n(1)]
    pub reason: String,
    /// Who opened it.
    #[n(2)]
    pub by: String,
}
