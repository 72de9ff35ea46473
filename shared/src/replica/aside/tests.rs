use super::*;
use crate::document::admission::Refusal;
use crate::document::edit::{Edit, Value};
use crate::document::stored::Commit;
use crate::id::{Actor, DeviceNumber};
use crate::record::Record;
use crate::record::task::Task;
use crate::sync::wire::Receipt;

const DOCUMENT: DocumentId = DocumentId::from_bytes([1; 16]);

fn stamp(writer: u8) -> Stamp {
    Stamp {
        actor: Actor::new(DeviceNumber(1), [writer; 12]),
        at: Moment::from_millis(60_000 * i64::from(writer)),
    }
}

fn put(field: &str, value: &str) -> Edit {
    Edit::field(field, Value::text(value))
}

fn stored(commit: &Commit, refused: bool) -> StoredChange {
    let mut change = StoredChange::new(commit.hash, DeviceNumber(1), commit.chunk.clone());
    if refused {
        change.refused = Some(Refusal::NotAllowed);
    } else {
        change.receipt = Some(Receipt { hash: commit.hash, seq: 1, at: Moment::default() });
    }
    change
}

/// A task with what was confirmed, what was refused, and what builds on that.
fn rolled_back() -> Vec<StoredChange> {
    let mut document = Document::begin(Kind::Task).unwrap();
    let mut write = |edits: &[Edit]| document.commit(edits, stamp(1)).unwrap().unwrap();
    let confirmed = write(&[put("what", "Gieo ngô đông"), put("product", "2 ha")]);
    let refused = write(&[put("product", "3 ha"), put("due_on", "2024-11-20")]);
    let on_top = write(&[put("product", "4 ha")]);
    let mut changes = vec![stored(&on_top, false), stored(&refused, true), stored(&confirmed, false)];
    changes[0].receipt = None;
    changes
}

fn task(row: &Row) -> Task {
    match &row.fact.record {
        Record::Task(task) => task.clone(),
        other => panic!("{other:?}"),
    }
}

fn row(changes: &[StoredChange]) -> Row {
    Row::of(DOCUMENT, &open(Kind::Task, changes).unwrap(), changes)
}

/// A server that was put back lacks what is refused now; what others built on it
/// still has the receipt of its former life.
#[test]
fn what_builds_on_what_lies_aside_does_so_as_well_whatever_its_receipt() {
    let mut changes = rolled_back();
    changes[0].receipt = changes[2].receipt;
    assert_eq!(task(&row(&changes)).product, "2 ha");
}

#[test]
fn the_record_stands_as_it_was_confirmed() {
    let changes = rolled_back();
    let row = row(&changes);
    assert_eq!((task(&row).product, task(&row).due_on), ("2 ha".to_owned(), None));
    assert_eq!(row.refused, Some(Refusal::NotAllowed));
    // What is known to be refused lies aside; what builds on it follows with the next answer.
    let aside = lying_aside(Kind::Task, &changes).unwrap();
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].entry.changed.len(), 2);
    // Nothing was ever confirmed: it stays in sight.
    let never: Vec<_> = changes.iter().filter(|change| change.receipt.is_none()).cloned().collect();
    assert_eq!(standing(&never).len(), 2);
}

#[test]
fn what_lies_aside_is_entered_anew_on_the_record_as_it_stands() {
    let mut changes = rolled_back();
    changes[0].refused = Some(Refusal::NotAllowed);
    let done = enter_anew(DOCUMENT, Kind::Task, &changes, stamp(2), 5).unwrap();
    let (task, entry) = (task(&done.row), done.entry.unwrap().1);
    assert_eq!(task.product, "4 ha");
    assert_eq!(task.due_on, "2024-11-20".parse().ok());
    assert_eq!((done.row.refused, done.row.unsent, done.row.fact.conflicts), (None, 1, 0));
    assert_eq!((entry.document, done.writes.len()), (DOCUMENT, 6));
}

/// A record of which the ward took nothing is begun by the change that enters it anew.
#[test]
fn a_record_that_was_never_confirmed_is_begun_anew() {
    let mut document = Document::begin(Kind::Task).unwrap();
    let first = document.commit(&[put("what", "Gieo ngô đông")], stamp(1)).unwrap().unwrap();
    let changes = [stored(&first, true)];
    assert_eq!(task(&row(&changes)).what, "Gieo ngô đông");
    let done = enter_anew(DOCUMENT, Kind::Task, &changes, stamp(2), 5).unwrap();
    assert_eq!((task(&done.row).what.as_str(), done.row.refused), ("Gieo ngô đông", None));
    assert_ne!(done.row.heads, Some(vec![first.hash]));
}

#[test]
fn what_is_laid_aside_for_good_is_asked_about_no_more() {
    let mut changes = rolled_back();
    changes[0].refused = Some(Refusal::NotAllowed);
    let done = done_with(DOCUMENT, Kind::Task, &changes, Moment::default()).unwrap();
    assert_eq!((done.row.refused, done.row.custody.clone(), done.writes.len()), (None, None, 3));
    assert_eq!(task(&done.row).product, "2 ha");
    // What rotted is no reason to be asked for ever either.
    changes.push(StoredChange::new(ChangeHash::from_bytes([7; 32]), DeviceNumber(1), b"rotten".to_vec()));
    changes[3].refused = Some(Refusal::Malformed);
    assert!(lying_aside(Kind::Task, &changes).is_err());
    assert!(enter_anew(DOCUMENT, Kind::Task, &changes, stamp(2), 5).is_err());
    assert!(done_with(DOCUMENT, Kind::Task, &changes, Moment::default()).is_ok());
}
