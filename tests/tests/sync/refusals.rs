//! What the ward does not take: it is told why, keeps it, and hinders nothing else.

use automerge::transaction::Transactable;
use automerge::{ROOT, ReadDoc};
use shared::document::admission::Refusal;
use shared::document::edit::Edit;
use shared::id::{ChangeHash, DocumentId};
use shared::record::Kind;
use shared::sync::wire::{Outcome, Push, SyncRequest, SyncResponse, VERSION};
use tests::phone::{Ended, Phone, name_of};
use tests::town::CELLS;

use super::cell::{CELL, Cell, text};

/// A phone writes two good tasks around something else; the sync refuses that
/// with `expect` and stores the tasks, and a person may try again.
fn check(expect: Refusal, write: impl FnOnce(&mut Cell) -> (DocumentId, ChangeHash)) {
    let mut cell = Cell::with_phones(2);
    let before = cell.begin_task(0, "Gieo ngô đông");
    let (refused, hash) = write(&mut cell);
    let after = cell.begin_task(0, "Thu gom rác");
    let requests = cell.network.requests();
    cell.sync(0);
    assert_eq!(cell.network.requests() - requests, 1, "all of it went in one request");
    for good in [before, after] {
        assert_eq!(cell.network.server.heads(good), cell.phones[0].heads(good));
        assert!(cell.phones[0].changes(good).iter().all(|change| change.receipt.is_some()));
    }
    check_refused(&cell, refused, hash, expect);

    // It is not sent again by itself, whatever else happens.
    cell.phones[0].restart();
    cell.settle();
    check_refused(&cell, refused, hash, expect);
    let others: Vec<_> = cell.phones[1].rows().keys().copied().collect();
    assert!(others.contains(&before) && others.contains(&after) && !cell.phones[1].has(refused, hash));

    // A person tries again, for the server may know better by now.
    cell.phones[0].retry(refused);
    assert!(cell.phones[0].unsent().contains(&hash));
    assert_eq!(cell.phones[0].row(refused).unwrap().refused, None);
    cell.phones[0].check();
    cell.sync(0);
    check_refused(&cell, refused, hash, expect);
}

fn check_refused(cell: &Cell, document: DocumentId, hash: ChangeHash, expect: Refusal) {
    let phone = &cell.phones[0];
    assert_eq!(phone.unsent(), []);
    let row = phone.row(document).unwrap();
    assert_eq!((row.refused, row.unsent), (Some(expect), 0));
    let kept = phone.changes(document).into_iter().find(|change| change.hash == hash).unwrap();
    assert_eq!((kept.refused, kept.receipt), (Some(expect), None));
    assert!(cell.network.server.log(CELL).iter().all(|change| change.receipt.hash != hash));
}

/// A change that no program of ours writes: one operation on the phone's own copy.
fn forge(
    phone: &mut Phone,
    document: DocumentId,
    operation: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<(), automerge::AutomergeError>,
) -> automerge::Change {
    let mut raw = phone.document(document).unwrap().automerge().clone();
    let heads = raw.get_heads();
    raw.set_actor(phone.session().to_automerge());
    raw.transact(operation).unwrap();
    raw.get_changes(&heads).remove(0)
}

#[test]
fn a_date_that_does_not_exist_is_refused_alone() {
    check(Refusal::NotAllowed, |cell| {
        let task = cell.begin_task(0, "Nạo vét mương");
        let phone = &mut cell.phones[0];
        let change = forge(phone, task, |tx| tx.put(ROOT, "due_on", "2024-02-31"));
        phone.plant(task, Kind::Task, change.hash().into(), change.raw_bytes().to_vec());
        (task, change.hash().into())
    });
}

#[test]
fn a_field_that_records_do_not_have_is_refused_alone() {
    check(Refusal::NotAllowed, |cell| {
        let task = cell.begin_task(0, "Nạo vét mương");
        let phone = &mut cell.phones[0];
        let change = forge(phone, task, |tx| tx.put(ROOT, "grade", "excellent"));
        phone.plant(task, Kind::Task, change.hash().into(), change.raw_bytes().to_vec());
        (task, change.hash().into())
    });
}

#[test]
fn a_change_of_too_many_bytes_is_refused_alone() {
    check(Refusal::Malformed, |cell| {
        let resolution = cell.phones[0].new_document();
        let body = Edit::Rewrite("body", "ố".repeat(44_500));
        let hash = cell.phones[0].put(resolution, Kind::Resolution, body).unwrap();
        assert!(128 * 1024 < cell.phones[0].changes(resolution)[0].chunk.len());
        (resolution, hash)
    });
}

#[test]
fn a_change_of_too_many_operations_is_refused_alone() {
    check(Refusal::Malformed, |cell| {
        let resolution = cell.phones[0].new_document();
        let body = Edit::Rewrite("body", "a".repeat(125_001));
        let hash = cell.phones[0].put(resolution, Kind::Resolution, body).unwrap();
        assert!(cell.phones[0].changes(resolution)[0].chunk.len() < 128 * 1024);
        (resolution, hash)
    });
}

#[test]
fn a_text_longer_than_records_hold_is_refused_alone() {
    check(Refusal::TooLarge, |cell| {
        let resolution = cell.phones[0].new_document();
        let body = Edit::Rewrite("body", "a".repeat(41_000));
        let hash = cell.phones[0].put(resolution, Kind::Resolution, body).unwrap();
        (resolution, hash)
    });
}

