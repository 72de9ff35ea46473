//! The news for a phone: what was written in its organisation, and what the
//! ward ruled. Pulls read the log alone and never open a document.
//!
//! A phone gets its own changes back, too: one that was put back from an older
//! copy of itself does not have them. The cursor of an answer covers what its
//! request brought, so that nothing is sent back to the phone that just sent it.

use std::collections::BTreeSet;

use shared::id::RequestId;
use shared::moment::Moment;
use shared::ruling::{Ruled, Ruling};
use shared::sealed::Sealed;
use shared::sync::wire::{Custody, InCustody, Outcome, Pulled, SyncPoint, SyncResponse};

use crate::store::custody::Declined;
use crate::store::devices::Device;
use crate::store::rulings::More;
use crate::store::{Reading, StoreError};

/// Bytes of one page: what a slow link carries in a minute or so.
pub const PAGE_BYTES: usize = 256 * 1024;
/// What a change or ruling costs on the wire beside its own bytes.
const OVERHEAD_BYTES: usize = 80;

/// A page of news.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pulled: Vec<Pulled>,
    rulings: Vec<Ruled<Sealed<Ruling>>>,
    declined: Vec<InCustody>,
    point: SyncPoint,
    more: bool,
}

impl Page {
    /// The page as an answer to `request` that has no outcomes yet.
    pub(super) fn into_response(self, request: RequestId) -> SyncResponse {
        let Self { pulled, rulings, declined, point, more } = self;
        let custody = super::some(declined);
        let (outcomes, now) = (Vec::new(), Moment::default());
        SyncResponse { outcomes, pulled, rulings, point, more, now, request, custody, seal: None, role: None }
    }
}

/// The numbers of those changes for which a request gets receipts. A number
/// names one change of one document.
pub fn receipted(outcomes: &[Outcome]) -> BTreeSet<u64> {
    let stored = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Stored(receipts) => Some(receipts),
        Outcome::Missing(_) | Outcome::Refused { .. } | Outcome::Whole { .. } => None,
    });
    stored.flatten().map(|receipt| receipt.seq).collect()
}

/// The first page of what `device` has not seen at `point`, apart from the
/// changes with the numbers `brought`, which it has.
///
/// A point of another epoch, or of none, counts as the very beginning: whatever the phone
/// receives twice makes no difference to it.
pub fn page(
    reading: &Reading<'_>,
    device: &Device,
    point: SyncPoint,
    brought: &BTreeSet<u64>,
) -> Result<Page, StoreError> {
    let epoch = reading.epoch()?;
    let last = reading.last_seq(&device.ward)?;
    let cursor = if point.epoch == Some(epoch) { point.cursor.min(last) } else { 0 };
    let mut pulled: Vec<Pulled> = Vec::new();
    let mut room = Room(PAGE_BYTES);
    let mut passed = None;
    let mut cut_changes = None;
    reading.each_change(device.organisation, cursor, |found| {
        if !brought.contains(&found.seq) {
            let change = found.read()?;
            if !room.takes(change.chunk.len()) {
                cut_changes = passed;
                return Ok(More::Enough);
            }
            pulled.push(change);
        }
        passed = Some(found.seq);
        Ok(More::Please)
    })?;
    let mut rulings: Vec<Ruled<Sealed<Ruling>>> = Vec::new();
    let mut room = Room(PAGE_BYTES);
    let mut cut_rulings = None;
    reading.each_ruling(&device.ward, cursor, |ruled, bytes| {
        if room.takes(bytes) {
            rulings.push(ruled);
            More::Please
        } else {
            cut_rulings = rulings.last().map(|ruled| ruled.seq);
            More::Enough
        }
    })?;
    // Changes and rulings share one sequence: the page ends where the first of
    // them was cut, so that the cursor covers both.
    let cut = [cut_changes, cut_rulings].into_iter().flatten().min();
    if let Some(end) = cut {
        pulled.retain(|change| change.receipt.seq <= end);
        rulings.retain(|ruled| ruled.seq <= end);
    }
    let point = SyncPoint { epoch: Some(epoch), cursor: cut.unwrap_or(last) };
    let declined = reading.declined_after(device.organisation, cursor)?.into_iter();
    let declined = declined.filter(|declined| declined.seq <= point.cursor).map(
        |Declined { document, reason, changes, .. }| InCustody {
            document,
            custody: Custody::Declined(reason),
            changes: Some(changes),
        },
    );
    Ok(Page { pulled, rulings, declined: declined.collect(), point, more: cut.is_some() })
}

/// What is left of a page.
struct Room(usize);

impl Room {
    /// Takes a thing of so many bytes in, if there is room. A fresh page takes
    /// anything, so that every page brings the phone forward.
    fn takes(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes + OVERHEAD_BYTES);
        let fresh = self.0 == PAGE_BYTES;
        self.0 = left.unwrap_or(0);
        left.is_some() || fresh
    }
}
