//! Parts of other phones' files that this phone took in.
//!
//! Their changes stand in the book as what this phone knows, did not write and
//! has no receipt for. It cannot push them, since nobody may write in another's
//! name; so it keeps each part whole and brings it to the ward, sealed as it
//! is, until the ward has said something to all of it.

use minicbor::bytes::ByteVec;

use super::aside::standing;
use super::news::{Held, Stored};
use super::{Row, StoredChange, Table, Write, open, put_change, put_row};
use crate::document::Document;
use crate::document::admission::{Refusal, Refused};
use crate::id::{Actor, ChangeHash, DeviceNumber, DocumentId};
use crate::record::Kind;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::sync::bundle::Bundle;
use crate::sync::engine::{News, RefusedPush};
use crate::sync::gate::{self, GatedChunk};
use crate::sync::wire::{BundleResponse, Outcome, Push, SyncPoint};

/// What a phone takes out of parts, and what has to wait.
#[derive(Debug)]
pub struct Taken {
    /// What must be stored.
    pub stored: Stored,
    /// Changes that are new here.
    pub new: usize,
    /// Changes that build on others which are in none of the parts.
    pub waiting: usize,
}

/// What must be written so that the phone knows what `pushes` of any number of
/// parts bring: those changes of which it has all that they build on. `held`
/// has the documents that they are of.
///
/// What is in this device's own name is left out: it would bring that to the
/// ward as its own, and only the ward can tell whether the device sealed it. A
/// document that does not open with what came stays as it was.
pub fn take_in(pushes: &[Push], held: Held<'_>) -> Taken {
    let (mut writes, mut rows, mut waiting) = (Vec::new(), Vec::<Row>::new(), 0);
    let mut new = 0;
    for ((document, kind), chunks) in by_document(pushes) {
        let (known_kind, mut changes) =
            held.documents.get(&document).cloned().unwrap_or_else(|| (kind, Vec::new()));
        let before = changes.len();
        let is_twice = rows.last().is_some_and(|row| row.fact.document == document);
        if known_kind == kind && !is_twice {
            waiting += add(kind, &mut changes, chunks, held.device);
        }
        let came = changes.get(before..).unwrap_or_default();
        if came.is_empty() {
            continue;
        }
        let Ok(opened) = open(kind, &changes) else { continue };
        let row = Row::of(document, &opened, &changes);
        writes.extend(came.iter().map(|change| put_change(document, change)));
        writes.push(put_row(&row));
        rows.push(row);
        new += came.len();
    }
    let (outbox, ruled) = (held.outbox.clone(), held.ruled.clone());
    let stored = Stored { writes, rows, outbox, ruled, unreadable: Vec::new() };
    Taken { stored, new, waiting }
}

fn by_document(pushes: &[Push]) -> SortedMap<(DocumentId, Kind), Vec<&ByteVec>> {
    let mut documents: SortedMap<_, Vec<_>> = SortedMap::new();
    for push in pushes {
        documents.entry((push.document, push.kind)).or_default().extend(&push.chunks);
    }
    documents
}

/// Adds those of `chunks` of which everything beneath is there, and says how
/// many are left. What does not pass the gate is none, nor what is in the name
/// of `own` or of nobody. A chunk that names a writer who is not there waits as
/// well: Automerge would stop the whole program over it.
fn add(kind: Kind, changes: &mut Vec<StoredChange>, chunks: Vec<&ByteVec>, own: DeviceNumber) -> usize {
    let mut seen: SortedSet<ChangeHash> = changes.iter().map(|change| change.hash).collect();
    let mut there: SortedSet<ChangeHash> = standing(changes).into_iter().map(|change| change.hash).collect();
    there.extend(Document::begin(kind).map(|begun| begun.heads()).unwrap_or_default());
    let mut writers: SortedSet<Actor> = standing(changes)
        .into_iter()
        .filter_map(|change| gate::head(&change.chunk).ok())
        .map(|head| head.actor)
        .chain([Actor::GENESIS])
        .collect();
    let gated = chunks.into_iter().filter_map(|chunk| of_others(chunk, own));
    let mut left: Vec<GatedChunk<'_>> = gated.filter(|chunk| seen.insert(chunk.hash)).collect();
    loop {
        let (ready, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|chunk| {
            chunk.dependencies.iter().all(|hash| there.contains(hash))
                && chunk.others.iter().all(|writer| writers.contains(writer))
        });
        left = rest;
        if ready.is_empty() {
            return left.len();
        }
        for chunk in ready {
            there.insert(chunk.hash);
            writers.insert(chunk.actor);
            changes.push(StoredChange::new(chunk.hash, chunk.actor.device(), chunk.bytes.to_vec()));
        }
    }
}

