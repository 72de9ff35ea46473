//! The phone's tables, in memory, and the disk beneath them, which may fail.

use std::collections::BTreeMap;

use shared::replica::{Table, Write};

/// What becomes of one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskFault {
    /// The disk is full: nothing is written, and the phone is told.
    Refuses,
    /// All is written, but the phone is told that it failed.
    Doubts,
    /// The phone dies before anything is written.
    DiesBefore,
    /// The phone dies when all is written, before it learns of it.
    DiesAfter,
}

/// Why a transaction was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskError {
    /// The phone was told that it failed.
    Failed,
    /// The phone is dead.
    Died,
}

/// What is still there when the phone is closed.
#[derive(Debug, Default, Clone)]
pub(super) struct Tables {
    values: BTreeMap<(Table, String), Vec<u8>>,
    /// What becomes of the next transaction.
    pub(super) fault: Option<DiskFault>,
}

impl Tables {
    /// Makes all of `writes`, or none of them.
    ///
    /// # Errors
    /// Where the disk was told to fail.
    pub(super) fn write(&mut self, writes: &[Write]) -> Result<(), DiskError> {
        let fault = self.fault.take();
        if !matches!(fault, Some(DiskFault::Refuses | DiskFault::DiesBefore)) {
            for write in writes {
                match write {
                    Write::Put(table, key, value) => {
                        drop(self.values.insert((*table, key.clone()), value.clone()));
                    }
                    Write::Delete(table, key) => drop(self.values.remove(&(*table, key.clone()))),
                }
            }
        }
        match fault {
            None => Ok(()),
            Some(DiskFault::Refuses | DiskFault::Doubts) => Err(DiskError::Failed),
            Some(DiskFault::DiesBefore | DiskFault::DiesAfter) => Err(DiskError::Died),
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, table: Table, key: &str) -> Option<&[u8]> {
        self.values.get(&(table, key.to_owned())).map(Vec::as_slice)
    }

    /// Every key and value of a table, in the order of the keys.
    pub(super) fn all(&self, table: Table) -> impl Iterator<Item = (&str, &[u8])> {
        let from = (table, String::new());
        let entries = self.values.range(from..).take_while(move |((t, _), _)| *t == table);
        entries.map(|((_, key), value)| (key.as_str(), value.as_slice()))
    }

    /// The keys that begin with `prefix` and a slash, and their values.
    pub(super) fn under(&self, table: Table, prefix: &str) -> impl Iterator<Item = (&str, &[u8])> {
        let prefix = format!("{prefix}/");
        let entries = self.values.range((table, prefix.clone())..);
        entries
            .take_while(move |((t, key), _)| *t == table && key.starts_with(&prefix))
            .map(|((_, key), value)| (key.as_str(), value.as_slice()))
    }
}
