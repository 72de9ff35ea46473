//! The log of changes, in the ward's order.

use minicbor::bytes::ByteVec;
use rusqlite::OptionalExtension;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::sync::wire::{Pulled, Receipt};

use super::documents::{DocumentKey, kind_named};
use super::rulings::{More, within_database};
use super::{Reading, StoreError, Writing};

/// A change to be entered into the log.
#[derive(Debug, Clone, Copy)]
pub struct NewChange<'a> {
    /// The ward.
    pub ward: &'a Code,
    /// The organisation whose document it is.
    pub organisation: OrganisationId,
    /// The document.
    pub document: DocumentKey,
    /// The change's hash.
    pub hash: ChangeHash,
    /// The device that brought it.
    pub device: DeviceNumber,
    /// When it was received.
    pub received_at: Moment,
    /// The change.
    pub chunk: &'a [u8],
}

impl Reading<'_> {
    /// The receipt of a change that the document has.
    pub fn receipt(&self, document: DocumentKey, hash: ChangeHash) -> Result<Option<Receipt>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT seq, received_at FROM changes WHERE document = ?1 AND hash = ?2")?;
        let receipt = statement.query_row((document.0, hash.as_bytes()), |row| {
            Ok(Receipt { hash, seq: row.get(0)?, at: Moment::from_millis(row.get(1)?) })
        });
        Ok(receipt.optional()?)
    }

    /// Every chunk of the document, in the order in which they were received.
    pub fn chunks(&self, document: DocumentKey) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT chunk FROM changes WHERE document = ?1 ORDER BY seq")?;
        let chunks = statement.query_map([document.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(chunks)
    }

    /// Gives every change of the organisation after `cursor` to `take`, in
    /// order, until it says that it has enough.
    pub fn each_change(
        &self,
        organisation: OrganisationId,
        cursor: u64,
        mut take: impl FnMut(Pulled) -> More,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT c.seq, c.hash, c.received_at, d.id, d.kind, c.chunk
             FROM changes c JOIN documents d ON d.key = c.document
             WHERE c.organisation = ?1 AND c.seq > ?2 ORDER BY c.seq",
        )?;
        let mut rows = statement.query((organisation.as_bytes(), within_database(cursor)))?;
        while let Some(row) = rows.next()? {
            let receipt = Receipt {
                hash: ChangeHash::from_bytes(row.get(1)?),
                seq: row.get(0)?,
                at: Moment::from_millis(row.get(2)?),
            };
            let pulled = Pulled {
                document: DocumentId::from_bytes(row.get(3)?),
                kind: kind_named(&row.get::<_, String>(4)?)?,
                receipt,
                chunk: ByteVec::from(row.get::<_, Vec<u8>>(5)?),
            };
            if take(pulled) == More::Enough {
                break;
            }
        }
        Ok(())
    }
}

impl Writing<'_> {
    /// Puts a change at the end of the ward's order and gives its receipt.
    pub fn put_change(&self, new: &NewChange<'_>) -> Result<Receipt, StoreError> {
        let seq = self.take_seq(new.ward)?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO changes (ward, seq, document, organisation, hash, device, received_at, chunk)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        statement.execute((
            new.ward.as_str(),
            seq,
            new.document.0,
            new.organisation.as_bytes(),
            new.hash.as_bytes(),
            new.device.0,
            new.received_at.millis(),
            new.chunk,
        ))?;
        Ok(Receipt { hash: new.hash, seq, at: new.received_at })
    }
}
