//! The news for a phone: what others of its organisation wrote, and what the
//! ward ruled. Pulls read the log alone and never open a document.

use shared::id::RequestId;
use shared::moment::Moment;
use shared::ruling::Ruled;
use shared::scheme::SealedScheme;
use shared::sync::wire::{Pulled, SyncPoint, SyncResponse};

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
    rulings: Vec<Ruled<SealedScheme>>,
    point: SyncPoint,
    more: bool,
}

impl Page {
    /// The page as an answer to `request` that has no outcomes yet.
    pub(super) fn into_response(self, request: RequestId) -> SyncResponse {
        let Self { pulled, rulings, point, more } = self;
        SyncResponse { outcomes: Vec::new(), pulled, rulings, point, more, now: Moment::default(), request }
    }
}

/// The first page of what `device` has not seen at `point`.
///
/// A point of another epoch counts as the very beginning: whatever the phone
/// receives twice makes no difference to it.
pub fn page(reading: &Reading<'_>, device: &Device, point: SyncPoint) -> Result<Page, StoreError> {
    let epoch = reading.epoch()?;
    let last = reading.last_seq(&device.ward)?;
    let cursor = if point.epoch.is_none_or(|known| known == epoch) { point.cursor.min(last) } else { 0 };
    let mut pulled: Vec<Pulled> = Vec::new();
    let mut room = Room(PAGE_BYTES);
    let mut cut_changes = None;
    reading.each_change(device.organisation, device.number, cursor, |change| {
        if room.takes(change.chunk.len()) {
            pulled.push(change);
            More::Please
        } else {
            cut_changes = pulled.last().map(|change| change.receipt.seq);
            More::Enough
        }
    })?;
    let mut rulings: Vec<Ruled<SealedScheme>> = Vec::new();
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
    Ok(Page { pulled, rulings, point, more: cut.is_some() })
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
