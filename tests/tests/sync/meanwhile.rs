//! People go on writing while the phone waits for an answer.

use shared::document::edit::Value;
use shared::id::ChangeHash;
use shared::record::{Kind, Record};
use tests::network::Mishap;
use tests::phone::Ended;

use super::cell::{Cell, text};

#[test]
fn what_is_written_while_an_answer_is_on_its_way_is_sent_next() {
    for mishap in [Mishap::None, Mishap::ResponseTwice, Mishap::ResponseLost, Mishap::KilledAfter] {
        let mut cell = Cell::with_phones(2);
        let task = cell.begin_task(0, "Gieo ngô đông");
        cell.network.suffer([mishap]);
        let mut written = None;
        cell.phones[0].sync_while(&mut cell.network, |phone| {
            written = written.or(phone.put(task, Kind::Task, text("product", "3 ha")));
        });
        cell.phones[0].check();
        assert!(cell.phones[0].unsent().contains(&written.unwrap()), "{mishap:?}");
        cell.settle();
        cell.check_settled();
        let Some(Record::Task(read)) = cell.phones[1].record(task) else { panic!("{mishap:?}") };
        assert_eq!((read.what.as_str(), read.product.as_str()), ("Gieo ngô đông", "3 ha"), "{mishap:?}");
    }
}

/// News for a document that is written at this very moment joins what is written.
#[test]
fn news_that_comes_while_one_writes_is_merged() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "due_on", "2024-11-20");
    cell.sync(0);
    let ended = cell.phones[1].sync_while(&mut cell.network, |phone| {
        phone.put(task, Kind::Task, text("due_on", "2024-11-25"));
    });
    assert_eq!(ended, Ended::Done);
    cell.phones[1].check();
    assert_eq!(cell.phones[1].conflicts(task).len(), 1);
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.phones[0].conflicts(task), cell.phones[1].conflicts(task));
}

#[test]
fn a_phone_closed_while_it_waits_loses_nothing() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.phones[0].sync_while(&mut cell.network, |phone| phone.restart());
    // The answer found nobody who waited for it.
    assert_eq!(cell.phones[0].unsent().len(), 1);
    let before = cell.phones[0].session();
    cell.phones[0].restart();
    assert_ne!(cell.phones[0].session(), before);
    cell.put(0, task, "product", "3 ha");
    cell.settle();
    cell.check_settled();
}

/// A form was open while news came, and more of them than it knew: what it
/// saves stays beside the news, and the ward takes it.
#[test]
fn what_a_form_saves_over_news_that_it_has_not_seen_is_taken() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let seen = cell.phones[0].row(task).unwrap().heads.clone().unwrap();
    for product in ["3 ha", "4 ha", "5 ha"] {
        cell.put(1, task, "product", product);
    }
    cell.settle();
    let edits = [text("product", "6 ha")];
    let hash = cell.phones[0].write_over(task, Kind::Task, &seen, &edits).unwrap();
    cell.phones[0].check();
    cell.settle();
    cell.check_settled();
    assert!(cell.phones[1].has(task, hash));
    let [conflict] = cell.phones[1].conflicts(task).try_into().unwrap();
    let values: Vec<_> = conflict.alternatives.into_iter().map(|alternative| alternative.value).collect();
    assert!(values.contains(&Value::text("5 ha")) && values.contains(&Value::text("6 ha")), "{values:?}");
}

/// What another phone wrote while a form was open, against the form's text: how
/// many conflicts there are once the form is saved on top of `heads`.
fn check_form(heads: impl Fn(&[ChangeHash], &[ChangeHash]) -> Vec<ChangeHash>, conflicts: usize) {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let begun = cell.phones[1].row(task).unwrap().heads.clone().unwrap();
    cell.put(0, task, "due_on", "2024-11-20");
    cell.settle();
    let newest = cell.phones[1].row(task).unwrap().heads.clone().unwrap();
    assert_ne!(begun, newest);
    let heads = heads(&begun, &newest);
    let edits = [text("due_on", "2024-11-25")];
    cell.phones[1].write_over(task, Kind::Task, &heads, &edits).unwrap();
    cell.phones[1].check();
    assert_eq!(cell.phones[1].conflicts(task).len(), conflicts, "{heads:?}");
    // The form goes on from what it wrote, and differs with nobody anew.
    let own = cell.phones[1].row(task).unwrap().heads.clone().unwrap();
    cell.phones[1].write_over(task, Kind::Task, &own, &[text("product", "3 ha")]).unwrap();
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.phones[0].conflicts(task).len(), conflicts, "{heads:?}");
}

#[test]
fn what_comes_while_a_form_is_open_stays_beside_what_it_writes() {
    check_form(|begun, _| begun.to_vec(), 1);
    check_form(|_, newest| newest.to_vec(), 0);
    // The document came while the form for a new one was open.
    check_form(|_, _| Vec::new(), 1);
    // The store was cleared meanwhile, and not all of it came back.
    check_form(|_, _| vec![ChangeHash::from_bytes([7; 32])], 1);
    check_form(|begun, _| [begun, &[ChangeHash::from_bytes([7; 32])]].concat(), 1);
}
