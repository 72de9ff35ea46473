//! A server that was put back from a backup, and the phones that know more.

use shared::record::{Kind, Record};
use shared::ruling::Ruling;
use shared::sync::engine::{Failure, MOST_PUSHED_BYTES};
use shared::sync::wire::Fault;
use tests::network::Mishap;
use tests::phone::{Ended, Phone};

use super::cell::{CELL, Cell, text};

/// Three rounds: whoever waits for what another phone has yet to bring again
/// can only then send the rest.
fn settle(cell: &mut Cell) {
    cell.settle();
    cell.settle();
    cell.check_settled();
}

/// A cell whose phones agree on a few tasks; the backup knows only the first.
fn put_back() -> Cell {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let backup = cell.network.server.backup();
    cell.put(0, task, "product", "3 ha");
    cell.begin_task(1, "Thu gom rác");
    cell.settle();
    cell.put(1, task, "due_on", "2024-11-20");
    cell.settle();
    cell.put(0, task, "due_on", "2024-11-22");
    cell.settle();
    cell.check_settled();
    cell.network.server.put_back(&backup);
    cell
}

#[test]
fn phones_send_again_what_a_backup_lacks() {
    let whole = {
        let mut cell = put_back();
        cell.network.server.begin_epoch();
        settle(&mut cell);
        cell.end_state()
    };
    assert_eq!(put_back().end_state().missing_from(&whole), 4);
    // Whoever comes first.
    for first in 0..2 {
        let mut cell = put_back();
        let expect = cell.phones[0].heads(*cell.phones[0].rows().keys().next().unwrap());
        cell.network.server.begin_epoch();
        cell.sync(first);
        settle(&mut cell);
        assert_eq!(cell.end_state(), whole);
        assert_eq!(cell.phones[1].heads(*cell.phones[0].rows().keys().next().unwrap()), expect);
    }
}

#[test]
fn a_server_that_was_not_told_notices_a_phone_that_knows_more() {
    for first in 0..2 {
        let mut cell = put_back();
        cell.sync(first);
        settle(&mut cell);
    }
}

#[test]
fn mishaps_while_phones_send_again_change_nothing() {
    let whole = {
        let mut cell = put_back();
        settle(&mut cell);
        cell.end_state()
    };
    let mishaps = [
        Mishap::RequestLost,
        Mishap::RequestTwice,
        Mishap::ResponseLost,
        Mishap::ResponseLate(1),
        Mishap::ResponseCut(500),
        Mishap::KilledAfter,
    ];
    for mishap in mishaps {
        for place in 0..4 {
            let mut cell = put_back();
            cell.network.server.begin_epoch();
            cell.network.suffer((0..4).map(|turn| if turn == place { mishap } else { Mishap::None }));
            for phone in [0, 1, 0, 1] {
                cell.phones[phone].sync(&mut cell.network);
                cell.phones[phone].check();
            }
            settle(&mut cell);
            assert_eq!(cell.end_state(), whole, "{mishap:?} at {place}");
        }
    }
}

/// Everything a phone holds is gone on the server.
#[test]
fn an_empty_ward_is_filled_again_by_its_phones() {
    let mut cell = Cell::with_phones(2);
    let backup = cell.network.server.backup();
    for number in 0..10 {
        let task = cell.begin_task(number % 2, &format!("Việc {number}"));
        cell.settle();
        cell.put((number + 1) % 2, task, "product", "3 ha");
    }
    cell.settle();
    let before = cell.end_state();
    cell.network.server.put_back(&backup);
    settle(&mut cell);
    assert_eq!(cell.end_state(), before);
}

#[test]
fn rulings_are_counted_anew() {
    let mut cell = Cell::with_phones(1);
    let backup = cell.network.server.backup();
    for month in ["2024-12", "2025-01"] {
        cell.network.server.rule(&Ruling::MonthOpened(month.parse().unwrap()));
    }
    cell.sync(0);
    cell.network.server.put_back(&backup);
    cell.network.server.rule(&Ruling::MonthOpened("2025-02".parse().unwrap()));
    cell.network.server.begin_epoch();
    cell.sync(0);
    assert_eq!(cell.phones[0].ruled(), cell.network.server.ruled());
}

