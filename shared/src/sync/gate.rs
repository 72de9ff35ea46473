//! The gate: what a chunk must be before Automerge sees a byte of it.
//!
//! Automerge trusts its input in ways a server cannot: it inflates without
//! limit, a chunk of a hundred bytes can claim a million operations, and some
//! numbers make it panic. The gate therefore takes only plain change chunks,
//! checks their checksum, and walks every column, so that what a chunk asks for
//! is known before it is asked.
//!
//! Layout of a chunk: magic `85 6f 4a 83`, four bytes of checksum, one byte of
//! type, a LEB128 length, the body. The checksum is the beginning of the
//! SHA-256 of everything after itself, and that SHA-256 is the change's hash.

mod columns;
mod input;

use std::ops::Deref;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::id::{Actor, ChangeHash};
use columns::{Counts, walk};
pub(super) use input::Input;

/// The largest chunk: a resolution's whole body with room to spare.
pub const MOST_BYTES: usize = 128 * 1024;
/// Operations in one change: a body of 20,000 characters is as many insertions,
/// and who brings together what five phones wrote at the same time deletes five
/// of them ([`crate::document::admission::MOST_WRITERS_APART`]). The operations
/// that they supersede are as many.
pub const MOST_OPERATIONS: u64 = 125_000;
/// Dependencies of one change: as many phones as could write at the same time.
pub const MOST_DEPENDENCIES: u64 = 64;
/// Other actors named by one change: the writing sessions of a cell's phones in
/// the years of one record.
pub const MOST_ACTORS: u64 = 256;
/// Bytes of the message, which this project leaves empty; other programs write a line.
pub const MOST_MESSAGE: u64 = 256;
/// Columns of one change: version 1 of the format knows fourteen.
pub const MOST_COLUMNS: u64 = 14;
/// Bytes of a key: fields and ids have half of it, names with an id two thirds. One run of a long key would
/// be copied for each of its operations.
pub const MOST_KEY: u64 = 64;
/// Bytes of an actor: a device's number and twelve that are random.
const ACTOR_BYTES: u64 = 16;
/// Counters of operations have 32 bits in Automerge, which panics beyond.
const MOST_COUNTER: u64 = u32::MAX as u64;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
pub(super) const CHANGE_TYPE: u8 = 1;

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
    /// Its dependencies are not in their order, or one is named twice.
    #[error("the dependencies are out of order")]
    Dependencies,
    /// It asks for more work than one change may.
    #[error("the chunk asks for too much work")]
    TooMuchWork,
    /// A column is compressed.
    #[error("a column is compressed")]
    CompressedColumn,
    /// A column is not one of the format, stands twice, or has other rows than
    /// the change has operations.
    #[error("the columns do not fit each other")]
    Column,
    /// A counter is none that an operation can have, or no writer stands at the
    /// place where one is said to be.
    #[error("a number names nothing")]
    Number,
}

/// What a chunk says of its change before it comes to the operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The change's hash.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: Actor,
    /// Its number in the actor's sequence, from 1.
    pub seq: u64,
    /// The changes it builds on, in the order of their hashes.
    pub dependencies: Vec<ChangeHash>,
    /// The other writers whose operations it names. Automerge panics where it
    /// applies a change that names one of whom the document has nothing.
    pub others: Vec<Actor>,
    /// The counter of its first operation: greater than every counter of the
    /// changes it builds on, whatever the writers' clocks said.
    pub start_op: u64,
    /// When it was written, by the writer's clock, in seconds since 1970.
    pub seconds: i64,
}

/// A chunk that passed, with what the gate learned from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatedChunk<'a> {
    /// The whole chunk.
    pub bytes: &'a [u8],
    /// What it says of its change.
    pub head: Head,
    /// How many operations it holds.
    pub operations: usize,
    /// How many operations those supersede, all together.
    pub predecessors: usize,
}

impl Deref for GatedChunk<'_> {
    type Target = Head;

    fn deref(&self) -> &Head {
        &self.head
    }
}

/// Checks one chunk.
///
/// # Errors
/// Why it may not come near Automerge.
pub fn check(bytes: &[u8]) -> Result<GatedChunk<'_>, GateError> {
    let (head, mut input) = open(bytes)?;
    let lengths = (0..input.count(MOST_COLUMNS)?)
        .map(|_| Ok((input.unsigned()?, input.unsigned()?)))
        .collect::<Result<Vec<_>, GateError>>()?;
    let columns = lengths
        .into_iter()
        .map(|(specification, length)| {
            let column = input.take(usize::try_from(length).map_err(|_| GateError::Length)?)?;
            Ok((specification, column))
        })
        .collect::<Result<Vec<_>, GateError>>()?;
    if !input.0.is_empty() {
        return Err(GateError::Length);
    }
    let writers = head.others.len() as u64 + 1;
    let Counts { operations, predecessors } = walk(&columns, writers)?;
    let last = head.start_op.checked_add(operations).ok_or(GateError::Number)?;
    if head.seq == 0 || head.start_op == 0 || MOST_COUNTER <= last {
        return Err(GateError::Number);
    }
    let size = |count: u64| usize::try_from(count).map_err(|_| GateError::TooMuchWork);
    Ok(GatedChunk { bytes, head, operations: size(operations)?, predecessors: size(predecessors)? })
}

/// What a chunk says of its change, without a look at its operations: enough
/// for a phone to put in order what it wrote, or what passed the ward's gate.
///
/// # Errors
/// Why it is not a chunk of a plain change.
pub fn head(bytes: &[u8]) -> Result<Head, GateError> {
    open(bytes).map(|(head, _)| head)
}

/// Whether the chunk says of itself that it is a plain change.
pub fn is_plain(bytes: &[u8]) -> bool {
    // After the word that every chunk begins with, and its checksum.
    bytes.get(8) == Some(&CHANGE_TYPE)
}

/// The head of a chunk, and what follows it.
fn open(bytes: &[u8]) -> Result<(Head, Input<'_>), GateError> {
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
        .collect::<Result<Vec<_>, _>>()?;
    if !dependencies.is_sorted_by(|one, next| one < next) {
        return Err(GateError::Dependencies);
    }
    let actor = input.actor()?;
    let seq = input.unsigned()?;
    let start_op = input.unsigned()?;
    let seconds = input.signed()?;
    input.prefixed(MOST_MESSAGE)?;
    let others = (0..input.count(MOST_ACTORS)?).map(|_| input.actor()).collect::<Result<_, _>>()?;
    let hash = ChangeHash::from_bytes(hash);
    Ok((Head { hash, actor, seq, dependencies, others, start_op, seconds }, input))
}

#[cfg(test)]
mod tests;
