//! Edits: the small explicit writes into which a command is broken down.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc};
use minicbor::{Decode, Encode};
use thiserror::Error;

use super::conflict::{conflicts, objects};
use super::schema::{self, Shape};
use super::stored::Commit;
use super::{Document, DocumentError};
use crate::id::{Actor, ChangeHash};
use crate::moment::Moment;
use crate::sync::gate::MOST_DEPENDENCIES;

/// Where a value stands: a field of the root, a key within it, a name within that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Path {
    /// The field at the root.
    #[n(0)]
    pub field: String,
    /// The key, where the field is a map.
    #[n(1)]
    pub key: Option<String>,
    /// The name, where the key leads to a map.
    #[n(2)]
    pub name: Option<String>,
}

/// Why a text is not a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a path has one to three parts between slashes")]
pub struct PathError;

impl Path {
    /// The path of a field at the root.
    pub fn field(field: &str) -> Self {
        Self { field: field.to_owned(), key: None, name: None }
    }

    /// The path of one key of a field.
    pub fn key(field: &str, key: impl fmt::Display) -> Self {
        Self { key: Some(key.to_string()), ..Self::field(field) }
    }

    /// The path of one name of an entry.
    pub fn entry(field: &str, key: impl fmt::Display, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::key(field, key) }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        [&self.key, &self.name].into_iter().flatten().try_for_each(|part| write!(f, "/{part}"))
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut parts = text.split('/').map(str::to_owned);
        let field = parts.next().filter(|field| !field.is_empty()).ok_or(PathError)?;
        let path = Self { field, key: parts.next(), name: parts.next() };
        if parts.next().is_some() { Err(PathError) } else { Ok(path) }
    }
}

