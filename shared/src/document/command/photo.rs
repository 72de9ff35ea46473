//! Commands on a photo.

use super::super::edit::{Edit, Value};
use super::CommandError;
use crate::date::Date;
use crate::id::{DocumentId, PhotoHash};
use crate::record::photo::{MOST_BYTES, MOST_PIXELS, Photo};
use crate::words::{Note, Title};

/// A picture that was taken and scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// The record it is evidence for.
    pub of: DocumentId,
    /// SHA-256 of its bytes.
    pub hash: PhotoHash,
    /// How many bytes it has, at most [`MOST_BYTES`].
    pub bytes: u32,
    /// Its width in pixels, at most [`MOST_PIXELS`].
    pub width: u16,
    /// Its height in pixels, at most [`MOST_PIXELS`].
    pub height: u16,
    /// The day it was taken, where that is known.
    pub taken_on: Option<Date>,
}

/// Attaches a picture to a record. Another picture is another document.
pub fn attach(
    current: &Photo,
    picture: &Picture,
    caption: Option<&Title>,
) -> Result<Vec<Edit>, CommandError> {
    if current.hash.is_some() {
        return Err(CommandError::AlreadyAttached);
    }
    let pixels = |side: u16| Value::Int(side.clamp(1, MOST_PIXELS).into());
    Ok(vec![
        Edit::field("of", Value::text(picture.of)),
        Edit::field("hash", Value::text(picture.hash)),
        Edit::field("bytes", Value::Int(picture.bytes.clamp(1, MOST_BYTES).into())),
        Edit::field("width", pixels(picture.width)),
        Edit::field("height", pixels(picture.height)),
        Edit::field("taken_on", Value::optional(picture.taken_on)),
        Edit::field("caption", Value::optional(caption)),
    ])
}

/// Says what it shows.
pub fn describe(current: &Photo, caption: Option<&Title>) -> Result<Vec<Edit>, CommandError> {
    shown(current)?;
    Ok(vec![Edit::field("caption", Value::optional(caption))])
}

/// Takes it from the record, with a reason; the picture stays where it is stored.
pub fn remove(current: &Photo, reason: &Note) -> Result<Vec<Edit>, CommandError> {
    shown(current)?;
    Ok(vec![Edit::field("removed", Value::text(reason))])
}

/// Puts a photo that was removed back.
pub fn put_back() -> Vec<Edit> {
    vec![Edit::field("removed", Value::Null)]
}

fn shown(current: &Photo) -> Result<(), CommandError> {
    if current.removed.is_some() { Err(CommandError::Withdrawn) } else { Ok(()) }
}
