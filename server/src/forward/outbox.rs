//! What a relay has for the town.

use minicbor::bytes::ByteVec;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, RequestId};
use shared::sync::engine::MOST_PUSHED_BYTES;
use shared::sync::gate;
use shared::sync::relay::{MOST_ENROLLED, RelayPush, RelayRequest};
use shared::sync::wire::{MOST_PUSHED_CHANGES, MOST_PUSHES, VERSION};

use super::Page;
use crate::store::rulings::More;
use crate::store::town::{ForTown, Town};
use crate::store::{Reading, StoreError};

/// The next request to the town: changes after the number `after` of the
/// relay's own log that the town has not confirmed, as far as a page takes them.
pub fn next(reading: &Reading<'_>, town: &Town, after: u64, request: RequestId) -> Result<Page, StoreError> {
    let mut filling = Filling::default();
    reading.each_for_town(after, |change| filling.take(change))?;
    let request = RelayRequest {
        version: VERSION,
        request,
        point: town.point,
        push: filling.push,
        enrolled: reading.enrolled_here(MOST_ENROLLED)?,
        register: town.register.clone().map(ByteVec::from),
    };
    Ok(Page { request, sent: filling.sent, more: filling.is_full })
}

/// A page that is being filled.
#[derive(Default)]
struct Filling {
    push: Vec<RelayPush>,
    sent: Vec<Vec<u64>>,
    /// The document and the author of the last push.
    last: Option<(DocumentId, DeviceNumber)>,
    bytes: usize,
    count: usize,
    is_full: bool,
}

impl Filling {
    /// Changes keep the order of the log, in which each stands behind those that
    /// it builds on; neighbours of one document by one author share a push.
    fn take(&mut self, change: ForTown) -> More {
        let ForTown { seq, document, kind, organisation, chunk, .. } = change;
        // What the store holds passed the gate when it came.
        let author = gate::check(&chunk).map_or(DeviceNumber(0), |gated| gated.actor.device());
        let begins = self.last != Some((document, author));
        let is_full = MOST_PUSHED_BYTES < self.bytes + chunk.len()
            || MOST_PUSHED_CHANGES <= self.count
            || (begins && MOST_PUSHES <= self.push.len());
        if is_full && self.count != 0 {
            self.is_full = true;
            return More::Enough;
        }
        self.bytes += chunk.len();
        self.count += 1;
        if begins {
            self.last = Some((document, author));
            self.push.push(RelayPush { document, kind, chunks: Vec::new(), organisation });
            self.sent.push(Vec::new());
        }
        if let (Some(push), Some(sent)) = (self.push.last_mut(), self.sent.last_mut()) {
            push.chunks.push(ByteVec::from(chunk));
            sent.push(seq);
        }
        More::Please
    }
}

impl Page {
    /// The last number in it; none where it brings no change.
    pub fn last(&self) -> Option<u64> {
        self.sent.last()?.last().copied()
    }

    /// The names of the changes of a push with their numbers.
    pub fn named(&self, place: usize) -> Vec<(u64, ChangeHash)> {
        let (Some(push), Some(sent)) = (self.request.push.get(place), self.sent.get(place)) else {
            return Vec::new();
        };
        let pairs = sent.iter().zip(&push.chunks);
        pairs.filter_map(|(seq, chunk)| Some((*seq, gate::check(chunk).ok()?.hash))).collect()
    }
}
