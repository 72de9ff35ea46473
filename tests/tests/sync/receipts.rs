//! A receipt is the word of a server that has committed.

use server::auth::signing::is_proven;
use shared::id::DocumentId;
use shared::replica::StoredChange;
use shared::sync::wire::ServerKey;
use tests::network::Mishap;
use tests::phone::Phone;

use super::cell::{CELL, Cell};

/// Every receipt that the phone has, and that the server does not know.
fn unknown(cell: &Cell, phone: &Phone) -> usize {
    let log = cell.network.server.log(CELL);
    let receipts = phone.rows().keys().flat_map(|document| phone.changes(*document));
    let receipts = receipts.filter_map(|change| change.receipt);
    receipts.filter(|receipt| log.iter().all(|change| change.receipt != *receipt)).count()
}

#[test]
fn whoever_has_a_receipt_finds_the_change_after_the_server_was_killed() {
    let mut cell = Cell::with_phones(2);
    let mut given = 0;
    for round in 0..12 {
        let phone = round % 2;
        cell.begin_task(phone, &format!("Việc {round}"));
        cell.sync(phone);
        cell.network.server.kill();
        let known: usize = cell.phones[phone].rows().values().filter(|row| row.unsent == 0).count();
        assert!(given < known, "{known}");
        given = known;
        for phone in &cell.phones {
            assert_eq!(unknown(&cell, phone), 0);
        }
    }
    cell.settle();
    cell.check_settled();
}

#[test]
fn without_an_answer_there_is_no_receipt() {
    let mishaps = [
        Mishap::RequestLost,
        Mishap::RequestCut(700),
        Mishap::ResponseLost,
        Mishap::ResponseCut(700),
        Mishap::KilledBefore,
        Mishap::KilledAfter,
    ];
    for mishap in mishaps {
        let mut cell = Cell::with_phones(1);
        let task = cell.begin_task(0, "Gieo ngô đông");
        cell.network.suffer([mishap]);
        cell.phones[0].sync(&mut cell.network);
        let changes = cell.phones[0].changes(task);
        assert!(changes.iter().all(|change| change.receipt.is_none()), "{mishap:?}");
        assert_eq!(cell.phones[0].row(task).unwrap().unsent, 1, "{mishap:?}");
        assert_eq!(cell.phones[0].row(task).unwrap().fact.received_at, None, "{mishap:?}");
    }
}

/// The first answer was lost, so the phone asks again a day later: the receipt
/// still tells when the ward first had the change.
#[test]
fn a_receipt_tells_when_the_change_first_arrived() {
    let mut cell = Cell::with_phones(1);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.network.suffer([Mishap::ResponseLost]);
    cell.phones[0].sync(&mut cell.network);
    let arrived = cell.network.server.now();
    cell.network.server.pass(86_400_000);
    cell.sync(0);
    assert_eq!(cell.phones[0].row(task).unwrap().fact.received_at, Some(arrived));
}

/// Whether the phone can show, by what it keeps and with this key alone, that the ward had the change.
fn proven(key: ServerKey, document: DocumentId, change: &StoredChange) -> bool {
    let (Some(receipt), Some(proof)) = (&change.receipt, &change.proof) else { return false };
    receipt.hash == change.hash && is_proven(key, document, receipt, proof)
}

#[test]
fn every_change_is_proven_by_the_servers_signature_beside_its_receipt() {
    let mut cell = Cell::with_phones(2);
    let key = cell.phones[0].identity().key.unwrap();
    assert_eq!(cell.phones[1].identity().key, Some(key));
    // Several documents and changes in one answer, and single ones.
    for (n, count) in [(0, 3), (1, 1), (2, 5)] {
        for document in 0..count {
            let task = cell.begin_task(0, &format!("Việc {n}.{document}"));
            cell.put(0, task, "product", "3 ha");
        }
        cell.sync(0);
        cell.network.server.restart();
    }
    let rows: Vec<_> = cell.phones[0].rows().keys().copied().collect();
    assert_eq!(rows.len(), 9);
    for document in &rows {
        for change in cell.phones[0].changes(*document) {
            assert!(proven(key, *document, &change), "{change:?}");
            assert!(!proven(ServerKey([1; 32]), *document, &change));
            assert!(!proven(key, DocumentId::from_bytes([9; 16]), &change));
            let mut other = change.clone();
            other.receipt.as_mut().unwrap().seq += 1;
            assert!(!proven(key, *document, &other));
        }
    }
    // What others wrote comes with their receipts; the proof is theirs to keep.
    cell.sync(1);
    let pulled = cell.phones[1].changes(rows[0]).remove(0);
    assert!(pulled.receipt.is_some() && pulled.proof.is_none());
    cell.phones[0].check();
}

/// A server that was put back signs as before, and what it lost is proven anew.
#[test]
fn a_receipt_of_a_new_epoch_has_a_proof_of_its_own() {
    let mut cell = Cell::with_phones(1);
    let key = cell.phones[0].identity().key.unwrap();
    let backup = cell.network.server.backup();
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.sync(0);
    let before = cell.phones[0].changes(task).remove(0);
    cell.network.server.put_back(&backup);
    cell.network.server.pass(86_400_000);
    cell.network.server.begin_epoch();
    cell.settle();
    let after = cell.phones[0].changes(task).remove(0);
    assert_ne!(before.receipt, after.receipt);
    assert!(proven(key, task, &before) && proven(key, task, &after));
    let mixed = StoredChange { proof: before.proof, ..after };
    assert!(!proven(key, task, &mixed));
}
