//! What two phones wrote into one field is shown to both until one chooses.

use shared::document::edit::{Edit, Path, Value};
use shared::record::{Kind, Record};
use shared::words::Body;
use tests::phone::Phone;

use super::cell::{Cell, text};

#[test]
fn both_phones_list_the_same_conflict_and_one_choice_settles_it_on_both() {
    for chosen in 0..2 {
        let mut cell = Cell::with_phones(2);
        let task = cell.begin_task(0, "Gieo ngô đông");
        cell.settle();
        cell.put(0, task, "due_on", "2024-11-20");
        cell.put(1, task, "due_on", "2024-11-25");
        cell.settle();
        cell.check_settled();

        let conflicts = cell.phones[0].conflicts(task);
        assert_eq!(conflicts, cell.phones[1].conflicts(task));
        let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
        assert_eq!(conflict.path, Path::field("due_on"));
        let mut devices: Vec<_> =
            conflict.alternatives.iter().map(|alternative| alternative.device).collect();
        devices.sort_unstable();
        assert_eq!(devices, [cell.phones[0].device(), cell.phones[1].device()]);
        assert_eq!(
            cell.phones.iter().map(|p| p.row(task).unwrap().fact.conflicts).collect::<Vec<_>>(),
            [1, 1]
        );

        let value = conflict.alternatives[chosen].value.clone();
        let choice = conflict.choose(value.clone());
        cell.phones[1].put(task, Kind::Task, choice).unwrap();
        cell.settle();
        cell.check_settled();
        for phone in &cell.phones {
            assert_eq!(phone.conflicts(task), []);
            let Some(Record::Task(read)) = phone.record(task) else { panic!() };
            assert_eq!(Value::optional(read.due_on), value);
        }
    }
}

#[test]
fn two_choices_that_differ_are_a_conflict_again_and_can_be_settled_again() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "product", "3 ha");
    cell.put(1, task, "product", "4 ha");
    cell.settle();
    let conflict = cell.phones[0].conflicts(task).remove(0);
    for (phone, alternative) in [(0, 0), (1, 1)] {
        let choice = conflict.choose(conflict.alternatives[alternative].value.clone());
        cell.phones[phone].put(task, Kind::Task, choice).unwrap();
        assert_eq!(cell.phones[phone].conflicts(task), []);
    }
    cell.settle();
    cell.check_settled();
    let conflict = cell.phones[0].conflicts(task).remove(0);
    assert_eq!(conflict.alternatives.len(), 2);
    cell.phones[0].put(task, Kind::Task, conflict.choose(Value::text("3,5 ha"))).unwrap();
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.phones[1].conflicts(task), []);
}

/// A line of the roster that two phones began apart is one line.
#[test]
fn an_entry_begun_on_two_phones_is_settled_by_one_choice() {
    let mut cell = Cell::with_phones(2);
    let roster = cell.phones[0].natural("roster");
    let member = cell.phones[0].new_member();
    for (number, name) in [(0, "Đảng viên A"), (1, "Đảng viên B")] {
        let edit = Edit::entry("members", member, "name", Value::text(name));
        cell.phones[number].put(roster, Kind::Roster, edit).unwrap();
    }
    cell.settle();
    cell.check_settled();
    let conflict = cell.phones[1].conflicts(roster).remove(0);
    cell.phones[1].put(roster, Kind::Roster, conflict.choose(Value::text("Đảng viên B"))).unwrap();
    cell.settle();
    cell.check_settled();
    let Some(Record::Roster(read)) = cell.phones[0].record(roster) else { panic!() };
    assert_eq!(read.members[&member].name, "Đảng viên B");
    assert_eq!(cell.phones[0].conflicts(roster), []);
}

#[test]
fn two_who_write_the_same_agree() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    for phone in 0..2 {
        cell.phones[phone].put(task, Kind::Task, text("product", "3 ha")).unwrap();
    }
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.phones[0].conflicts(task), []);
}

/// The longest body that the forms take, in letters of three bytes, written anew
/// by three phones at the same time.
#[test]
fn the_longest_minutes_written_anew_by_three_phones_at_once_come_together() {
    let mut cell = Cell::with_phones(3);
    let meeting = cell.phones[0].natural("meeting/regular/2024-11");
    let minutes = |letter: &str| Body::new(&letter.repeat(Body::MOST)).unwrap().as_str().to_owned();
    let write = |phone: &mut Phone, text: String| {
        phone.put(meeting, Kind::Meeting, Edit::Rewrite("minutes", text)).unwrap();
    };
    write(&mut cell.phones[0], minutes("a"));
    cell.settle();
    for (phone, letter) in cell.phones.iter_mut().zip(["ố", "ক", "ặ"]) {
        write(phone, minutes(letter));
    }
    cell.settle();
    cell.check_settled();
    assert!(cell.phones.iter().all(|phone| phone.row(meeting).unwrap().refused.is_none()));
    // Somebody chooses one of them, and that is all that is left.
    let [conflict] = cell.phones[1].conflicts(meeting).try_into().unwrap();
    cell.phones[1].put(meeting, Kind::Meeting, conflict.choose(Value::text(minutes("ặ")))).unwrap();
    cell.settle();
    cell.check_settled();
    let Some(Record::Meeting(read)) = cell.phones[0].record(meeting) else { panic!() };
    assert_eq!(read.minutes, minutes("ặ"));
    assert!(cell.phones[0].conflicts(meeting).is_empty());
}
