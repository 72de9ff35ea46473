//! Commands on the review of a year.

use super::super::edit::{Edit, Value};
use super::{CommandError, vote_edits};
use crate::date::Date;
use crate::record::resolution::Vote;
use crate::record::review::{Review, YearGrade};
use crate::words::Note;
use crate::year::Year;

/// What the review says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The year.
    pub year: Year,
    /// The grade that is proposed, where it is one of the four.
    pub grade: Option<YearGrade>,
    /// The same by its id in the scheme that judges the year, where there is one.
    pub own_grade: Option<String>,
    /// What went well.
    pub strengths: Option<Note>,
    /// What did not.
    pub shortcomings: Option<Note>,
    /// Why not.
    pub causes: Option<Note>,
    /// What is to be done in the next year.
    pub measures: Option<Note>,
}

/// Writes what the review says.
pub fn write(current: &Review, findings: &Findings) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![
        Edit::field("year", Value::Int(findings.year.number().into())),
        Edit::field("grade", Value::optional(findings.grade.map(YearGrade::name))),
        Edit::field("strengths", Value::optional(findings.strengths.as_ref())),
        Edit::field("shortcomings", Value::optional(findings.shortcomings.as_ref())),
        Edit::field("causes", Value::optional(findings.causes.as_ref())),
        Edit::field("measures", Value::optional(findings.measures.as_ref())),
        Edit::field("own_grade", Value::optional(findings.own_grade.as_ref())),
    ])
}

/// Submits the review with the grade as the members voted it.
pub fn submit(current: &Review, on: Date, vote: Vote) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    if current.grade.is_none() && current.own_grade.is_none() {
        return Err(CommandError::NoGrade);
    }
    if !vote.carried() {
        return Err(CommandError::NotCarried);
    }
    let mut edits = vec![Edit::field("submitted_on", Value::text(on))];
    edits.extend(vote_edits(vote));
    Ok(edits)
}

/// Takes a submitted review back, to change it.
pub fn take_back() -> Vec<Edit> {
    vec![Edit::field("submitted_on", Value::Null)]
}

/// What is written beside a chosen `value` of `field`: with the grade by its id,
/// the one of the four that it is, or else the other one would stand against it.
pub(super) fn beside(field: &str, value: &Value) -> Option<Edit> {
    let id = match value {
        Value::Text(id) => id,
        _ => "",
    };
    let four = YearGrade::called(id).map(YearGrade::name);
    let field = match field {
        "own_grade" => "grade",
        "own_grade_sought" => "grade_sought",
        _ => return None,
    };
    Some(Edit::field(field, Value::optional(four)))
}

fn open(current: &Review) -> Result<(), CommandError> {
    if current.submitted_on.is_some() { Err(CommandError::AlreadySubmitted) } else { Ok(()) }
}
