//! One request of a phone from its arrival to its answer, whatever road it came by.

use std::sync::Arc;

use shared::moment::Moment;
use shared::sync::wire::{SyncRequest, SyncResponse};

use super::ahead::JudgedAhead;
use super::{answer, answer_by_reading, take_in};
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::devices::Device;

/// Requests that are worked on at the same time. Each holds its documents twice,
/// as they were and as they will be; further ones wait with their bytes alone.
pub const MOST_AT_WORK: usize = 16;

/// Answers a request once all that it brings is durable. Of a device that was
/// revoked nothing enters the log, as the writer sees.
pub async fn exchange(
    state: &AppState,
    device: &Arc<Device>,
    request: &Arc<SyncRequest>,
    now: Moment,
) -> Result<SyncResponse, StoreError> {
    if request.push.is_empty() {
        // Whoever only asks waits for nobody who brings.
        let (of, asked) = (Arc::clone(device), Arc::clone(request));
        let answered = state.store.read(move |reading| answer_by_reading(reading, &of, &asked, now));
        if let Some(response) = answered.await? {
            return Ok(response);
        }
    }
    // It is never closed.
    let _place = state.at_work.acquire().await.map_err(|_| StoreError::Stopped)?;
    let turn = (!request.push.is_empty()).then(|| state.store.turn_to_come());
    let (of, asked, documents) = (Arc::clone(device), Arc::clone(request), Arc::clone(&state.documents));
    let judged =
        state.store.read(move |reading| JudgedAhead::of(reading, &documents, &of, &asked, now)).await?;
    let (of, asked, documents) = (Arc::clone(device), Arc::clone(request), Arc::clone(&state.documents));
    drop(turn);
    let write = state.store.write(move |writing| take_in(writing, &documents, &of, &asked, judged, now));
    let taken = write.await?;
    let (of, asked) = (Arc::clone(device), Arc::clone(request));
    state.store.read(move |reading| answer(reading, &of, &asked, taken, now)).await
}
