//! `GET /api/v1/photos/{hash}`: a picture for a phone of the cell it belongs to.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::wire::Fault;

use super::{hash_of, picture, tell};
use crate::auth::device::authenticate;
use crate::pipeline::photo::bytes;
use crate::routes::cbor;
use crate::state::AppState;

/// Answers with the picture, once it is whole, or a [`Fault`].
pub async fn show(State(state): State<AppState>, Path(hash): Path<String>, headers: HeaderMap) -> Response {
    match shown(&state, &hash, &headers).await {
        Ok(bytes) => picture(bytes),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn shown(state: &AppState, hash: &str, headers: &HeaderMap) -> Result<Vec<u8>, Fault> {
    let device = authenticate(state, headers).await?;
    let hash = hash_of(hash)?;
    let shown = state.store.read(move |reading| bytes(reading, &device, hash)).await;
    shown.map_err(|error| tell(&error))
}
