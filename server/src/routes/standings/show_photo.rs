//! `GET /standings/{ward}/photos/{hash}`: a picture on a page of the standings.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use shared::id::PhotoHash;
use shared::org::Code;

use super::entitled;
use crate::routes::pages::Message;
use crate::routes::photo::picture;
use crate::routes::visit::Visit;
use crate::state::AppState;
use crate::store::{Reading, StoreError};

/// The picture, for those who may see the ward's standings, as long as a photo
/// shows it there: one that was removed is shown to nobody at the ward.
pub async fn show_photo(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Path((ward, hash)): Path<(String, String)>,
) -> Response {
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward.code,
        Err(response) => return response,
    };
    let Ok(hash) = hash.parse() else {
        return visit.message(Message::NotFound).await;
    };
    match state.store.read(move |reading| bytes(reading, &ward, hash)).await {
        Ok(Some(bytes)) => picture(bytes),
        Ok(None) => visit.message(Message::NotFound).await,
        Err(error) => visit.storage(&error).await,
    }
}

fn bytes(reading: &Reading<'_>, ward: &Code, hash: PhotoHash) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(organisation) = reading.showing(ward, hash)?.into_iter().next() else { return Ok(None) };
    let Some(stored) = reading.photo(organisation, hash)? else { return Ok(None) };
    reading.photo_bytes(stored).map(Some)
}
