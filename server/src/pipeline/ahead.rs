//! Judging ahead: what the pushes of a request come to is worked out beside the
//! writer, on as many cores as there are. The writer then only looks whether a
//! document is still the one that was judged, and writes.
//!
//! Only what is simply admitted is worked out ahead. Everything else, and
//! whatever changed meanwhile, is judged by the writer itself.

use shared::document::admission::Writers;
use shared::id::ChangeHash;
use shared::moment::Moment;
use shared::sync::role::Role;
use shared::sync::wire::{Outcome, Push, Receipt, SyncRequest};

use super::entering::{self, Entering};
use super::open_documents::OpenDocuments;
use super::push::{self, Admitted, Budget, Judgement, Seen, Sight, Taken};
use crate::store::devices::Device;
use crate::store::documents::StoredDocument;
use crate::store::{Reading, StoreError, Writing};

/// What the pushes of a request come to, in their order; nothing where only
/// the writer can tell.
#[derive(Default)]
pub struct JudgedAhead(Vec<Option<Ahead>>);

struct Ahead {
    stored: Option<StoredDocument>,
    newest: Option<Moment>,
    hashes: Vec<ChangeHash>,
    operations: u64,
    known: Vec<Receipt>,
    admitted: Admitted,
}

impl JudgedAhead {
    /// Judges the pushes of a request by what is stored now.
    pub fn of(
        reading: &Reading<'_>,
        documents: &OpenDocuments,
        device: &Device,
        request: &SyncRequest,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let mut budget = Budget::default();
        let judged = request.push.iter().map_while(|push| {
            // The writer begins with what time it has for what is left.
            let left = !budget.time_is_over();
            left.then(|| ahead(reading, documents, device, push, &mut budget, now))
        });
        judged.collect::<Result<_, _>>().map(Self)
    }

    /// Stores the push at `place` of the request as it was judged, or judges it now.
    pub(super) fn take(
        &mut self,
        writing: &Writing<'_>,
        documents: &OpenDocuments,
        device: &Device,
        (place, push): (usize, &Push),
        budget: &mut Budget,
        now: Moment,
    ) -> Result<Taken, StoreError> {
        if device.role == Role::Writer
            && let Some(ahead) = self.0.get_mut(place).and_then(Option::take)
            && writing.reading().document(&device.ward, push.document)? == ahead.stored
            && budget.takes(ahead.operations)
        {
            let outcome = ahead.enter(writing, documents, device, push, now)?;
            return Ok(outcome.into());
        }
        push::take(writing, documents, device, push, budget, now)
    }
}

impl Ahead {
    fn enter(
        self,
        writing: &Writing<'_>,
        documents: &OpenDocuments,
        device: &Device,
        push: &Push,
        now: Moment,
    ) -> Result<Outcome, StoreError> {
        let Self { stored, newest, hashes, known, admitted, .. } = self;
        let chunks = hashes.into_iter().zip(push.chunks.iter().map(|chunk| chunk.as_slice())).collect();
        let entering = Entering { document: push.document, stored, newest, chunks, known, admitted };
        entering::enter(writing, documents, device, entering, now)
    }
}

fn ahead(
    reading: &Reading<'_>,
    documents: &OpenDocuments,
    device: &Device,
    push: &Push,
    budget: &mut Budget,
    now: Moment,
) -> Result<Option<Ahead>, StoreError> {
    let Seen::Ours(sight) = push::see(reading, documents, device, push, budget, now)? else {
        return Ok(None);
    };
    let Sight { chunks, stored, document, known } = sight;
    if known.len() == chunks.len() {
        return Ok(None);
    }
    match push::judge(&document, &chunks, Writers::Only(device.number), budget) {
        Judgement::Admitted(admitted) if !admitted.brings_nothing() => Ok(Some(Ahead {
            newest: entering::newest(reading, stored.as_ref())?,
            stored,
            hashes: chunks.iter().map(|chunk| chunk.hash).collect(),
            operations: chunks.iter().map(|chunk| chunk.operations as u64).sum(),
            known,
            admitted: *admitted,
        })),
        Judgement::Admitted(_) | Judgement::Refused(_) | Judgement::Missing(_) | Judgement::OutOfTime => {
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests;
