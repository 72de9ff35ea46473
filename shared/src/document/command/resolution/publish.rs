//! Commands on a resolution that was adopted: it is issued, posted, reported,
//! amended and superseded.

use super::super::super::edit::{Edit, Value};
use super::super::CommandError;
use super::{Wording, write};
use crate::date::Date;
use crate::id::DocumentId;
use crate::record::resolution::Resolution;
use crate::record::resolution::number::OfficialNumber;
use crate::words::Title;

/// Issues it under its official number, which is fixed from then on.
pub fn issue(
    current: &Resolution,
    on: Date,
    number: OfficialNumber,
    symbol: &Title,
) -> Result<Vec<Edit>, CommandError> {
    adopted_by(current, on)?;
    if current.official_number.is_some() {
        return Err(CommandError::AlreadyIssued);
    }
    Ok(vec![
        Edit::field("issued_on", Value::text(on)),
        Edit::field("official_number", Value::Int(number.number().into())),
        Edit::field("symbol", Value::text(symbol)),
    ])
}

/// Gives it another official number, where two phones gave the same one.
pub fn renumber(current: &Resolution, number: OfficialNumber) -> Result<Vec<Edit>, CommandError> {
    if current.official_number.is_none() {
        return Err(CommandError::NotAdopted);
    }
    Ok(vec![Edit::field("official_number", Value::Int(number.number().into()))])
}

/// Records that it was posted for the members.
pub fn post(current: &Resolution, on: Date) -> Result<Vec<Edit>, CommandError> {
    adopted_by(current, on)?;
    Ok(vec![Edit::field("posted_on", Value::text(on))])
}

/// Records that it was reported to the ward's committee.
pub fn report(current: &Resolution, on: Date) -> Result<Vec<Edit>, CommandError> {
    adopted_by(current, on)?;
    Ok(vec![Edit::field("reported_on", Value::text(on))])
}

/// Amends an adopted resolution; its history keeps the old wording.
pub fn amend(current: &Resolution, wording: &Wording, on: Date) -> Result<Vec<Edit>, CommandError> {
    adopted_by(current, on)?;
    let mut edits = write(current, wording)?;
    edits.push(Edit::field("amended_on", Value::text(on)));
    Ok(edits)
}

/// Records that another resolution stands in its place; `None` takes that back.
pub fn supersede(current: &Resolution, by: Option<DocumentId>) -> Result<Vec<Edit>, CommandError> {
    if current.adopted_on.is_none() {
        return Err(CommandError::NotAdopted);
    }
    Ok(vec![Edit::field("superseded_by", Value::optional(by))])
}

/// Whether it was adopted on `on` or before, and not withdrawn.
fn adopted_by(current: &Resolution, on: Date) -> Result<(), CommandError> {
    match current.adopted_on {
        _ if current.withdrawn_on.is_some() => Err(CommandError::Withdrawn),
        None => Err(CommandError::NotAdopted),
        Some(adopted) if on < adopted => Err(CommandError::BeforeAdoption),
        Some(_) => Ok(()),
    }
}
