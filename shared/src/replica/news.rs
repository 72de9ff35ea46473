//! Storing what a sync brought.

use super::aside::{builds_on, place};
use super::packed::{is_settled, pack};
use super::{OutboxEntry, Row, StoredChange, Table, Write, encode, open, outbox_key, put_change, put_row};
use super::{POINT, ROLE, RULED};
use crate::document::admission::Refused;
use crate::id::{ChangeHash, DeviceNumber, DocumentId};
use crate::moment::Moment;
use crate::record::Kind;
use crate::ruling::SealedWard;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::sync::engine::{News, RefusedPush};
use crate::sync::gate;
use crate::sync::proof::proofs;
use crate::sync::role::Role;
use crate::sync::wire::{Custody, InCustody, Receipt};

/// What the store holds that the news touches.
#[derive(Debug)]
pub struct Held<'a> {
    /// The device this phone is.
    pub device: DeviceNumber,
    /// The outbox, by key.
    pub outbox: &'a SortedMap<String, OutboxEntry>,
    /// The rulings folded so far.
    pub ruled: &'a SealedWard,
    /// What the phone knows that it may do.
    pub role: Role,
    /// Kind and changes of every document in [`touched`]; those not held yet are absent.
    pub documents: SortedMap<DocumentId, (Kind, Vec<StoredChange>)>,
}

/// What is to be stored, and what it makes of the phone's lists.
#[derive(Debug)]
pub struct Stored {
    /// What must be written, together.
    pub writes: Vec<Write>,
    /// New rows of documents that changed.
    pub rows: Vec<Row>,
    /// The outbox afterwards.
    pub outbox: SortedMap<String, OutboxEntry>,
    /// The rulings afterwards.
    pub ruled: SealedWard,
    /// Documents whose pulled changes could not be opened here. They were not
    /// stored, the cursor was not moved, and they are asked for again.
    pub unreadable: Vec<DocumentId>,
}

/// The documents whose changes must be read before [`store`] is called;
/// `None` for every document of the store.
pub fn touched(news: &News) -> Option<SortedSet<DocumentId>> {
    if news.resend_all {
        return None;
    }
    let receipts = news.receipts.iter().map(|(document, _)| *document);
    let refused = news.refused.iter().map(|push| push.document);
    let pulled = news.pulled.iter().map(|pulled| pulled.document);
    let custody = news.custody.iter().map(|kept| kept.document);
    Some(receipts.chain(refused).chain(custody).chain(pulled).chain(news.resend.iter().copied()).collect())
}

