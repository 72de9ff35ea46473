//! What a phone has, as a test looks at it.

use shared::document::Document;
use shared::document::admission::Refusal;
use shared::document::conflict::{Conflict, conflicts};
use shared::id::{ChangeHash, DocumentId};
use shared::record::Record;
use shared::replica::packed::unpack;
use shared::replica::{POINT, ROLE, Row, StoredChange, Table, open};
use shared::ruling::RuledWard;
use shared::sorted_map::SortedMap;
use shared::sync::role::Role;
use shared::sync::wire::{Receipt, SyncPoint};

use super::{Phone, decode};

impl Phone {
    /// The stored changes of a document.
    pub fn changes(&self, document: DocumentId) -> Vec<StoredChange> {
        unpack(self.tables.under(Table::Changes, &document.to_string()))
            .expect("the phone reads what it wrote")
    }

    /// Whether it has a change.
    pub fn has(&self, document: DocumentId, hash: ChangeHash) -> bool {
        self.changes(document).iter().any(|change| change.hash == hash)
    }

    /// The documents it has, with their rows.
    pub fn rows(&self) -> &SortedMap<DocumentId, Row> {
        &self.memory.rows
    }

    /// The row of a document.
    pub fn row(&self, document: DocumentId) -> Option<&Row> {
        self.memory.rows.get(&document)
    }

    /// What a document says.
    pub fn record(&self, document: DocumentId) -> Option<&Record> {
        self.row(document).map(|row| &row.fact.record)
    }

    /// A document, opened.
    pub fn document(&self, document: DocumentId) -> Option<Document> {
        let kind = self.record(document)?.kind();
        Some(open(kind, &self.changes(document)).expect("the document opens"))
    }

    /// The heads of a document; none where the phone has no such document.
    pub fn heads(&self, document: DocumentId) -> Vec<ChangeHash> {
        self.document(document).map(|opened| opened.heads()).unwrap_or_default()
    }

    /// The conflicts of a document.
    pub fn conflicts(&self, document: DocumentId) -> Vec<Conflict> {
        self.document(document).map(|opened| conflicts(&opened)).unwrap_or_default()
    }

    /// The changes that wait for their receipts, the oldest first.
    pub fn unsent(&self) -> Vec<ChangeHash> {
        self.memory.outbox.values().map(|entry| entry.hash).collect()
    }

    /// The changes that have no receipt, whatever became of them.
    pub fn without_receipt(&self) -> Vec<ChangeHash> {
        let changes = self.memory.rows.keys().flat_map(|document| self.changes(*document));
        changes.filter(|change| change.receipt.is_none()).map(|change| change.hash).collect()
    }

    /// What the ward said of a change, as far as it is known here.
    pub fn state_of(&self, hash: ChangeHash) -> Option<(Option<Receipt>, Option<Refusal>)> {
        let mut changes = self.memory.rows.keys().flat_map(|document| self.changes(*document));
        changes.find(|change| change.hash == hash).map(|change| (change.receipt, change.refused))
    }

    /// The changes that the ward refused, each with the reason.
    pub fn refused(&self) -> Vec<(ChangeHash, Refusal)> {
        let changes = self.memory.rows.keys().flat_map(|document| self.changes(*document));
        changes.filter_map(|change| Some((change.hash, change.refused?))).collect()
    }

    /// What the ward ruled, as far as it is known here.
    pub fn ruled(&self) -> RuledWard {
        self.memory.ruled.opened()
    }

    /// Up to where it knows the news.
    pub fn point(&self) -> SyncPoint {
        self.tables.get(Table::Settings, POINT).map(decode).unwrap_or_default()
    }

    /// What the ward said that the phone may do.
    pub fn role(&self) -> Role {
        self.tables.get(Table::Settings, ROLE).map(decode).unwrap_or_default()
    }
}
