//! Commands on the registration of a year.

use super::super::edit::{Edit, Value};
use super::{CommandError, vote_edits};
use crate::date::Date;
use crate::id::{EntryId, MemberId};
use crate::record::registration::{FourGood, Registration};
use crate::record::resolution::Vote;
use crate::record::review::YearGrade;
use crate::words::{Note, Title};
use crate::year::Year;

/// What is sought in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aims {
    /// The year.
    pub year: Year,
    /// The title of the model.
    pub title_sought: Option<FourGood>,
    /// The grade of the yearly classification.
    pub grade_sought: Option<YearGrade>,
    /// The same by its id in the scheme that judges the year, where one does.
    pub own_grade_sought: Option<String>,
    /// The targets.
    pub targets: Option<Note>,
}

/// Begins the registration of `year`.
pub fn begin(current: &Registration, year: Year) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![Edit::field("year", Value::Int(year.number().into()))])
}

/// Writes what is sought.
pub fn draft(current: &Registration, aims: &Aims) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![
        Edit::field("year", Value::Int(aims.year.number().into())),
        Edit::field("title_sought", Value::optional(aims.title_sought.map(FourGood::name))),
        Edit::field("grade_sought", Value::optional(aims.grade_sought.map(YearGrade::name))),
        Edit::field("targets", Value::optional(aims.targets.as_ref())),
        Edit::field("own_grade_sought", Value::optional(aims.own_grade_sought.as_ref())),
    ])
}

/// Makes one of the scheme's items concrete for the cell; without text and
/// target the scheme's own text stands again.
pub fn specialise(
    current: &Registration,
    item: &str,
    text: Option<&Note>,
    target: Option<&Title>,
) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![
        Edit::entry("criteria", item, "text", Value::optional(text)),
        Edit::entry("criteria", item, "target", Value::optional(target)),
    ])
}

/// Records what a member thinks of it; no text takes it back.
pub fn gather_opinion(
    current: &Registration,
    id: EntryId,
    member: MemberId,
    text: Option<&Note>,
) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![
        Edit::entry("opinions", id, "member", Value::text(member)),
        Edit::entry("opinions", id, "text", Value::optional(text)),
    ])
}

/// Registers as the meeting voted it, once.
pub fn register(current: &Registration, on: Date, vote: Vote) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    if !vote.carried() {
        return Err(CommandError::NotCarried);
    }
    let mut edits = vec![Edit::field("registered_on", Value::text(on))];
    edits.extend(vote_edits(vote));
    Ok(edits)
}

/// Withdraws the registration, with a reason.
pub fn withdraw(current: &Registration, reason: &Note) -> Result<Vec<Edit>, CommandError> {
    if current.withdrawn.is_some() {
        return Err(CommandError::Withdrawn);
    }
    Ok(vec![Edit::field("withdrawn", Value::text(reason))])
}

/// Makes a withdrawn registration a draft again: the year has only one document.
pub fn begin_anew() -> Vec<Edit> {
    vec![Edit::field("withdrawn", Value::Null), Edit::field("registered_on", Value::Null)]
}

fn open(current: &Registration) -> Result<(), CommandError> {
    if current.withdrawn.is_some() {
        Err(CommandError::Withdrawn)
    } else if current.registered_on.is_some() {
        Err(CommandError::AlreadyRegistered)
    } else {
        Ok(())
    }
}
