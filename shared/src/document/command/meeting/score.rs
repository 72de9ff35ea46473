//! Commands by which a meeting judges: last month's tasks, and itself.

use super::super::super::edit::{Edit, Path, Value};
use super::super::CommandError;
use super::open_book;
use crate::id::DocumentId;
use crate::record::assessment::Answer;
use crate::record::meeting::{Meeting, Verdict};
use crate::words::Note;

/// Records how the meeting found one of last month's tasks.
pub fn review_task(
    current: &Meeting,
    task: DocumentId,
    verdict: Option<Verdict>,
    note: Option<&Note>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![
        Edit::entry("reviews", task, "verdict", Value::optional(verdict.map(Verdict::name))),
        Edit::entry("reviews", task, "note", Value::optional(note)),
    ])
}

/// Chooses the scheme by which the meeting's quality is scored.
pub fn score_by(current: &Meeting, scheme: &str) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::field("quality_scheme", Value::text(scheme))])
}

/// Scores one item of the sheet; `None` takes the score back.
pub fn score(current: &Meeting, item: &str, answer: Option<Answer>) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::Put(Path::key("quality", item), Value::optional(answer))])
}

/// Writes a remark to one item of the sheet; `None` clears it.
pub fn remark(current: &Meeting, item: &str, note: Option<&Note>) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::Put(Path::key("quality_notes", item), Value::optional(note))])
}
