//! `GET /`: the two doors, to the phone's book and to the standings.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::auth::viewer::viewed_ward;
use crate::routes::pages::home_page;
use crate::routes::visit::Visit;
use crate::state::AppState;
use crate::store::StoreError;

/// The front page. Who has a session finds the door to their ward open.
pub async fn show(State(state): State<AppState>, visit: Visit, headers: HeaderMap) -> Response {
    let ward = match viewed_ward(&state, &headers, state.now()).await {
        Ok(None) => Ok(None),
        Ok(Some(code)) => state.store.read(move |reading| reading.ward(&code)).await,
        Err(error) => Err::<_, StoreError>(error),
    };
    match ward {
        Ok(ward) => visit.page(StatusCode::OK, move |frame| home_page(frame, ward.as_ref())).await,
        Err(error) => visit.storage(&error).await,
    }
}
