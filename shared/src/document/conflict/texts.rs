//! Long texts that were written apart and never brought together.

use std::collections::BTreeSet;

use automerge::{Automerge, Change, ChangeHash, ObjId, ROOT, ReadDoc};

use super::super::Document;
use super::super::edit::{Path, Value};
use super::super::schema::{self, Shape};
use super::{Alternative, Conflict, objects};
use crate::id::DeviceNumber;
use crate::moment::Moment;
use crate::sorted_map::SortedMap;

/// Every long text that two writers changed without knowing of each other.
///
/// Automerge mixes their letters into one text that perhaps nobody wrote; that
/// one stands, and each writer's own text is offered beside it.
pub(super) fn texts(document: &Document) -> Vec<Conflict> {
    let doc = document.automerge();
    let mut found = Vec::new();
    for (field, shape) in schema::fields(document.kind()) {
        let Shape::LongText(_) = shape else { continue };
        let Some(object) = objects(doc, &ROOT, field).pop() else { continue };
        let Some(apart) = written_apart(doc, &object) else { continue };
        let stands = Value::text(doc.text(&object).unwrap_or_default());
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut last = Moment::default();
        for change in apart {
            let value = Value::Text(doc.text_at(&object, &[change.hash()]).unwrap_or_default());
            let device = Some(DeviceNumber::of(change.actor_id()));
            let at = Moment::from_millis(change.timestamp().saturating_mul(1000));
            last = last.max(at);
            // Of several who wrote the same one is named.
            if alternatives.iter().all(|known| known.value != value) {
                alternatives.push(Alternative { value, device, at, stands: false });
            }
        }
        // Two who wrote the same agree, even if Automerge wrote it twice.
        if alternatives.iter().all(|one| one.value == stands) {
            continue;
        }
        match alternatives.iter().position(|one| one.value == stands) {
            Some(place) => alternatives.swap(0, place),
            None => {
                let merged = Alternative { value: stands, device: None, at: last, stands: false };
                alternatives.insert(0, merged);
            }
        }
        if let Some(first) = alternatives.first_mut() {
            first.stands = true;
        }
        found.push(Conflict { path: Path::field(field), alternatives });
    }
    found
}