/// Where the phone's clock was set back between two changes, the order in
/// which they build on each other counts, not their times.
#[test]
fn what_was_written_by_a_clock_set_back_is_sent_again_in_order() {
    let mut cell = Cell::with_phones(1);
    let backup = cell.network.server.backup();
    let task = cell.begin_task(0, "Gieo ngô đông");
    for number in 0..60 {
        cell.report(0, task, number);
        cell.phones[0].pass(-3_600_000);
    }
    let bytes: usize = cell.phones[0].changes(task).iter().map(|change| change.chunk.len()).sum();
    assert!(MOST_PUSHED_BYTES < bytes, "{bytes}");
    cell.sync(0);
    cell.network.server.put_back(&backup);
    settle(&mut cell);
}

/// One phone holds more than a page of changes that build on what the other
/// one has yet to send again. It must neither ask for ever nor keep back what
/// could be stored at once.
#[test]
fn what_waits_for_another_phone_holds_nothing_else_up() {
    let mut cell = Cell::with_phones(2);
    let backup = cell.network.server.backup();
    let tasks: Vec<_> = (0..30).map(|number| cell.begin_task(1, &format!("Việc {number}"))).collect();
    cell.settle();
    for task in &tasks {
        (0..2).for_each(|number| cell.report(0, *task, number));
    }
    cell.settle();
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    // The newest change stands last in the outbox.
    let own = cell.begin_task(0, "Gieo ngô đông");
    for _ in 0..2 {
        cell.sync(0);
    }
    assert_eq!(cell.network.server.heads(own), cell.phones[0].heads(own));
    assert_eq!(cell.phones[0].unsent().len(), 60);
    settle(&mut cell);
}

/// The backup was put back without a word, and others filled the gap before the
/// phone came: it looks as if nothing had happened, but for what is missing.
#[test]
fn a_phone_whose_earlier_change_is_gone_sends_it_again() {
    let mut cell = Cell::with_phones(2);
    let backup = cell.network.server.backup();
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.sync(0);
    cell.network.server.put_back(&backup);
    for number in 0..3 {
        cell.begin_task(1, &format!("Việc {number}"));
    }
    cell.sync(1);
    cell.put(0, task, "product", "3 ha");
    cell.sync(0);
    assert_eq!(cell.network.server.heads(task), []);
    assert_eq!(cell.phones[0].unsent().len(), 2);
    cell.sync(0);
    assert_eq!(cell.network.server.heads(task), cell.phones[0].heads(task));
    assert_eq!(cell.phones[0].unsent(), []);
}

/// What the server has is confirmed even while a later change must wait.
#[test]
fn a_change_that_is_there_gets_its_receipt_though_the_next_one_waits() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let backup = cell.network.server.backup();
    cell.put(1, task, "product", "3 ha");
    cell.settle();
    let waits = cell.put(0, task, "product", "4 ha");
    cell.settle();
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    // The first run brings the document as a whole, the second one what it left.
    for _ in 0..2 {
        cell.sync(0);
    }
    assert_eq!(cell.phones[0].unsent(), [waits]);
    settle(&mut cell);
}

/// A phone that was enrolled after the backup was made is a stranger. It keeps
/// what it has.
#[test]
fn a_phone_that_the_backup_does_not_know_keeps_everything() {
    let mut cell = Cell::with_phones(1);
    let backup = cell.network.server.backup();
    let mut late = Phone::of(CELL, 9, &mut cell.network);
    let task = late.new_document();
    late.put(task, Kind::Task, text("what", "Thu gom rác")).unwrap();
    cell.network.server.put_back(&backup);
    assert_eq!(late.sync(&mut cell.network), Ended::Failed(Failure::Fault(Fault::UnknownDevice)));
    late.check();
    assert_eq!(late.unsent().len(), 1);
    let Some(Record::Task(read)) = late.record(task) else { panic!() };
    assert_eq!(read.what, "Thu gom rác");
}
