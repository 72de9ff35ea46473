//! `GET /standings/{ward}/{year}`: the heat map of the ward's year, and its
//! classification.

use std::collections::HashMap;

use app::standings::closed::ClosedPeriod;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::date::Date;
use shared::month::Month;
use shared::org::Code;
use shared::ruling::Term;
use shared::year::Year;

use super::entitled;
use crate::routes::pages::{Message, YearPage, year_page};
use crate::routes::visit::Visit;
use crate::standings::closed::closed_period;
use crate::standings::projection::brought_up;
use crate::standings::year::{WardYear, ward_year};
use crate::state::AppState;
use crate::store::{Reading, StoreError};

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
    let (code, day) = (ward.code.clone(), state.today());
    let found = match brought_up(&state.store, &code, year).await {
        Err(error) => Err(error),
        Ok(()) => state.store.read(move |reading| found(reading, &code, year, day)).await,
    };
    match found {
        Err(error) => visit.storage(&error).await,
        Ok(Found { of_ward: WardYear { until, rows, groups, .. }, closed, closed_months }) => {
            let (now, query) = (state.now(), visit.query());
            let page = YearPage { ward, year, now, query, until, rows, groups, closed, closed_months };
            visit.page(StatusCode::OK, move |frame| year_page(frame, &page)).await
        }
    }
}

/// The ward's year, and what was fixed of it.
struct Found {
    of_ward: WardYear,
    /// By the closing of the year.
    closed: Option<ClosedPeriod>,
    /// By the closings of its months.
    closed_months: HashMap<Month, ClosedPeriod>,
}

fn found(reading: &Reading<'_>, ward: &Code, year: Year, day: Date) -> Result<Found, StoreError> {
    let of_ward = ward_year(reading, ward, year, day)?;
    let closed = closed_period(reading, ward, &of_ward.ruled, Term::Year(year))?;
    let mut closed_months = HashMap::new();
    for month in year.months() {
        let period = closed_period(reading, ward, &of_ward.ruled, Term::Month(month))?;
        closed_months.extend(period.map(|period| (month, period)));
    }
    Ok(Found { of_ward, closed, closed_months })
}
