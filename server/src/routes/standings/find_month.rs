//! `GET /standings/{ward}`: on to the month that the ward works on.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use shared::month::Month;

use super::entitled;
use crate::routes::pages::{Message, ward_path};
use crate::routes::visit::Visit;
use crate::state::AppState;

/// Sends on to the open month, or to the present one where none was opened.
pub async fn find_month(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let Ok(Path(ward)) = path else {
        return visit.message(Message::NotFound).await;
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let code = ward.code.clone();
    match state.store.read(move |reading| reading.ruled_ward(&code)).await {
        Err(error) => visit.storage(&error).await,
        Ok(ruled) => match ruled.month.or_else(|| state.now().date_in_vietnam().map(Month::of)) {
            Some(month) => Redirect::to(&ward_path(&ward, month)).into_response(),
            None => visit.message(Message::NoSuchMonth).await,
        },
    }
}
