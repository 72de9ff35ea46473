//! `GET /standings/{ward}/{year}/{month}`: the month of the whole ward.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{entitled, month_of};
use crate::routes::pages::{self, Message, WardPage};
use crate::routes::visit::Visit;
use crate::standings::ward_month;
use crate::state::AppState;

/// The table of the ward's organisations.
pub async fn show_ward(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Path((ward, year, month)): Path<(String, String, String)>,
) -> Response {
    let Some(month) = month_of(&year, &month) else {
        return visit.message(Message::NoSuchMonth);
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let code = ward.code.clone();
    match state.store.read(move |reading| ward_month(reading, &code, month)).await {
        Err(error) => visit.storage(&error),
        Ok(rows) => {
            let Some(scheme) = rows.first().map(|row| row.scheme.clone()) else {
                return visit.message(Message::NoScheme);
            };
            let standings = rows.into_iter().map(|row| (row.organisation, row.standing)).collect();
            let page = WardPage { ward, month, standings, scheme, now: state.now() };
            visit.page(StatusCode::OK, pages::ward_page(visit.frame(), &page))
        }
    }
}
