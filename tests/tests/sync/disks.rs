//! A phone's disk that fails, and says so rightly or wrongly.

use shared::id::DocumentId;
use shared::record::Kind;
use tests::phone::{DiskError, DiskFault, Phone};

use super::cell::{CELL, Cell, text};

/// Lets a person begin a task while the disk does this.
fn begin_task(phone: &mut Phone, fault: DiskFault) -> DocumentId {
    let task = phone.new_document();
    phone.disk(Some(fault));
    let written = phone.try_write(task, Kind::Task, None, &[text("what", "Gieo ngô đông")]);
    assert!(written.is_err(), "{fault:?}");
    task
}

/// The phone was told that the save failed, and what it wrote next went over the
/// place of the first in the outbox: it was never sent.
#[test]
fn a_save_that_stands_though_the_disk_said_no_is_sent() {
    let mut cell = Cell::with_phones(2);
    let stands = begin_task(&mut cell.phones[0], DiskFault::Doubts);
    let next = cell.begin_task(0, "Thu gom rác");
    cell.phones[0].check();
    assert_eq!(cell.phones[0].unsent().len(), 2);
    cell.settle();
    cell.check_settled();
    assert_eq!(
        cell.phones[1].rows().keys().copied().collect::<Vec<_>>(),
        [stands.min(next), stands.max(next)]
    );
}

#[test]
fn a_save_that_the_disk_refused_is_not_there() {
    for fault in [DiskFault::Refuses, DiskFault::DiesBefore] {
        let mut cell = Cell::with_phones(2);
        begin_task(&mut cell.phones[0], fault);
        cell.phones[0].restart();
        cell.phones[0].check();
        cell.settle();
        cell.check_settled();
        assert_eq!(cell.network.server.log(CELL).len(), 0, "{fault:?}");
    }
}

#[test]
fn a_save_after_which_the_phone_died_is_sent() {
    let mut cell = Cell::with_phones(2);
    begin_task(&mut cell.phones[0], DiskFault::DiesAfter);
    cell.phones[0].restart();
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.network.server.log(CELL).len(), 1);
}

/// The news stand in the store, the cursor is behind them, and the phone was
/// told that they do not: it showed them never, and took what followed for the
/// whole document.
#[test]
fn news_that_stand_though_the_disk_said_no_are_shown() {
    for fault in [DiskFault::Refuses, DiskFault::Doubts] {
        let mut cell = Cell::with_phones(2);
        let task = cell.begin_task(0, "Gieo ngô đông");
        cell.sync(0);
        cell.phones[1].disk(Some(fault));
        assert_eq!(cell.phones[1].try_sync(&mut cell.network), Err(DiskError::Failed));
        cell.put(0, task, "product", "3 ha");
        cell.settle();
        cell.check_settled();
        assert_eq!(cell.phones[1].rows().len(), 1, "{fault:?}");
    }
}
