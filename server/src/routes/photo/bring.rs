//! `PUT /api/v1/photos/{hash}?offset=n`: a phone brings a piece of a picture.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use shared::sync::photos::MOST_PIECE_BYTES;
use shared::sync::wire::{Fault, PhotoStatus};

use super::{asker, hash_of, tell};
use crate::pipeline::photo::take;
use crate::routes::body::read_body;
use crate::routes::cbor;
use crate::state::AppState;

/// Where the piece belongs.
#[derive(Debug, Deserialize)]
pub struct At {
    offset: u32,
    organisation: Option<String>,
}

/// Answers with a [`PhotoStatus`], once what it says is durable, or a [`Fault`].
pub async fn bring(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    at: Result<Query<At>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match brought(&state, &hash, at, &headers, body).await {
        Ok(status) => cbor::respond(&headers, &status),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn brought(
    state: &AppState,
    hash: &str,
    at: Result<Query<At>, QueryRejection>,
    headers: &HeaderMap,
    body: Body,
) -> Result<PhotoStatus, Fault> {
    let asked = at.map(|Query(at)| at).map_err(|_| Fault::Malformed);
    let organisation = asked.as_ref().ok().and_then(|at| at.organisation.as_deref());
    let device = asker(state, headers, organisation).await?;
    let (hash, At { offset, .. }) = (hash_of(hash)?, asked?);
    let most = usize::try_from(MOST_PIECE_BYTES).unwrap_or_default();
    let piece = read_body(headers, body, most).await?;
    let (number, now) = (device.number.0, state.now());
    let taken = state.store.write(move |writing| take(writing, &device, hash, (offset, &piece), now)).await;
    let status = taken.map_err(|error| tell(&error))?;
    tracing::info!(device = number, held = status.held, complete = status.complete, "a piece of a picture");
    Ok(status)
}
