//! Commands on a resolution.

pub mod publish;

use super::super::edit::{Edit, Value};
use super::{CommandError, vote_edits};
use crate::date::Date;
use crate::id::DocumentId;
use crate::month::Month;
use crate::record::resolution::{Form, Resolution, Vote};
use crate::words::{Body, Note, Title};

/// What a resolution says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Regular or thematic.
    pub form: Form,
    /// What it is about.
    pub title: Title,
    /// Its text, where there is more than the title.
    pub body: Option<Body>,
    /// The month whose work it leads.
    pub month: Month,
}

/// Its adoption by a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The day of the meeting.
    pub on: Date,
    /// The vote.
    pub vote: Vote,
    /// Number and symbol, provisional until the ward issues the official one.
    pub number: Title,
}

/// Writes the wording of a draft, or amends an adopted resolution.
pub fn write(current: &Resolution, wording: &Wording) -> Result<Vec<Edit>, CommandError> {
    if current.withdrawn_on.is_some() {
        return Err(CommandError::Withdrawn);
    }
    let body = wording.body.as_ref().map_or("", Body::as_str);
    Ok(vec![
        Edit::field("form", Value::text(wording.form.name())),
        Edit::field("title", Value::text(&wording.title)),
        Edit::Rewrite("body", body.to_owned()),
        Edit::field("month", Value::text(wording.month)),
    ])
}

/// Writes the symbol that stands behind the number; a page joins this to [`write()`].
pub fn denote(current: &Resolution, symbol: Option<&Title>) -> Result<Vec<Edit>, CommandError> {
    if current.withdrawn_on.is_some() {
        return Err(CommandError::Withdrawn);
    }
    Ok(vec![Edit::field("symbol", Value::optional(symbol))])
}

/// Adopts a draft.
pub fn adopt(current: &Resolution, adoption: &Adoption) -> Result<Vec<Edit>, CommandError> {
    if current.withdrawn_on.is_some() {
        return Err(CommandError::Withdrawn);
    }
    if current.adopted_on.is_some() {
        return Err(CommandError::AlreadyAdopted);
    }
    if !adoption.vote.carried() {
        return Err(CommandError::NotCarried);
    }
    let mut edits = vec![
        Edit::field("adopted_on", Value::text(adoption.on)),
        Edit::field("number", Value::text(&adoption.number)),
    ];
    edits.extend(vote_edits(adoption.vote));
    Ok(edits)
}

/// Records that a meeting discussed a draft.
pub fn discuss(
    current: &Resolution,
    on: Date,
    meeting: Option<DocumentId>,
) -> Result<Vec<Edit>, CommandError> {
    if current.withdrawn_on.is_some() {
        return Err(CommandError::Withdrawn);
    }
    if current.adopted_on.is_some() {
        return Err(CommandError::AlreadyAdopted);
    }
    let mut edits = vec![Edit::field("discussed_on", Value::text(on))];
    edits.extend(of_meeting(meeting));
    Ok(edits)
}

/// Names the meeting that discussed or adopted it; `None` takes that back.
pub fn of_meeting(meeting: Option<DocumentId>) -> Vec<Edit> {
    vec![Edit::field("meeting", Value::optional(meeting))]
}

/// Withdraws a resolution, with a reason; it stays readable.
pub fn withdraw(current: &Resolution, on: Date, reason: &Note) -> Result<Vec<Edit>, CommandError> {
    if current.withdrawn_on.is_some() {
        return Err(CommandError::Withdrawn);
    }
    if current.adopted_on.is_some_and(|adopted| on < adopted) {
        return Err(CommandError::BeforeAdoption);
    }
    Ok(vec![Edit::field("withdrawn_on", Value::text(on)), Edit::field("withdrawn_why", Value::text(reason))])
}

/// Puts a withdrawn resolution back as it was.
pub fn restore() -> Vec<Edit> {
    vec![Edit::field("withdrawn_on", Value::Null), Edit::field("withdrawn_why", Value::Null)]
}
