//! `GET /standings/{ward}/{year}/{month}`: the month of the whole ward.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::month::Month;
use shared::org::Code;
use shared::standing::facts::MonthFacts;
use shared::year::Year;

use super::{entitled, month_of};
use crate::routes::pages::{Message, WardPage, WardRow, ward_page};
use crate::routes::visit::Visit;
use crate::standings::projection::bring_up;
use crate::standings::{OrganisationMonth, ward_month};
use crate::state::AppState;
use crate::store::{Store, StoreError};

/// The table of the ward's organisations.
pub async fn show_ward(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    path: Result<Path<(String, String, String)>, PathRejection>,
) -> Response {
    let Ok(Path((ward, year, month))) = path else {
        return visit.message(Message::NotFound).await;
    };
    let Some(month) = month_of(&year, &month) else {
        return visit.message(Message::NoSuchMonth).await;
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let code = ward.code.clone();
    match up_to_date(&state.store, code, month).await {
        Err(error) => visit.storage(&error).await,
        Ok(rows) => {
            let Some(scheme) = rows.first().map(|row| row.scheme.clone()) else {
                return visit.message(Message::NoScheme).await;
            };
            let rows = rows.into_iter().map(|row| ward_row(row, month)).collect();
            let page = WardPage { ward, month, rows, scheme, now: state.now() };
            visit.page(StatusCode::OK, move |frame| ward_page(frame, &page)).await
        }
    }
}

/// The ward's month, after what is missing of its year was computed and kept.
async fn up_to_date(store: &Store, ward: Code, month: Month) -> Result<Vec<OrganisationMonth>, StoreError> {
    if let Ok(year) = Year::new(month.year()) {
        let (store, ward) = (store.clone(), ward.clone());
        let work = tokio::task::spawn_blocking(move || bring_up(&store, &ward, year));
        work.await.unwrap_or(Err(StoreError::Panicked))?;
    }
    store.read(move |reading| ward_month(reading, &ward, month)).await
}

fn ward_row(row: OrganisationMonth, month: Month) -> WardRow {
    let members = MonthFacts::new(month, &row.facts).roster().map_or(0, |r| r.on(month.last_day()).len());
    WardRow { organisation: row.organisation, members, standing: row.standing }
}
