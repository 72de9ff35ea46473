//! Commands on a month's self-assessment.

use super::super::edit::{Edit, Path, Value};
use super::{CommandError, vote_edits};
use crate::date::Date;
use crate::month::Month;
use crate::record::assessment::{Answer, Assessment};
use crate::record::resolution::Vote;
use crate::words::Note;

/// Begins the assessment of `month` by the scheme `scheme`.
pub fn begin(current: &Assessment, month: Month, scheme: &str) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![Edit::field("month", Value::text(month)), Edit::field("scheme", Value::text(scheme))])
}

/// Answers one item; `None` takes the answer back.
pub fn answer(current: &Assessment, item: &str, answer: Option<Answer>) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![Edit::Put(Path::key("answers", item), Value::optional(answer))])
}

/// Writes a remark to one item; `None` clears it.
pub fn remark(current: &Assessment, item: &str, note: Option<&Note>) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![Edit::Put(Path::key("notes", item), Value::optional(note))])
}

/// Writes the shortcomings seen and the measures for the next month.
pub fn conclude(
    current: &Assessment,
    shortcomings: Option<&Note>,
    measures: Option<&Note>,
) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![
        Edit::field("shortcomings", Value::optional(shortcomings)),
        Edit::field("measures", Value::optional(measures)),
    ])
}

/// Submits the assessment as the meeting voted it.
///
/// `unanswered` is how many items of the scheme still lack an answer.
pub fn submit(
    current: &Assessment,
    unanswered: usize,
    on: Date,
    vote: Vote,
) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    if unanswered != 0 {
        return Err(CommandError::Unanswered(unanswered));
    }
    if !vote.carried() {
        return Err(CommandError::NotCarried);
    }
    let mut edits = vec![Edit::field("submitted_on", Value::text(on))];
    edits.extend(vote_edits(vote));
    Ok(edits)
}

/// Takes a submitted assessment back, to change it.
pub fn take_back() -> Vec<Edit> {
    vec![Edit::field("submitted_on", Value::Null)]
}

fn open(current: &Assessment) -> Result<(), CommandError> {
    if current.submitted_on.is_some() { Err(CommandError::AlreadySubmitted) } else { Ok(()) }
}
