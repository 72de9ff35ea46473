//! Admission: which changes of a device may enter a document.
//!
//! Chunks come here from the gate ([`crate::sync::gate`]), so they are known to
//! be small, plain and honest about their size. Admission lets nothing through
//! that the kind's schema does not allow, and only then applies the changes to
//! a **twin** of the document, since Automerge fails on, or worse accepts,
//! operations that name what is not theirs. Faults of authority refuse the
//! whole push of the document; what an honest person without signal could not
//! know is never a fault.

mod history;
mod operation;

use std::collections::{BTreeSet, VecDeque};

use automerge::legacy::{ObjectId, Op};
use automerge::{Change, ObjId, ROOT, ReadDoc};
use minicbor::{Decode, Encode};
use thiserror::Error;

use super::Document;
use super::conflict::objects;
use super::schema::{self, Shape};
use crate::id::{Actor, ChangeHash, DeviceNumber};
use crate::sorted_map::SortedMap;
use crate::sync::gate::GatedChunk;
use history::{History, New};
use operation::allowed;

/// Why a push of changes to one document is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error, Encode, Decode)]
pub enum Refusal {
    /// A change was written by an actor of another device.
    #[n(0)]
    #[error("a change was written by another device")]
    ForeignActor,
    /// An actor's changes do not follow one another.
    #[n(1)]
    #[error("an actor's changes do not follow one another")]
    BrokenSequence,
    /// Bytes are not a change that Automerge can read.
    #[n(2)]
    #[error("a change cannot be read")]
    Unreadable,
    /// An operation is not one that this kind of record has.
    #[n(3)]
    #[error("a change does what this kind of record does not allow")]
    NotAllowed,
    /// The bytes did not pass the gate.
    #[n(4)]
    #[error("a change is malformed or larger than is allowed")]
    Malformed,
    /// The document belongs to another organisation or is of another kind.
    #[n(5)]
    #[error("the document belongs to another organisation")]
    ForeignDocument,
    /// The document has grown beyond what one record may hold.
    #[n(6)]
    #[error("the document has grown too large")]
    TooLarge,
}

/// A refusal of a push, and for which of its changes it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{why}")]
pub struct Refused {
    /// Why.
    pub why: Refusal,
    /// The changes at fault; none where it is all of them together.
    pub at: Vec<ChangeHash>,
}

impl Refusal {
    /// A refusal for one change.
    fn at(self, change: ChangeHash) -> Refused {
        Refused { why: self, at: vec![change] }
    }
}

impl From<Refusal> for Refused {
    fn from(why: Refusal) -> Self {
        Self { why, at: Vec::new() }
    }
}

/// Changes one document may hold (docs/ARCHITECTURE.md: a record stays small).
pub const MOST_CHANGES: usize = 10_000;

/// Changes that nothing of the document builds on yet, of one device. An honest
/// phone leaves one, its last, and a second one where it saved from a form that
/// had not seen the news; a phone that was put back from a copy may leave one
/// more. A device that could leave them without end would make every further
/// change name more than [`crate::sync::gate::MOST_DEPENDENCIES`]. What the
/// other devices left does not count, since their writers may not have met.
pub const MOST_HEADS_OF_ONE: usize = 8;

/// What became of the changes of one push.
#[derive(Debug)]
pub enum Admission {
    /// The twin with the new changes. Another device's changes are left out, and
    /// refused when they come alone. So are changes whose past is not there; they
    /// can come again once it is. After a restored backup two phones
    /// may each hold what the other's changes build on, and would wait for each
    /// other for ever if a push entered as a whole or not at all.
    Admitted {
        /// The document with the changes.
        twin: Box<Document>,
        /// Positions in the push of the chunks that the document did not have
        /// and now has, in an order in which each comes after those it builds on.
        new: Vec<usize>,
    },
    /// Nothing could enter, since changes are missing on which all of this
    /// builds: the device is to send again all it ever wrote into this
    /// document. These are the document's heads.
    Missing(Vec<ChangeHash>),
    /// It was stopped before it was known.
    Stopped,
}

/// Whose changes may enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writers {
    /// Those of the device that brings them.
    Only(DeviceNumber),
    /// Anybody's but the genesis': a person of the ward looked at them.
    Anybody,
}

