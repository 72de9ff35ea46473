//! The history of a record: who changed what and when, and how to put it back.
//!
//! Told from the changes themselves, so that it needs no signal and misses
//! nothing. "Before" and "after" are what the writer of a change saw: the
//! document at the change's own past, and that with the change.

use std::collections::BinaryHeap;

use automerge::legacy::{Key as OpKey, ObjectId, OpId};
use automerge::{Automerge, ObjId, ROOT, ReadDoc};

use super::Document;
use super::conflict::objects;
use super::edit::{Edit, Path, Value};
use super::schema::{self, Shape};
use crate::id::{Actor, ChangeHash, DeviceNumber};
use crate::moment::Moment;
use crate::record::Kind;
use crate::record::roster::Discipline;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// What one change did to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The field. A long text is one field with all its text as the value.
    pub path: Path,
    /// What its writer saw there before; [`Value::Null`] where there was nothing.
    pub old: Value,
    /// What stood there for the writer afterwards; the same as before where a
    /// conflict was settled with the value that stood.
    pub new: Value,
}

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The change.
    pub hash: ChangeHash,
    /// The device that wrote it.
    pub device: DeviceNumber,
    /// When, by that device's clock.
    pub at: Moment,
    /// When the server received it; none while it has no receipt.
    pub received_at: Option<Moment>,
    /// The fields it changed, in the order of their paths.
    pub changed: Vec<Changed>,
}

/// The newest `most` changes of the document, the newest first.
///
/// A change stands before all that it builds on; among those that do not know
/// of each other the later by its writer's clock stands first. `received` are
/// the moments of the receipts that are there.
pub fn history(document: &Document, received: &SortedMap<ChangeHash, Moment>, most: usize) -> Vec<Entry> {
    let places = places(document);
    newest(document.automerge())
        .into_iter()
        .take(most)
        .filter_map(|hash| entry(document, &places, hash, received, |_| true))
        .collect()
}

/// As [`history`], but only what was written into the entries with the key
/// `key`, such as what stands about one member of a roster.
pub fn history_of(
    document: &Document,
    key: &str,
    received: &SortedMap<ChangeHash, Moment>,
    most: usize,
) -> Vec<Entry> {
    let places = places(document);
    newest(document.automerge())
        .into_iter()
        .filter_map(|hash| entry(document, &places, hash, received, |path| path.key.as_deref() == Some(key)))
        .filter(|entry| !entry.changed.is_empty())
        .take(most)
        .collect()
}

/// Whether a record of `kind` can do without the field at `path`: it may be put
/// back to nothing. Without the others a record has no name, month or sum.
pub fn may_be_empty(kind: Kind, path: &Path) -> bool {
    let needed: &[&str] = match kind {
        Kind::Roster => return path.name.as_deref() != Some("name") && !is_kept(path),
        Kind::Resolution => &["form", "title", "month"],
        Kind::Task => &["what"],
        Kind::Assessment => &["month", "scheme"],
        Kind::Meeting => &["form", "month"],
        Kind::Contribution => &["unit", "amount"],
        Kind::Registration | Kind::Review => &["year"],
        Kind::Photo => &["of", "hash", "bytes", "width", "height"],
    };
    !needed.contains(&path.field.as_str())
}

/// Whether what was once entered at `path` is never cleared: a disciplinary
/// measure is withdrawn.
fn is_kept(path: &Path) -> bool {
    path.name.as_deref().is_some_and(Discipline::is_named)
}

/// The edits that put the fields that `entry` changed back to what stood there
/// before it. What others wrote there since is changed as well, and stays in
/// the history.
pub fn restore(document: &Document, entry: &Entry) -> Vec<Edit> {
    edits(document, entry.changed.iter().map(|changed| (&changed.path, &changed.old)))
}

/// The edits that write once more what `entry` wrote.
pub fn again(document: &Document, entry: &Entry) -> Vec<Edit> {
    edits(document, entry.changed.iter().map(|changed| (&changed.path, &changed.new)))
}

fn edits<'a>(document: &Document, values: impl Iterator<Item = (&'a Path, &'a Value)>) -> Vec<Edit> {
    values
        .filter_map(|(path, value)| {
            let (field, shape) = schema::field(document.kind(), &path.field)?;
            match (shape, value) {
                (Shape::LongText(_), Value::Text(text)) => Some(Edit::Rewrite(field, text.clone())),
                (Shape::LongText(_), _) => Some(Edit::Rewrite(field, String::new())),
                (_, Value::Null) if is_kept(path) => None,
                (_, value) => Some(Edit::Put(path.clone(), value.clone())),
            }
        })
        .collect()
}

/// Every change but the genesis, each before those it builds on.
fn newest(doc: &Automerge) -> Vec<ChangeHash> {
    let metas = doc.get_changes_meta(&[]);
    let mut children: SortedMap<automerge::ChangeHash, usize> = SortedMap::new();
    for dep in metas.iter().flat_map(|meta| &meta.deps) {
        *children.entry(*dep).or_default() += 1;
    }
    let by_hash: SortedMap<_, _> = metas.iter().map(|meta| (meta.hash, meta)).collect();
    let mut ready: BinaryHeap<_> = metas
        .iter()
        .filter(|meta| !children.contains_key(&meta.hash))
        .map(|meta| (meta.timestamp, meta.hash))
        .collect();
    let mut order = Vec::new();
    while let Some((_, hash)) = ready.pop() {
        let Some(meta) = by_hash.get(&hash) else { continue };
        for dep in &meta.deps {
            let Some(left) = children.get_mut(dep) else { continue };
            *left -= 1;
            if let Some(parent) = by_hash.get(dep).filter(|_| *left == 0) {
                ready.push((parent.timestamp, *dep));
            }
        }
        let genesis = Actor::from_slice(meta.actor.to_bytes()) == Some(Actor::GENESIS);
        if !genesis {
            order.push(ChangeHash::from(hash));
        }
    }
    order
}

