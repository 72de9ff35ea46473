//! The log of changes, in the ward's order.

use std::collections::BTreeSet;

use minicbor::bytes::ByteVec;
use rusqlite::{OptionalExtension, Row};
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::sync::wire::{Pulled, Receipt};

use super::documents::{DocumentKey, kind_named};
use super::rulings::{More, within_database};
use super::{Reading, StoreError, Writing};

/// Whose changes are entered into the log, and how they came.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The ward.
    pub ward: &'a Code,
    /// The organisation whose document it is.
    pub organisation: OrganisationId,
    /// The document.
    pub document: DocumentKey,
    /// The device that brought them.
    pub device: DeviceNumber,
    /// When they were received.
    pub received_at: Moment,
}

impl Reading<'_> {
    /// The receipts of those of `hashes` that the document has. Its whole log is
    /// walked once: a document has some tens of changes, and what a phone brings
    /// is nearly always new.
    pub fn receipts(
        &self,
        document: DocumentKey,
        hashes: &BTreeSet<ChangeHash>,
    ) -> Result<Vec<Receipt>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT hash, seq, received_at FROM changes WHERE document = ?1 ORDER BY seq")?;
        let mut rows = statement.query([document.0])?;
        let mut receipts = Vec::new();
        while let Some(row) = rows.next()? {
            let hash = ChangeHash::from_bytes(row.get(0)?);
            if hashes.contains(&hash) {
                receipts.push(Receipt { hash, seq: row.get(1)?, at: Moment::from_millis(row.get(2)?) });
            }
        }
        Ok(receipts)
    }

    /// When the newest change came that the device wrote for its organisation;
    /// none where none ever came. It is looked for from the end of the log, where
    /// that of a phone in use stands.
    pub fn last_sent(
        &self,
        organisation: OrganisationId,
        device: DeviceNumber,
    ) -> Result<Option<Moment>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT received_at FROM changes WHERE organisation = ?1 AND device = ?2 ORDER BY seq DESC LIMIT 1",
        )?;
        let found = statement.query_row((organisation.as_bytes(), device.0), |row| row.get(0)).optional()?;
        Ok(found.map(Moment::from_millis))
    }

    /// Every chunk of the document, in the order in which they were received.
    pub fn chunks(&self, document: DocumentKey) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT chunk FROM changes WHERE document = ?1 ORDER BY seq")?;
        let chunks = statement.query_map([document.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(chunks)
    }

    /// The chunks of the document that came after the number `seq`.
    pub(super) fn chunks_after(&self, document: DocumentKey, seq: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT chunk FROM changes WHERE document = ?1 AND seq > ?2 ORDER BY seq")?;
        let chunks = statement.query_map((document.0, seq), |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(chunks)
    }

    /// Gives every change of the organisation after `cursor` to `take`, in
    /// order, until it says that it has enough.
    pub fn each_change(
        &self,
        organisation: OrganisationId,
        cursor: u64,
        mut take: impl FnMut(Found<'_>) -> Result<More, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT c.seq, c.hash, c.received_at, d.id, d.kind, c.chunk
             FROM changes c JOIN documents d ON d.key = c.document
             WHERE c.organisation = ?1 AND c.seq > ?2 ORDER BY c.seq",
        )?;
        let mut rows = statement.query((organisation.as_bytes(), within_database(cursor)))?;
        while let Some(row) = rows.next()? {
            if take(Found { seq: row.get(0)?, row })? == More::Enough {
                break;
            }
        }
        Ok(())
    }
}

/// A change that was come upon, and is read only when it is wanted.
pub struct Found<'r> {
    /// Its number in the ward's sequence.
    pub seq: u64,
    row: &'r Row<'r>,
}

impl Found<'_> {
    /// The change as phones get it.
    pub fn read(&self) -> Result<Pulled, StoreError> {
        let Self { seq, row } = self;
        let (hash, at) = (ChangeHash::from_bytes(row.get(1)?), Moment::from_millis(row.get(2)?));
        Ok(Pulled {
            document: DocumentId::from_bytes(row.get(3)?),
            kind: kind_named(&row.get::<_, String>(4)?)?,
            receipt: Receipt { hash, seq: *seq, at },
            chunk: ByteVec::from(row.get::<_, Vec<u8>>(5)?),
        })
    }
}

impl Writing<'_> {
    /// Puts changes at the end of the ward's order, each with its hash, and gives
    /// their receipts. The log takes what it is given: that the document did not
    /// have them is for the caller to know.
    pub fn put_changes(
        &self,
        entry: &Entry<'_>,
        changes: &[(ChangeHash, &[u8])],
    ) -> Result<Vec<Receipt>, StoreError> {
        let first = self.take_seqs(entry.ward, changes.len())?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO changes (document, seq, organisation, hash, device, received_at, chunk)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let (organisation, at) = (entry.organisation.as_bytes(), entry.received_at);
        let mut receipts = Vec::with_capacity(changes.len());
        for (seq, (hash, chunk)) in (first..).zip(changes) {
            let document = entry.document.0;
            statement.execute((
                document,
                seq,
                organisation,
                hash.as_bytes(),
                entry.device.0,
                at.millis(),
                chunk,
            ))?;
            receipts.push(Receipt { hash: *hash, seq, at });
        }
        Ok(receipts)
    }
}
