//! Saving what a person wrote.

use super::{OutboxEntry, Row, StoredChange, Table, Write, encode, open, outbox_key, put_change, put_row};
use crate::document::DocumentError;
use crate::document::edit::{Edit, Stamp};
use crate::id::DocumentId;
use crate::record::Kind;

/// A change that was made and is to be stored.
#[derive(Debug)]
pub struct Saved {
    /// What must be written, together.
    pub writes: Vec<Write>,
    /// The document's new row.
    pub row: Row,
    /// The outbox entry, with its key.
    pub entry: (String, OutboxEntry),
    /// The change itself.
    pub change: StoredChange,
}

/// Carries out `edits` on the document made of `changes`.
///
/// `number` is greater than that of every entry in the outbox. `None` when the
/// document says all of it already, and nothing needs to be written.
pub fn save(
    document: DocumentId,
    kind: Kind,
    changes: &[StoredChange],
    edits: &[Edit],
    stamp: Stamp,
    number: u64,
) -> Result<Option<Saved>, DocumentError> {
    let mut open = open(kind, changes)?;
    let Some(commit) = open.commit(edits, stamp)? else { return Ok(None) };
    let change = StoredChange {
        hash: commit.hash,
        device: stamp.actor.device(),
        receipt: None,
        refused: None,
        chunk: commit.chunk,
    };
    let mut all = changes.to_vec();
    all.push(change.clone());
    let row = Row::of(document, &open, &all);
    let entry = OutboxEntry { document, kind, hash: change.hash, saved_at: stamp.at };
    let key = outbox_key(number);
    let writes = vec![
        put_change(document, &change),
        Write::Put(Table::Outbox, key.clone(), encode(&entry)),
        put_row(&row),
    ];
    Ok(Some(Saved { writes, row, entry: (key, entry), change }))
}