/// What an object of the document holds.
enum Place {
    LongText(&'static str),
    /// Scalars by key.
    Scalars(&'static str),
    /// An entry: the field and the entry's key.
    Entry(&'static str, String),
}

/// An object's name: the counter and the actor of the operation that made it.
type Made = (u64, Vec<u8>);

/// Every object but the root, and the maps of entries, which hold no value.
fn places(document: &Document) -> SortedMap<Made, Place> {
    let doc = document.automerge();
    let mut places = SortedMap::new();
    let mut add = |object: &ObjId, place: Place| {
        if let ObjId::Id(counter, actor, _) = object {
            places.insert((*counter, actor.to_bytes().to_vec()), place);
        }
    };
    for (field, shape) in schema::fields(document.kind()) {
        for object in objects(doc, &ROOT, field) {
            match shape {
                Shape::Scalar(_) => {}
                Shape::LongText(_) => add(&object, Place::LongText(field)),
                Shape::Scalars(..) => add(&object, Place::Scalars(field)),
                Shape::Entries(..) => {
                    for key in doc.keys(&object) {
                        for copy in objects(doc, &object, &key) {
                            add(&copy, Place::Entry(field, key.clone()));
                        }
                    }
                }
            }
        }
    }
    places
}

fn entry(
    document: &Document,
    places: &SortedMap<Made, Place>,
    hash: ChangeHash,
    received: &SortedMap<ChangeHash, Moment>,
    wanted: impl Fn(&Path) -> bool,
) -> Option<Entry> {
    let doc = document.automerge();
    let change = doc.get_change_by_hash(&hash.into())?;
    let decoded = change.decode();
    let paths = decoded.operations.iter().filter_map(|op| path(document, places, &op.obj, &op.key));
    let paths: SortedSet<Path> = paths.filter(wanted).collect();
    let (before, after) = (change.deps(), [automerge::ChangeHash::from(hash)]);
    let changed = paths
        .into_iter()
        .map(|path| {
            let old = value_at(document, &path, before);
            let new = value_at(document, &path, &after);
            Changed { path, old, new }
        })
        .collect();
    Some(Entry {
        hash,
        device: DeviceNumber::of(change.actor_id()),
        at: Moment::from_millis(change.timestamp().saturating_mul(1000)),
        received_at: received.get(&hash).copied(),
        changed,
    })
}

/// The field that an operation is about; none where it only made an entry.
fn path(
    document: &Document,
    places: &SortedMap<Made, Place>,
    object: &ObjectId,
    key: &OpKey,
) -> Option<Path> {
    match (object, key) {
        (ObjectId::Root, OpKey::Map(name)) => match schema::field(document.kind(), name)? {
            (field, Shape::Scalar(_)) => Some(Path::field(field)),
            _ => None,
        },
        (ObjectId::Id(id), key) => match (places.get(&made(id))?, key) {
            (Place::LongText(field), _) => Some(Path::field(field)),
            (Place::Scalars(field), OpKey::Map(key)) => Some(Path::key(field, key)),
            (Place::Entry(field, entry), OpKey::Map(name)) => Some(Path::entry(field, entry, name)),
            _ => None,
        },
        (ObjectId::Root, OpKey::Seq(_)) => None,
    }
}

fn made(id: &OpId) -> Made {
    (id.counter(), id.actor().to_bytes().to_vec())
}

/// What stood at `path` for somebody who knew exactly the past of `heads`.
fn value_at(document: &Document, path: &Path, heads: &[automerge::ChangeHash]) -> Value {
    let doc = document.automerge();
    let Some((field, shape)) = schema::field(document.kind(), &path.field) else {
        return Value::Null;
    };
    let found = match (shape, path.key.as_deref(), path.name.as_deref()) {
        (Shape::Scalar(_), ..) => scalar_at(doc, &ROOT, field, heads),
        (Shape::LongText(_), ..) => {
            let texts = objects_at(doc, &ROOT, field, heads);
            let text = texts.first().and_then(|text| doc.text_at(text, heads).ok());
            text.filter(|text| !text.is_empty()).map(Value::Text)
        }
        (Shape::Scalars(..), Some(key), _) => {
            let maps = objects_at(doc, &ROOT, field, heads);
            maps.iter().find_map(|map| scalar_at(doc, map, key, heads))
        }
        (Shape::Entries(..), Some(key), Some(name)) => {
            let maps = objects_at(doc, &ROOT, field, heads);
            let mut copies = maps.iter().flat_map(|map| objects_at(doc, map, key, heads));
            copies.find_map(|copy| scalar_at(doc, &copy, name, heads))
        }
        _ => None,
    };
    found.unwrap_or(Value::Null)
}

fn scalar_at(doc: &Automerge, object: &ObjId, key: &str, heads: &[automerge::ChangeHash]) -> Option<Value> {
    match doc.get_at(object, key, heads).ok()?? {
        (automerge::Value::Scalar(value), _) => Value::from_automerge(&value),
        (automerge::Value::Object(_), _) => None,
    }
}

/// The objects at `key`, the standing one first.
fn objects_at(doc: &Automerge, object: &ObjId, key: &str, heads: &[automerge::ChangeHash]) -> Vec<ObjId> {
    let all = doc.get_all_at(object, key, heads).unwrap_or_default();
    all.into_iter().rev().filter(|(value, _)| value.is_object()).map(|(_, id)| id).collect()
}
