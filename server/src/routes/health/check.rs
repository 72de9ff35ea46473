//! `GET /healthz`: whether the server can answer, for whoever watches it.

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::AppState;

/// 200 where the data file can be read, else 503.
pub async fn check(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.store.read(|reading| reading.epoch()).await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the data file cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "the data file cannot be read\n")
        }
    }
}
