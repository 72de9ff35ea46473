//! The log, document by document: what everything else in the data file can be
//! computed from anew.

use shared::document::Document;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Kind;
use shared::standing::facts::Fact;
use shared::sync::gate;

use super::documents::{DocumentKey, kind_named};
use super::transaction::from_text;
use super::{Reading, StoreError, opening};

/// A change as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedChange {
    /// Its number in the ward's sequence.
    pub seq: u64,
    /// Its hash, as it was when it came.
    pub hash: ChangeHash,
    /// The device that brought it.
    pub device: DeviceNumber,
    /// When it came.
    pub received_at: Moment,
    /// The change.
    pub chunk: Vec<u8>,
}

/// A document with all of its changes, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedDocument {
    /// The store's number.
    pub key: DocumentKey,
    /// The document.
    pub document: DocumentId,
    /// The ward.
    pub ward: Code,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What it holds.
    pub kind: Kind,
    /// The heads that the store has noted.
    pub heads: Vec<ChangeHash>,
    /// The changes.
    pub changes: Vec<LoggedChange>,
}

impl LoggedDocument {
    /// The document that the changes make, and what it says.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where they make none.
    pub fn replay(&self) -> Result<(Document, Fact), StoreError> {
        let chunks: Vec<_> = self.changes.iter().map(|change| change.chunk.as_slice()).collect();
        let received_at = self.changes.last().map(|change| change.received_at);
        replay(self.document, self.kind, &chunks, received_at)
    }
}

/// The document made of `chunks`, of which the last came at `received_at`, and what it says.
pub(super) fn replay(
    document: DocumentId,
    kind: Kind,
    chunks: &[&[u8]],
    received_at: Option<Moment>,
) -> Result<(Document, Fact), StoreError> {
    let damaged = |what: String| StoreError::Damaged(format!("{document}: {what}"));
    let mut written_at = None;
    for chunk in chunks {
        let chunk = gate::head(chunk).map_err(|error| damaged(error.to_string()))?;
        written_at = written_at.max(Some(Moment::from_millis(chunk.seconds.saturating_mul(1000))));
    }
    let open = opening::open(kind, chunks.iter().copied()).map_err(|error| damaged(error.to_string()))?;
    let (record, conflicts) = opening::told(&open).map_err(|error| damaged(error.to_string()))?;
    let fact = Fact { document, record, conflicts, written_at: written_at.unwrap_or_default(), received_at };
    Ok((open, fact))
}

impl Reading<'_> {
    /// Gives every document of the file to `take`, each with its changes, or why
    /// its rows cannot be read.
    pub fn each_document<E: From<StoreError>>(
        &self,
        mut take: impl FnMut(Result<LoggedDocument, StoreError>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT key, id, ward, organisation, kind, heads FROM documents ORDER BY key")
            .map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let logged = || {
                let key = DocumentKey(row.get(0)?);
                let heads: Vec<u8> = row.get(5)?;
                Ok::<_, StoreError>(LoggedDocument {
                    key,
                    document: DocumentId::from_bytes(row.get(1)?),
                    ward: from_text(&row.get::<_, String>(2)?)?,
                    organisation: OrganisationId::from_bytes(row.get(3)?),
                    kind: kind_named(&row.get::<_, String>(4)?)?,
                    heads: heads.as_chunks().0.iter().map(|hash| ChangeHash::from_bytes(*hash)).collect(),
                    changes: self.changes_of(key)?,
                })
            };
            take(logged())?;
        }
        Ok(())
    }

    fn changes_of(&self, key: DocumentKey) -> Result<Vec<LoggedChange>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT seq, hash, device, received_at, chunk FROM changes WHERE document = ?1 ORDER BY seq",
        )?;
        let mut rows = statement.query([key.0])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            changes.push(LoggedChange {
                seq: row.get(0)?,
                hash: ChangeHash::from_bytes(row.get(1)?),
                device: DeviceNumber(row.get(2)?),
                received_at: Moment::from_millis(row.get(3)?),
                chunk: row.get(4)?,
            });
        }
        Ok(changes)
    }
}
