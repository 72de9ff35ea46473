//! Documents: whose they are, and the heads that their changes lead to.

use rusqlite::OptionalExtension;
use shared::document::Document;
use shared::id::{ChangeHash, DocumentId, OrganisationId};
use shared::org::Code;
use shared::record::Kind;

use super::{Reading, StoreError, Writing};

/// The store's own number of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentKey(pub(crate) i64);

/// What the store knows of a document without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// The store's number.
    pub key: DocumentKey,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What it holds.
    pub kind: Kind,
    /// The changes nothing depends on yet, sorted.
    pub heads: Vec<ChangeHash>,
}

impl Reading<'_> {
    /// The document `id` of the ward.
    pub fn document(&self, ward: &Code, id: DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT key, organisation, kind, heads FROM documents WHERE ward = ?1 AND id = ?2",
        )?;
        let found = statement
            .query_row((ward.as_str(), id.as_bytes()), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, Vec<u8>>(3)?))
            })
            .optional()?;
        let Some((key, organisation, kind, heads)) = found else {
            return Ok(None);
        };
        Ok(Some(StoredDocument {
            key: DocumentKey(key),
            organisation: OrganisationId::from_bytes(organisation),
            kind: kind_named(&kind)?,
            heads: heads.as_chunks().0.iter().map(|hash| ChangeHash::from_bytes(*hash)).collect(),
        }))
    }
}

/// The kind with this stored name.
pub(super) fn kind_named(name: &str) -> Result<Kind, StoreError> {
    Kind::from_name(name).ok_or_else(|| StoreError::Damaged(format!("there is no kind {name:?}")))
}

impl Writing<'_> {
    /// Enters a new document.
    pub fn put_document(
        &self,
        ward: &Code,
        id: DocumentId,
        organisation: OrganisationId,
        document: &Document,
    ) -> Result<DocumentKey, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO documents (ward, id, organisation, kind, heads) VALUES (?1, ?2, ?3, ?4, ?5)
             RETURNING key",
        )?;
        let kind = document.kind().name();
        let heads = heads(document);
        let key = statement
            .query_row((ward.as_str(), id.as_bytes(), organisation.as_bytes(), kind, heads), |row| {
                row.get(0)
            })?;
        Ok(DocumentKey(key))
    }

    /// Notes the heads of a document that took changes in.
    pub fn put_heads(&self, key: DocumentKey, document: &Document) -> Result<(), StoreError> {
        let mut statement =
            self.connection().prepare_cached("UPDATE documents SET heads = ?2 WHERE key = ?1")?;
        statement.execute((key.0, heads(document)))?;
        Ok(())
    }
}

fn heads(document: &Document) -> Vec<u8> {
    document.heads().iter().flat_map(|hash| *hash.as_bytes()).collect()
}
