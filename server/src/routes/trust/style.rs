//! The style sheet of the page about trust, and nothing else of the site: the
//! program is not to be loaded over plain HTTP.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::routes::asset::show::respond;
use crate::state::AppState;

/// The style sheet, where the address is its.
pub async fn show(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let is_style = state.site.css() == Some(uri.path());
    match state.site.asset(uri.path()).filter(|_| is_style) {
        Some(asset) => respond(&headers, asset),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
