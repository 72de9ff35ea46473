//! What two writers wrote into one field without knowing of each other.
//!
//! Automerge keeps every such value and lets one of them stand; the same one
//! on every phone. A conflict is shown until a person chooses, which is itself
//! a write and so is recorded like any other.

mod texts;

use automerge::{ObjId, ROOT, ReadDoc};
use minicbor::{Decode, Encode};

use super::Document;
use super::edit::{Edit, Path, Value};
use super::schema::{self, Shape};
use crate::id::{Actor, DeviceNumber};
use crate::moment::Moment;

/// One of the values written concurrently.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Alternative {
    /// What was written.
    #[n(0)]
    pub value: Value,
    /// The device that wrote it.
    #[n(1)]
    pub device: DeviceNumber,
    /// When, by that device's clock.
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
    let changes = doc.get_changes_meta(&[]);
    let written_at = |actor: &automerge::ActorId, op: u64| {
        changes
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
            let device = Actor::from_slice(actor.to_bytes()).map_or(DeviceNumber(0), |a| a.device());
            let at = written_at(&actor, op);
            alternatives.push(Alternative { value, device, at, stands: alternatives.is_empty() });
        }
        if 1 < alternatives.len() {
            found.push(Conflict { path, alternatives });
        }
    }
    found.extend(texts(document));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every long text that two writers changed without knowing of each other.
///
/// Automerge mixes their letters into one text that perhaps nobody wrote; that
/// one stands, and each writer's own text is offered beside it.
fn texts(document: &Document) -> Vec<Conflict> {
    let doc = document.automerge();
    let mut found = Vec::new();
    for (field, shape) in schema::fields(document.kind()) {
        let Shape::LongText(_) = shape else { continue };
        let Some(object) = objects(doc, &ROOT, field).pop() else { continue };
        let Some(apart) = texts::written_apart(doc, &object) else { continue };
        let stands = Value::text(doc.text(&object).unwrap_or_default());
        let mut alternatives = Vec::new();
        for change in apart {
            let text = doc.text_at(&object, &[change.hash()]).unwrap_or_default();
            let device =
                Actor::from_slice(change.actor_id().to_bytes()).map_or(DeviceNumber(0), |a| a.device());
            let at = Moment::from_millis(change.timestamp().saturating_mul(1000));
            alternatives.push(Alternative { value: Value::Text(text), device, at, stands: false });
        }
        // Two who wrote the same agree, even if Automerge wrote it twice.
        if alternatives.iter().all(|one| one.value == stands) {
            continue;
        }
        match alternatives.iter().position(|one| one.value == stands) {
            Some(place) => alternatives.swap(0, place),
            None => {
                let newest = alternatives.iter().max_by_key(|one| (one.at, one.device));
                let (device, at) =
                    newest.map_or((DeviceNumber(0), Moment::default()), |one| (one.device, one.at));
                alternatives.insert(0, Alternative { value: stands, device, at, stands: false });
            }
        }
        if let Some(first) = alternatives.first_mut() {
            first.stands = true;
        }
        found.push(Conflict { path: Path::field(field), alternatives });
    }
    found
}

/// Every scalar place of the document with all the values that stand there.
fn places(document: &Document) -> Vec<(Path, Vec<(Value, ObjId)>)> {
    let doc = document.automerge();
    let mut places = Vec::new();
    for (field, shape) in schema::fields(document.kind()) {
        match shape {
            Shape::Scalar(_) => places.push((Path::field(field), values(doc, &ROOT, field))),
            Shape::LongText(_) => {}
            Shape::Scalars(..) => {
                for map in objects(doc, &ROOT, field) {
                    for key in doc.keys(&map) {
                        places.push((Path::key(field, &key), values(doc, &map, &key)));
                    }
                }
            }
            Shape::Entries(_, names) => {
                for map in objects(doc, &ROOT, field) {
                    for key in doc.keys(&map) {
                        // An entry begun on two phones is one entry with two copies.
                        let copies = objects(doc, &map, &key);
                        for (name, _) in *names {
                            let values = copies.iter().flat_map(|copy| values(doc, copy, name)).collect();
                            places.push((Path::entry(field, &key, name), values));
                        }
                    }
                }
            }
        }
    }
    places
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
