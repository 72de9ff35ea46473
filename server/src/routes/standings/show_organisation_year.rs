//! `GET /standings/{ward}/{year}/o/{organisation}`: one organisation's year, and
//! its classification down to the records.

use app::standings::effects::Judgement;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::date::Date;
use shared::moment::Moment;
use shared::org::{Code, OrganisationKind, Ward};
use shared::standing::facts::Fact;
use shared::standing::year::organisation_year;
use shared::year::Year;

use super::{entitled, today};
use crate::routes::pages::{Message, OrganisationYearPage, organisation_year_page};
use crate::routes::visit::Visit;
use crate::standings::effects::effects;
use crate::standings::members::members_year;
use crate::standings::projection::brought_up;
use crate::standings::year::{WardYear, ward_year};
use crate::state::AppState;
use crate::store::{Reading, StoreError};

/// The year with the reason for every result.
pub async fn show_organisation_year(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    path: Result<Path<(String, String, String)>, PathRejection>,
) -> Response {
    let Ok(Path((ward, year, organisation))) = path else {
        return visit.message(Message::NotFound).await;
    };
    let Ok(year) = year.parse::<Year>() else {
        return visit.message(Message::NoSuchYear).await;
    };
    let Ok(organisation) = organisation.parse::<Code>() else {
        return visit.message(Message::UnknownOrganisation).await;
    };
    let ward = match entitled(&state, &visit, &headers, &ward).await {
        Ok(ward) => ward,
        Err(response) => return response,
    };
    let (now, day) = (state.now(), today(&state));
    let found = match brought_up(&state.store, &ward.code, year).await {
        Err(error) => Err(error),
        Ok(()) => state.store.read(move |reading| page(reading, ward, &organisation, (year, day, now))).await,
    };
    match found {
        Err(error) => visit.storage(&error).await,
        Ok(None) => visit.message(Message::UnknownOrganisation).await,
        Ok(Some(page)) => visit.page(StatusCode::OK, move |frame| organisation_year_page(frame, &page)).await,
    }
}

fn page(
    reading: &Reading<'_>,
    ward: Ward,
    code: &Code,
    (year, day, now): (Year, Date, Moment),
) -> Result<Option<OrganisationYearPage>, StoreError> {
    let of_ward = ward_year(reading, &ward.code, year, day)?;
    let cells = of_ward.cells();
    let WardYear { ruled, until, rows, groups } = of_ward;
    let Some(row) = rows.into_iter().find(|row| row.organisation.code == *code) else { return Ok(None) };
    let facts = reading.facts_of_year(row.organisation.id, year)?;
    let cells = match row.organisation.kind {
        OrganisationKind::Cell => Vec::new(),
        OrganisationKind::Committee => cells,
    };
    let judge = |facts: &[Fact]| {
        let standing = organisation_year(&ruled, &row.organisation, year, facts, &cells);
        standing.map_or_else(Judgement::default, |standing| Judgement {
            grade: standing.evaluation.grade,
            range: standing.range,
        })
    };
    let effects = effects(reading, &ward.code, &facts, |_| true, judge)?;
    let members = members_year(&ruled, &row.organisation, year, &facts);
    Ok(Some(OrganisationYearPage { ward, year, now, until, row, groups, facts, effects, members }))
}
