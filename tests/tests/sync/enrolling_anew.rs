//! A phone that the ward does not know any more gets a new code, and keeps its book.

use shared::document::admission::Refusal;
use shared::id::{ChangeHash, DeviceNumber, DocumentId};
use shared::sync::engine::Failure;
use shared::sync::wire::Fault;
use tests::network::Mishap;
use tests::phone::{Ended, Phone};
use tests::town::CELLS;

use super::cell::{CELL, Cell};

const UNKNOWN: Ended = Ended::Failed(Failure::Fault(Fault::UnknownDevice));

/// A cell of which so many phones enrolled and wrote after the backup that was
/// put back; the first phone is known from before.
fn lost(count: u64) -> Cell {
    let mut cell = Cell::with_phones(1);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let backup = cell.network.server.backup();
    cell.phones.extend((1..=count).map(|seed| Phone::of(CELL, 50 + seed, &mut cell.network)));
    cell.settle();
    for phone in 1..cell.phones.len() {
        cell.put(phone, task, "product", &format!("{phone} ha"));
        cell.begin_task(phone, "Thu gom rác");
        cell.sync(phone);
        // This one waits when the ward's disk breaks.
        cell.begin_task(phone, "Nạo vét mương");
    }
    cell.network.server.put_back(&backup);
    cell
}

fn enrol(cell: &mut Cell, phone: usize) {
    let code = cell.network.server.code(CELL);
    assert_eq!(cell.phones[phone].enrol(&code, &mut cell.network), Ok(()));
    cell.phones[phone].check();
}

fn written(cell: &Cell) -> Vec<ChangeHash> {
    let phones = cell.phones.iter();
    let mut all: Vec<_> = phones
        .flat_map(|phone| phone.rows().keys().flat_map(|document| phone.changes(*document)))
        .map(|change| change.hash)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn stored(cell: &Cell) -> Vec<ChangeHash> {
    let mut all: Vec<_> = cell.network.server.log(CELL).iter().map(|change| change.receipt.hash).collect();
    all.sort_unstable();
    all
}

#[test]
fn all_that_a_phone_wrote_is_at_the_ward_after_it_enrolled_anew() {
    let mut cell = lost(1);
    let number = cell.phones[1].device();
    let all = written(&cell);
    assert_eq!(cell.phones[1].sync(&mut cell.network), UNKNOWN);
    enrol(&mut cell, 1);
    assert_eq!(cell.phones[1].device(), number);
    cell.settle();
    cell.check_settled();
    assert_eq!((stored(&cell), all.len()), (all, 4));
    // Nobody else ever gets the number.
    assert!(number < Phone::of(CELL, 99, &mut cell.network).device());
}

#[test]
fn several_lost_phones_enrol_anew_in_any_order() {
    for order in [[1, 2, 3], [3, 2, 1], [2, 3, 1]] {
        let mut cell = lost(3);
        let numbers: Vec<_> = cell.phones.iter().map(Phone::device).collect();
        let all = written(&cell);
        for phone in order {
            enrol(&mut cell, phone);
            assert_eq!(cell.phones[phone].sync(&mut cell.network), Ended::Done);
        }
        (0..3).for_each(|_| cell.settle());
        cell.check_settled();
        assert_eq!(cell.phones.iter().map(Phone::device).collect::<Vec<_>>(), numbers, "{order:?}");
        assert_eq!(stored(&cell), all, "{order:?}");
    }
}

/// The ward put the backup back without a word, and others filled the gap in
/// the numbers: what the phone has receipts for is brought again all the same.
#[test]
fn a_gap_that_others_filled_hides_nothing() {
    let mut cell = lost(1);
    for number in 0..5 {
        cell.begin_task(0, &format!("Việc {number}"));
    }
    cell.sync(0);
    let all = written(&cell);
    enrol(&mut cell, 1);
    cell.sync(1);
    let lacking: Vec<_> = all.iter().filter(|hash| !stored(&cell).contains(hash)).collect();
    assert_eq!(lacking, Vec::<&ChangeHash>::new());
}

#[test]
fn a_phone_that_the_ward_knows_keeps_its_number_and_gets_another_token() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let copy = cell.phones[0].copy(77);
    enrol(&mut cell, 0);
    assert_eq!(cell.phones[0].device(), copy.device());
    cell.put(0, task, "product", "3 ha");
    cell.settle();
    cell.check_settled();
    // The old token opens nothing, whoever has it.
    let mut copy = copy;
    assert_eq!(copy.sync(&mut cell.network), UNKNOWN);
}

#[test]
fn a_revoked_phone_gets_another_number_and_keeps_what_is_refused() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let waits = cell.begin_task(0, "Thu gom rác");
    let old = cell.phones[0].device();
    cell.network.server.revoke(old);
    assert_eq!(cell.phones[0].sync(&mut cell.network), UNKNOWN);
    enrol(&mut cell, 0);
    assert_ne!(cell.phones[0].device(), old);
    cell.sync(0);
    // What was at the ward is there still, and says so.
    assert!(cell.phones[0].changes(task).iter().all(|change| change.receipt.is_some()));
    assert_eq!(cell.phones[0].row(waits).unwrap().refused, Some(Refusal::ForeignActor));
    assert_eq!(cell.network.server.heads(waits), []);
    // It writes on, also into what it wrote as the old device.
    cell.put(0, task, "product", "3 ha");
    cell.begin_task(0, "Nạo vét mương");
    cell.settle();
    assert_eq!(cell.phones[0].unsent(), []);
    assert_eq!(cell.phones[1].heads(task), cell.phones[0].heads(task));
    assert_eq!(cell.phones[1].rows().len(), 2);
}

