//! Bundles: changes in a file that people carry where there is no road.
//!
//! A file is [`MAGIC`], the length of the rest as four bytes, big-endian, and
//! one **part** after the other. A part is as much as one sync request would
//! bring, sealed by one device: the device's public key (65 bytes), the length
//! of the content (four bytes), the content, a signature (64 bytes). What is
//! signed is the magic and all of the part that stands before the signature.
//! So parts can be handed on and put together by others, and nobody can change
//! one. The content is a [`Bundle`].
//!
//! Nothing here signs or verifies: the phone does that by its browser, the
//! server by a library. Whoever reads a file refuses **all of it** where one
//! part is not as it should be.

pub mod text;

use minicbor::{Decode, Decoder, Encode};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::engine::{Unsent, page};
use super::wire::{DeviceKey, Push, VERSION, are_within_limits};
use crate::id::{DeviceNumber, write_hex};
use crate::moment::Moment;
use crate::org::Organisation;

/// How a file begins, and what stands before a part in what is signed.
pub const MAGIC: &[u8; 16] = b"bontot bundle 1\n";
/// How the name of such a file ends.
pub const FILE_ENDING: &str = "bontot";
/// The media type by which phones share it: one that messengers pass on untouched.
pub const FILE_TYPE: &str = "application/octet-stream";
/// Bytes of a file: some fifteen years of a cell's records.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of one part. A page of a phone is a quarter of it.
pub const MOST_PART_BYTES: usize = 1024 * 1024;

const LENGTH: usize = 4;
const KEY: usize = 65;
const SIGNATURE: usize = 64;

/// Why a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BundleError {
    /// It is another sort of file.
    #[error("this is no bundle")]
    NotABundle,
    /// The end is missing.
    #[error("the file is cut off")]
    Cut,
    /// It is not what was sealed.
    #[error("the file was damaged or changed since it was sealed")]
    Damaged,
    /// It holds more than one may.
    #[error("the file is too large")]
    TooLarge,
    /// A newer program wrote it.
    #[error("the file was written by a newer version")]
    Version,
}

/// What one part says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Bundle {
    /// The protocol's version.
    #[n(0)]
    pub version: u16,
    /// Whose records they are.
    #[n(1)]
    pub organisation: Organisation,
    /// The device that sealed it.
    #[n(2)]
    pub device: DeviceNumber,
    /// When, by its clock.
    #[n(3)]
    pub made_at: Moment,
    /// The changes, by document.
    #[n(4)]
    pub push: Vec<Push>,
}

impl Bundle {
    /// How many changes it holds.
    pub fn changes(&self) -> usize {
        self.push.iter().map(|push| push.chunks.len()).sum()
    }

    /// The part without its signature, to be sealed by `key`.
    pub fn unsigned(&self, key: &DeviceKey) -> Vec<u8> {
        let content = crate::replica::encode(self);
        let mut part = key.0.to_vec();
        part.extend(length(content.len()));
        part.extend(content);
        part
    }
}

/// What must be signed of a part without its signature.
pub fn to_sign(unsigned: &[u8]) -> Vec<u8> {
    [MAGIC, unsigned].concat()
}

/// Shares changes out to parts, in their order.
pub fn pages(unsent: impl Iterator<Item = Unsent>) -> Vec<Vec<Push>> {
    let mut unsent = unsent.peekable();
    let mut pages = Vec::new();
    while unsent.peek().is_some() {
        pages.push(page(&mut unsent).0);
    }
    pages
}

/// The file of these parts.
pub fn file<P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    let bytes = parts.iter().map(|part| part.as_ref().len()).sum();
    let mut file = MAGIC.to_vec();
    file.extend(length(bytes));
    parts.iter().for_each(|part| file.extend(part.as_ref()));
    file
}

/// A length as it stands in files. What is longer is longer than a file may be,
/// and is refused as such by whoever reads it.
fn length(bytes: usize) -> [u8; LENGTH] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes()
}

/// One part of a file, whose signature is yet to be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// All of it.
    pub whole: &'a [u8],
    /// The key that must have signed it.
    pub key: DeviceKey,
    /// The signature: two numbers of 32 bytes each, as browsers write them.
    pub signature: [u8; SIGNATURE],
    content: &'a [u8],
}

impl Part<'_> {
    /// What must have been signed.
    pub fn signed(&self) -> Vec<u8> {
        to_sign(self.whole.get(..self.whole.len() - SIGNATURE).unwrap_or_default())
    }

    /// What it says. To be asked once the signature was verified.
    pub fn bundle(&self) -> Result<Bundle, BundleError> {
        let mut head = Decoder::new(self.content);
        let version = head.array().and_then(|_| head.u16()).map_err(|_| BundleError::Damaged)?;
        if version != VERSION {
            return Err(BundleError::Version);
        }
        let bundle: Bundle = minicbor::decode(self.content).map_err(|_| BundleError::Damaged)?;
        if are_within_limits(bundle.push.iter().map(|push| push.chunks.len())) {
            Ok(bundle)
        } else {
            Err(BundleError::TooLarge)
        }
    }

    /// A name that no other part has: the SHA-256 of all of it.
    pub fn name(&self) -> String {
        Hex(Sha256::digest(self.whole).into()).to_string()
    }
}

struct Hex([u8; 32]);

impl std::fmt::Display for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_hex(f, &self.0)
    }
}

/// The parts of a file; never none.
pub fn parts(file: &[u8]) -> Result<Vec<Part<'_>>, BundleError> {
    if MOST_BYTES < file.len() {
        return Err(BundleError::TooLarge);
    }
    let Some(rest) = file.strip_prefix(MAGIC) else {
        let begins = !file.is_empty() && MAGIC.starts_with(file);
        return Err(if begins { BundleError::Cut } else { BundleError::NotABundle });
    };
    let (length, mut rest) = rest.split_first_chunk::<LENGTH>().ok_or(BundleError::Cut)?;
    match rest.len().cmp(&as_length(*length)) {
        std::cmp::Ordering::Less => return Err(BundleError::Cut),
        std::cmp::Ordering::Equal if !rest.is_empty() => {}
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => return Err(BundleError::Damaged),
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, after) = part(rest).ok_or(BundleError::Damaged)?;
        if MOST_PART_BYTES < part.whole.len() {
            return Err(BundleError::TooLarge);
        }
        parts.push(part);
        rest = after;
    }
    Ok(parts)
}

fn as_length(bytes: [u8; LENGTH]) -> usize {
    usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX)
}

/// The part that `rest` begins with, and what comes after it.
fn part(rest: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let (key, after) = rest.split_first_chunk::<KEY>()?;
    let (length, after) = after.split_first_chunk::<LENGTH>()?;
    let (content, after) = after.split_at_checked(as_length(*length))?;
    let (signature, after) = after.split_first_chunk::<SIGNATURE>()?;
    let whole = rest.get(..rest.len() - after.len())?;
    Some((Part { whole, key: DeviceKey(*key), signature: *signature, content }, after))
}

#[cfg(test)]
mod tests;