/// A scalar as documents hold it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Value {
    /// Nothing: the field is cleared.
    #[n(0)]
    Null,
    /// Text, and everything that is written as text.
    #[n(1)]
    Text(#[n(0)] String),
    /// A whole number.
    #[n(2)]
    Int(#[n(0)] i64),
    /// True or false.
    #[n(3)]
    Bool(#[n(0)] bool),
}

impl Value {
    /// The text of anything that prints itself.
    pub fn text(value: impl fmt::Display) -> Self {
        Self::Text(value.to_string())
    }

    /// The text of something that may be absent.
    pub fn optional(value: Option<impl fmt::Display>) -> Self {
        value.map_or(Self::Null, Self::text)
    }

    /// The value Automerge holds, if it is one of ours.
    pub fn from_automerge(value: &automerge::ScalarValue) -> Option<Self> {
        match value {
            automerge::ScalarValue::Null => Some(Self::Null),
            automerge::ScalarValue::Str(text) => Some(Self::Text(text.to_string())),
            automerge::ScalarValue::Int(n) => Some(Self::Int(*n)),
            automerge::ScalarValue::Boolean(b) => Some(Self::Bool(*b)),
            _ => None,
        }
    }

    fn to_automerge(&self) -> automerge::ScalarValue {
        match self {
            Self::Null => automerge::ScalarValue::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Int(n) => (*n).into(),
            Self::Bool(b) => (*b).into(),
        }
    }
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts a scalar.
    Put(Path, Value),
    /// Makes the long text of a field equal to this one, by its differences.
    Rewrite(&'static str, String),
    /// Settles what writers wrote apart: the value becomes the only one, as a
    /// write of its own, whether it stands already or not.
    Choose(Path, Value),
}

impl Edit {
    /// Puts `value` into a field of the root.
    pub fn field(field: &str, value: Value) -> Self {
        Self::Put(Path::field(field), value)
    }

    /// Puts `value` into one name of an entry.
    pub fn entry(field: &str, key: impl fmt::Display, name: &str, value: Value) -> Self {
        Self::Put(Path::entry(field, key, name), value)
    }
}

/// Who writes, and when by their clock.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The writer session's actor.
    pub actor: Actor,
    /// The moment, by the writer's clock.
    pub at: Moment,
}

impl Document {
    /// Writes `edits` as one change of `stamp.actor`, and gives that change.
    ///
    /// `None` when the document says all of it already.
    pub fn commit(&mut self, edits: &[Edit], stamp: Stamp) -> Result<Option<Commit>, DocumentError> {
        self.commit_on(&self.heads(), edits, stamp)
    }

    /// Writes `edits` on top of the document as it was at the heads `seen`, as
    /// one change of `stamp.actor`: what was written since stays beside it as a
    /// conflict. Where `seen` are not the present heads, the actor is a fresh one.
    ///
    /// `None` when the document said all of it then.
    pub fn commit_on(
        &mut self,
        seen: &[ChangeHash],
        edits: &[Edit],
        stamp: Stamp,
    ) -> Result<Option<Commit>, DocumentError> {
        let on = self.nameable(seen, stamp.actor);
        if self.heads() == on {
            return self.commit_here(edits, stamp);
        }
        // Automerge would count the change's operations from the newest one of
        // all. They follow those that it builds on, as admission wants it.
        let heads: Vec<automerge::ChangeHash> = on.iter().map(|hash| (*hash).into()).collect();
        let forked = self.automerge.fork_at(&heads).map_err(|_| DocumentError::MissingChange(on))?;
        let commit = Self { kind: self.kind, automerge: forked }.commit_here(edits, stamp)?;
        self.absorb(commit.iter().map(|commit| commit.chunk.as_slice()))?;
        Ok(commit)
    }

    /// As many of the heads `seen` as one change may name, besides the actor's
    /// own last change. What is left is beside it as if it had come later, and
    /// the next changes bring it in.
    fn nameable(&self, seen: &[ChangeHash], actor: Actor) -> Vec<ChangeHash> {
        let most = usize::try_from(MOST_DEPENDENCIES - 1).unwrap_or(usize::MAX);
        if seen.len() <= most {
            return seen.to_vec();
        }
        // An actor's changes build on one another, so one of the heads is, or
        // builds on, the last of them.
        let mut after = BTreeSet::new();
        let changes = self.automerge.get_changes_meta(&[]);
        let own = changes.iter().filter(|change| *change.actor == actor.to_automerge());
        after.extend(own.max_by_key(|change| change.seq).map(|change| change.hash));
        for change in &changes {
            if change.deps.iter().any(|dep| after.contains(dep)) {
                after.insert(change.hash);
            }
        }
        let is_after = |hash: &&ChangeHash| after.contains(&(**hash).into());
        let first = seen.iter().find(is_after);
        let others = seen.iter().filter(|hash| Some(*hash) != first);
        first.into_iter().chain(others).take(most).copied().collect()
    }

    fn commit_here(&mut self, edits: &[Edit], stamp: Stamp) -> Result<Option<Commit>, DocumentError> {
        let kind = self.kind;
        self.automerge.set_actor(stamp.actor.to_automerge());
        let options = CommitOptions::default().with_time(stamp.at.seconds());
        let chooses = |edit: &Edit| matches!(edit, Edit::Choose(path, _) if is_long_text(kind, path));
        let open: Vec<Path> = if edits.iter().any(chooses) {
            conflicts(self).into_iter().map(|conflict| conflict.path).collect()
        } else {
            Vec::new()
        };
        let mut tx = self.automerge.transaction();
        let written = edits.iter().try_for_each(|edit| match edit {
            Edit::Put(path, value) => put(&mut tx, kind, path, value, Standing::Stays),
            Edit::Choose(path, Value::Text(text)) if is_long_text(kind, path) => {
                let (field, _) = schema::field(kind, &path.field)
                    .ok_or_else(|| DocumentError::UnknownField(path.to_string()))?;
                let object = container(&tx, field)?;
                if open.contains(path) {
                    replace(&mut tx, &object, text)
                } else {
                    rewrite(&mut tx, &object, text)
                }
            }
            Edit::Choose(path, value) => put(&mut tx, kind, path, value, Standing::IsChosen),
            Edit::Rewrite(field, text) => {
                let object = container(&tx, field)?;
                rewrite(&mut tx, &object, text)
            }
        });
        if let Err(error) = written {
            tx.rollback();
            return Err(error);
        }
        let (hash, _) = tx.commit_with(options);
        let Some(hash) = hash else {
            return Ok(None);
        };
        let change = self.automerge.get_change_by_hash(&hash);
        Ok(change.map(|change| Commit { hash: hash.into(), chunk: change.raw_bytes().to_vec() }))
    }
}

/// What becomes of the value that stands in a conflict and is put again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing: who puts it again did not look at the others.
    Stays,
    /// It is chosen.
    IsChosen,
}

fn is_long_text(kind: crate::record::Kind, path: &Path) -> bool {
    matches!(schema::field(kind, &path.field), Some((_, Shape::LongText(_))))
}

/// Writes the whole of a long text anew, so that nothing written apart is left.
fn replace(
    tx: &mut automerge::transaction::Transaction<'_>,
    object: &ObjId,
    text: &str,
) -> Result<(), DocumentError> {
    let all = isize::try_from(tx.length(object)).unwrap_or(isize::MAX);
    if tx.text(object)? == text {
        // To choose what stands, be it nothing, is a choice, too, and must leave
        // a trace. What several wrote may be too long to be written anew.
        tx.splice_text(object, 0, 0, " ")?;
        return Ok(tx.splice_text(object, 0, 1, "")?);
    }
    Ok(tx.splice_text(object, 0, all, text)?)
}

/// Makes a long text equal to `text` by replacing what lies between their
/// common beginning and their common end, so that what another phone writes
/// outside of it merges.
fn rewrite(
    tx: &mut automerge::transaction::Transaction<'_>,
    object: &ObjId,
    text: &str,
) -> Result<(), DocumentError> {
    let old: Vec<char> = tx.text(object)?.chars().collect();
    let new: Vec<char> = text.chars().collect();
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shorter = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let removed = old.len() - before - after;
    let inserted: String = new.iter().take(new.len() - after).skip(before).collect();
    if removed != 0 || !inserted.is_empty() {
        let removed = isize::try_from(removed).unwrap_or(isize::MAX);
        tx.splice_text(object, before, removed, &inserted)?;
    }
    Ok(())
}

/// The container that the genesis made for `field`.
fn container(doc: &impl ReadDoc, field: &'static str) -> Result<ObjId, DocumentError> {
    match doc.get(ROOT, field)? {
        Some((automerge::Value::Object(_), object)) => Ok(object),
        _ => Err(DocumentError::MissingContainer(field)),
    }
}

fn put(
    tx: &mut automerge::transaction::Transaction<'_>,
    kind: crate::record::Kind,
    path: &Path,
    value: &Value,
    standing: Standing,
) -> Result<(), DocumentError> {
    let unknown = || DocumentError::UnknownField(path.to_string());
    let (field, shape) = schema::field(kind, &path.field).ok_or_else(unknown)?;
    let scalar = value.to_automerge();
    match (shape, path.key.as_deref(), path.name.as_deref()) {
        (Shape::Scalar(rule), None, None) if rule.allows(&scalar) => {
            put_if_new(tx, &ROOT, field, scalar, standing)?;
        }
        (Shape::Scalars(keys, rule), Some(key), None) if keys.allows(key) && rule.allows(&scalar) => {
            let map = container(tx, field)?;
            put_if_new(tx, &map, key, scalar, standing)?;
        }
        (Shape::Entries(keys, names), Some(key), Some(name))
            if keys.allows(key) && names.iter().any(|(n, rule)| *n == name && rule.allows(&scalar)) =>
        {
            let map = container(tx, field)?;
            let mut entries = objects(tx, &map, key);
            if entries.is_empty() {
                entries.push(tx.put_object(&map, key, ObjType::Map)?);
            }
            // Two phones may have begun the entry at the same time. Both copies
            // are written, or a choice between them would never settle.
            for entry in entries {
                put_if_new(tx, &entry, name, scalar.clone(), standing)?;
            }
        }
        _ => return Err(unknown()),
    }
    Ok(())
}

/// Puts `value`, unless it would only grow the history, since nothing else
/// stands there.
fn put_if_new(
    tx: &mut automerge::transaction::Transaction<'_>,
    object: &ObjId,
    key: &str,
    value: automerge::ScalarValue,
    again: Standing,
) -> Result<(), AutomergeError> {
    let standing: Vec<_> = tx
        .get_all(object, key)?
        .into_iter()
        .filter_map(|(standing, _)| standing.into_scalar().ok())
        .collect();
    if standing.iter().all(|old| *old == value) && (!standing.is_empty() || value.is_null()) {
        return Ok(());
    }
    // A form writes the values it shows. That is no choice between what two
    // people wrote: the conflict stays until somebody looks at it.
    if again == Standing::Stays && standing.last() == Some(&value) {
        return Ok(());
    }
    // Where the value is the one that stands in a conflict, Automerge would only
    // delete the others, as if nobody had chosen. With another value put first
    // the choice is a write like any other: this writer's, and of this moment.
    if standing.last() == Some(&value)
        && let Some(other) = standing.iter().find(|old| **old != value)
    {
        tx.put(object, key, other.clone())?;
    }
    tx.put(object, key, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DeviceNumber;
    use crate::record::Kind;

    fn stamp() -> Stamp {
        Stamp { actor: Actor::new(DeviceNumber(1), [1; 12]), at: Moment::from_millis(1_730_912_400_000) }
    }

    #[test]
    fn paths_read_what_they_print() {
        for path in [Path::field("what"), Path::key("assignees", "ab"), Path::entry("progress", "ab", "note")]
        {
            assert_eq!(path.to_string().parse(), Ok(path));
        }
        assert_eq!("a/b/c/d".parse::<Path>(), Err(PathError));
        assert_eq!("".parse::<Path>(), Err(PathError));
    }

    #[test]
    fn saying_the_same_again_makes_no_change() {
        let mut doc = Document::begin(Kind::Task).unwrap();
        let edits = [Edit::field("what", Value::text("Gieo ngô đông"))];
        assert!(doc.commit(&edits, stamp()).unwrap().is_some());
        assert!(doc.commit(&edits, stamp()).unwrap().is_none());
    }

    /// The writer of a session on `device`.
    fn by(device: u32) -> Stamp {
        Stamp { actor: Actor::new(DeviceNumber(device), [1; 12]), ..stamp() }
    }

    /// A document in which devices 1 and 2 wrote these texts, not knowing of each other.
    fn written_apart(one: &str, two: &str) -> Document {
        let chunks = [(1, one), (2, two)].map(|(device, text)| {
            let edits = [Edit::field("what", Value::text(text))];
            Document::begin(Kind::Task).unwrap().commit(&edits, by(device)).unwrap().unwrap().chunk
        });
        Document::open(Kind::Task, chunks.iter().map(Vec::as_slice)).unwrap()
    }

    #[test]
    fn a_choice_is_a_write_of_its_own_whatever_stands() {
        for text in ["Gieo ngô", "Gieo khoai"] {
            let mut doc = written_apart("Gieo ngô", "Gieo khoai");
            doc.commit(&[Edit::Choose(Path::field("what"), Value::text(text))], by(3)).unwrap().unwrap();
            let all = doc.automerge().get_all(ROOT, "what").unwrap();
            assert_eq!(all.len(), 1);
            assert_eq!(all[0].0.as_str(), Some(text));
            assert!(matches!(&all[0].1, ObjId::Id(_, writer, _) if *writer == by(3).actor.to_automerge()));
        }
    }

    #[test]
    fn two_who_wrote_the_same_need_no_choice() {
        let mut doc = written_apart("Gieo ngô", "Gieo ngô");
        assert_eq!(doc.commit(&[Edit::field("what", Value::text("Gieo ngô"))], by(3)).unwrap(), None);
        assert!(doc.commit(&[Edit::field("what", Value::Null)], by(3)).unwrap().is_some());
    }

    #[test]
    fn fields_outside_the_schema_are_refused() {
        fn check(path: Path, value: Value) {
            let mut doc = Document::begin(Kind::Task).unwrap();
            let before = doc.heads();
            assert!(doc.commit(&[Edit::Put(path, value)], stamp()).is_err());
            assert_eq!(doc.heads(), before);
        }
        check(Path::field("salary"), Value::Int(1));
        check(Path::field("due_on"), Value::text("2024-02-31"));
        check(Path::field("progress"), Value::text("x"));
        check(Path::key("assignees", "someone"), Value::Bool(true));
        check(Path::entry("progress", "0".repeat(32), "colour"), Value::Int(1));
    }
}