/// A cell whose phone was revoked while a task that is at the ward has a second
/// change that is not.
fn revoked() -> (Cell, DocumentId) {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "product", "3 ha");
    cell.network.server.revoke(cell.phones[0].device());
    assert_eq!(cell.phones[0].sync(&mut cell.network), UNKNOWN);
    enrol(&mut cell, 0);
    (cell, task)
}

/// It has the secret of the number that was revoked, and every further code of
/// it was answered with a fault of the store.
#[test]
fn a_phone_revoked_before_it_heard_that_it_was_enrolled_gets_a_number() {
    let (mut cell, _) = revoked();
    let second = cell.phones[0].device();
    cell.network.server.revoke(second);
    let code = cell.network.server.code(CELL);
    cell.network.suffer([Mishap::ResponseLost]);
    assert_eq!(cell.phones[0].enrol(&code, &mut cell.network), Err(Failure::NoRoad));
    cell.network.server.revoke(DeviceNumber(second.0 + 1));
    enrol(&mut cell, 0);
    assert_eq!(cell.phones[0].device(), DeviceNumber(second.0 + 2));
    cell.settle();
    assert_eq!(cell.phones[0].unsent(), []);
}

/// All of a task goes back to the outbox, and what the ward has was told to be
/// refused together with what it does not take.
#[test]
fn what_is_at_the_ward_is_not_refused_with_what_is_not() {
    let (mut cell, task) = revoked();
    cell.settle();
    let changes = cell.phones[0].changes(task);
    assert_eq!(changes.iter().filter(|change| change.receipt.is_some()).count(), 1);
    assert_eq!(cell.phones[0].refused().len(), 1);
    assert_eq!(cell.phones[0].unsent(), []);
    assert_eq!(cell.network.server.heads(task), cell.phones[1].heads(task));
}

/// All of a task was in the outbox again when its phone was revoked once more.
#[test]
fn what_is_at_the_ward_is_not_refused_to_a_phone_that_is_revoked_twice() {
    let (mut cell, task) = revoked();
    cell.network.server.revoke(cell.phones[0].device());
    assert_eq!(cell.phones[0].sync(&mut cell.network), UNKNOWN);
    let confirmed =
        |cell: &Cell| cell.phones[0].changes(task).iter().filter(|change| change.receipt.is_some()).count();
    assert_eq!(confirmed(&cell), 1);
    enrol(&mut cell, 0);
    cell.settle();
    assert_eq!((confirmed(&cell), cell.phones[0].refused().len()), (1, 1));
    assert_eq!(cell.phones[0].unsent(), []);
}

/// What was written after a refusal waited for the refused change for ever, and
/// was sent with every sync. It stands on what the ward has.
#[test]
fn what_is_written_after_a_refusal_waits_for_nothing() {
    let (mut cell, task) = revoked();
    cell.put(0, task, "due_on", "2024-11-20");
    cell.settle();
    cell.put(0, task, "due_on", "2024-11-22");
    cell.settle();
    assert_eq!(cell.phones[0].unsent(), []);
    assert_eq!(cell.phones[0].refused().len(), 1);
    let pushed = cell.network.server.log(CELL).len();
    // What others go on writing arrives all the same.
    cell.put(1, task, "how", "Cả chi bộ");
    cell.settle();
    assert_eq!(cell.network.server.log(CELL).len(), pushed + 1);
    cell.phones[0].check();
}

#[test]
fn a_number_that_is_somebody_elses_now_is_not_taken_from_them() {
    let mut cell = lost(1);
    let old = cell.phones[1].device();
    let mut newcomer = Phone::of(CELL, 99, &mut cell.network);
    assert_eq!(newcomer.device(), old);
    enrol(&mut cell, 1);
    assert!(old < cell.phones[1].device());
    cell.sync(1);
    assert_eq!(newcomer.sync(&mut cell.network), Ended::Done);
    let refused = cell.phones[1].rows().values().filter(|row| row.refused.is_some()).count();
    assert_eq!((refused, cell.phones[1].unsent().len()), (3, 0));
}

#[test]
fn a_code_of_another_cell_changes_nothing_on_the_phone() {
    let mut cell = lost(1);
    let (identity, unsent) = (cell.phones[1].identity().clone(), cell.phones[1].unsent());
    let code = cell.network.server.code(CELLS[1]);
    let other = Err(Failure::Fault(Fault::OtherOrganisation));
    assert_eq!(cell.phones[1].enrol(&code, &mut cell.network), other);
    cell.phones[1].restart();
    assert_eq!((cell.phones[1].identity(), cell.phones[1].unsent()), (&identity, unsent));
    // The code still enrols whom it is for, and a right one helps.
    assert_eq!(Phone::new(98).enrol(&code, &mut cell.network), Ok(()));
    enrol(&mut cell, 1);
    assert_ne!(cell.phones[1].device(), identity.device);
}

/// The first answer is lost, and with it what the ward made of the code.
#[test]
fn an_answer_that_was_lost_costs_neither_code_nor_number() {
    for (known, other_code) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut cell = if known { Cell::with_phones(2) } else { lost(1) };
        let number = cell.phones[1].device();
        let code = cell.network.server.code(CELL);
        cell.network.suffer([Mishap::ResponseLost]);
        let lost = cell.phones[1].enrol(&code, &mut cell.network);
        assert_eq!(lost, Err(Failure::NoRoad));
        cell.phones[1].restart();
        let again = if other_code { cell.network.server.code(CELL) } else { code };
        assert_eq!(cell.phones[1].enrol(&again, &mut cell.network), Ok(()), "{known} {other_code}");
        assert_eq!(cell.phones[1].device(), number, "{known} {other_code}");
        cell.settle();
        cell.check_settled();
        assert_ne!(number, DeviceNumber(0));
    }
}
