//! `POST /api/v1/sync`: a phone brings what it wrote and takes what is new.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::wire::{Fault, MOST_REQUEST_BYTES, Outcome, Reads, SyncRequest, SyncResponse};

use crate::auth::device::{Bearer, identify};
use crate::pipeline::exchange::exchange;
use crate::routes::body::read_body;
use crate::routes::cbor;
use crate::state::AppState;

/// Answers with a [`SyncResponse`], once all of it is durable, or a [`Fault`];
/// a relay as [`super::relay`] says.
pub async fn sync(State(state): State<AppState>, headers: HeaderMap, body: Body) -> Response {
    let bearer = match identify(&state, &headers).await {
        Ok(bearer) => bearer,
        // No phone has this token; a relay may.
        Err(Fault::UnknownDevice) => return super::relay::sync(&state, &headers, body).await,
        Err(fault) => return cbor::refuse(fault),
    };
    match synced(&state, bearer, &headers, body).await {
        Ok(response) => cbor::respond(&headers, &response),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn synced(
    state: &AppState,
    bearer: Bearer,
    headers: &HeaderMap,
    body: Body,
) -> Result<SyncResponse, Fault> {
    let request = match (read_request(headers, body).await, &bearer) {
        (Ok(request), _) => Arc::new(request),
        (Err(fault), Bearer::Device(_)) => return Err(fault),
        (Err(_), Bearer::Revoked(_)) => return Err(Fault::UnknownDevice),
    };
    let begin = Instant::now();
    let device = match bearer {
        Bearer::Revoked(_) if request.push.is_empty() => return Err(Fault::UnknownDevice),
        Bearer::Device(device) | Bearer::Revoked(device) => Arc::new(device),
    };
    let outcome = exchange(state, &device, &request, state.now()).await;
    let device = device.number.0;
    let millis = begin.elapsed().as_millis();
    let pushes = &request.push;
    let (request, reads) = (request.request, request.reads);
    match outcome {
        Ok(mut response) => {
            // Only of what is durable by now.
            response.seal = state.store.receipt_key().seal(pushes, &response.outcomes);
            let stored = response.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Stored(_)));
            let (stored, pushed) = (stored.count(), response.outcomes.len());
            let pulled = response.pulled.len();
            tracing::info!(device, %request, pushed, stored, pulled, millis, "synced");
            if reads.is_some_and(|reads| reads.all_of(Reads::WHOLE)) {
                let outcomes = std::mem::take(&mut response.outcomes).into_iter().zip(pushes);
                response.outcomes =
                    outcomes.map(|(outcome, push)| outcome.shortened(push.chunks.len())).collect();
            }
            Ok(response)
        }
        Err(error) => {
            tracing::error!(device, %request, %error, "nothing was stored");
            Err(Fault::Storage)
        }
    }
}

async fn read_request(headers: &HeaderMap, body: Body) -> Result<SyncRequest, Fault> {
    let body = read_body(headers, body, MOST_REQUEST_BYTES).await?;
    let request: SyncRequest = cbor::decode(&body)?;
    if request.is_within_limits() { Ok(request) } else { Err(Fault::TooLarge) }
}
