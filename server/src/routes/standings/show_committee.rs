//! `GET /standings/{ward}/committee/{year}/{month}`: the four-good committee; a
//! registered one is shown on its organisation's page.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::{entitled, month_of, no_such_month};
use crate::routes::pages::{CommitteePage, Message, committee_page, organisation_path};
use crate::routes::visit::Visit;
use crate::standings::committee::{Place, committee_month};
use crate::state::AppState;

/// The ward's own standing by the committee's scheme.
pub async fn show_committee(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    path: Result<Path<(String, String, String)>, PathRejection>,
) -> Response {
    let Ok(Path((ward, year, month))) = path else {
        return visit.message(Message::NotFound).await;
    };
    let Some(month) = month_of(&year, &month) else {
        return visit.message(no_such_month(&year)).await;
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let code = ward.code.clone();
    match state.store.read(move |reading| committee_month(reading, &code, month)).await {
        Err(error) => visit.storage(&error).await,
        Ok(Place::Registered(committee)) => {
            Redirect::to(&organisation_path(&ward, month, &committee)).into_response()
        }
        Ok(Place::Unregistered(found)) => {
            let page = CommitteePage { ward, month, found, now: state.now() };
            visit.page(StatusCode::OK, move |frame| committee_page(frame, &page)).await
        }
    }
}
