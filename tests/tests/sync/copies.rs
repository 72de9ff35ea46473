//! A phone whose store was copied, and put back later.

use std::collections::BTreeSet;

use shared::document::edit::{Edit, Value};
use shared::id::{Actor, ChangeHash, DocumentId};
use shared::record::Kind;
use shared::sync::gate;
use tests::phone::Phone;

use super::cell::{CELL, Cell};

/// Who wrote what a phone holds of a document.
fn actors(phone: &Phone, document: DocumentId) -> BTreeSet<Actor> {
    let changes = phone.changes(document);
    changes.iter().map(|change| gate::check(&change.chunk).unwrap().actor).collect()
}

#[test]
fn a_phone_put_back_from_an_older_copy_gets_its_own_later_changes_back() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let copy = cell.phones[0].copy(77);
    // It writes on: into the same task, and into one that the copy does not know.
    cell.put(0, task, "product", "3 ha");
    let later = cell.begin_task(0, "Thu gom rác");
    cell.report(0, later, 1);
    cell.settle();
    let whole = cell.end_state();

    cell.phones[0] = copy;
    assert_eq!(cell.phones[0].row(later), None);
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.end_state(), whole);
}

#[test]
fn what_both_copies_wrote_comes_together() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let copy = cell.phones[0].copy(77);
    cell.put(0, task, "product", "3 ha");
    cell.put(0, task, "due_on", "2024-11-20");
    cell.settle();

    cell.phones[0] = copy;
    // The copy writes before it knows what it wrote in its other life.
    cell.put(0, task, "product", "4 ha");
    cell.settle();
    cell.check_settled();
    let standing: Vec<_> = cell.phones[1].conflicts(task).into_iter().flat_map(|c| c.alternatives).collect();
    let standing: BTreeSet<_> = standing.into_iter().map(|alternative| alternative.value).collect();
    assert_eq!(standing, ["3 ha", "4 ha"].map(Value::text).into());
    // The first session, and the one after the copy was put back.
    assert_eq!(actors(&cell.phones[1], task).len(), 2);
    // Whatever it writes from now on is taken.
    let edit = Edit::field("product", Value::text("5 ha"));
    cell.phones[0].put(task, Kind::Task, edit).unwrap();
    cell.settle();
    cell.check_settled();
    assert!(cell.phones[1].conflicts(task).is_empty());
}

/// The copy was made while something waited in the outbox. The phone brought it
/// since, and so the copy has it twice to say.
#[test]
fn what_waited_when_the_copy_was_made_is_not_doubled() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let copy = cell.phones[0].copy(77);
    cell.settle();
    let before: Vec<ChangeHash> = cell.network.server.heads(task);
    cell.phones[0] = copy;
    assert_eq!(cell.phones[0].unsent().len(), 1);
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.network.server.heads(task), before);
    assert_eq!(cell.network.server.log(CELL).len(), 1);
}
