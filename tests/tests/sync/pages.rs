//! Much that is new comes and goes in pages.

use shared::sync::engine::{Failure, MOST_PUSHED_BYTES};
use tests::network::Mishap;
use tests::phone::Ended;

use super::cell::Cell;

/// Tasks of the cell.
const TASKS: usize = 20;

/// A cell whose first phone wrote for months, and whose second one never synced.
fn after_months() -> Cell {
    let mut cell = Cell::with_phones(2);
    for number in 0..TASKS {
        let task = cell.begin_task(0, &format!("Việc {number}"));
        (0..5).for_each(|line| cell.report(0, task, line));
    }
    cell
}

/// How many requests the phone's sync takes.
fn requests(cell: &mut Cell, phone: usize) -> usize {
    let before = cell.network.requests();
    cell.sync(phone);
    cell.network.requests() - before
}

#[test]
fn a_phone_that_missed_months_catches_up_in_one_sync() {
    let mut cell = after_months();
    let bytes: usize = cell.phones[0]
        .rows()
        .keys()
        .flat_map(|document| cell.phones[0].changes(*document))
        .map(|change| change.chunk.len())
        .sum();
    let pages = bytes.div_ceil(MOST_PUSHED_BYTES);
    assert!(1 < pages, "{bytes}");
    let pushing = requests(&mut cell, 0);
    assert!((pages..=pages + 1).contains(&pushing), "{pushing} requests for {pages} pages");
    let pulling = requests(&mut cell, 1);
    assert!((pages..=pages + 1).contains(&pulling), "{pulling} requests for {pages} pages");
    assert_eq!(cell.phones[1].rows().len(), TASKS);
    // Now that both know everything, a sync is one request.
    assert_eq!((requests(&mut cell, 0), requests(&mut cell, 1)), (1, 1));
    cell.check_settled();
}

#[test]
fn a_page_that_is_lost_costs_that_page_alone() {
    let whole = {
        let mut cell = after_months();
        requests(&mut cell, 0)
    };
    for mishap in [Mishap::RequestLost, Mishap::ResponseLost, Mishap::ResponseCut(400), Mishap::KilledAfter] {
        let mut cell = after_months();
        cell.network.suffer([Mishap::None, mishap]);
        let before = cell.network.requests();
        assert_eq!(cell.phones[0].sync(&mut cell.network), Ended::Failed(Failure::NoRoad), "{mishap:?}");
        assert_eq!(cell.network.requests() - before, 2, "{mishap:?}");
        assert!(cell.phones[0].unsent().len() < TASKS * 6, "{mishap:?}");
        assert_eq!(requests(&mut cell, 0), whole - 1, "{mishap:?}");
        cell.settle();
        cell.check_settled();
    }
}

#[test]
fn pulling_goes_on_where_it_was_interrupted() {
    let mut cell = after_months();
    cell.sync(0);
    let whole = {
        let mut other = after_months();
        other.sync(0);
        requests(&mut other, 1)
    };
    cell.network.suffer([Mishap::None, Mishap::ResponseCut(900)]);
    assert_eq!(cell.phones[1].sync(&mut cell.network), Ended::Failed(Failure::NoRoad));
    let half = cell.phones[1].rows().len();
    assert!((1..TASKS).contains(&half), "{half}");
    // Closed and opened again, it goes on after the page that it has.
    cell.phones[1].restart();
    assert_eq!(requests(&mut cell, 1), whole - 1);
    cell.settle();
    cell.check_settled();
}
