//! Admission: which changes of a device may enter a document.
//!
//! Chunks come here from the gate ([`crate::sync::gate`]), so they are known to
//! be small, plain and honest about their size. Admission applies them to a
//! **twin** of the document and lets nothing through that the kind's schema
//! does not allow. Faults of authority refuse the whole push of the document;
//! what an honest person without signal could not know is never a fault.

use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{Key as OpKey, ObjectId, OpId, OpType};
use automerge::{Change, ObjId, ObjType, ROOT, ReadDoc};
use minicbor::{Decode, Encode};
use thiserror::Error;

use super::Document;
use super::conflict::objects;
use super::schema::{self, Key, Scalar, Shape};
use crate::id::{Actor, ChangeHash, DeviceNumber};
use crate::sync::gate::GatedChunk;

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

/// Changes one document may hold (docs/ARCHITECTURE.md: a record stays small).
pub const MOST_CHANGES: usize = 10_000;

/// What became of the changes of one push.
#[derive(Debug)]
pub enum Admission {
    /// The twin with the new changes, and which chunks were new, in an order
    /// in which each comes after those it builds on.
    Admitted {
        /// The document with the changes.
        twin: Box<Document>,
        /// Positions in the push of the chunks that the document did not have.
        new: Vec<usize>,
    },
    /// Changes are missing on which these build: the device is to send again
    /// what it wrote since these heads.
    Missing(Vec<ChangeHash>),
}

/// Applies `chunks`, written by `device`, to a twin of `document`.
pub fn admit(
    document: &Document,
    chunks: &[GatedChunk<'_>],
    device: DeviceNumber,
) -> Result<Admission, Refusal> {
    let mut new = Vec::new();
    let mut known: BTreeSet<ChangeHash> = BTreeSet::new();
    let mut next_seq: BTreeMap<Actor, u64> = BTreeMap::new();
    let mut waiting: Vec<usize> =
        (0..chunks.len()).filter(|i| chunks.get(*i).is_some_and(|c| !document.has(c.hash))).collect();
    if MOST_CHANGES < document.automerge().stats().num_changes as usize + waiting.len() {
        return Err(Refusal::TooLarge);
    }
    // Each round takes the chunks whose dependencies are there; an honest push
    // is in order and needs one round.
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for index in waiting {
            let Some(chunk) = chunks.get(index) else {
                continue;
            };
            if known.contains(&chunk.hash) {
                continue;
            }
            if chunk.dependencies.iter().all(|dep| known.contains(dep) || document.has(*dep)) {
                if chunk.actor.device() != device || device == Actor::GENESIS.device() {
                    return Err(Refusal::ForeignActor);
                }
                let expected =
                    next_seq.entry(chunk.actor).or_insert_with(|| seq_after(document, chunk.actor));
                if chunk.seq != *expected {
                    return Err(Refusal::BrokenSequence);
                }
                *expected += 1;
                known.insert(chunk.hash);
                new.push(index);
            } else {
                later.push(index);
            }
        }
        if later.len() == before {
            return Ok(Admission::Missing(document.heads()));
        }
        waiting = later;
    }
    let mut twin = document.clone();
    let mut changes = Vec::new();
    for chunk in new.iter().filter_map(|index| chunks.get(*index)) {
        let change = Change::from_bytes(chunk.bytes.to_vec()).map_err(|_| Refusal::Unreadable)?;
        if ChangeHash::from(change.hash()) != chunk.hash || change.len() != chunk.operations {
            return Err(Refusal::Unreadable);
        }
        changes.push(change);
    }
    twin.absorb(new.iter().filter_map(|index| chunks.get(*index)).map(|chunk| chunk.bytes))
        .map_err(|_| Refusal::Unreadable)?;
    let places = places(&twin);
    if !changes.iter().all(|change| allowed(change, &places)) {
        return Err(Refusal::NotAllowed);
    }
    if !long_texts_fit(&twin) {
        return Err(Refusal::TooLarge);
    }
    Ok(Admission::Admitted { twin: Box::new(twin), new })
}

/// Whether every long text keeps its limit. Two honest phones that each wrote
/// half of it stay far below twice the limit, which is what is refused.
fn long_texts_fit(document: &Document) -> bool {
    let doc = document.automerge();
    schema::fields(document.kind()).iter().all(|(field, shape)| match shape {
        Shape::LongText(most) => objects(doc, &ROOT, field).iter().all(|text| doc.length(text) <= most * 2),
        Shape::Scalar(_) | Shape::Scalars(..) | Shape::Entries(..) => true,
    })
}

/// The sequence number that the next change of `actor` must have.
fn seq_after(document: &Document, actor: Actor) -> u64 {
    let actor = actor.to_automerge();
    let meta = document.automerge().get_changes_meta(&[]);
    meta.iter().filter(|change| *change.actor == actor).map(|change| change.seq).max().unwrap_or(0) + 1
}

/// What an object of the document is, and so what may be written into it.
#[derive(Clone, Copy)]
enum Place {
    Root(&'static [schema::Field]),
    Scalars(Key, Scalar),
    Entries(Key),
    Entry(&'static [(&'static str, Scalar)]),
    LongText,
}

fn id_of(object: &ObjId) -> ObjectId {
    match object {
        ObjId::Root => ObjectId::Root,
        ObjId::Id(counter, actor, _) => ObjectId::Id(OpId::new(*counter, actor)),
    }
}

fn places(document: &Document) -> Vec<(ObjectId, Place)> {
    let doc = document.automerge();
    let fields = schema::fields(document.kind());
    let mut places = vec![(ObjectId::Root, Place::Root(fields))];
    for (field, shape) in fields {
        for object in objects(doc, &ROOT, field) {
            match shape {
                Shape::Scalar(_) => {}
                Shape::LongText(_) => places.push((id_of(&object), Place::LongText)),
                Shape::Scalars(keys, rule) => places.push((id_of(&object), Place::Scalars(*keys, *rule))),
                Shape::Entries(keys, names) => {
                    for key in doc.keys(&object) {
                        for entry in objects(doc, &object, &key) {
                            places.push((id_of(&entry), Place::Entry(names)));
                        }
                    }
                    places.push((id_of(&object), Place::Entries(*keys)));
                }
            }
        }
    }
    places
}

fn allowed(change: &Change, places: &[(ObjectId, Place)]) -> bool {
    change.decode().operations.iter().all(|op| {
        let Some((_, place)) = places.iter().find(|(id, _)| *id == op.obj) else {
            return false;
        };
        match (place, &op.key, &op.action) {
            (Place::Root(fields), OpKey::Map(key), OpType::Put(value)) => {
                fields.iter().any(|(name, shape)| {
                    name == key && matches!(shape, Shape::Scalar(rule) if rule.allows(value))
                })
            }
            (Place::Scalars(keys, rule), OpKey::Map(key), OpType::Put(value)) => {
                keys.allows(key) && rule.allows(value)
            }
            (Place::Entries(keys), OpKey::Map(key), OpType::Make(ObjType::Map)) => {
                keys.allows(key) && op.pred.is_empty()
            }
            (Place::Entry(names), OpKey::Map(key), OpType::Put(value)) => {
                names.iter().any(|(name, rule)| name == key && rule.allows(value))
            }
            (Place::LongText, OpKey::Seq(_), OpType::Delete) => true,
            (Place::LongText, OpKey::Seq(_), OpType::Put(automerge::ScalarValue::Str(text))) => {
                op.insert && text.chars().nth(1).is_none()
            }
            _ => false,
        }
    })
}
