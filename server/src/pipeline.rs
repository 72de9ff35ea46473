//! What becomes of a phone's request: every push is judged, the good ones are
//! stored, and then the phone is told what it has not seen.
//!
//! Everything happens within one job of the store's writer, so the answer is
//! sent only when all of it is durable, and a fault of the store undoes all
//! of it.

pub mod open_documents;
pub mod photo;
pub mod pull;
pub mod push;
pub mod seed;

use std::collections::BTreeSet;

use shared::moment::Moment;
use shared::sync::wire::{SyncPoint, SyncRequest, SyncResponse};

use crate::store::devices::Device;
use crate::store::{Reading, StoreError, Writing};
use open_documents::OpenDocuments;
use push::Budget;

/// Answers a request, storing what it brings.
pub fn answer(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    request: &SyncRequest,
    now: Moment,
) -> Result<SyncResponse, StoreError> {
    if is_ahead(&writing.reading(), device, request.point)? {
        // Only a store that was put back from a backup knows less than it told.
        tracing::warn!(device = device.number.0, "a phone knows more than the store: a new epoch begins");
        writing.begin_epoch()?;
    }
    let mut budget = Budget::default();
    let outcomes = request
        .push
        .iter()
        .map(|push| push::take(writing, documents, device, push, &mut budget, now))
        .collect::<Result<Vec<_>, _>>()?;
    let page = pull::page(&writing.reading(), device, request.point, &pull::receipted(&outcomes))?;
    Ok(SyncResponse { outcomes, now, ..page.into_response(request.request) })
}

/// Answers a request that brings nothing, without the writer; `None` where
/// only the writer can answer it.
pub fn answer_by_reading(
    reading: &Reading<'_>,
    device: &Device,
    request: &SyncRequest,
    now: Moment,
) -> Result<Option<SyncResponse>, StoreError> {
    if !request.push.is_empty() || is_ahead(reading, device, request.point)? {
        return Ok(None);
    }
    let page = pull::page(reading, device, request.point, &BTreeSet::new())?;
    Ok(Some(SyncResponse { now, ..page.into_response(request.request) }))
}

/// Whether the phone has seen a number that this epoch never gave out.
fn is_ahead(reading: &Reading<'_>, device: &Device, point: SyncPoint) -> Result<bool, StoreError> {
    Ok(point.epoch == Some(reading.epoch()?) && reading.last_seq(&device.ward)? < point.cursor)
}
