//! One mishap on the road, at every request of a story: the end is the same.

use shared::document::edit::{Edit, Path, Value};
use shared::record::Kind;
use shared::sync::engine::Failure;
use tests::network::Mishap;
use tests::phone::Ended;

use super::cell::{Cell, EndState, text};

/// The phones that sync, in this order, while mishaps happen: one request each.
const TURNS: [usize; 6] = [0, 1, 0, 1, 0, 1];

/// Two phones that wrote for days without signal: apart, into one document,
/// and into the same fields.
fn after_days_without_signal() -> Cell {
    let mut cell = Cell::with_phones(2);
    let month = cell.phones[0].natural("assessment/2024-11");
    let roster = cell.phones[0].natural("roster");
    let member = cell.phones[0].new_member();
    for (number, name) in [(0, "Đảng viên A"), (1, "Đảng viên B")] {
        let task = cell.begin_task(number, &format!("Gieo ngô đông {number}"));
        cell.put(number, task, "due_on", "2024-11-20");
        let resolution = cell.phones[number].new_document();
        let edits =
            [text("title", "Nghị quyết chuyên đề"), Edit::Rewrite("body", "Sau bão số 3. ".repeat(20))];
        let phone = &mut cell.phones[number];
        phone.write(resolution, Kind::Resolution, &edits).unwrap();
        phone.put(month, Kind::Assessment, text("month", "2024-11")).unwrap();
        let answer = Value::text(["met", "not_met"][number]);
        let path = Path::key("answers", "meetings.held");
        phone.put(month, Kind::Assessment, Edit::Put(path, answer)).unwrap();
        let name = Edit::entry("members", member, "name", Value::text(name));
        phone.put(roster, Kind::Roster, name).unwrap();
    }
    cell
}

fn end_of(mut cell: Cell) -> EndState {
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.phones[0].rows().len(), 6);
    let conflicts = cell.phones[0].rows().values().map(|row| row.fact.conflicts);
    assert_eq!(conflicts.sum::<u32>(), 2);
    cell.end_state()
}

/// The story with `mishap` at each of its requests ends as without one.
fn check(mishap: Mishap) {
    let calm = end_of(after_days_without_signal());
    for place in 0..TURNS.len() {
        let mut cell = after_days_without_signal();
        for (turn, phone) in TURNS.into_iter().enumerate() {
            if turn == place {
                cell.network.suffer([mishap]);
            }
            cell.phones[phone].sync(&mut cell.network);
            cell.phones[phone].check();
        }
        assert_eq!(end_of(cell), calm, "{mishap:?} at request {place}");
    }
}

/// With `mishap` the first sync fails, and the phone takes nothing for stored;
/// `stored` says whether the server has it nevertheless.
fn check_failed(mishap: Mishap, stored: bool) {
    let mut cell = after_days_without_signal();
    let unsent = cell.phones[0].unsent();
    cell.network.suffer([mishap]);
    assert_eq!(cell.phones[0].sync(&mut cell.network), Ended::Failed(Failure::NoRoad), "{mishap:?}");
    assert_eq!(cell.phones[0].unsent(), unsent, "{mishap:?}");
    let log: Vec<_> = cell.network.server.log(super::cell::CELL).iter().map(|c| c.receipt.hash).collect();
    assert_eq!(log.len(), if stored { unsent.len() } else { 0 }, "{mishap:?}");
}

#[test]
fn a_lost_request_changes_nothing_in_the_end() {
    check_failed(Mishap::RequestLost, false);
    check(Mishap::RequestLost);
}

#[test]
fn a_request_that_overtakes_changes_nothing_in_the_end() {
    check_failed(Mishap::RequestLate, false);
    check(Mishap::RequestLate);
}

#[test]
fn a_request_sent_twice_changes_nothing_in_the_end() {
    check(Mishap::RequestTwice);
}

#[test]
fn a_request_cut_in_the_middle_changes_nothing_in_the_end() {
    for thousandths in [0, 500, 999] {
        check_failed(Mishap::RequestCut(thousandths), false);
        check(Mishap::RequestCut(thousandths));
    }
}

#[test]
fn a_lost_answer_changes_nothing_in_the_end() {
    check_failed(Mishap::ResponseLost, true);
    check(Mishap::ResponseLost);
}

#[test]
fn an_answer_that_comes_too_late_changes_nothing_in_the_end() {
    for later in [1, 2] {
        check_failed(Mishap::ResponseLate(later), true);
        check(Mishap::ResponseLate(later));
    }
}

#[test]
fn an_answer_that_comes_twice_changes_nothing_in_the_end() {
    check(Mishap::ResponseTwice);
}

#[test]
fn an_answer_cut_in_the_middle_changes_nothing_in_the_end() {
    for thousandths in [0, 500, 999] {
        check_failed(Mishap::ResponseCut(thousandths), true);
        check(Mishap::ResponseCut(thousandths));
    }
}

#[test]
fn a_server_killed_before_it_commits_changes_nothing_in_the_end() {
    check_failed(Mishap::KilledBefore, false);
    check(Mishap::KilledBefore);
}

#[test]
fn a_server_killed_between_commit_and_answer_changes_nothing_in_the_end() {
    check_failed(Mishap::KilledAfter, true);
    check(Mishap::KilledAfter);
}

/// The answer to an earlier request is told apart from that to the present
/// one, even where both have as many outcomes: what was said of one record is
/// not taken for said of another.
#[test]
fn an_old_answer_is_not_taken_for_the_present_one() {
    let mut cell = Cell::with_phones(1);
    let refused = cell.phones[0].new_document();
    let body = Edit::Rewrite("body", "a".repeat(46_000));
    cell.phones[0].put(refused, Kind::Resolution, body).unwrap();
    cell.network.suffer([Mishap::ResponseLate(2)]);
    cell.phones[0].sync(&mut cell.network);
    cell.sync(0);
    assert!(cell.phones[0].row(refused).unwrap().refused.is_some());
    // Now the old answer comes, too.
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.sync(0);
    assert_eq!(cell.phones[0].row(task).unwrap().refused, None);
    assert!(cell.phones[0].changes(task).iter().all(|change| change.receipt.is_some()));
}
