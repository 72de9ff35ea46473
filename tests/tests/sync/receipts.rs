//! A receipt is the word of a server that has committed.

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
