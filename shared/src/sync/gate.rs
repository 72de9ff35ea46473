//! The gate: what a chunk must be before Automerge sees a byte of it.
//!
//! Automerge trusts its input in ways a server cannot: it inflates without
//! limit, and a chunk of a hundred bytes can claim a million operations. The
//! gate therefore takes only plain change chunks, checks their checksum and
//! adds up the run lengths that decide how much work a chunk asks for.
//!
//! Layout of a chunk: magic `85 6f 4a 83`, four bytes of checksum, one byte of
//! type, a LEB128 length, the body. The checksum is the beginning of the
//! SHA-256 of everything after itself, and that SHA-256 is the change's hash.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::id::{Actor, ChangeHash};

/// The largest chunk: a resolution's whole body with room to spare.
pub const MOST_BYTES: usize = 128 * 1024;
/// Operations in one change: a body of 20,000 characters is as many insertions,
/// and who brings together what five phones wrote at the same time deletes five
/// of them ([`crate::document::admission::MOST_WRITERS_APART`]).
pub const MOST_OPERATIONS: u64 = 125_000;
/// Dependencies of one change: as many phones as could write at the same time.
pub const MOST_DEPENDENCIES: u64 = 64;
/// Other actors named by one change.
pub const MOST_ACTORS: u64 = 256;
/// Bytes of the message, which this project leaves empty.
pub const MOST_MESSAGE: u64 = 256;
/// Columns that version 1 of the format knows, with room for newer ones.
pub const MOST_COLUMNS: u64 = 32;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
pub(super) const CHANGE_TYPE: u8 = 1;
const ACTION_COLUMN: u64 = 0x42;
const PREDECESSOR_COUNT_COLUMN: u64 = 0x70;
const DEFLATE_BIT: u64 = 0x08;

/// Why a chunk does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GateError {
    /// It is larger than [`MOST_BYTES`].
    #[error("the chunk is too large")]
    TooLarge,
    /// It does not begin as a chunk does.
    #[error("this is not a chunk")]
    NotAChunk,
    /// It is a document, a compressed change or a bundle.
    #[error("only plain changes are taken")]
    NotAPlainChange,
    /// The checksum does not fit the bytes.
    #[error("the checksum is wrong")]
    Checksum,
    /// A length leads beyond the end, or bytes are left over.
    #[error("the chunk is cut or too long")]
    Length,
    /// The actor does not have sixteen bytes.
    #[error("the actor is not one of ours")]
    Actor,
    /// It asks for more work than one change may.
    #[error("the chunk asks for too much work")]
    TooMuchWork,
    /// A column is compressed.
    #[error("a column is compressed")]
    CompressedColumn,
}

/// A chunk that passed, with what the gate learned from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatedChunk<'a> {
    /// The whole chunk.
    pub bytes: &'a [u8],
    /// The change's hash.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: Actor,
    /// Its number in the actor's sequence, from 1.
    pub seq: u64,
    /// The changes it builds on.
    pub dependencies: Vec<ChangeHash>,
    /// The counter of its first operation: greater than every counter of the
    /// changes it builds on, whatever the writers' clocks said.
    pub start_op: u64,
    /// How many operations it holds.
    pub operations: usize,
    /// When it was written, by the writer's clock, in seconds since 1970.
    pub seconds: i64,
}

