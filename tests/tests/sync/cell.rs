//! A cell with a few phones, and what must be true of it once all is calm.

use std::collections::BTreeSet;

use shared::document::edit::{Edit, Value};
use shared::id::{ChangeHash, DocumentId};
use shared::record::{Kind, Record};
use shared::sorted_map::SortedMap;
use tests::network::Network;
use tests::phone::{Ended, Phone};
use tests::town::CELLS;

/// The cell that the tests are about.
pub const CELL: &str = CELLS[0];

/// The cell's phones and the road to the ward.
pub struct Cell {
    pub network: Network,
    pub phones: Vec<Phone>,
}

/// Everything that people can see once all is calm, apart from when it arrived.
#[derive(Debug, PartialEq, Eq)]
pub struct EndState {
    records: SortedMap<DocumentId, Record>,
    heads: SortedMap<DocumentId, Vec<ChangeHash>>,
    stored: BTreeSet<ChangeHash>,
}

impl EndState {
    /// How many stored changes of `other` this lacks.
    pub fn missing_from(&self, other: &Self) -> usize {
        other.stored.difference(&self.stored).count()
    }
}

impl Cell {
    /// A cell with so many enrolled phones.
    pub fn with_phones(count: u64) -> Self {
        let mut network = Network::new();
        let phones = (1..=count).map(|seed| Phone::of(CELL, seed, &mut network)).collect();
        Self { network, phones }
    }

    /// Syncs one phone on a calm road.
    pub fn sync(&mut self, phone: usize) {
        assert_eq!(self.phones[phone].sync(&mut self.network), Ended::Done);
        self.phones[phone].check();
    }

    /// Ends the mishaps and lets every phone sync: once to bring what it has,
    /// once to take what the others brought.
    pub fn settle(&mut self) {
        self.network.calm();
        for _ in 0..2 {
            (0..self.phones.len()).for_each(|phone| self.sync(phone));
        }
    }

    /// What must be true once all is calm and nothing was refused.
    pub fn check_settled(&self) {
        let log = self.network.server.log(CELL);
        let stored: BTreeSet<_> = log.iter().map(|change| change.receipt.hash).collect();
        assert_eq!(stored.len(), log.len(), "the server has a change twice");
        for (number, phone) in self.phones.iter().enumerate() {
            assert_eq!(phone.unsent(), [], "phone {number} has something unsent");
            assert_eq!(phone.rows(), self.phones[0].rows(), "phones 0 and {number} show different records");
            let mut held = SortedMap::new();
            for (document, row) in phone.rows() {
                assert_eq!(self.network.server.fact(*document).as_ref(), Some(&row.fact), "phone {number}");
                assert_eq!(self.network.server.heads(*document), phone.heads(*document), "phone {number}");
                held.extend(phone.changes(*document).into_iter().map(|change| (change.hash, change.receipt)));
            }
            let receipts = log.iter().map(|change| (change.receipt.hash, Some(change.receipt))).collect();
            assert_eq!(held, receipts, "phone {number} has other changes or receipts than the server");
            assert_eq!(phone.ruled(), self.phones[0].ruled());
            assert_eq!(phone.point(), self.phones[0].point());
        }
    }

    /// What people can see.
    pub fn end_state(&self) -> EndState {
        let phone = &self.phones[0];
        let log = self.network.server.log(CELL);
        EndState {
            records: phone.rows().iter().map(|(id, row)| (*id, row.fact.record.clone())).collect(),
            heads: phone.rows().keys().map(|id| (*id, phone.heads(*id))).collect(),
            stored: log.iter().map(|change| change.receipt.hash).collect(),
        }
    }

    /// Lets one phone begin a task, and gives its id.
    pub fn begin_task(&mut self, phone: usize, what: &str) -> DocumentId {
        let task = self.phones[phone].new_document();
        self.phones[phone].put(task, Kind::Task, text("what", what)).unwrap();
        task
    }

    /// Lets one phone add a line of progress to a task, as long as lines may be:
    /// some five kilobytes.
    pub fn report(&mut self, phone: usize, task: DocumentId, number: usize) {
        let line = self.phones[phone].new_entry();
        let note = format!("{number}: {}", "đã gieo thêm một thửa ".repeat(175));
        let edit = Edit::entry("progress", line, "note", Value::text(note));
        self.phones[phone].put(task, Kind::Task, edit).unwrap();
    }

    /// Lets one phone put a text into a field of a task.
    pub fn put(&mut self, phone: usize, task: DocumentId, field: &str, value: &str) -> ChangeHash {
        self.phones[phone].put(task, Kind::Task, text(field, value)).unwrap()
    }
}

/// The edit that puts a text into a field.
pub fn text(field: &str, value: &str) -> Edit {
    Edit::field(field, Value::text(value))
}
