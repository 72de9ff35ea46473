//! What papers are written from, out of the book.

use leptos::prelude::*;

use super::book::Book;
use crate::paper::Sources;
use crate::platform::clock;

impl Book {
    /// Does `with` on the sources of this cell's papers; `None` while the phone
    /// belongs to no cell.
    pub fn with_sources<T>(&self, with: impl FnOnce(&Sources<'_>) -> T) -> Option<T> {
        let ward = self.identity.with(|identity| identity.as_ref().map(|identity| identity.ward.clone()))?;
        let organisation = self.organisation()?;
        let today = clock::now().date_in_vietnam().unwrap_or_else(|| self.day());
        let lang = self.lang.get();
        let ruled = self.opened();
        Some(self.rows.with(|rows| {
            let facts = rows.values().map(|row| &row.fact).collect();
            with(&Sources::new(lang, &ward, &organisation, &ruled, facts, today))
        }))
    }
}
