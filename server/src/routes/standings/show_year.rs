//! `GET /standings/{ward}/{year}`: the heat map of the ward's year, and its
//! classification.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::year::Year;

use super::{entitled, today};
use crate::routes::pages::{Message, YearPage, year_page};
use crate::routes::visit::Visit;
use crate::standings::year::{WardYear, ward_year};
use crate::state::AppState;

/// The map of the ward's organisations.
pub async fn show_year(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let Ok(Path((ward, year))) = path else {
        return visit.message(Message::NotFound).await;
    };
    let Ok(year) = year.parse::<Year>() else {
        return visit.message(Message::NoSuchYear).await;
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let (code, day) = (ward.code.clone(), today(&state));
    match state.store.read(move |reading| ward_year(reading, &code, year, day)).await {
        Err(error) => visit.storage(&error).await,
        Ok(found) => {
            let WardYear { until, rows, groups, .. } = found;
            let (now, query) = (state.now(), visit.query());
            let page = YearPage { ward, year, now, query, until, rows, groups };
            visit.page(StatusCode::OK, move |frame| year_page(frame, &page)).await
        }
    }
}