/// The last changes of the text `object` that nobody built on, sorted, where
/// there are several: each holds a text that its writer saw, and no one has
/// written the text since with knowledge of all.
fn written_apart(doc: &Automerge, object: &ObjId) -> Option<Vec<Change>> {
    let ObjId::Id(counter, actor, _) = object else { return None };
    // One change after the other, as in most documents: nothing was written
    // apart, and no change needs to be taken to pieces.
    if doc.get_heads().len() < 2 && doc.get_changes_meta(&[]).iter().all(|change| change.deps.len() < 2) {
        return None;
    }
    let changes = doc.get_changes(&[]);
    let writes = |change: &Change| {
        let decoded = change.decode();
        decoded.operations.iter().any(|operation| match &operation.obj {
            automerge::legacy::ObjectId::Id(id) => id.0 == *counter && id.1 == *actor,
            automerge::legacy::ObjectId::Root => false,
        })
    };
    let writers: BTreeSet<ChangeHash> = changes.iter().filter(|c| writes(c)).map(Change::hash).collect();
    if writers.len() < 2 {
        return None;
    }
    let past: SortedMap<ChangeHash, &[ChangeHash]> = changes.iter().map(|c| (c.hash(), c.deps())).collect();
    let mut last = writers.clone();
    let mut visited: BTreeSet<ChangeHash> = BTreeSet::new();
    // Whatever a writer built on is not last; each change is visited once.
    let mut waiting: Vec<ChangeHash> =
        writers.iter().flat_map(|hash| past.get(hash).copied().unwrap_or_default()).copied().collect();
    while let Some(hash) = waiting.pop() {
        if visited.insert(hash) {
            last.remove(&hash);
            waiting.extend(past.get(&hash).copied().unwrap_or_default());
        }
    }
    if last.len() < 2 {
        return None;
    }
    let mut apart: Vec<_> = changes.into_iter().filter(|change| last.contains(&change.hash())).collect();
    apart.sort_by_key(Change::hash);
    Some(apart)
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::document::conflict::conflicts;
    use crate::document::edit::{Edit, Stamp, Value};
    use crate::id::{Actor, DeviceNumber};
    use crate::moment::Moment;
    use crate::record::{Kind, Record};

    fn write(document: &mut Document, device: u32, edit: Edit) -> Vec<u8> {
        let actor = Actor::new(DeviceNumber(device), [u8::try_from(device).unwrap(); 12]);
        let stamp = Stamp { actor, at: Moment::from_millis(i64::from(device) * 1000) };
        document.commit(&[edit], stamp).unwrap().unwrap().chunk
    }

    fn body(text: &str) -> Edit {
        Edit::Rewrite("body", text.to_owned())
    }

    #[test]
    fn texts_written_apart_are_shown_until_somebody_chooses() {
        let mut one = Document::begin(Kind::Resolution).unwrap();
        let first = write(&mut one, 1, body("thu hoạch 50 tấn"));
        let mut two = Document::open(Kind::Resolution, [first.as_slice()]).unwrap();
        let (a, b) =
            (write(&mut one, 1, body("thu hoạch 70 tấn")), write(&mut two, 2, body("thu hoạch 30 tấn")));
        one.absorb([b.as_slice()]).unwrap();
        two.absorb([a.as_slice()]).unwrap();
        let found = conflicts(&one);
        assert_eq!(found, conflicts(&two));
        let texts: Vec<_> = found[0].alternatives.iter().map(|one| one.value.clone()).collect();
        assert!(
            texts.contains(&Value::text("thu hoạch 70 tấn"))
                && texts.contains(&Value::text("thu hoạch 30 tấn"))
        );
        let chosen = write(&mut one, 1, found[0].choose(Value::text("thu hoạch 70 tấn")));
        two.absorb([chosen.as_slice()]).unwrap();
        assert!(conflicts(&one).is_empty() && conflicts(&two).is_empty());
        let Record::Resolution(read) = crate::document::read::read(&two) else { panic!() };
        assert_eq!(read.body, "thu hoạch 70 tấn");
    }

    /// The texts that are offered when these were written apart, after a common one.
    fn offered(texts: &[&str]) -> Vec<(Value, Option<DeviceNumber>)> {
        let mut one = Document::begin(Kind::Resolution).unwrap();
        let first = write(&mut one, 1, body("thu hoạch tấn"));
        for (text, device) in texts.iter().zip(2..) {
            let mut other = Document::open(Kind::Resolution, [first.as_slice()]).unwrap();
            let chunk = write(&mut other, device, body(text));
            one.absorb([chunk.as_slice()]).unwrap();
        }
        let found = conflicts(&one).remove(0);
        assert!(found.alternatives[0].stands && found.alternatives[1..].iter().all(|other| !other.stands));
        found.alternatives.into_iter().map(|one| (one.value, one.device)).collect()
    }

    #[test]
    fn a_merged_text_is_nobodys() {
        let offered = offered(&["gấp thu hoạch tấn", "thu hoạch tấn ngô"]);
        assert_eq!(offered[0], (Value::text("gấp thu hoạch tấn ngô"), None));
        assert!(offered.contains(&(Value::text("gấp thu hoạch tấn"), Some(DeviceNumber(2)))));
        assert!(offered.contains(&(Value::text("thu hoạch tấn ngô"), Some(DeviceNumber(3)))));
        assert_eq!(offered.len(), 3);
    }

    #[test]
    fn equal_texts_are_offered_once() {
        let texts = ["gặt 70", "gặt 70", "gặt 30"];
        let offered = offered(&texts);
        for text in texts {
            assert_eq!(offered.iter().filter(|(value, _)| *value == Value::text(text)).count(), 1, "{text}");
        }
    }

    #[test]
    fn texts_written_one_after_the_other_are_no_conflict() {
        let mut one = Document::begin(Kind::Resolution).unwrap();
        write(&mut one, 1, body("thu hoạch 50 tấn"));
        write(&mut one, 2, body("thu hoạch 70 tấn"));
        assert!(conflicts(&one).is_empty());
    }
}
