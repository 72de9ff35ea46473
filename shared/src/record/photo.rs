//! A photo that is evidence for a record.
//!
//! The document names the picture and says what it shows; the picture's bytes
//! are kept beside the documents, under their hash.

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{DocumentId, PhotoHash};

/// The most bytes a picture has.
pub const MOST_BYTES: u32 = 16 * 1024 * 1024;
/// The most pixels a side of a picture has.
pub const MOST_PIXELS: u16 = 20_000;

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Photo {
    /// The record it is evidence for.
    #[n(0)]
    pub of: Option<DocumentId>,
    /// SHA-256 of its bytes.
    #[n(1)]
    pub hash: Option<PhotoHash>,
    /// How many bytes it has.
    #[n(2)]
    pub bytes: Option<u32>,
    /// Its width in pixels.
    #[n(3)]
    pub width: Option<u16>,
    /// Its height in pixels.
    #[n(4)]
    pub height: Option<u16>,
    /// What it shows.
    #[n(5)]
    pub caption: String,
    /// The day it was taken.
    #[n(6)]
    pub taken_on: Option<Date>,
    /// Why it is no longer shown.
    #[n(7)]
    pub removed: Option<String>,
}
