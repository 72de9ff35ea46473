//! Saving what a person wrote.

use super::{OutboxEntry, Row, StoredChange, Table, Write, encode, open, outbox_key, put_change, put_row};
use crate::document::edit::{Edit, Stamp};
use crate::document::{Document, DocumentError};
use crate::id::{Actor, ChangeHash, DocumentId};
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
    /// The heads on which it stands.
    pub over: Vec<ChangeHash>,
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
    save_over(document, kind, changes, None, edits, stamp, number)
}

/// What a form had before it when it began.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The heads of its document; none where there was nothing yet.
    pub heads: &'a [ChangeHash],
    /// Who writes where something came since: an actor that wrote nothing yet.
    pub fresh: Actor,
}

/// Like [`save`], on top of what the writer has `seen`: of what came since,
/// the values of the fields that are written stay beside them as conflicts.
///
/// What was seen and is not here any more counts as not seen.
pub fn save_over(
    document: DocumentId,
    kind: Kind,
    changes: &[StoredChange],
    seen: Option<Seen<'_>>,
    edits: &[Edit],
    mut stamp: Stamp,
    number: u64,
) -> Result<Option<Saved>, DocumentError> {
    let mut open = open(kind, changes)?;
    let mut heads = open.heads();
    if let Some(seen) = seen.filter(|seen| seen.heads != heads) {
        heads = seen.heads.iter().copied().filter(|hash| open.has(*hash)).collect();
        if heads.is_empty() {
            heads = Document::begin(kind)?.heads();
        }
        if heads != open.heads() {
            stamp.actor = seen.fresh;
        }
    }
    let Some(commit) = open.commit_on(&heads, edits, stamp)? else { return Ok(None) };
    let change = StoredChange::new(commit.hash, stamp.actor.device(), commit.chunk);
    let mut all = changes.to_vec();
    all.push(change.clone());
    if all.iter().any(|change| change.refused.is_some()) {
        // What was refused may lie aside now that something else stands.
        open = super::open(kind, &all)?;
    }
    let row = Row::of(document, &open, &all);
    let entry = OutboxEntry::of(document, kind, &change, stamp.at);
    let key = outbox_key(number);
    let writes = vec![
        put_change(document, &change),
        Write::Put(Table::Outbox, key.clone(), encode(&entry)),
        put_row(&row),
    ];
    Ok(Some(Saved { writes, row, entry: (key, entry), change, over: heads }))
}
