//! `GET /standings/{ward}/{year}/{month}`: the month of the whole ward.

use std::collections::BTreeSet;

use app::standings::closed::ClosedPeriod;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use shared::date::Date;
use shared::month::Month;
use shared::org::Code;
use shared::ruling::Term;
use shared::standing::rank::{Place, ResultRank, places, trend};
use shared::standing::timeliness::timeliness;
use shared::year::Year;

use super::{entitled, month_of, no_such_month};
use crate::routes::pages::{Message, WardPage, WardRow, organisation_year_path, ward_page};
use crate::routes::visit::Visit;
use crate::standings::closed::closed_period;
use crate::standings::projection::brought_up;
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
        return no_month(&state, &visit, &headers, (&ward, &year, &month)).await;
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let code = ward.code.clone();
    match up_to_date(&state.store, code, month).await {
        Err(error) => visit.storage(&error).await,
        Ok((rows, closed)) => {
            if rows.is_empty() {
                return visit.message(Message::NoScheme).await;
            }
            let rows = ward_rows(rows, month, state.today());
            let (now, query) = (state.now(), visit.query());
            let page = WardPage { ward, month, rows, closed, now, query };
            visit.page(StatusCode::OK, move |frame| ward_page(frame, &page)).await
        }
    }
}

/// Where there is no month: the way to the year of the organisation whose code
/// stands in its place, which is what such an address means; else what is wrong.
async fn no_month(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    (ward, year, name): (&str, &str, &str),
) -> Response {
    let (Ok(of_year), Ok(code)) = (year.parse::<Year>(), name.parse::<Code>()) else {
        return visit.message(no_such_month(year)).await;
    };
    let ward = match entitled(state, visit, headers, ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let own = ward.code.clone();
    match state.store.read(move |reading| reading.ruled_ward(&own)).await {
        Err(error) => visit.storage(&error).await,
        Ok(ruled) => match ruled.organisations.iter().find(|known| known.code == code) {
            Some(found) => Redirect::to(&organisation_year_path(&ward, of_year, found)).into_response(),
            None => visit.message(Message::NoSuchMonth).await,
        },
    }
}

fn ward_rows(rows: Vec<OrganisationMonth>, month: Month, day: Date) -> Vec<WardRow> {
    let places = places_by_scheme(&rows);
    let row = |(row, place): (OrganisationMonth, Option<Place>)| WardRow {
        members: row.members,
        range: row.range,
        place,
        trend: row.before.as_ref().and_then(|before| trend(before, &row.standing)),
        coverage: row.coverage,
        timeliness: timeliness(month, row.arrival, day),
        organisation: row.organisation,
        scheme: row.scheme,
        standing: row.standing,
    };
    rows.into_iter().zip(places).map(row).collect()
}

/// The place of each row among those that are judged by the same scheme.
fn places_by_scheme(rows: &[OrganisationMonth]) -> Vec<Option<Place>> {
    let rank =
        |row: &OrganisationMonth| Some((row.standing.grade()?, ResultRank::of(&row.standing.evaluation, 0)));
    let mut found = vec![None; rows.len()];
    for first in rows {
        let same = |row: &OrganisationMonth| row.scheme == first.scheme;
        let own: Vec<_> = rows.iter().map(|row| rank(row).filter(|_| same(row))).collect();
        for ((place, row), own) in found.iter_mut().zip(rows).zip(places(&own)) {
            if same(row) {
                *place = own;
            }
        }
    }
    found
}

/// The organisations' months, and what the closing of the month fixed.
type Found = (Vec<OrganisationMonth>, Option<ClosedPeriod>);

/// The ward's month, after what is missing of its year was computed and kept;
/// in January of the year before as well.
async fn up_to_date(store: &Store, ward: Code, month: Month) -> Result<Found, StoreError> {
    for year in BTreeSet::from([month.previous().year(), month.year()]) {
        if let Ok(year) = Year::new(year) {
            brought_up(store, &ward, year).await?;
        }
    }
    let found = store.read(move |reading| {
        let ruled = reading.ruled_ward(&ward)?;
        let closed = closed_period(reading, &ward, &ruled, Term::Month(month))?;
        Ok((ward_month(reading, &ward, month)?, closed))
    });
    found.await
}
