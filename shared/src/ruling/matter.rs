//! What a ruling is about: of two rulings on one matter the later one counts.

use super::{ChoiceSpan, Judged, Ruling, Term};
use crate::id::{MemberId, OrganisationId};
use crate::org::OrganisationKind;
use crate::record::registration::FourGood;
use crate::scheme::Subject;
use crate::year::Year;

/// What a ruling is about. A form that was drawn before somebody else ruled on
/// the same matter must not overwrite it unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// The register's entry of an organisation.
    Register(OrganisationId),
    /// A version of a scheme.
    Scheme(String, u16),
    /// The month the ward works on.
    Month,
    /// Which scheme judges organisations of a kind.
    Choice(Subject, OrganisationKind, ChoiceSpan),
    /// Somebody's grade: what is answered, overridden and decided about it.
    Grade(Judged),
    /// A title of an organisation's year.
    Title(OrganisationId, Year, FourGood),
    /// Whether a period is closed.
    Period(Term),
    /// The registration of an organisation's year.
    Registration(OrganisationId, Year),
    /// Whether a member is suspended.
    Suspension(OrganisationId, MemberId),
    /// Whether the group of a kind has outstanding results in a year.
    Group(Year, OrganisationKind, Option<String>),
}

impl Ruling {
    /// What it is about.
    pub fn matter(&self) -> Matter {
        match self {
            Self::Registered(organisation) => Matter::Register(organisation.id),
            Self::SchemeApplied(scheme) => Matter::Scheme(scheme.id.clone(), scheme.version),
            Self::MonthOpened(_) => Matter::Month,
            Self::SchemeChosen(choice) => Matter::Choice(choice.subject, choice.kind, choice.span()),
            Self::Overridden(overridden) => Matter::Grade(overridden.judged.clone()),
            Self::Decided(decided) => Matter::Grade(decided.judged.clone()),
            Self::Appraised(appraisal) => Matter::Grade(appraisal.judged.clone()),
            Self::Recognised(title) => Matter::Title(title.organisation, title.year, title.title),
            Self::Closed(closing) => Matter::Period(closing.term),
            Self::Reopened(reopening) => Matter::Period(reopening.term),
            Self::Outstanding(one) => Matter::Group(one.year, one.kind, one.group.clone()),
            Self::Suspended(suspension) => Matter::Suspension(suspension.organisation, suspension.member),
            Self::RegistrationJudged(verdict) => Matter::Registration(verdict.organisation, verdict.year),
        }
    }
}