#[test]
fn a_document_of_another_cell_is_refused_alone() {
    check(Refusal::ForeignDocument, |cell| {
        let mut stranger = Phone::of(CELLS[1], 7, &mut cell.network);
        let theirs = stranger.new_document();
        stranger.put(theirs, Kind::Task, text("what", "Của chi bộ khác")).unwrap();
        stranger.sync(&mut cell.network);
        let hash = cell.phones[0].put(theirs, Kind::Task, text("what", "Chiếm")).unwrap();
        (theirs, hash)
    });
}

#[test]
fn a_change_in_anothers_name_is_refused_alone() {
    check(Refusal::ForeignActor, |cell| {
        let task = cell.begin_task(1, "Ký tên người khác");
        let chunk = cell.phones[1].changes(task)[0].chunk.clone();
        // The true author never brings it.
        cell.phones[1] = Phone::of(CELL, 8, &mut cell.network);
        cell.phones[0].plant(task, Kind::Task, name_of(&chunk), chunk.clone());
        (task, name_of(&chunk))
    });
}

/// A chunk that rotted on the phone cannot be opened even there. It must not
/// keep the phone from anything else.
#[test]
fn a_chunk_that_rotted_on_the_phone_hinders_nothing_else() {
    let mut cell = Cell::with_phones(2);
    let rotten = cell.begin_task(0, "Nạo vét mương");
    cell.sync(0);
    let hash = ChangeHash::from_bytes([7; 32]);
    cell.phones[0].plant(rotten, Kind::Task, hash, b"rotten".to_vec());
    let good = cell.begin_task(0, "Gieo ngô đông");
    let news = cell.begin_task(1, "Thu gom rác");
    cell.sync(1);
    assert_eq!(cell.phones[0].sync(&mut cell.network), Ended::Done);
    assert_eq!(cell.network.server.heads(good), cell.phones[0].heads(good));
    assert_eq!(cell.phones[0].heads(news), cell.phones[1].heads(news));
    let kept = cell.phones[0].changes(rotten).into_iter().find(|change| change.hash == hash).unwrap();
    assert_eq!(kept.refused, Some(Refusal::Malformed));
    assert_eq!(cell.phones[0].unsent(), []);
    // The news came once.
    assert_eq!(cell.phones[0].point().cursor, cell.network.server.log(CELL).len() as u64 + 4);
}

/// What the phone goes on writing into a refused record is refused with it, and
/// other records go through.
#[test]
fn what_builds_on_a_refused_change_is_refused_and_the_rest_goes_through() {
    let mut cell = Cell::with_phones(1);
    let resolution = cell.phones[0].new_document();
    cell.phones[0].put(resolution, Kind::Resolution, Edit::Rewrite("body", "a".repeat(41_000))).unwrap();
    cell.sync(0);
    let shorter = forge(&mut cell.phones[0], resolution, |tx| {
        let (_, body) = tx.get(ROOT, "body")?.unwrap();
        tx.splice_text(&body, 100, 40_900, "")
    });
    let (hash, chunk) = (shorter.hash().into(), shorter.raw_bytes().to_vec());
    cell.phones[0].plant(resolution, Kind::Resolution, hash, chunk);
    let good = cell.begin_task(0, "Gieo ngô đông");
    cell.sync(0);
    assert_eq!(cell.network.server.heads(good), cell.phones[0].heads(good));
    assert_eq!(cell.phones[0].row(resolution).unwrap().refused, Some(Refusal::TooLarge));
    assert_eq!(cell.phones[0].unsent(), []);
    assert_eq!(cell.phones[0].refused().len(), 2);
    cell.phones[0].check();
    // Tried again together with what makes it shorter, it is taken.
    cell.phones[0].retry(resolution);
    cell.settle();
    cell.check_settled();
}

/// Bytes that no phone keeps, sent by whoever has a token.
#[test]
fn garbage_in_one_push_leaves_the_others_of_the_request_alone() {
    let mut cell = Cell::with_phones(1);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let good: Vec<_> = cell.phones[0].changes(task).into_iter().map(|change| change.chunk.into()).collect();
    let mut request = SyncRequest {
        version: VERSION,
        request: shared::id::RequestId::from_bytes([1; 16]),
        point: cell.phones[0].point(),
        push: vec![],
        key: None,
        reads: None,
    };
    let mut flipped = cell.phones[0].changes(task)[0].chunk.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let garbage = [vec![], b"<html>".to_vec(), vec![0xff; 1000], flipped];
    for (number, bytes) in (1..).zip(garbage) {
        let document = DocumentId::from_bytes([number; 16]);
        request.push.push(Push { document, kind: Kind::Task, chunks: vec![bytes.into()] });
    }
    request.push.push(Push { document: task, kind: Kind::Task, chunks: good });
    let token = cell.phones[0].identity().token.clone();
    let answer = cell.network.post("/api/v1/sync", Some(&token), &request).pop().unwrap();
    let response: SyncResponse = answer.unwrap();
    let [refused @ .., Outcome::Stored(receipts)] = response.outcomes.as_slice() else {
        panic!("{:?}", response.outcomes)
    };
    assert_eq!(refused, vec![Outcome::from(Refusal::Malformed); 4]);
    assert_eq!(receipts.len(), 1);
    cell.settle();
    cell.check_settled();
}