/// What must be written so that the phone knows `news`; `now` is its clock.
pub fn store(news: &News, held: Held<'_>, now: Moment) -> Stored {
    let mut outbox = held.outbox.clone();
    let mut documents = held.documents;
    let mut changed: SortedMap<DocumentId, SortedSet<ChangeHash>> = SortedMap::new();
    let mut writes = Vec::new();

    let resend: SortedSet<_> = news.resend.iter().copied().collect();
    for (document, (kind, changes)) in documents.iter_mut() {
        if news.resend_all {
            for hash in take_back(*document, *kind, changes, &mut outbox, now) {
                changed.entry(*document).or_default().insert(hash);
            }
        }
        if news.resend_all || resend.contains(document) {
            for hash in put_back(*document, *kind, changes, held.device, &mut outbox, now) {
                changed.entry(*document).or_default().insert(hash);
            }
        }
        if resend.contains(document) {
            for hash in refuse_with(*document, changes, &mut outbox) {
                changed.entry(*document).or_default().insert(hash);
            }
        }
    }
    let mut proofs =
        news.seal.as_ref().map(|seal| proofs(&news.receipts, seal)).unwrap_or_default().into_iter();
    for (document, receipt) in &news.receipts {
        let proof = proofs.next();
        outbox.retain(|_, entry| entry.document != *document || entry.hash != receipt.hash);
        if let Some(change) = find(&mut documents, *document, receipt.hash) {
            taken(change, *receipt);
            change.proof = proof;
            changed.entry(*document).or_default().insert(receipt.hash);
        }
    }
    for RefusedPush { document, pushed: hashes, refused: Refused { why, at } } in &news.refused {
        outbox.retain(|_, entry| entry.document != *document || !hashes.contains(&entry.hash));
        let Some((_, changes)) = documents.get_mut(document) else { continue };
        let touched = changed.entry(*document).or_default();
        let refused = |change: &&mut StoredChange| hashes.contains(&change.hash) && change.receipt.is_none();
        for change in changes.iter_mut().filter(refused) {
            change.refused = Some(*why);
            change.at_fault = (!at.is_empty()).then(|| at.contains(&change.hash));
            change.custody = None;
            touched.insert(change.hash);
        }
        // So is what was saved on top of it while it was on its way.
        touched.extend(refuse_with(*document, changes, &mut outbox));
    }
    for kept in &news.custody {
        let Some((_, changes)) = documents.get_mut(&kept.document) else { continue };
        let concerned = |change: &&mut StoredChange| change.is_open() && concerns(kept, news, change.hash);
        for change in changes.iter_mut().filter(concerned) {
            change.custody = Some(kept.custody.clone());
            changed.entry(kept.document).or_default().insert(change.hash);
        }
    }
    let mut arrived = SortedSet::new();
    for pulled in &news.pulled {
        let (_, changes) = documents.entry(pulled.document).or_insert_with(|| (pulled.kind, Vec::new()));
        if let Some(known) = changes.iter_mut().find(|change| change.hash == pulled.receipt.hash) {
            // A server that was put back from a backup received it anew.
            if known.receipt != Some(pulled.receipt) {
                taken(known, pulled.receipt);
                outbox.retain(|_, entry| {
                    entry.document != pulled.document || entry.hash != pulled.receipt.hash
                });
                changed.entry(pulled.document).or_default().insert(pulled.receipt.hash);
            }
            continue;
        }
        let device = gate::head(&pulled.chunk).map_or(DeviceNumber(0), |chunk| chunk.actor.device());
        changes.push(StoredChange {
            receipt: Some(pulled.receipt),
            ..StoredChange::new(pulled.receipt.hash, device, pulled.chunk.to_vec())
        });
        arrived.insert(pulled.receipt.hash);
        changed.entry(pulled.document).or_default().insert(pulled.receipt.hash);
    }

    let mut rows = Vec::new();
    let mut unreadable = Vec::new();
    for (document, hashes) in &changed {
        let Some((kind, changes)) = documents.get_mut(document) else { continue };
        let opened = open(*kind, changes);
        let packs = if opened.is_ok() { pack(*document, changes) } else { Vec::new() };
        // What came is kept only where the document opens with it; what was
        // here before is marked in any case.
        let kept = |change: &&StoredChange| {
            hashes.contains(&change.hash)
                && (opened.is_ok() || !arrived.contains(&change.hash))
                && (packs.is_empty() || !is_settled(change))
        };
        writes.extend(changes.iter().filter(kept).map(|change| put_change(*document, change)));
        writes.extend(packs);
        match &opened {
            Ok(opened) => {
                let row = Row::of(*document, opened, changes);
                writes.push(put_row(&row));
                rows.push(row);
            }
            Err(_) if !hashes.iter().any(|hash| arrived.contains(hash)) => {}
            Err(_) => unreadable.push(*document),
        }
    }
    writes.extend(
        held.outbox
            .keys()
            .filter(|key| !outbox.contains_key(*key))
            .map(|key| Write::Delete(Table::Outbox, key.clone())),
    );
    // What came into the outbox may have the number of what went.
    let added = outbox.iter().filter(|(key, entry)| held.outbox.get(*key) != Some(*entry));
    writes.extend(added.map(|(key, entry)| Write::Put(Table::Outbox, key.clone(), encode(entry))));

    let mut ruled = held.ruled.clone();
    if news.resend_all {
        // A restored server counts its rulings anew.
        ruled.begin_anew();
    }
    news.rulings.iter().cloned().for_each(|ruling| ruled.apply(ruling));
    if ruled != *held.ruled {
        writes.push(Write::Put(Table::Settings, RULED.to_owned(), encode(&ruled)));
    }
    if let Some(role) = news.role.filter(|role| *role != held.role) {
        writes.push(Write::Put(Table::Settings, ROLE.to_owned(), encode(&role)));
    }
    if unreadable.is_empty() {
        writes.push(Write::Put(Table::Settings, POINT.to_owned(), encode(&news.point)));
    }
    Stored { writes, rows, outbox, ruled, unreadable }
}

/// Whether what the ward says of a document that it keeps is said of this change:
/// one record may hold changes that wait beside others that were declined.
fn concerns(kept: &InCustody, news: &News, change: ChangeHash) -> bool {
    let mut brought = news.refused.iter().filter(|push| push.document == kept.document).peekable();
    match &kept.changes {
        Some(changes) => changes.contains(&change),
        None if brought.peek().is_some() => brought.any(|push| push.pushed.contains(&change)),
        // A server of an earlier release does not say which it declined. What waits
        // and was not refused now comes again.
        None => matches!(kept.custody, Custody::Declined(_)),
    }
}

/// Notes that the ward has the change.
fn taken(change: &mut StoredChange, receipt: Receipt) {
    change.receipt = Some(receipt);
    change.refused = None;
    change.at_fault = None;
    change.custody = None;
    change.proof = None;
    change.done_with = None;
}

