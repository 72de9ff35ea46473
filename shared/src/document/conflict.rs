//! What two writers wrote into one field without knowing of each other.
//!
//! Automerge keeps every such value and lets one of them stand; the same one
//! on every phone. A conflict is shown until a person chooses, which is itself
//! a write and so is recorded like any other.

mod texts;

use std::cell::OnceCell;

use automerge::{ObjId, ROOT, ReadDoc};
use minicbor::{Decode, Encode};

use super::Document;
use super::edit::{Edit, Path, Value};
use super::schema::{self, Shape};
use crate::id::DeviceNumber;
use crate::moment::Moment;
use crate::sorted_set::SortedSet;

/// One of the values written concurrently.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Alternative {
    /// What was written.
    #[n(0)]
    pub value: Value,
    /// The device that wrote it; none for a text that was merged out of what
    /// several wrote.
    #[n(1)]
    pub device: Option<DeviceNumber>,
    /// When, by that device's clock; the last time of a merged text.
    #[n(2)]
    pub at: Moment,
    /// Whether this value stands until someone chooses.
    #[n(3)]
    pub stands: bool,
}

/// A field with more than one concurrently written value.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Conflict {
    /// The field.
    #[n(0)]
    pub path: Path,
    /// Its values, the one that stands first.
    #[n(1)]
    pub alternatives: Vec<Alternative>,
}

impl Conflict {
    /// The edit that makes `value` the only one.
    pub fn choose(&self, value: Value) -> Edit {
        Edit::Choose(self.path.clone(), value)
    }
}

/// Every conflict of the document, by path.
///
/// Values that are equal are one value: two people who wrote the same agree.
pub fn conflicts(document: &Document) -> Vec<Conflict> {
    let doc = document.automerge();
    let changes = OnceCell::new();
    let written_at = |actor: &automerge::ActorId, op: u64| {
        changes
            .get_or_init(|| doc.get_changes_meta(&[]))
            .iter()
            .find(|change| *change.actor == *actor && (change.start_op..=change.max_op).contains(&op))
            .map_or(Moment::default(), |change| Moment::from_millis(change.timestamp.saturating_mul(1000)))
    };
    let mut found = Vec::new();
    for (path, values) in places(document) {
        let mut alternatives: Vec<Alternative> = Vec::new();
        // Automerge gives the standing value last.
        for (value, id) in values.into_iter().rev() {
            let ObjId::Id(op, actor, _) = id else {
                continue;
            };
            if alternatives.iter().any(|known| known.value == value) {
                continue;
            }
            let device = Some(DeviceNumber::of(&actor));
            let at = written_at(&actor, op);
            alternatives.push(Alternative { value, device, at, stands: alternatives.is_empty() });
        }
        if 1 < alternatives.len() {
            found.push(Conflict { path, alternatives });
        }
    }
    found.extend(texts::texts(document));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every scalar place of the document where several values stand, with all of them.
fn places(document: &Document) -> Vec<(Path, Vec<(Value, ObjId)>)> {
    let doc = document.automerge();
    let mut places = Vec::new();
    let fields = schema::fields(document.kind());
    for key in disputed(doc, &ROOT) {
        let scalar = fields.iter().find(|(field, shape)| *field == key && matches!(shape, Shape::Scalar(_)));
        places.extend(scalar.map(|(field, _)| (Path::field(field), values(doc, &ROOT, field))));
    }
    for (field, shape) in fields {
        match shape {
            Shape::Scalar(_) | Shape::LongText(_) => {}
            Shape::Scalars(..) => {
                for map in objects(doc, &ROOT, field) {
                    for key in disputed(doc, &map) {
                        places.push((Path::key(field, &key), values(doc, &map, &key)));
                    }
                }
            }
            Shape::Entries(_, names) => {
                for map in objects(doc, &ROOT, field) {
                    for key in doc.keys(&map) {
                        // An entry begun on two phones is one entry with two copies.
                        let copies = objects(doc, &map, &key);
                        let apart =
                            1 < copies.len() || copies.iter().any(|copy| !disputed(doc, copy).is_empty());
                        for (name, _) in names.iter().filter(|_| apart) {
                            for name in spelled(doc, &copies, name) {
                                let values =
                                    copies.iter().flat_map(|copy| values(doc, copy, &name)).collect();
                                places.push((Path::entry(field, &key, &name), values));
                            }
                        }
                    }
                }
            }
        }
    }
    places
}

/// The names that `known` stands for in the copies of an entry.
fn spelled(doc: &automerge::Automerge, copies: &[ObjId], known: &str) -> SortedSet<String> {
    if !schema::is_for_many(known) {
        return [known.to_owned()].into();
    }
    copies.iter().flat_map(|copy| doc.keys(copy)).filter(|name| name.starts_with(known)).collect()
}

/// The keys of the map `object` where several values stand.
fn disputed(doc: &automerge::Automerge, object: &ObjId) -> Vec<String> {
    doc.map_range(object, ..).filter(|item| item.conflict).map(|item| item.key.into_owned()).collect()
}

fn values(doc: &automerge::Automerge, object: &ObjId, key: &str) -> Vec<(Value, ObjId)> {
    let all = doc.get_all(object, key).unwrap_or_default();
    all.into_iter()
        .filter_map(|(value, id)| match value {
            automerge::Value::Scalar(scalar) => Value::from_automerge(&scalar).map(|value| (value, id)),
            automerge::Value::Object(_) => None,
        })
        .collect()
}

/// Every object that was put at `key`, concurrent ones included, the standing one last.
pub(super) fn objects(doc: &impl ReadDoc, object: &ObjId, key: &str) -> Vec<ObjId> {
    let all = doc.get_all(object, key).unwrap_or_default();
    all.into_iter().filter(|(value, _)| value.is_object()).map(|(_, id)| id).collect()
}
