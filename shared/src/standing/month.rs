//! The standing of one organisation in one month.

use minicbor::{Decode, Encode};

use super::facts::{Fact, MonthFacts};
use crate::date::Date;
use crate::id::DocumentId;
use crate::moment::Moment;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::record::Record;
use crate::scheme::Scheme;
use crate::scheme::evaluate::{Evaluation, evaluate};
use crate::scheme::measure::{Measure, measure};

/// How far the month's assessment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Progress {
    /// Nobody began one.
    #[n(0)]
    NotBegun,
    /// It is being filled in.
    #[n(1)]
    Draft,
    /// It was submitted on this day.
    #[n(2)]
    Submitted(#[n(0)] Date),
}

/// Something without which the standing is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Missing {
    /// No members are entered.
    #[n(0)]
    Roster,
    /// No regular resolution was adopted for the month.
    #[n(1)]
    Resolution,
    /// No self-assessment was begun.
    #[n(2)]
    Assessment,
    /// So many items have no answer.
    #[n(3)]
    Answers(#[n(0)] u32),
    /// The assessment was not submitted.
    #[n(4)]
    Submission,
}

/// A standing with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct MonthStanding {
    /// The month.
    #[n(0)]
    pub month: Month,
    /// The id of the scheme that was applied.
    #[n(1)]
    pub scheme: String,
    /// How far the assessment has come.
    #[n(2)]
    pub progress: Progress,
    /// The assessment's document, if there is one.
    #[n(3)]
    pub assessment: Option<DocumentId>,
    /// What the scheme gives on the records as they are.
    #[n(4)]
    pub evaluation: Evaluation,
    /// What is missing.
    #[n(5)]
    pub missing: Vec<Missing>,
    /// Fields of the month's records on which two writers differ.
    #[n(6)]
    pub conflicts: u32,
    /// When the newest of these records was written, by the writer's clock.
    #[n(7)]
    pub written_at: Option<Moment>,
    /// When the server received the newest news of them.
    #[n(8)]
    pub received_at: Option<Moment>,
}

impl MonthStanding {
    /// The grade's place among the scheme's grades, once the month is submitted.
    pub fn grade(&self) -> Option<u8> {
        match self.progress {
            Progress::Submitted(_) => self.evaluation.grade,
            Progress::NotBegun | Progress::Draft => None,
        }
    }
}

/// The standing in `month` by `scheme` of the organisation of this kind whose facts these are.
pub fn month_standing<'a>(
    scheme: &Scheme,
    kind: OrganisationKind,
    month: Month,
    facts: impl IntoIterator<Item = &'a Fact>,
) -> MonthStanding {
    standing_on(scheme, &MonthFacts::new(kind, month, facts))
}

/// The standing by `scheme` on the facts of a month, with all that they know:
/// of a committee the grades of its cells.
pub fn standing_on(scheme: &Scheme, facts: &MonthFacts<'_>) -> MonthStanding {
    let month = facts.month;
    let evaluation = evaluate(scheme, facts);
    let assessment = facts.assessment();
    let progress = match assessment {
        None => Progress::NotBegun,
        Some((_, assessment)) => assessment.submitted_on.map_or(Progress::Draft, Progress::Submitted),
    };
    let mut missing = Vec::new();
    if facts.roster().is_none_or(|roster| roster.members.is_empty()) {
        missing.push(Missing::Roster);
    }
    if measure(Measure::ResolutionAdopted, facts).part == 0 {
        missing.push(Missing::Resolution);
    }
    match progress {
        Progress::NotBegun => missing.push(Missing::Assessment),
        Progress::Draft | Progress::Submitted(_) => {
            if evaluation.unanswered != 0 {
                missing.push(Missing::Answers(evaluation.unanswered));
            }
            if progress == Progress::Draft {
                missing.push(Missing::Submission);
            }
        }
    }
    // The roster is of every month; only the month's own records are its news.
    let own = || facts.all().filter(|fact| !matches!(fact.record, Record::Roster(_)));
    MonthStanding {
        month,
        scheme: scheme.id.clone(),
        progress,
        assessment: assessment.map(|(document, _)| document),
        conflicts: facts.all().map(|fact| fact.conflicts).fold(0, u32::saturating_add),
        written_at: own().map(|fact| fact.written_at).max(),
        received_at: own().filter_map(|fact| fact.received_at).max(),
        evaluation,
        missing,
    }
}

#[cfg(test)]
mod tests;
