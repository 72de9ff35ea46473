//! Commands on a task.

use super::super::edit::{Edit, Path, Value};
use super::CommandError;
use crate::date::Date;
use crate::id::{DocumentId, EntryId, MemberId};
use crate::record::task::{Task, TaskSource};
use crate::sorted_set::SortedSet;
use crate::words::{Note, Title};

/// Who does what by when, and by what one sees that it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The resolution it carries out.
    pub resolution: Option<DocumentId>,
    /// What is to be done.
    pub what: Title,
    /// The product or evidence.
    pub product: Option<Title>,
    /// Who does it; at least one.
    pub assignees: SortedSet<MemberId>,
    /// The day it is assigned.
    pub assigned_on: Date,
    /// The day by which it is to be done.
    pub due_on: Date,
}

/// A line of progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The day it tells of.
    pub on: Date,
    /// How much is done; more than 100 counts as 100.
    pub percent: u8,
    /// What was done.
    pub note: Note,
}

/// Assigns a task, or changes the assignment of an open one.
///
/// Members no longer named are marked as released, not deleted, so that a
/// concurrent assignment by another phone stays visible.
pub fn assign(current: &Task, assignment: &Assignment) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    if assignment.assignees.is_empty() {
        return Err(CommandError::NobodyAssigned);
    }
    if assignment.due_on < assignment.assigned_on {
        return Err(CommandError::DueBeforeAssigned);
    }
    let mut edits = vec![
        Edit::field("resolution", Value::optional(assignment.resolution)),
        Edit::field("what", Value::text(&assignment.what)),
        Edit::field("product", Value::optional(assignment.product.as_ref())),
        Edit::field("assigned_on", Value::text(assignment.assigned_on)),
        Edit::field("due_on", Value::text(assignment.due_on)),
    ];
    let everyone: SortedSet<_> = assignment.assignees.iter().chain(&current.assignees).collect();
    edits.extend(everyone.into_iter().map(|member| {
        Edit::Put(Path::key("assignees", member), Value::Bool(assignment.assignees.contains(member)))
    }));
    Ok(edits)
}

/// What the "six clears" ask beyond an [`Assignment`], and whence the task comes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// How it is to be done.
    pub how: Option<Note>,
    /// What its assignees answer for.
    pub responsibility: Option<Title>,
    /// Whence it comes.
    pub source: Option<TaskSource>,
    /// The ward's ruling or the programme by name.
    pub source_text: Option<Title>,
    /// The meeting that assigned it.
    pub meeting: Option<DocumentId>,
}

/// Writes the details of an open task; a page joins these edits to those of
/// [`assign`], so that both are one change.
pub fn detail(current: &Task, details: &Details) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![
        Edit::field("how", Value::optional(details.how.as_ref())),
        Edit::field("responsibility", Value::optional(details.responsibility.as_ref())),
        Edit::field("source", Value::optional(details.source.map(TaskSource::name))),
        Edit::field("source_text", Value::optional(details.source_text.as_ref())),
        Edit::field("meeting", Value::optional(details.meeting)),
    ])
}

/// Writes by what one saw that the task was done.
pub fn record_evidence(current: &Task, evidence: Option<&Note>) -> Result<Vec<Edit>, CommandError> {
    if current.cancelled.is_some() {
        return Err(CommandError::Withdrawn);
    }
    Ok(vec![Edit::field("evidence", Value::optional(evidence))])
}

/// Moves the deadline of an open task.
pub fn move_deadline(current: &Task, due_on: Date) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    if current.assigned_on.is_some_and(|assigned| due_on < assigned) {
        return Err(CommandError::DueBeforeAssigned);
    }
    Ok(vec![Edit::field("due_on", Value::text(due_on))])
}

/// Adds a line of progress to a task that was not called off.
pub fn report(current: &Task, line: EntryId, report: &Report) -> Result<Vec<Edit>, CommandError> {
    if current.cancelled.is_some() {
        return Err(CommandError::Withdrawn);
    }
    Ok(vec![
        Edit::entry("progress", line, "on", Value::text(report.on)),
        Edit::entry("progress", line, "percent", Value::Int(report.percent.min(100).into())),
        Edit::entry("progress", line, "note", Value::text(&report.note)),
    ])
}

/// Takes a wrong line of progress back; it stays, marked.
pub fn take_back(current: &Task, line: EntryId) -> Result<Vec<Edit>, CommandError> {
    mark_line(current, line, true)
}

/// Lets a line that was taken back stand again.
pub fn let_stand(current: &Task, line: EntryId) -> Result<Vec<Edit>, CommandError> {
    mark_line(current, line, false)
}

fn mark_line(current: &Task, line: EntryId, taken_back: bool) -> Result<Vec<Edit>, CommandError> {
    if current.cancelled.is_some() {
        return Err(CommandError::Withdrawn);
    }
    Ok(vec![Edit::entry("progress", line, "taken_back", Value::Bool(taken_back))])
}

/// Records that the task is done, and in what it went beyond the requirement.
pub fn finish(current: &Task, on: Date, beyond: Option<&Note>) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    if current.assigned_on.is_some_and(|assigned| on < assigned) {
        return Err(CommandError::DoneBeforeAssigned);
    }
    Ok(vec![Edit::field("done_on", Value::text(on)), Edit::field("beyond", Value::optional(beyond))])
}

/// Takes back that the task is done.
pub fn reopen(current: &Task) -> Result<Vec<Edit>, CommandError> {
    if current.cancelled.is_some() {
        return Err(CommandError::Withdrawn);
    }
    Ok(vec![Edit::field("done_on", Value::Null), Edit::field("beyond", Value::Null)])
}

/// Calls the task off, with a reason.
pub fn cancel(current: &Task, reason: &Note) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![Edit::field("cancelled", Value::text(reason))])
}

/// Takes a task up again that was called off.
pub fn take_up() -> Vec<Edit> {
    vec![Edit::field("cancelled", Value::Null)]
}

fn open(current: &Task) -> Result<(), CommandError> {
    if current.cancelled.is_some() {
        Err(CommandError::Withdrawn)
    } else if current.done_on.is_some() {
        Err(CommandError::AlreadyDone)
    } else {
        Ok(())
    }
}
