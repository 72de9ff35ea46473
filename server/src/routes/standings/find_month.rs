//! `GET /standings/{ward}`: on to the month that the ward works on.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use shared::month::Month;

use super::entitled;
use crate::routes::pages::Message;
use crate::routes::visit::Visit;
use crate::state::AppState;

/// Sends on to the open month, or to the present one where none was opened.
pub async fn find_month(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Path(ward): Path<String>,
) -> Response {
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward.code,
        Err(response) => return response,
    };
    let code = ward.clone();
    match state.store.read(move |reading| reading.ruled_ward(&code)).await {
        Err(error) => visit.storage(&error),
        Ok(ruled) => match ruled.month.or_else(|| state.now().date_in_vietnam().map(Month::of)) {
            Some(month) => Redirect::to(&address(ward.as_str(), month)).into_response(),
            None => visit.message(Message::NoSuchMonth),
        },
    }
}

fn address(ward: &str, month: Month) -> String {
    format!("/standings/{ward}/{:04}/{:02}", month.year(), month.number())
}
