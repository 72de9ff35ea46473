//! Saving what a person wrote.

use std::collections::BTreeSet;

use super::{OutboxEntry, Row, StoredChange, Table, Write, encode, open, outbox_key, put_change, put_row};
use crate::document::edit::{Edit, Stamp};
use crate::document::{Document, DocumentError};
use crate::id::{ChangeHash, DocumentId};
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
    let all = changes.iter().map(|change| change.hash).collect();
    save_over(document, kind, changes, &all, edits, stamp, number)
}

/// Like [`save`], on top of what the writer has `seen`: of what came since,
/// the values of the fields that are written stay beside them as conflicts.
/// Where something came since, `stamp` bears a fresh actor.
pub fn save_over(
    document: DocumentId,
    kind: Kind,
    changes: &[StoredChange],
    seen: &BTreeSet<ChangeHash>,
    edits: &[Edit],
    stamp: Stamp,
    number: u64,
) -> Result<Option<Saved>, DocumentError> {
    let (known, since): (Vec<_>, Vec<_>) = changes.iter().partition(|change| seen.contains(&change.hash));
    let mut open = open(kind, changes)?;
    let commit = if since.is_empty() {
        open.commit(edits, stamp)?
    } else {
        let before = Document::open(kind, known.into_iter().map(|change| change.chunk.as_slice()))?;
        open.commit_on(&before.heads(), edits, stamp)?
    };
    let Some(commit) = commit else { return Ok(None) };
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
