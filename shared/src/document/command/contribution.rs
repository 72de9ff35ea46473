//! Commands on a contribution.

use super::super::edit::{Edit, Value};
use super::CommandError;
use crate::amount::Amount;
use crate::date::Date;
use crate::id::DocumentId;
use crate::record::contribution::{Contribution, Source, Unit};
use crate::words::{Note, Title};

/// Who gave what for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// In what it is counted.
    pub unit: Unit,
    /// How much.
    pub much: Much,
    /// For what it is given.
    pub purpose: Title,
    /// The work it belongs to.
    pub project: Option<Title>,
    /// The day it was given, or pledged.
    pub given_on: Date,
    /// From whom it comes.
    pub source: Source,
    /// How many gave; more than 9999 counts as 9999.
    pub givers: Option<u16>,
    /// The resolution it follows.
    pub resolution: Option<DocumentId>,
    /// The pledge it is given against.
    pub against: Option<DocumentId>,
    /// A remark.
    pub note: Option<Note>,
}

/// How much is given or pledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Much {
    /// So much is given.
    Given(Amount),
    /// So much is pledged; of it perhaps so much is given at once.
    Pledged(Amount, Option<Amount>),
}

/// Records a contribution, or corrects it.
pub fn record(current: &Contribution, gift: &Gift) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    let (given, pledged) = match gift.much {
        Much::Given(given) => (Some(given), None),
        Much::Pledged(pledged, given) => (given, Some(pledged)),
    };
    // An amount is below 2^63 by its type.
    let number = |amount: Amount| i64::try_from(amount.number()).map_or(Value::Null, Value::Int);
    let amount = |amount: Option<Amount>| amount.map_or(Value::Null, number);
    let givers = gift.givers.map_or(Value::Null, |givers| Value::Int(givers.min(9_999).into()));
    Ok(vec![
        Edit::field("unit", Value::text(gift.unit.name())),
        Edit::field("amount", amount(given)),
        Edit::field("pledged", amount(pledged)),
        Edit::field("purpose", Value::text(&gift.purpose)),
        Edit::field("project", Value::optional(gift.project.as_ref())),
        Edit::field("given_on", Value::text(gift.given_on)),
        Edit::field("source", Value::text(gift.source.name())),
        Edit::field("givers", givers),
        Edit::field("resolution", Value::optional(gift.resolution)),
        Edit::field("against", Value::optional(gift.against)),
        Edit::field("note", Value::optional(gift.note.as_ref())),
    ])
}

/// Takes the contribution out of every sum, with a reason.
pub fn cancel(current: &Contribution, reason: &Note) -> Result<Vec<Edit>, CommandError> {
    open(current)?;
    Ok(vec![Edit::field("cancelled", Value::text(reason))])
}

/// Lets a cancelled contribution count again.
pub fn put_back() -> Vec<Edit> {
    vec![Edit::field("cancelled", Value::Null)]
}

fn open(current: &Contribution) -> Result<(), CommandError> {
    if current.cancelled.is_some() { Err(CommandError::Withdrawn) } else { Ok(()) }
}
