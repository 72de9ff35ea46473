//! Snapshots: a long document in one piece, beside its changes.
//!
//! Opening a document costs its changes one by one. Of one that has many, a
//! **snapshot** in Automerge's saved form is kept, and opened with the few
//! changes that came after it, its **tail**. It is written only once it was read
//! back and found to be the document. Nothing rests on it: one that does not
//! lead to the document's heads is passed over for the log, which is never
//! thinned (decision 0022).

use automerge::ReadDoc;
use rusqlite::OptionalExtension;
use shared::document::Document;

use super::documents::{DocumentKey, StoredDocument};
use super::{Reading, StoreError, Writing, opening};

/// Changes after which a snapshot is made anew: fewer cost less to read than a
/// snapshot to write.
pub const LONGEST_TAIL: u64 = 64;

/// What is kept of a document.
struct Snapshot {
    seq: u64,
    bytes: Vec<u8>,
}

impl Reading<'_> {
    /// The document as it is stored.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where its changes do not lead to its heads.
    pub fn open_document(&self, stored: &StoredDocument) -> Result<Document, StoreError> {
        if let Some(snapshot) = self.snapshot(stored.key)?
            && let Some(document) = self.resume(stored, &snapshot)?
        {
            return Ok(document);
        }
        let chunks = self.chunks(stored.key)?;
        let document = opening::open(stored.kind, chunks.iter().map(Vec::as_slice))?;
        if document.heads() != stored.heads {
            return Err(StoreError::Damaged("a document has other changes than its heads say".to_owned()));
        }
        Ok(document)
    }

    /// The document out of its snapshot and tail; `None` where they do not lead
    /// to its heads.
    fn resume(&self, stored: &StoredDocument, snapshot: &Snapshot) -> Result<Option<Document>, StoreError> {
        let tail = self.chunks_after(stored.key, snapshot.seq)?;
        let resumed = opening::resume(stored.kind, &snapshot.bytes, tail.iter().map(Vec::as_slice));
        let resumed = resumed.ok().filter(|document| document.heads() == stored.heads);
        if resumed.is_none() {
            tracing::warn!(document = stored.key.0, "a snapshot is of no use; run `bontot rebuild`");
        }
        Ok(resumed)
    }

    /// Whether the document has no snapshot, or one that leads to its heads.
    pub fn has_sound_snapshot(&self, stored: &StoredDocument) -> Result<bool, StoreError> {
        match self.snapshot(stored.key)? {
            Some(snapshot) => Ok(self.resume(stored, &snapshot)?.is_some()),
            None => Ok(true),
        }
    }

    fn snapshot(&self, key: DocumentKey) -> Result<Option<Snapshot>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT seq, bytes FROM snapshots WHERE document = ?1")?;
        let found = statement
            .query_row([key.0], |row| Ok(Snapshot { seq: row.get(0)?, bytes: row.get(1)? }))
            .optional()?;
        Ok(found)
    }
}

impl Writing<'_> {
    /// Keeps a snapshot of the document, of which the change with the number
    /// `seq` came last, if its tail has become long.
    pub fn put_snapshot(&self, key: DocumentKey, document: &Document, seq: u64) -> Result<(), StoreError> {
        let changes = document.automerge().stats().num_changes;
        if changes < LONGEST_TAIL {
            return Ok(());
        }
        let mut statement =
            self.connection().prepare_cached("SELECT changes FROM snapshots WHERE document = ?1")?;
        let kept: Option<u64> = statement.query_row([key.0], |row| row.get(0)).optional()?;
        if changes < kept.unwrap_or(0).saturating_add(LONGEST_TAIL) {
            return Ok(());
        }
        let comes_back = |bytes: &Vec<u8>| {
            let read = opening::resume(document.kind(), bytes, []);
            read.is_ok_and(|read| read.heads() == document.heads())
        };
        let Some(bytes) = opening::saved(document).filter(comes_back) else {
            // The log has all of it.
            tracing::warn!(document = key.0, "a document does not come back from its saved form");
            return Ok(());
        };
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO snapshots (document, seq, changes, bytes) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET seq = excluded.seq, changes = excluded.changes, bytes = excluded.bytes",
        )?;
        statement.execute((key.0, seq, changes, bytes))?;
        Ok(())
    }
}
