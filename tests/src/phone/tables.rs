//! The phone's tables, in memory.

use std::collections::BTreeMap;

use shared::replica::{Table, Write};

/// What is still there when the phone is closed.
#[derive(Debug, Default, Clone)]
pub(super) struct Tables(BTreeMap<(Table, String), Vec<u8>>);

impl Tables {
    /// Makes all of `writes`.
    pub(super) fn write(&mut self, writes: &[Write]) {
        for write in writes {
            match write {
                Write::Put(table, key, value) => drop(self.0.insert((*table, key.clone()), value.clone())),
                Write::Delete(table, key) => drop(self.0.remove(&(*table, key.clone()))),
            }
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, table: Table, key: &str) -> Option<&[u8]> {
        self.0.get(&(table, key.to_owned())).map(Vec::as_slice)
    }

    /// Every key and value of a table, in the order of the keys.
    pub(super) fn all(&self, table: Table) -> impl Iterator<Item = (&str, &[u8])> {
        let from = (table, String::new());
        let entries = self.0.range(from..).take_while(move |((t, _), _)| *t == table);
        entries.map(|((_, key), value)| (key.as_str(), value.as_slice()))
    }

    /// The values of every key that begins with `prefix` and a slash.
    pub(super) fn under(&self, table: Table, prefix: &str) -> impl Iterator<Item = &[u8]> {
        let prefix = format!("{prefix}/");
        let entries = self.0.range((table, prefix.clone())..);
        entries
            .take_while(move |((t, key), _)| *t == table && key.starts_with(&prefix))
            .map(|(_, value)| value.as_slice())
    }
}