/// Puts everything `device` wrote into the document back into the outbox.
fn put_back(
    document: DocumentId,
    kind: Kind,
    changes: &mut [StoredChange],
    device: DeviceNumber,
    outbox: &mut SortedMap<String, OutboxEntry>,
    now: Moment,
) -> Vec<ChangeHash> {
    let mut own: Vec<_> =
        changes.iter_mut().filter(|change| change.device == device && change.refused.is_none()).collect();
    own.sort_by_key(|change| place(change));
    let mut put_back = Vec::new();
    for change in own {
        change.receipt = None;
        change.proof = None;
        put_back.push(change.hash);
        if outbox.values().all(|entry| entry.document != document || entry.hash != change.hash) {
            let entry = OutboxEntry::of(document, kind, change, now);
            let key = outbox_key(next_number(outbox));
            outbox.insert(key, entry);
        }
    }
    put_back
}

/// Puts what the ward kept for a decision back into the outbox: a server that was
/// put back from a backup may keep it no more, and this phone alone has it then.
fn take_back(
    document: DocumentId,
    kind: Kind,
    changes: &mut [StoredChange],
    outbox: &mut SortedMap<String, OutboxEntry>,
    now: Moment,
) -> Vec<ChangeHash> {
    let kept = changes.iter_mut().filter(|change| change.is_open() && change.custody.is_some());
    let mut kept: Vec<_> = kept.collect();
    kept.sort_by_key(|change| place(change));
    let mut taken_back = Vec::new();
    for change in kept {
        bring_again((document, kind), change, outbox, now);
        taken_back.push(change.hash);
    }
    taken_back
}

/// Forgets what the ward said of a change that was refused, and puts it at the end
/// of the outbox; gives what stands there.
fn bring_again(
    (document, kind): (DocumentId, Kind),
    change: &mut StoredChange,
    outbox: &mut SortedMap<String, OutboxEntry>,
    now: Moment,
) -> (String, OutboxEntry) {
    (change.refused, change.at_fault, change.custody) = (None, None, None);
    let (key, entry) = (outbox_key(next_number(outbox)), OutboxEntry::of(document, kind, change, now));
    outbox.insert(key.clone(), entry.clone());
    (key, entry)
}

/// Takes out of the outbox what builds on a refused change, which can never be
/// stored while that one is not: it is refused for the same reason, and tried
/// again together with it.
fn refuse_with(
    document: DocumentId,
    changes: &mut [StoredChange],
    outbox: &mut SortedMap<String, OutboxEntry>,
) -> Vec<ChangeHash> {
    let mut reasons: SortedMap<_, _> =
        changes.iter().filter_map(|change| Some((change.hash, change.refused?))).collect();
    if reasons.is_empty() {
        return Vec::new();
    }
    outbox.retain(|_, entry| entry.document != document || !reasons.contains_key(&entry.hash));
    let mut refused = Vec::new();
    changes.sort_by_key(place);
    for change in changes.iter_mut().filter(|change| change.receipt.is_none() && change.refused.is_none()) {
        if let Some(reason) = builds_on(change).iter().find_map(|hash| reasons.get(hash)).copied() {
            reasons.insert(change.hash, reason);
            change.refused = Some(reason);
            outbox.retain(|_, entry| entry.document != document || entry.hash != change.hash);
            refused.push(change.hash);
        }
    }
    refused
}

/// A number greater than that of every entry.
pub fn next_number(outbox: &SortedMap<String, OutboxEntry>) -> u64 {
    outbox.keys().next_back().and_then(|key| u64::from_str_radix(key, 16).ok()).map_or(0, |last| last + 1)
}

fn find(
    documents: &mut SortedMap<DocumentId, (Kind, Vec<StoredChange>)>,
    document: DocumentId,
    hash: ChangeHash,
) -> Option<&mut StoredChange> {
    documents.get_mut(&document)?.1.iter_mut().find(|change| change.hash == hash)
}

/// What must be written to try again what the ward refused in one document.
pub fn retry_refused(
    document: DocumentId,
    kind: Kind,
    changes: &[StoredChange],
    outbox: &SortedMap<String, OutboxEntry>,
    now: Moment,
) -> (Vec<Write>, SortedMap<String, OutboxEntry>, Vec<StoredChange>) {
    let mut outbox = outbox.clone();
    let mut changes = changes.to_vec();
    let mut writes = Vec::new();
    changes.sort_by_key(place);
    for change in changes.iter_mut().filter(|change| change.is_open()) {
        let (key, entry) = bring_again((document, kind), change, &mut outbox, now);
        writes.push(put_change(document, change));
        writes.push(Write::Put(Table::Outbox, key, encode(&entry)));
    }
    if let Ok(opened) = open(kind, &changes) {
        writes.push(put_row(&Row::of(document, &opened, &changes)));
    }
    (writes, outbox, changes)
}

#[cfg(test)]
mod tests;
