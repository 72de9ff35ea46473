//! What a relay has for the town.

use minicbor::bytes::ByteVec;
use shared::id::{DeviceNumber, DocumentId, RequestId};
use shared::sync::engine::MOST_PUSHED_BYTES;
use shared::sync::gate;
use shared::sync::relay::{MOST_ENROLLED, RelayPush, RelayRequest};
use shared::sync::wire::{MOST_PUSHED_CHANGES, MOST_PUSHES, VERSION};

use crate::store::rulings::More;
use crate::store::town::{ForTown, Town};
use crate::store::{Reading, StoreError};

/// A request, and how far in the relay's own log it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The request.
    pub request: RelayRequest,
    /// The relay's number of the last change in it; none where it brings none.
    pub last: Option<u64>,
    /// Whether there is more to be sent behind it.
    pub more: bool,
}

/// The next request to the town: changes after the number `after` of the
/// relay's own log that the town has not confirmed, as far as a page takes them.
pub fn next(reading: &Reading<'_>, town: &Town, after: u64, request: RequestId) -> Result<Page, StoreError> {
    let mut filling = Filling::default();
    reading.each_for_town(after, |change| filling.take(change))?;
    let mut enrolled = reading.enrolled_here()?;
    let more = filling.is_full || MOST_ENROLLED < enrolled.len();
    enrolled.truncate(MOST_ENROLLED);
    // What the town makes of a device stands in the register alone.
    let register = town.register.clone().filter(|_| enrolled.is_empty()).map(ByteVec::from);
    let request =
        RelayRequest { version: VERSION, request, point: town.point, push: filling.push, enrolled, register };
    Ok(Page { request, last: filling.last, more })
}

/// A page that is being filled.
#[derive(Default)]
struct Filling {
    push: Vec<RelayPush>,
    /// The document and the author of the last push.
    of: Option<(DocumentId, DeviceNumber)>,
    last: Option<u64>,
    bytes: usize,
    count: usize,
    is_full: bool,
}

impl Filling {
    /// Changes keep the order of the log, in which each stands behind those that
    /// it builds on; neighbours of one document by one author share a push.
    fn take(&mut self, change: ForTown) -> More {
        let ForTown { seq, document, kind, organisation, chunk } = change;
        // What the store holds passed the gate when it came.
        let author = gate::check(&chunk).map_or(DeviceNumber(0), |gated| gated.actor.device());
        let begins = self.of != Some((document, author));
        let is_full = MOST_PUSHED_BYTES < self.bytes + chunk.len()
            || MOST_PUSHED_CHANGES <= self.count
            || (begins && MOST_PUSHES <= self.push.len());
        if is_full && self.count != 0 {
            self.is_full = true;
            return More::Enough;
        }
        self.bytes += chunk.len();
        self.count += 1;
        self.last = Some(seq);
        let chunk = ByteVec::from(chunk);
        match self.push.last_mut().filter(|_| !begins) {
            Some(push) => push.chunks.push(chunk),
            None => self.push.push(RelayPush { document, kind, chunks: vec![chunk], organisation }),
        }
        self.of = Some((document, author));
        More::Please
    }
}
