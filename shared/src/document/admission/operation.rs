//! Which operations a kind's schema allows, and on what they may build.

use automerge::legacy::{ElementId, Key as OpKey, ObjectId, Op, OpId, OpType};
use automerge::{ObjType, ScalarValue};

use super::history::{History, New};
use crate::document::schema::{self, Key, Names, Scalar, Shape};
use crate::record::Kind;

/// What an object of the document is, and so what may be written into it.
enum Place {
    Root(&'static [schema::Field]),
    Scalars(Key, Scalar),
    Entries(Key, Names),
    Entry(Names),
    LongText,
}

/// Whether every operation of `new` is one that records of `kind` have, and
/// names only operations of the same place that its writer knew.
pub(super) fn allowed(kind: Kind, history: &History<'_>, new: &New) -> bool {
    history.operations(new).all(|(counter, op)| {
        let known = |id: &OpId| history.known(new, counter, id);
        place(kind, &known, &op.obj).is_some_and(|place| fits(&place, op, &known))
    })
}

/// What the object is, told by the operation that made it.
fn place<'a>(kind: Kind, known: &impl Fn(&OpId) -> Option<&'a Op>, object: &ObjectId) -> Option<Place> {
    let ObjectId::Id(id) = object else {
        return Some(Place::Root(schema::fields(kind)));
    };
    let made = known(id)?;
    let (OpKey::Map(key), OpType::Make(made_of)) = (&made.key, &made.action) else {
        return None;
    };
    // The operation that made an object was known before anything in it, so
    // that this ends at the root.
    match (place(kind, known, &made.obj)?, made_of) {
        (Place::Root(_), made_of) => match (schema::field(kind, key)?, made_of) {
            ((_, Shape::LongText(_)), ObjType::Text) => Some(Place::LongText),
            ((_, Shape::Scalars(keys, rule)), ObjType::Map) => Some(Place::Scalars(keys, rule)),
            ((_, Shape::Entries(keys, names)), ObjType::Map) => Some(Place::Entries(keys, names)),
            _ => None,
        },
        (Place::Entries(_, names), ObjType::Map) => Some(Place::Entry(names)),
        _ => None,
    }
}

fn fits<'a>(place: &Place, op: &Op, known: &impl Fn(&OpId) -> Option<&'a Op>) -> bool {
    match (place, &op.key, &op.action) {
        (Place::Root(fields), OpKey::Map(key), OpType::Put(value)) => {
            let allows = |shape: &Shape| matches!(shape, Shape::Scalar(rule) if rule.allows(value));
            fields.iter().any(|(name, shape)| name == key && allows(shape)) && supersedes_puts(op, known)
        }
        (Place::Scalars(keys, rule), OpKey::Map(key), OpType::Put(value)) => {
            keys.allows(key) && rule.allows(value) && supersedes_puts(op, known)
        }
        (Place::Entries(keys, _), OpKey::Map(key), OpType::Make(ObjType::Map)) => {
            keys.allows(key) && op.pred.is_empty() && !op.insert
        }
        (Place::Entry(names), OpKey::Map(key), OpType::Put(value)) => {
            schema::held(names, key).is_some_and(|rule| rule.allows(value)) && supersedes_puts(op, known)
        }
        (Place::LongText, OpKey::Seq(ElementId::Id(id)), OpType::Delete) => {
            !op.insert && op.pred.len() == 1 && op.pred.get(0) == Some(id) && is_character(op, known, id)
        }
        (Place::LongText, OpKey::Seq(after), OpType::Put(ScalarValue::Str(text))) => {
            let follows = match after {
                ElementId::Head => true,
                ElementId::Id(id) => is_character(op, known, id),
            };
            op.insert && op.pred.is_empty() && text.chars().count() == 1 && follows
        }
        _ => false,
    }
}

/// Whether what `op` supersedes are values of its own field, each once, and not,
/// say, the container of somebody's entries.
fn supersedes_puts<'a>(op: &Op, known: &impl Fn(&OpId) -> Option<&'a Op>) -> bool {
    let of_the_field = |old: &Op| old.obj == op.obj && old.key == op.key;
    !op.insert
        && op.pred.iter().is_sorted_by(|one, next| one < next)
        && op.pred.iter().all(|pred| {
            known(pred).is_some_and(|old| of_the_field(old) && matches!(old.action, OpType::Put(_)))
        })
}

/// Whether `id` inserted a character into the text that `op` is about.
fn is_character<'a>(op: &Op, known: &impl Fn(&OpId) -> Option<&'a Op>, id: &OpId) -> bool {
    known(id).is_some_and(|old| old.insert && old.obj == op.obj)
}
