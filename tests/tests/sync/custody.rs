//! What is refused for who brought it is kept at the ward until a person
//! decides; the author's phone shows what becomes of it, and nothing is dropped.

use server::pipeline::custody::{DecideError, Verdict};
use shared::document::admission::Refusal;
use shared::id::{DocumentId, RequestId};
use shared::record::Kind;
use shared::sync::custody::Cause;
use shared::sync::engine::Failure;
use shared::sync::role::Role;
use shared::sync::wire::{Custody, Fault, Outcome, Push, SyncPoint, SyncRequest, SyncResponse, VERSION};
use tests::phone::{Ended, Phone, name_of};
use tests::town::CELLS;

use super::cell::{CELL, Cell, text};

const UNKNOWN: Ended = Ended::Failed(Failure::Fault(Fault::UnknownDevice));

fn custody(cell: &Cell, phone: usize, document: DocumentId) -> Option<Custody> {
    cell.phones[phone].row(document).unwrap().custody.clone()
}

fn declined(reason: &str) -> Custody {
    Custody::Declined(reason.to_owned())
}

/// A phone that wrote a task and was revoked before it could bring it.
fn revoked() -> (Cell, DocumentId) {
    let mut cell = Cell::with_phones(2);
    cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let task = cell.begin_task(0, "Thu gom rác");
    cell.put(0, task, "product", "3 ha");
    cell.network.server.revoke(cell.phones[0].device());
    assert_eq!(cell.phones[0].sync(&mut cell.network), UNKNOWN);
    (cell, task)
}

fn enrol(cell: &mut Cell, phone: usize) {
    let code = cell.network.server.code(CELL);
    assert_eq!(cell.phones[phone].enrol(&code, &mut cell.network), Ok(()));
    cell.phones[phone].check();
}

#[test]
fn what_a_revoked_phone_brings_is_kept_and_enters_when_the_ward_says_so() {
    let (mut cell, task) = revoked();
    assert_eq!(cell.network.server.heads(task), []);
    let kept = cell.network.server.custody();
    let [case] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!((case.document, case.cause, case.device), (task, Cause::Revoked, cell.phones[0].device()));
    // The phone says so, has nothing more to bring, and is told nothing else.
    assert_eq!(custody(&cell, 0, task), Some(Custody::Waits));
    assert_eq!(cell.phones[0].unsent(), []);
    let theirs = cell.begin_task(1, "Nạo vét mương");
    cell.sync(1);
    assert_eq!(cell.phones[0].sync(&mut cell.network), UNKNOWN);
    assert_eq!(cell.phones[0].row(theirs), None);

    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Err(DecideError::Unknown));
    assert_eq!(cell.network.server.heads(task), cell.phones[0].heads(task));
    cell.sync(1);
    assert_eq!(cell.phones[1].heads(task), cell.phones[0].heads(task));
    // With a new code the author's phone learns it as well.
    enrol(&mut cell, 0);
    cell.settle();
    cell.check_settled();
    assert_eq!(custody(&cell, 0, task), None);
    assert!(cell.phones[0].changes(task).iter().all(|change| change.receipt.is_some()));
    assert_eq!(cell.network.server.findings(), []);
}

#[test]
fn what_the_ward_declines_stays_on_the_phone_with_the_reason() {
    let (mut cell, task) = revoked();
    enrol(&mut cell, 0);
    cell.sync(0);
    assert_eq!(custody(&cell, 0, task), Some(Custody::Waits));
    let reason = "Máy đã báo mất";
    let before = cell.network.server.log(CELL).len();
    assert_eq!(cell.network.server.decide(task, Verdict::Decline(reason.to_owned())), Ok(()));
    cell.sync(0);
    assert_eq!(custody(&cell, 0, task), Some(declined(reason)));
    cell.phones[0].restart();
    cell.settle();
    assert_eq!(custody(&cell, 0, task), Some(declined(reason)));
    assert_eq!(cell.phones[0].changes(task).len(), 2);
    assert_eq!(cell.network.server.log(CELL).len(), before);
    // A person sends it again: it is declined as before, and not kept twice.
    cell.phones[0].retry(task);
    assert_eq!(custody(&cell, 0, task), None);
    cell.sync(0);
    assert_eq!(custody(&cell, 0, task), Some(declined(reason)));
    assert_eq!(cell.network.server.custody().len(), 1);
    // It still writes, into other documents.
    cell.begin_task(0, "Nạo vét mương");
    cell.settle();
    assert_eq!(cell.phones[0].unsent(), []);
    assert_eq!(cell.network.server.findings(), []);
}

#[test]
fn changes_that_another_phone_brings_for_their_author_are_kept() {
    let mut cell = Cell::with_phones(3);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let chunk = cell.phones[0].changes(task)[0].chunk.clone();
    cell.phones[1].plant(task, Kind::Task, name_of(&chunk), chunk);
    cell.sync(1);
    let row = cell.phones[1].row(task).unwrap().clone();
    assert_eq!((row.refused, row.custody), (Some(Refusal::ForeignActor), Some(Custody::Waits)));
    let case = cell.network.server.custody().remove(0);
    assert_eq!((case.cause, case.device), (Cause::OtherAuthor, cell.phones[1].device()));
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    cell.settle();
    cell.check_settled();
    assert_eq!(custody(&cell, 1, task), None);
    // The author goes on as if it had brought them itself.
    cell.put(0, task, "product", "3 ha");
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.network.server.findings(), []);
}

