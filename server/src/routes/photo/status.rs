//! `GET /api/v1/photos/{hash}/status`: how much of a picture the ward has.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::wire::{Fault, PhotoStatus};

use super::{hash_of, tell};
use crate::auth::device::authenticate;
use crate::pipeline::photo;
use crate::routes::cbor;
use crate::state::AppState;

/// Answers with a [`PhotoStatus`] or a [`Fault`].
pub async fn status(State(state): State<AppState>, Path(hash): Path<String>, headers: HeaderMap) -> Response {
    match found(&state, &hash, &headers).await {
        Ok(status) => cbor::respond(&headers, &status),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn found(state: &AppState, hash: &str, headers: &HeaderMap) -> Result<PhotoStatus, Fault> {
    let device = authenticate(state, headers).await?;
    let hash = hash_of(hash)?;
    let found = state.store.read(move |reading| photo::status(reading, &device, hash)).await;
    found.map_err(|error| tell(&error))
}