/// The chunk, if it passes the gate and is in somebody else's name.
fn of_others(chunk: &[u8], own: DeviceNumber) -> Option<GatedChunk<'_>> {
    let chunk = gate::check(chunk).ok()?;
    (![own, Actor::GENESIS.device()].contains(&chunk.actor.device())).then_some(chunk)
}

/// Whether the phone whose `documents` these are holds by itself whatever of a
/// part could enter: once the ward has answered, only such a part may go. What
/// waits for other changes is nowhere but in its part.
pub fn is_held(
    bundle: &Bundle,
    documents: &SortedMap<DocumentId, (Kind, Vec<StoredChange>)>,
    own: DeviceNumber,
) -> bool {
    bundle.push.iter().all(|push| {
        let changes =
            documents.get(&push.document).map(|(_, changes)| changes.as_slice()).unwrap_or_default();
        let there: SortedSet<ChangeHash> = changes.iter().map(|change| change.hash).collect();
        let mut chunks = push.chunks.iter().filter_map(|chunk| of_others(chunk, own));
        chunks.all(|chunk| there.contains(&chunk.hash))
    })
}

/// What must be written to keep a part until the ward has it.
pub fn keep(name: &str, part: &[u8]) -> Write {
    Write::Put(Table::Bundles, name.to_owned(), part.to_vec())
}

/// What must be written once nothing of a part is to be brought any more.
pub fn drop_part(name: &str) -> Write {
    Write::Delete(Table::Bundles, name.to_owned())
}

/// How far the ward is with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Something is still to be brought.
    Waits,
    /// It takes no more, and refused some of it.
    Refused,
    /// It has all of it.
    Stored,
}

/// What the ward said to a part, as news of a sync at `point` of the device
/// `own`, and how far it is with it.
pub fn told(
    bundle: &Bundle,
    answer: BundleResponse,
    point: SyncPoint,
    own: DeviceNumber,
) -> (News, Progress) {
    let custody = answer.custody.unwrap_or_default();
    let is_kept = |document: DocumentId| custody.iter().any(|kept| kept.document == document);
    let (mut receipts, mut refusals) = (Vec::new(), Vec::new());
    let is_whole = answer.outcomes.len() == bundle.push.len();
    let mut progress = if is_whole { Progress::Stored } else { Progress::Waits };
    for (push, outcome) in bundle.push.iter().zip(answer.outcomes) {
        match outcome {
            Outcome::Stored(stored) => {
                if stored.len() != push.chunks.len() && is_kept(push.document) {
                    // The ward has some of it and keeps the rest for a decision. A part
                    // never comes again without what is there, so this is the last word.
                    progress = progress.min(Progress::Refused);
                    let has: SortedSet<_> = stored.iter().map(|receipt| receipt.hash).collect();
                    let mut rest = refused(push, Refusal::ForeignActor.into(), |by| by != own);
                    rest.pushed.retain(|hash| !has.contains(hash));
                    refusals.push(rest);
                } else if stored.len() != push.chunks.len() {
                    progress = Progress::Waits;
                }
                receipts.extend(stored.into_iter().map(|receipt| (push.document, receipt)));
            }
            // Nobody says *whole* of a part; it would be brought again.
            Outcome::Missing(_) | Outcome::Whole { .. } => progress = Progress::Waits,
            Outcome::Refused { why, at } => {
                progress = progress.min(Progress::Refused);
                let whole = Refused { why, at: at.unwrap_or_default() };
                refusals.push(refused(push, whole, |by| by != own));
            }
        }
    }
    (News { receipts, refused: refusals, custody, point, ..News::default() }, progress)
}

/// The news that the ward takes nothing of a part, since it does not know who
/// sealed it: what is in that device's name is refused. What the part holds of
/// others, this device included, is theirs and may come by another road.
pub fn unknown_sealer(bundle: &Bundle, point: SyncPoint, own: DeviceNumber) -> News {
    let its = |by: DeviceNumber| by == bundle.device && by != own;
    let refused = bundle.push.iter().map(|push| refused(push, Refusal::ForeignActor.into(), its)).collect();
    News { point, refused, ..News::default() }
}

fn refused(push: &Push, refused: Refused, of: impl Fn(DeviceNumber) -> bool) -> RefusedPush {
    let chunks = push.chunks.iter().filter_map(|chunk| gate::head(chunk).ok());
    let hashes = chunks.filter(|chunk| of(chunk.actor.device())).map(|chunk| chunk.hash);
    RefusedPush { document: push.document, pushed: hashes.collect(), refused }
}

#[cfg(test)]
mod tests;
