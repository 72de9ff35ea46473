//! A message of Automerge's sync protocol, looked at before Automerge is.
//!
//! Automerge trusts such a message: a filter of a few bytes can ask for four
//! thousand million probes, one of no bytes makes it divide by zero, and the
//! changes in it go straight into the document. So a message is bounded here and
//! taken apart: its chunks go the way of every push ([`crate::sync::gate`]), and
//! what is left, without them, is all that Automerge reads.
//!
//! Layout: one byte of version, heads, needed hashes, what the sender has (last
//! common heads and a Bloom filter), changes, and flags, which may be absent.
//! Every list begins with its length.

use thiserror::Error;

use crate::document::admission::MOST_CHANGES;
use crate::id::ChangeHash;
use crate::sync::gate::{CHANGE_TYPE, GateError, Input};
use crate::sync::wire::MOST_PUSHED_CHANGES;

/// Heads of a document: every device of a large cell may have left some
/// ([`crate::document::admission::MOST_HEADS_OF_ONE`]).
pub const MOST_HEADS: u64 = 1_024;
/// Descriptions of what the sender has. Automerge sends one.
pub const MOST_HAVES: u64 = 8;
/// Bits for each entry of a filter, and probes for each hash: Automerge's own
/// filters have 10 and 7.
pub const MOST_PROBES: u64 = 32;
/// Bytes of the flags. Automerge sends two.
pub const MOST_FLAGS: u64 = 16;

const VERSION_1: u8 = 0x42;
const VERSION_2: u8 = 0x43;
const HASH_BYTES: usize = 32;
/// Where a chunk says what it is, after magic and checksum.
const TYPE_PLACE: usize = 8;

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MessageError {
    /// It is no message of either version.
    #[error("this is not a sync message")]
    NotAMessage,
    /// A length leads beyond the end, or bytes are left over.
    #[error("the sync message is cut or too long")]
    Length,
    /// It lists more than a document can have.
    #[error("the sync message lists more than a document can have")]
    TooMuch,
    /// Its filter has no bits for its entries, or too many probes.
    #[error("the filter of the sync message is none")]
    Filter,
    /// Hashes are not in order, as Automerge itself expects them.
    #[error("the hashes of the sync message are not in order")]
    Order,
}

impl From<GateError> for MessageError {
    fn from(error: GateError) -> Self {
        match error {
            GateError::TooMuchWork => Self::TooMuch,
            _ => Self::Length,
        }
    }
}

/// A message that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedMessage<'a> {
    /// The sender's heads.
    pub heads: Vec<ChangeHash>,
    /// The chunks that it brings, one by one. What they are, nobody has looked at.
    pub chunks: Vec<&'a [u8]>,
    before: &'a [u8],
    flags: &'a [u8],
}

impl CheckedMessage<'_> {
    /// Whether every chunk says that it is a plain change, and none that it is a
    /// whole document or compressed. The gate sees to it that it is true.
    pub fn is_plain(&self) -> bool {
        self.chunks.iter().all(|chunk| chunk.get(TYPE_PLACE) == Some(&CHANGE_TYPE))
    }

    /// The message as bytes, without any change.
    pub fn without_changes(&self) -> Vec<u8> {
        [self.before, &[0], self.flags].concat()
    }
}

/// Checks a message and takes it apart.
pub fn check(bytes: &[u8]) -> Result<CheckedMessage<'_>, MessageError> {
    let mut input = Input(bytes);
    let [version] = input.array().map_err(|_| MessageError::NotAMessage)?;
    if ![VERSION_1, VERSION_2].contains(&version) {
        return Err(MessageError::NotAMessage);
    }
    let heads = hashes(&mut input, MOST_HEADS)?;
    if !heads.is_sorted_by(|one, other| one < other) {
        return Err(MessageError::Order);
    }
    hashes(&mut input, MOST_CHANGES as u64)?;
    for _ in 0..input.count(MOST_HAVES)? {
        hashes(&mut input, MOST_HEADS)?;
        let length = input.unsigned()?;
        filter(input.take(usize::try_from(length).map_err(|_| MessageError::Length)?)?)?;
    }
    let before = bytes.get(..bytes.len() - input.0.len()).unwrap_or_default();
    let mut chunks = Vec::new();
    for _ in 0..input.count(MOST_PUSHED_CHANGES as u64)? {
        let length = input.unsigned()?;
        let element = input.take(usize::try_from(length).map_err(|_| MessageError::Length)?)?;
        take_apart(element, &mut chunks)?;
    }
    let flags = input.0;
    if !flags.is_empty() {
        input.prefixed(MOST_FLAGS)?;
        if !input.0.is_empty() {
            return Err(MessageError::Length);
        }
    }
    Ok(CheckedMessage { heads, chunks, before, flags })
}

fn hashes(input: &mut Input<'_>, most: u64) -> Result<Vec<ChangeHash>, MessageError> {
    // As many as there are bytes for, whatever the length says.
    let count = input.count(most)?.min((input.0.len() / HASH_BYTES) as u64 + 1);
    (0..count).map(|_| Ok(ChangeHash::from_bytes(input.array()?))).collect()
}

/// A filter is nothing, or three numbers and its bits.
fn filter(bytes: &[u8]) -> Result<(), MessageError> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut input = Input(bytes);
    let (entries, bits, probes) = (input.unsigned()?, input.unsigned()?, input.unsigned()?);
    if MOST_CHANGES as u64 * 2 < entries {
        return Err(MessageError::TooMuch);
    }
    let used = 1..=MOST_PROBES;
    if entries == 0 || !used.contains(&bits) || !used.contains(&probes) {
        return Err(MessageError::Filter);
    }
    if input.0.len() as u64 != (entries * bits).div_ceil(8) { Err(MessageError::Filter) } else { Ok(()) }
}

/// An element of version 1 is one chunk, one of version 2 any number of them.
fn take_apart<'a>(element: &'a [u8], chunks: &mut Vec<&'a [u8]>) -> Result<(), MessageError> {
    let mut input = Input(element);
    while !input.0.is_empty() {
        if chunks.len() == MOST_PUSHED_CHANGES {
            return Err(MessageError::TooMuch);
        }
        let begin = input.0;
        // Magic and checksum, and the type, which the gate looks at.
        input.take(9)?;
        let length = input.unsigned()?;
        input.take(usize::try_from(length).map_err(|_| MessageError::Length)?)?;
        chunks.push(begin.get(..begin.len() - input.0.len()).unwrap_or_default());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
