//! Writing edits into a document, as one change.

use std::collections::BTreeSet;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc};

use super::{Edit, Path, Stamp, Value};
use crate::document::conflict::{conflicts, objects};
use crate::document::schema::{self, Shape};
use crate::document::stored::Commit;
use crate::document::{Document, DocumentError};
use crate::id::{Actor, ChangeHash};
use crate::sync::gate::MOST_DEPENDENCIES;

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
            if keys.allows(key) && schema::held(names, name).is_some_and(|rule| rule.allows(&scalar)) =>
        {
            let map = container(tx, field)?;
            let mut entries = objects(tx, &map, key);
            if entries.is_empty() {
                entries.push(tx.put_object(&map, key, ObjType::Map)?);
            }
            // A form writes the values it shows, of which the standing copy's is one:
            // what the others say stays until somebody chooses.
            if standing == Standing::Stays && stands(tx, &entries, name)? == Some(scalar.clone()) {
                return Ok(());
            }
            // Two phones may have begun the entry at the same time. Both copies
            // are written, or a choice between them would never settle, and what the
            // writer saw in one of them and wrote over would come back.
            for entry in entries {
                put_if_new(tx, &entry, name, scalar.clone(), Standing::IsChosen)?;
            }
        }
        _ => return Err(unknown()),
    }
    Ok(())
}

/// What stands under `name` in the copies of an entry, the standing copy last.
fn stands(
    doc: &impl ReadDoc,
    copies: &[ObjId],
    name: &str,
) -> Result<Option<automerge::ScalarValue>, AutomergeError> {
    for copy in copies.iter().rev() {
        if let Some((value, _)) = doc.get(copy, name)? {
            return Ok(value.into_scalar().ok());
        }
    }
    Ok(None)
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
    use crate::moment::Moment;
    use crate::record::Kind;

    fn stamp() -> Stamp {
        Stamp { actor: Actor::new(DeviceNumber(1), [1; 12]), at: Moment::from_millis(1_730_912_400_000) }
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