/// Applies `chunks`, written by `device`, to a twin of `document`.
pub fn admit(
    document: &Document,
    chunks: &[GatedChunk<'_>],
    device: DeviceNumber,
) -> Result<Admission, Refused> {
    admit_of(document, chunks, Writers::Only(device))
}

/// Applies `chunks`, written by one of `writers`, to a twin of `document`.
pub fn admit_of(
    document: &Document,
    chunks: &[GatedChunk<'_>],
    writers: Writers,
) -> Result<Admission, Refused> {
    admit_within(document, chunks, writers, &|| true)
}

/// As [`admit_of`], as long as `may_go_on` says so, which is asked between any
/// two changes and any two parts of applying them. Once it says no it stays so.
pub fn admit_within(
    document: &Document,
    chunks: &[GatedChunk<'_>],
    writers: Writers,
    may_go_on: &dyn Fn() -> bool,
) -> Result<Admission, Refused> {
    let mut next: VecDeque<usize> =
        (0..chunks.len()).filter(|i| chunks.get(*i).is_some_and(|c| !document.has(c.hash))).collect();
    if MOST_CHANGES < document.automerge().stats().num_changes as usize + next.len() {
        return Err(Refusal::TooLarge.into());
    }
    let mut history = History::of(document);
    let devices: BTreeSet<_> = match writers {
        Writers::Only(device) => [device].into(),
        Writers::Anybody => chunks.iter().map(|chunk| chunk.actor.device()).collect(),
    };
    let heads_before: Vec<_> = devices.iter().map(|device| (*device, history.heads_of(*device))).collect();
    // Chunks that wait for another one, by its hash. An honest push is in order.
    let mut waiting: SortedMap<ChangeHash, Vec<usize>> = SortedMap::new();
    let mut new = Vec::new();
    let mut added = Vec::new();
    let mut foreign = Vec::new();
    while let Some(index) = next.pop_front() {
        if !may_go_on() {
            return Ok(Admission::Stopped);
        }
        let Some(chunk) = chunks.get(index).filter(|chunk| !history.has(chunk.hash)) else {
            continue;
        };
        if let Some(missing) = chunk.dependencies.iter().find(|dep| !history.has(**dep)) {
            waiting.entry(*missing).or_default().push(index);
            continue;
        }
        let writer = chunk.actor.device();
        if !devices.contains(&writer) || writer == Actor::GENESIS.device() {
            // What does not build on it is not to blame for what its phone wrote as
            // the device that it was before.
            foreign.push(chunk.hash);
            continue;
        }
        added.push(history.add(chunk).map_err(|why| why.at(chunk.hash))?);
        new.push(index);
        next.extend(waiting.remove(&chunk.hash).unwrap_or_default());
    }
    if new.is_empty() && !foreign.is_empty() {
        return Err(Refused { why: Refusal::ForeignActor, at: foreign });
    }
    if new.is_empty() && !waiting.is_empty() {
        return Ok(Admission::Missing(document.heads()));
    }
    // Whoever left too many before the limit may still write and bring them together.
    let too_many = |(device, before): &(DeviceNumber, usize)| {
        (*before).max(MOST_HEADS_OF_ONE) < history.heads_of(*device)
    };
    if heads_before.iter().any(too_many) {
        return Err(Refusal::NotAllowed.into());
    }
    for change in &added {
        if !may_go_on() {
            return Ok(Admission::Stopped);
        }
        if !allowed(document.kind(), &history, change) {
            return Err(Refusal::NotAllowed.at(change.change.hash().into()));
        }
    }
    let mut twin = document.clone();
    for part in parts(&added) {
        if !may_go_on() {
            return Ok(Admission::Stopped);
        }
        twin.apply(part).map_err(|_| Refusal::Unreadable)?;
    }
    let fit = long_texts_fit(&twin, &history, &added, may_go_on);
    if !may_go_on() {
        return Ok(Admission::Stopped);
    }
    if !fit {
        return Err(Refusal::TooLarge.into());
    }
    Ok(Admission::Admitted { twin: Box::new(twin), new })
}

/// Operations after which applying changes pauses. What is honest is applied at
/// once, since Automerge is the quicker the more it is given.
const PART: usize = 50_000;

/// The changes in parts of about as many operations.
fn parts(added: &[New]) -> Vec<Vec<Change>> {
    let mut parts = Vec::new();
    let (mut part, mut operations) = (Vec::new(), 0);
    for new in added {
        part.push(new.change.clone());
        operations += new.change.len();
        if PART <= operations {
            parts.push(std::mem::take(&mut part));
            operations = 0;
        }
    }
    parts.push(part);
    parts
}

/// Writers whose whole long texts may stand side by side: those that wrote the
/// longest one anew without knowing of each other. Whoever then brings them
/// together deletes all of them, and writes one ([`crate::sync::gate::MOST_OPERATIONS`]).
pub const MOST_WRITERS_APART: usize = 5;

/// Whether every long text keeps its limits: altogether, and as the last of the
/// push's changes that wrote it left it. Its writer saw one text and left one
/// that fits, or at least made it no longer; twice the limit is refused.
fn long_texts_fit(
    document: &Document,
    history: &History<'_>,
    added: &[New],
    may_go_on: &dyn Fn() -> bool,
) -> bool {
    let doc = document.automerge();
    let fits = |most: usize, text: &ObjId| {
        let wrote = |change: &&New| history.operations(change).any(|(_, op)| is_in(op, text));
        let alone = added.iter().rev().find(wrote).is_none_or(|change| {
            let (after, before) = history.around(change);
            doc.length_at(text, &after) <= (most * 2).max(doc.length_at(text, &before))
        });
        alone && doc.length(text) <= most * MOST_WRITERS_APART
    };
    schema::fields(document.kind()).iter().all(|(field, shape)| match shape {
        Shape::LongText(most) => {
            objects(doc, &ROOT, field).iter().all(|text| may_go_on() && fits(*most, text))
        }
        Shape::Scalar(_) | Shape::Scalars(..) | Shape::Entries(..) => true,
    })
}

fn is_in(op: &Op, object: &ObjId) -> bool {
    match (&op.obj, object) {
        (ObjectId::Id(id), ObjId::Id(counter, actor, _)) => id.0 == *counter && id.1 == *actor,
        _ => false,
    }
}
