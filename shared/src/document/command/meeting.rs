//! Commands on a meeting, from its notice to its adopted minutes.

pub mod agenda;
pub mod roll;
pub mod score;

use super::super::edit::{Edit, Value};
use super::{CommandError, VOTE, vote_edits};
use crate::date::Date;
use crate::id::MemberId;
use crate::month::Month;
use crate::record::meeting::{Meeting, MeetingForm};
use crate::record::resolution::Vote;
use crate::time_of_day::Time;
use crate::words::{Body, Note, Title};

/// What members are told beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What sort of meeting it is.
    pub form: MeetingForm,
    /// The month it belongs to.
    pub month: Month,
    /// Its subject, where it has one.
    pub theme: Option<Title>,
    /// The party group that meets, from 1 to 99.
    pub group: Option<u8>,
    /// The day notice is given; a plan has none yet.
    pub notified_on: Option<Date>,
    /// The day it is planned for.
    pub planned_on: Date,
    /// The time it is planned for.
    pub planned_at: Option<Time>,
    /// Where.
    pub place: Option<Title>,
}

/// Plans a meeting or gives notice of it, or changes what was told.
pub fn call(current: &Meeting, notice: &Notice) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let group =
        notice.group.filter(|group| (1..=99).contains(group)).map_or(Value::Null, |g| Value::Int(g.into()));
    Ok(vec![
        Edit::field("form", Value::text(notice.form.name())),
        Edit::field("month", Value::text(notice.month)),
        Edit::field("theme", Value::optional(notice.theme.as_ref())),
        Edit::field("group", group),
        Edit::field("notified_on", Value::optional(notice.notified_on)),
        Edit::field("planned_on", Value::text(notice.planned_on)),
        Edit::field("planned_at", Value::optional(notice.planned_at)),
        Edit::field("place", Value::optional(notice.place.as_ref())),
    ])
}

/// Names who leads the meeting and who writes its minutes.
pub fn lead(
    current: &Meeting,
    chair: Option<MemberId>,
    scribe: Option<MemberId>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::field("chair", Value::optional(chair)), Edit::field("scribe", Value::optional(scribe))])
}

/// Opens the meeting.
pub fn open(current: &Meeting, on: Date, at: Time) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    if current.ended_at.is_some_and(|end| end < at) {
        return Err(CommandError::EndedBeforeStarted);
    }
    Ok(vec![Edit::field("held_on", Value::text(on)), Edit::field("started_at", Value::text(at))])
}

/// Closes the meeting.
pub fn close(current: &Meeting, at: Time) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    if current.held_on.is_none() {
        return Err(CommandError::NotHeld);
    }
    if current.started_at.is_some_and(|start| at < start) {
        return Err(CommandError::EndedBeforeStarted);
    }
    Ok(vec![Edit::field("ended_at", Value::text(at))])
}

/// Writes how the meeting assessed the last month.
pub fn assess_last_month(current: &Meeting, note: Option<&Note>) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::field("last_month", Value::optional(note))])
}

/// Writes what the chair concluded, and how it was voted; no vote takes a
/// recorded one back.
pub fn conclude(
    current: &Meeting,
    conclusion: Option<&Note>,
    vote: Option<Vote>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let mut edits = vec![Edit::field("conclusion", Value::optional(conclusion))];
    match vote {
        Some(vote) => edits.extend(vote_edits(vote)),
        None if current.vote.is_some() => edits.extend(VOTE.map(|count| Edit::field(count, Value::Null))),
        None => {}
    }
    Ok(edits)
}

/// Writes the minutes as far as they have come.
pub fn write_minutes(current: &Meeting, minutes: Option<&Body>) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::Rewrite("minutes", minutes.map_or("", Body::as_str).to_owned())])
}

/// Adopts the minutes: from then on nothing of the meeting changes unless they
/// are taken back ("ghi trung thực, không thêm bớt").
pub fn adopt_minutes(current: &Meeting, on: Date) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    match current.held_on {
        None => Err(CommandError::NotHeld),
        Some(held) if on < held => Err(CommandError::BeforeTheMeeting),
        Some(_) => Ok(vec![Edit::field("adopted_on", Value::text(on))]),
    }
}

/// Takes adopted minutes back, to correct them.
pub fn take_back_minutes() -> Vec<Edit> {
    vec![Edit::field("adopted_on", Value::Null)]
}

/// Cancels the meeting, with a reason.
pub fn cancel(current: &Meeting, reason: &Note) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::field("cancelled", Value::text(reason))])
}

/// Takes a cancellation back: the meeting is planned, or was held, as before.
pub fn restore() -> Vec<Edit> {
    vec![Edit::field("cancelled", Value::Null)]
}

/// The book of a meeting is open until it is cancelled or its minutes are adopted.
fn open_book(current: &Meeting) -> Result<(), CommandError> {
    if current.cancelled.is_some() {
        Err(CommandError::Withdrawn)
    } else if current.adopted_on.is_some() {
        Err(CommandError::MinutesAdopted)
    } else {
        Ok(())
    }
}