/// Checks one chunk.
pub fn check(bytes: &[u8]) -> Result<GatedChunk<'_>, GateError> {
    if MOST_BYTES < bytes.len() {
        return Err(GateError::TooLarge);
    }
    let mut input = Input(bytes);
    if input.take(4).map_err(|_| GateError::NotAChunk)? != MAGIC {
        return Err(GateError::NotAChunk);
    }
    let checksum = input.take(4)?;
    let hash: [u8; 32] = Sha256::digest(input.0).into();
    let [kind] = input.array()?;
    if kind != CHANGE_TYPE {
        return Err(GateError::NotAPlainChange);
    }
    if hash.iter().take(4).ne(checksum) {
        return Err(GateError::Checksum);
    }
    if input.unsigned()? != input.0.len() as u64 {
        return Err(GateError::Length);
    }
    let dependencies = (0..input.count(MOST_DEPENDENCIES)?)
        .map(|_| input.array().map(ChangeHash::from_bytes))
        .collect::<Result<_, _>>()?;
    let actor = Actor::from_slice(input.prefixed(16)?).ok_or(GateError::Actor)?;
    let seq = input.unsigned()?;
    let start_op = input.unsigned()?;
    let seconds = input.signed()?;
    input.prefixed(MOST_MESSAGE)?;
    for _ in 0..input.count(MOST_ACTORS)? {
        Actor::from_slice(input.prefixed(16)?).ok_or(GateError::Actor)?;
    }
    let columns = (0..input.count(MOST_COLUMNS)?)
        .map(|_| Ok((input.unsigned()?, input.unsigned()?)))
        .collect::<Result<Vec<_>, GateError>>()?;
    let (mut operations, mut predecessors) = (0, 0);
    for (specification, length) in columns {
        if specification & DEFLATE_BIT != 0 {
            return Err(GateError::CompressedColumn);
        }
        let column = input.take(usize::try_from(length).map_err(|_| GateError::Length)?)?;
        match specification {
            ACTION_COLUMN => operations = sum_runs(column, |_| 1)?,
            PREDECESSOR_COUNT_COLUMN => predecessors = sum_runs(column, |value| value)?,
            _ => {}
        }
    }
    // Operation counters beyond 32 bits are refused by Automerge only later.
    let counters_fit = start_op.checked_add(operations).is_some_and(|last| last < u64::from(u32::MAX));
    if MOST_OPERATIONS < predecessors || !counters_fit {
        return Err(GateError::TooMuchWork);
    }
    let operations = usize::try_from(operations).map_err(|_| GateError::TooMuchWork)?;
    Ok(GatedChunk {
        bytes,
        hash: ChangeHash::from_bytes(hash),
        actor,
        seq,
        dependencies,
        start_op,
        operations,
        seconds,
    })
}

/// Adds `weight` of every value of a run-length encoded column, with an end.
fn sum_runs(column: &[u8], weight: impl Fn(u64) -> u64) -> Result<u64, GateError> {
    let mut input = Input(column);
    let mut sum: u64 = 0;
    let mut add = |count: u64, value: u64| {
        sum = weight(value)
            .checked_mul(count)
            .and_then(|n| sum.checked_add(n))
            .ok_or(GateError::TooMuchWork)?;
        if MOST_OPERATIONS < sum { Err(GateError::TooMuchWork) } else { Ok(()) }
    };
    while !input.0.is_empty() {
        let run = input.signed()?;
        if 0 < run {
            add(run.unsigned_abs(), input.unsigned()?)?;
        } else if run < 0 {
            for _ in 0..run.unsigned_abs() {
                add(1, input.unsigned()?)?;
            }
        } else {
            // A run of nulls is still as many rows.
            let nulls = input.unsigned()?;
            if MOST_OPERATIONS < nulls {
                return Err(GateError::TooMuchWork);
            }
            add(nulls, 0)?;
        }
    }
    Ok(sum)
}

/// What is left to read.
pub(super) struct Input<'a>(pub &'a [u8]);

impl<'a> Input<'a> {
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], GateError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(GateError::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], GateError> {
        self.take(N)?.try_into().map_err(|_| GateError::Length)
    }

    pub fn count(&mut self, most: u64) -> Result<u64, GateError> {
        let count = self.unsigned()?;
        if most < count { Err(GateError::TooMuchWork) } else { Ok(count) }
    }

    pub fn prefixed(&mut self, most: u64) -> Result<&'a [u8], GateError> {
        let length = self.count(most)?;
        self.take(usize::try_from(length).map_err(|_| GateError::Length)?)
    }

    pub fn unsigned(&mut self) -> Result<u64, GateError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && 1 < part {
                return Err(GateError::Length);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(GateError::Length)
    }

    fn signed(&mut self) -> Result<i64, GateError> {
        let mut value = 0_i64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 64_u32.saturating_sub(shift + 7);
                return Ok(value << unused >> unused);
            }
        }
        Err(GateError::Length)
    }
}

#[cfg(test)]
mod tests;
