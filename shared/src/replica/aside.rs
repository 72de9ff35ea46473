//! What the ward refused: the record stands as the ward confirmed it, and the
//! refused changes lie aside, whole, where a person sees them and can enter
//! them anew.

use super::save::save;
use super::{OutboxEntry, Row, StoredChange, Write, open, put_change, put_row};
use crate::document::edit::Stamp;
use crate::document::history::{Entry, again, history};
use crate::document::{Document, DocumentError};
use crate::id::{ChangeHash, DocumentId};
use crate::moment::Moment;
use crate::record::Kind;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::sync::gate;

/// The changes of which a record is made: not those that the ward refused, nor
/// what builds on them. Of a record of which nothing else is there, all of
/// them: it was never confirmed, and stays in sight as it was written.
pub fn standing(changes: &[StoredChange]) -> Vec<&StoredChange> {
    let mut ordered: Vec<_> = changes.iter().collect();
    if changes.iter().all(|change| change.refused.is_none()) {
        return ordered;
    }
    ordered.sort_by_key(|change| place(change));
    let mut aside = SortedSet::new();
    let stands = |change: &&StoredChange| {
        let refused = change.refused.is_some() || builds_on(change).iter().any(|hash| aside.contains(hash));
        if refused {
            aside.insert(change.hash);
        }
        !refused
    };
    let standing: Vec<_> = ordered.iter().copied().filter(stands).collect();
    if standing.is_empty() { ordered } else { standing }
}

/// The changes in an order in which each comes after those it builds on.
pub fn in_order(mut changes: Vec<StoredChange>) -> Vec<StoredChange> {
    changes.sort_by_key(place);
    changes
}

/// Where a change stands among those of its document: after all that it builds
/// on, so that a page never cuts before that. The writer's clock, which may
/// have been set back, is not asked.
pub(super) fn place(change: &StoredChange) -> u64 {
    gate::head(&change.chunk).map_or(0, |chunk| chunk.start_op)
}

/// The changes on which a change builds.
pub(super) fn builds_on(change: &StoredChange) -> Vec<ChangeHash> {
    gate::head(&change.chunk).map(|chunk| chunk.dependencies).unwrap_or_default()
}

/// A change that lies aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it wrote.
    pub entry: Entry,
    /// Whether the ward named it as one at fault, where others only came along.
    pub at_fault: bool,
}

/// What lies aside, the newest first.
///
/// # Errors
/// Where the changes cannot be read by this program either.
pub fn lying_aside(kind: Kind, changes: &[StoredChange]) -> Result<Vec<Aside>, DocumentError> {
    let all = Document::open(kind, changes.iter().map(|change| change.chunk.as_slice()))?;
    let aside: SortedMap<_, _> = changes
        .iter()
        .filter(|change| change.is_open())
        .map(|change| (change.hash, change.at_fault))
        .collect();
    let entries = history(&all, &SortedMap::new(), usize::MAX).into_iter();
    let some_came_along = aside.values().any(|at_fault| *at_fault != Some(true));
    let lying = |entry: Entry| {
        let at_fault = *aside.get(&entry.hash)? == Some(true) && some_came_along;
        Some(Aside { entry, at_fault })
    };
    Ok(entries.filter_map(lying).collect())
}

/// What lies aside, entered anew or laid aside for good.
#[derive(Debug)]
pub struct DoneWith {
    /// What must be written, together.
    pub writes: Vec<Write>,
    /// The document's new row.
    pub row: Row,
    /// The outbox entry of the new change, with its key; none where nothing was
    /// entered that the record does not say already.
    pub entry: Option<(String, OutboxEntry)>,
}

/// Enters anew what lies aside of a document, as one change on the record as it
/// stands. Of a field that was written several times, the last value.
///
/// `stamp` has an actor that wrote nothing of what was refused; `number` is
/// greater than that of every entry in the outbox.
///
/// # Errors
/// Where the changes cannot be read.
pub fn enter_anew(
    document: DocumentId,
    kind: Kind,
    changes: &[StoredChange],
    stamp: Stamp,
    number: u64,
) -> Result<DoneWith, DocumentError> {
    let entries = lying_aside(kind, changes)?;
    let refused: Vec<_> = changes.iter().filter(|change| change.refused.is_some()).map(|c| c.hash).collect();
    // Of a record that was never confirmed, nothing: the new change begins it.
    let base: Vec<StoredChange> =
        standing(changes).into_iter().filter(|change| !refused.contains(&change.hash)).cloned().collect();
    let opened = open(kind, &base)?;
    let mut entered = SortedSet::new();
    let mut edits = Vec::new();
    for Aside { mut entry, .. } in entries {
        entry.changed.retain(|changed| entered.insert(changed.path.clone()));
        edits.extend(again(&opened, &entry));
    }
    let saved = save(document, kind, &base, &edits, stamp, number)?;
    let mut all = changes.to_vec();
    let (mut writes, entry) = match saved {
        Some(saved) => {
            all.push(saved.change);
            (saved.writes, Some(saved.entry))
        }
        None => (Vec::new(), None),
    };
    let done = done_with(document, kind, &all, stamp.at)?;
    writes.extend(done.writes);
    Ok(DoneWith { writes, entry, ..done })
}

/// Lays aside for good what lies aside of a document: it stays in the store,
/// and nobody is asked about it any more.
///
/// # Errors
/// Where what stands of the record cannot be read.
pub fn done_with(
    document: DocumentId,
    kind: Kind,
    changes: &[StoredChange],
    now: Moment,
) -> Result<DoneWith, DocumentError> {
    let mut changes = changes.to_vec();
    let mut writes = Vec::new();
    for change in changes.iter_mut().filter(|change| change.is_open()) {
        change.done_with = Some(now);
        writes.push(put_change(document, change));
    }
    let row = Row::of(document, &open(kind, &changes)?, &changes);
    writes.push(put_row(&row));
    Ok(DoneWith { writes, row, entry: None })
}

#[cfg(test)]
mod tests;