/// The author comes before the ward decides: there is nothing left to enter.
#[test]
fn an_author_who_comes_first_needs_no_decision() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let chunk = cell.phones[0].changes(task)[0].chunk.clone();
    cell.phones[1].plant(task, Kind::Task, name_of(&chunk), chunk);
    cell.sync(1);
    cell.settle();
    assert_eq!(custody(&cell, 1, task), None);
    let before = cell.network.server.log(CELL);
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    assert_eq!(cell.network.server.log(CELL), before);
    assert_eq!(cell.network.server.findings(), []);
}

#[test]
fn a_change_of_another_cells_document_enters_as_that_cells() {
    let mut cell = Cell::with_phones(1);
    let mut theirs = Phone::of(CELLS[1], 7, &mut cell.network);
    let task = theirs.new_document();
    theirs.put(task, Kind::Task, text("what", "Của chi bộ khác")).unwrap();
    theirs.sync(&mut cell.network);
    let stored = theirs.changes(task).remove(0);
    cell.phones[0].plant(task, Kind::Task, stored.hash, stored.chunk);
    cell.phones[0].put(task, Kind::Task, text("product", "3 ha")).unwrap();
    cell.sync(0);
    assert_eq!(cell.network.server.custody().remove(0).cause, Cause::OtherOrganisation);
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    theirs.sync(&mut cell.network);
    assert_eq!(theirs.changes(task).len(), 2);
    assert_eq!(cell.network.server.log(CELL), []);
    assert_eq!(cell.network.server.findings(), []);
}

/// What waits builds on something that has not come: it waits on.
#[test]
fn nothing_enters_before_what_it_builds_on() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let first = cell.phones[0].changes(task).remove(0);
    cell.put(0, task, "product", "3 ha");
    let later = cell.phones[0].changes(task).into_iter().find(|change| change.hash != first.hash).unwrap();
    // The phone that wrote both is revoked, and only a part of what it brings arrives.
    cell.network.server.revoke(cell.phones[0].device());
    let bring = |cell: &mut Cell, chunk: Vec<u8>| {
        let push = vec![Push { document: task, kind: Kind::Task, chunks: vec![chunk.into()] }];
        let (request, point) = (RequestId::from_bytes([7; 16]), SyncPoint::default());
        let request = SyncRequest { version: VERSION, request, point, push, key: None, reads: None };
        let token = cell.phones[0].identity().token.clone();
        let mut answers: Vec<Result<SyncResponse, Failure>> =
            cell.network.post("/api/v1/sync", Some(&token), &request);
        let answer = answers.remove(0).unwrap();
        assert_eq!(answer.outcomes, [Outcome::from(Refusal::ForeignActor)]);
        assert_eq!((answer.pulled.len(), answer.rulings.len(), answer.point), (0, 0, point));
    };
    bring(&mut cell, later.chunk);
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Err(DecideError::Incomplete));
    assert_eq!(cell.network.server.heads(task), []);
    bring(&mut cell, first.chunk);
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    assert_eq!(cell.network.server.heads(task), [later.hash]);
    assert_eq!(cell.network.server.findings(), []);
}

/// A phone in wrong hands cannot fill the ward's disk.
#[test]
fn no_more_is_kept_than_a_person_can_look_at() {
    let mut cell = Cell::with_phones(1);
    cell.network.server.revoke(cell.phones[0].device());
    for n in 0..2_010 {
        cell.begin_task(0, &format!("Việc {n}"));
    }
    assert_eq!(cell.phones[0].sync(&mut cell.network), UNKNOWN);
    let rows = cell.phones[0].rows().values();
    let kept = rows.clone().filter(|row| row.custody == Some(Custody::Waits)).count();
    let refused = rows.filter(|row| row.refused.is_some() && row.custody.is_none()).count();
    assert_eq!((kept, refused), (2_000, 10));
    assert_eq!(cell.phones[0].unsent(), []);
}

/// A server that was put back keeps no more what came after the backup. The
/// phone does not go on saying that it does, but brings it again.
#[test]
fn what_a_server_kept_before_it_was_put_back_is_brought_again() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(1, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "product", "3 ha");
    cell.network.server.set_role(cell.phones[0].device(), Role::Reader);
    let backup = cell.network.server.backup();
    cell.sync(0);
    assert_eq!(custody(&cell, 0, task), Some(Custody::Waits));
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    assert_eq!(cell.network.server.custody(), []);
    cell.settle();
    assert_eq!(custody(&cell, 0, task), Some(Custody::Waits));
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    cell.settle();
    cell.check_settled();
    assert_eq!(custody(&cell, 0, task), None);
    assert_eq!(cell.network.server.findings(), []);
}
