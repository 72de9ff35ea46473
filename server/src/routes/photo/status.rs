//! `GET /api/v1/photos/{hash}/status`: how much of a picture the ward has.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use shared::sync::wire::{Fault, PhotoStatus};

use super::{asker, hash_of, tell};
use crate::pipeline::photo;
use crate::routes::cbor;
use crate::state::AppState;

/// Whose picture a relay asks for.
#[derive(Debug, Deserialize)]
pub struct Of {
    organisation: Option<String>,
}

/// Answers with a [`PhotoStatus`] or a [`Fault`].
pub async fn status(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    Query(Of { organisation }): Query<Of>,
    headers: HeaderMap,
) -> Response {
    match found(&state, &hash, organisation.as_deref(), &headers).await {
        Ok(status) => cbor::respond(&headers, &status),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn found(
    state: &AppState,
    hash: &str,
    organisation: Option<&str>,
    headers: &HeaderMap,
) -> Result<PhotoStatus, Fault> {
    let device = asker(state, headers, organisation).await?;
    let hash = hash_of(hash)?;
    let found = state.store.read(move |reading| photo::status(reading, &device, hash)).await;
    found.map_err(|error| tell(&error))
}
