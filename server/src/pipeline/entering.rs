//! Entering: what was admitted of a push is written into the log, with what the
//! document then says.

use std::collections::BTreeMap;

use shared::id::{ChangeHash, DocumentId};
use shared::moment::Moment;
use shared::standing::facts::Fact;
use shared::sync::gate::GatedChunk;
use shared::sync::wire::{Outcome, Receipt};

use super::open_documents::OpenDocuments;
use super::push::Admitted;
use crate::store::changes::Entry;
use crate::store::devices::Device;
use crate::store::documents::StoredDocument;
use crate::store::{Reading, StoreError, Writing};

/// What was admitted of a push, with all that storing it takes.
pub(super) struct Entering<'a> {
    /// The document.
    pub document: DocumentId,
    /// What the store had of it when it was judged.
    pub stored: Option<StoredDocument>,
    /// When its newest change was written, of those that were there.
    pub newest: Option<Moment>,
    /// The chunks of the push.
    pub chunks: Vec<(ChangeHash, &'a [u8])>,
    /// Receipts of those that were there.
    pub known: Vec<Receipt>,
    /// What is to be stored.
    pub admitted: Admitted,
}

/// When the newest change of the document was written, as far as it is stored.
pub(super) fn newest(
    reading: &Reading<'_>,
    stored: Option<&StoredDocument>,
) -> Result<Option<Moment>, StoreError> {
    let fact = stored.map(|stored| reading.fact(stored.key)).transpose()?.flatten();
    Ok(fact.map(|fact| fact.written_at))
}

/// Chunks as storing them looks at them.
pub(super) fn plain<'a>(chunks: &[GatedChunk<'a>]) -> Vec<(ChangeHash, &'a [u8])> {
    chunks.iter().map(|chunk| (chunk.hash, chunk.bytes)).collect()
}

/// Stores what was admitted of a document, and gives a receipt for every chunk
/// of the push that is stored, now or from before. What waits for another
/// phone's changes has none.
pub(super) fn enter(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    entering: Entering<'_>,
    now: Moment,
) -> Result<Outcome, StoreError> {
    let Entering { document, stored, newest, chunks, mut known, admitted } = entering;
    let (ward, organisation) = (&device.ward, device.organisation);
    let key = match stored {
        Some(stored) => {
            writing.put_heads(stored.key, &admitted.twin)?;
            stored.key
        }
        None => writing.put_document(ward, document, organisation, &admitted.twin)?,
    };
    let new: Vec<_> = admitted.new.iter().filter_map(|place| chunks.get(*place).copied()).collect();
    let entry = Entry { ward, organisation, document: key, device: device.number, received_at: now };
    known.extend(writing.put_changes(&entry, &new)?);
    let fact = Fact {
        document,
        record: admitted.record,
        conflicts: admitted.conflicts,
        written_at: newest.max(admitted.written).unwrap_or_default(),
        received_at: Some(now),
    };
    writing.put_fact(key, ward, organisation, &fact)?;
    documents.keep(key, admitted.twin);
    Ok(Outcome::Stored(receipts_for(chunks.iter().map(|(hash, _)| *hash), &known)))
}

/// The receipts of those hashes that have one, in their order.
pub(super) fn receipts_for(hashes: impl Iterator<Item = ChangeHash>, receipts: &[Receipt]) -> Vec<Receipt> {
    let by_hash: BTreeMap<_, _> = receipts.iter().map(|receipt| (receipt.hash, *receipt)).collect();
    hashes.filter_map(|hash| by_hash.get(&hash).copied()).collect()
}
