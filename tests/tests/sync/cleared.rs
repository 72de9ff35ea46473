//! A phone whose store was cleared while the app was open.

use shared::record::{Kind, Record};

use super::cell::{Cell, text};

#[test]
fn what_was_at_the_ward_comes_back_and_the_phone_goes_on() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(1, task, "due_on", "2024-11-20");
    cell.settle();
    let before = (cell.phones[0].device(), cell.phones[0].ruled().clone());
    cell.phones[0].put(task, Kind::Task, text("product", "3 ha"));

    cell.phones[0].lose_store();
    assert_eq!((cell.phones[0].device(), cell.phones[0].ruled().clone()), before);
    assert!(cell.phones[0].rows().is_empty() && cell.phones[0].unsent().is_empty());
    // A form that was open writes again before anything has come back.
    cell.phones[0].put(task, Kind::Task, text("product", "4 ha"));

    cell.settle();
    cell.check_settled();
    let Some(Record::Task(read)) = cell.phones[0].record(task) else { panic!("the task did not come back") };
    assert_eq!((read.what.as_str(), read.product.as_str()), ("Gieo ngô đông", "4 ha"));
    assert!(read.due_on.is_some());
}
