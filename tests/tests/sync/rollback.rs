//! What the ward refuses lies aside: the record stands as it was confirmed,
//! people work on, and nothing that they wrote is lost.

#![expect(clippy::panic, reason = "a test that finds something else fails by panicking")]

use automerge::ROOT;
use automerge::transaction::Transactable;
use shared::document::admission::Refusal;
use shared::id::{ChangeHash, DocumentId};
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::replica::aside::lying_aside;
use tests::phone::{Phone, name_of};

use super::cell::{CELL, Cell};

fn task(phone: &Phone, task: DocumentId) -> Task {
    match &phone.row(task).unwrap().fact.record {
        Record::Task(task) => task.clone(),
        other => panic!("{other:?}"),
    }
}

/// A phone with a confirmed task and, on top of it, what the ward refuses.
fn refused() -> (Cell, DocumentId, ChangeHash) {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let phone = &mut cell.phones[0];
    let mut raw = phone.document(task).unwrap().automerge().clone();
    let heads = raw.get_heads();
    raw.set_actor(phone.session().to_automerge());
    raw.transact(|tx| {
        tx.put(ROOT, "what", "Gieo ngô đông xóm 2").and_then(|()| tx.put(ROOT, "due_on", "2024-02-31"))
    })
    .unwrap();
    let change = raw.get_changes(&heads).remove(0);
    phone.plant(task, Kind::Task, change.hash().into(), change.raw_bytes().to_vec());
    assert_eq!(self::task(phone, task).what, "Gieo ngô đông xóm 2");
    cell.sync(0);
    (cell, task, change.hash().into())
}

/// Of what lies aside, the phone shows which change the ward did not take.
#[test]
fn the_change_at_fault_is_told_from_what_came_along() {
    let (mut cell, id, hash) = refused();
    let aside = |phone: &Phone| lying_aside(Kind::Task, &phone.changes(id)).unwrap();
    assert!(aside(&cell.phones[0]).iter().all(|aside| !aside.at_fault), "there is nothing to tell it from");

    // Tried again as it is, with a change on top that is not to blame.
    cell.phones[0].retry(id);
    cell.put(0, id, "product", "4 ha");
    cell.sync(0);
    let told: Vec<_> =
        aside(&cell.phones[0]).iter().map(|aside| (aside.entry.hash, aside.at_fault)).collect();
    assert_eq!(told.len(), 2);
    assert_eq!((told[1], told[0].1), ((hash, true), false));
}

#[test]
fn the_record_stands_as_the_ward_has_it_and_the_refused_is_kept() {
    let (mut cell, id, hash) = refused();
    let check = |phone: &Phone| {
        assert_eq!(task(phone, id).what, "Gieo ngô đông");
        assert_eq!(phone.row(id).unwrap().refused, Some(Refusal::NotAllowed));
        let kept = phone.changes(id).into_iter().find(|change| change.hash == hash).unwrap();
        assert_eq!(kept.refused, Some(Refusal::NotAllowed));
    };
    check(&cell.phones[0]);
    assert_eq!(cell.phones[0].heads(id), cell.network.server.heads(id));
    cell.phones[0].restart();
    check(&cell.phones[0]);
    // What others write goes on.
    cell.put(1, id, "product", "3 ha");
    cell.settle();
    check(&cell.phones[0]);
    assert_eq!(task(&cell.phones[0], id).product, "3 ha");
    assert_eq!(cell.phones[0].heads(id), cell.network.server.heads(id));
}

/// Before, whatever was written after a refusal built on it and was refused as well.
#[test]
fn who_works_on_after_a_refusal_is_not_refused_for_it() {
    let (mut cell, id, _) = refused();
    for product in ["3 ha", "4 ha"] {
        cell.put(0, id, "product", product);
    }
    cell.sync(0);
    assert_eq!(cell.phones[0].unsent(), []);
    assert_eq!(cell.phones[0].heads(id), cell.network.server.heads(id));
    assert_eq!(cell.phones[0].refused().len(), 1);
    // Sent again all the same, it is judged by itself, and nothing else is hurt.
    cell.phones[0].retry(id);
    cell.phones[0].check();
    cell.put(0, id, "product", "5 ha");
    cell.sync(0);
    assert_eq!(task(&cell.phones[0], id).what, "Gieo ngô đông");
    cell.phones[0].check();
}

#[test]
fn what_lies_aside_can_be_entered_anew_under_ones_own_name() {
    let mut cell = Cell::with_phones(2);
    let id = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(1, id, "product", "3 ha");
    let theirs = cell.phones[1].changes(id).into_iter().find(|change| change.receipt.is_none()).unwrap();
    cell.phones[1] = Phone::of(CELL, 8, &mut cell.network);
    cell.phones[0].plant(id, Kind::Task, name_of(&theirs.chunk), theirs.chunk.clone());
    cell.sync(0);
    assert_eq!(task(&cell.phones[0], id).product, "");
    cell.phones[0].enter_anew(id);
    cell.phones[0].check();
    assert_eq!(task(&cell.phones[0], id).product, "3 ha");
    assert_eq!(cell.phones[0].row(id).unwrap().refused, None);
    cell.settle();
    assert_eq!(cell.phones[1].heads(id), cell.network.server.heads(id));
    assert_eq!(task(&cell.phones[1], id).product, "3 ha");
    // It is still in the store, for whoever looks.
    assert!(cell.phones[0].has(id, theirs.hash));
}

#[test]
fn what_is_left_aside_for_good_is_asked_about_no_more() {
    let (mut cell, id, hash) = refused();
    cell.phones[0].leave_aside(id);
    for _ in 0..2 {
        cell.phones[0].check();
        assert_eq!(cell.phones[0].row(id).unwrap().refused, None);
        assert_eq!(task(&cell.phones[0], id).what, "Gieo ngô đông");
        assert!(cell.phones[0].has(id, hash));
        cell.phones[0].restart();
        cell.settle();
    }
    // Nor is it sent again where a later refusal is.
    cell.phones[0].retry(id);
    assert_eq!(cell.phones[0].unsent(), []);
}
