//! Documents that were opened lately, so that the next push finds them open.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use automerge::ReadDoc;
use shared::document::Document;

use crate::store::documents::{DocumentKey, StoredDocument};
use crate::store::{Reading, StoreError, opening};

/// Changes that all open documents may hold together: some ten megabytes.
const MOST_CHANGES: u64 = 50_000;
/// What an open document costs beside its changes, counted in changes.
const OVERHEAD: u64 = 25;

/// Open documents, by the store's number.
///
/// An open document is used only while its heads are the stored ones. Heads
/// name everything beneath them, so a transaction that is rolled back, or
/// another program that writes, needs no word to this cache.
#[derive(Debug, Default)]
pub struct OpenDocuments(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    documents: HashMap<DocumentKey, Entry>,
    /// The same by their last use, the oldest first.
    by_use: BTreeMap<u64, DocumentKey>,
    changes: u64,
    uses: u64,
}

#[derive(Debug)]
struct Entry {
    document: Arc<Document>,
    cost: u64,
    last_use: u64,
}

impl OpenDocuments {
    /// The document as it is stored, opened now or before.
    pub fn open(&self, reading: &Reading<'_>, stored: &StoredDocument) -> Result<Arc<Document>, StoreError> {
        if let Some(document) = self.find(stored) {
            return Ok(document);
        }
        let chunks = reading.chunks(stored.key)?;
        let document = opening::open(stored.kind, chunks.iter().map(Vec::as_slice))?;
        if document.heads() != stored.heads {
            return Err(StoreError::Damaged("a document has other changes than its heads say".to_owned()));
        }
        Ok(self.keep(stored.key, document))
    }

    /// Keeps a document open, and closes those that were not used for longest.
    pub fn keep(&self, key: DocumentKey, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        let cost = OVERHEAD + document.automerge().stats().num_changes;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.close(key);
        kept.changes += cost;
        let last_use = kept.use_now(key);
        kept.documents.insert(key, Entry { document: Arc::clone(&document), cost, last_use });
        while MOST_CHANGES < kept.changes {
            match kept.by_use.first_key_value().map(|(_, oldest)| *oldest) {
                Some(oldest) => kept.close(oldest),
                None => break,
            }
        }
        document
    }

    fn find(&self, stored: &StoredDocument) -> Option<Arc<Document>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = kept.documents.get(&stored.key)?;
        let (document, before) = (Arc::clone(&entry.document), entry.last_use);
        if document.heads() != stored.heads {
            kept.close(stored.key);
            return None;
        }
        kept.by_use.remove(&before);
        let now = kept.use_now(stored.key);
        if let Some(entry) = kept.documents.get_mut(&stored.key) {
            entry.last_use = now;
        }
        Some(document)
    }
}

impl Kept {
    fn use_now(&mut self, key: DocumentKey) -> u64 {
        self.uses += 1;
        self.by_use.insert(self.uses, key);
        self.uses
    }

    fn close(&mut self, key: DocumentKey) {
        if let Some(entry) = self.documents.remove(&key) {
            self.by_use.remove(&entry.last_use);
            self.changes = self.changes.saturating_sub(entry.cost);
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::record::Kind;

    use super::*;

    #[test]
    fn documents_that_were_not_used_for_longest_are_closed() {
        let documents = OpenDocuments::default();
        let empty = Document::begin(Kind::Task).unwrap();
        let stored = |key| StoredDocument {
            key: DocumentKey(key),
            organisation: shared::id::OrganisationId::from_bytes([0; 16]),
            kind: Kind::Task,
            heads: empty.heads(),
        };
        // The genesis is one change.
        let room = i64::try_from(MOST_CHANGES / (OVERHEAD + 1)).unwrap();
        for key in 0..room {
            documents.keep(DocumentKey(key), empty.clone());
        }
        assert!(documents.find(&stored(0)).is_some());
        documents.keep(DocumentKey(room), empty.clone());
        assert!(documents.find(&stored(0)).is_some() && documents.find(&stored(room)).is_some());
        assert!(documents.find(&stored(1)).is_none());
        // The same key again takes no more room.
        documents.keep(DocumentKey(room), empty.clone());
        assert!(documents.find(&stored(2)).is_some());
    }

    #[test]
    fn a_document_whose_stored_heads_are_others_is_opened_anew() {
        let documents = OpenDocuments::default();
        let stale = Document::begin(Kind::Task).unwrap();
        let heads = Document::begin(Kind::Roster).unwrap().heads();
        let organisation = shared::id::OrganisationId::from_bytes([0; 16]);
        let stored = StoredDocument { key: DocumentKey(1), organisation, kind: Kind::Task, heads };
        documents.keep(DocumentKey(1), stale);
        assert!(documents.find(&stored).is_none());
        assert_eq!(documents.0.lock().unwrap().changes, 0);
    }
}
