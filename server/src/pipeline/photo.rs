//! What becomes of a piece of a picture.
//!
//! Only pictures that a photo of the device's own organisation names are taken,
//! and never more bytes than that photo says: the text comes first, and what
//! nobody recorded takes no room.

use shared::id::PhotoHash;
use shared::moment::Moment;
use shared::sync::wire::{Fault, PhotoStatus};
use thiserror::Error;

use crate::store::devices::Device;
use crate::store::photos::StoredPhoto;
use crate::store::{Reading, StoreError, Writing};

/// Why a piece is not taken, or a picture not given.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PhotoError {
    /// No photo of the device's organisation names it, or it is not whole yet.
    #[error("there is no such picture")]
    Unknown,
    /// The piece ends beyond the picture's end.
    #[error("the picture has more bytes than its photo says")]
    TooLarge,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PhotoError {
    /// As it is told to a phone.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Unknown => Fault::UnknownPhoto,
            Self::TooLarge => Fault::TooLarge,
            Self::Store(_) => Fault::Storage,
        }
    }
}

/// How much is here of a picture that the device's organisation names.
pub fn status(reading: &Reading<'_>, device: &Device, hash: PhotoHash) -> Result<PhotoStatus, PhotoError> {
    sizes(reading, device, hash)?;
    let stored = reading.photo(device.organisation, hash)?;
    Ok(told(reading, hash, stored)?)
}

/// Takes a piece, if it begins where what is here ends; else only tells how
/// much is here. A picture that has as many bytes as its photo says is whole
/// where its hash is right, and dropped where it is not.
pub fn take(
    writing: &Writing<'_>,
    device: &Device,
    hash: PhotoHash,
    (offset, piece): (u32, &[u8]),
    now: Moment,
) -> Result<PhotoStatus, PhotoError> {
    let reading = writing.reading();
    let sizes = sizes(&reading, device, hash)?;
    let most = sizes.iter().max().copied().unwrap_or_default();
    let stored = reading.photo(device.organisation, hash)?;
    let held = stored.map_or(0, |stored| stored.held);
    let fits = offset == held && !piece.is_empty() && !stored.is_some_and(|stored| stored.complete);
    if !fits {
        return Ok(told(&reading, hash, stored)?);
    }
    let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
    if most.saturating_sub(held) < length {
        return Err(PhotoError::TooLarge);
    }
    let mut stored = writing.put_piece(device.organisation, hash, piece)?;
    if sizes.contains(&stored.held) && reading.photo_hash(stored.key)? == hash {
        writing.complete_photo(stored.key, now)?;
        stored.complete = true;
    } else if stored.held == most {
        writing.drop_photo(stored.key)?;
        return Ok(told(&reading, hash, None)?);
    }
    Ok(told(&reading, hash, Some(stored))?)
}

/// The bytes of a picture of the device's organisation, once it is whole.
pub fn bytes(reading: &Reading<'_>, device: &Device, hash: PhotoHash) -> Result<Vec<u8>, PhotoError> {
    let stored = reading.photo(device.organisation, hash)?.filter(|stored| stored.complete);
    Ok(reading.photo_bytes(stored.ok_or(PhotoError::Unknown)?)?)
}

/// How many bytes the photos that name the picture say it has. Where two of
/// them differ, the hash decides.
fn sizes(reading: &Reading<'_>, device: &Device, hash: PhotoHash) -> Result<Vec<u32>, PhotoError> {
    let photos = reading.photos(device.organisation)?.into_iter();
    let sizes: Vec<_> =
        photos.filter(|photo| photo.hash == Some(hash)).filter_map(|photo| photo.bytes).collect();
    if sizes.is_empty() { Err(PhotoError::Unknown) } else { Ok(sizes) }
}

fn told(
    reading: &Reading<'_>,
    hash: PhotoHash,
    stored: Option<StoredPhoto>,
) -> Result<PhotoStatus, StoreError> {
    let (held, complete) = stored.map_or((0, false), |stored| (stored.held, stored.complete));
    Ok(PhotoStatus { hash, held, complete, epoch: reading.epoch()? })
}
