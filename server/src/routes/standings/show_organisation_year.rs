//! `GET /standings/{ward}/{year}/o/{organisation}`: one organisation's year, and
//! its classification down to the records.

use app::standings::cells::CellResult;
use app::standings::effects::Judgement;
use app::standings::year::YearRow;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::date::Date;
use shared::moment::Moment;
use shared::org::{Code, OrganisationKind, Ward};
use shared::standing::below::Below;
use shared::standing::facts::Fact;
use shared::standing::year::{organisation_year, year_of_meetings};
use shared::year::Year;

use super::read_as;
use crate::routes::pages::{Message, OrganisationYearPage, Reader, organisation_year_page};
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
    let (ward, reader) = match read_as(&state, &visit, &headers, &ward).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let (now, day) = (state.now(), state.today());
    let found = match brought_up(&state.store, &ward.code, year).await {
        Err(error) => Err(error),
        Ok(()) => {
            state
                .store
                .read(move |reading| page(reading, (ward, reader), &organisation, (year, day, now)))
                .await
        }
    };
    match found {
        Err(error) => visit.storage(&error).await,
        Ok(None) => visit.message(Message::UnknownOrganisation).await,
        Ok(Some(page)) => visit.page(StatusCode::OK, move |frame| organisation_year_page(frame, &page)).await,
    }
}

fn page(
    reading: &Reading<'_>,
    (ward, reader): (Ward, Reader),
    code: &Code,
    (year, day, now): (Year, Date, Moment),
) -> Result<Option<OrganisationYearPage>, StoreError> {
    let WardYear { ruled, until, mut rows, groups, below } = ward_year(reading, &ward.code, year, day)?;
    let place = rows.iter().position(|row| row.organisation.code == *code);
    let Some(row) = place.map(|place| rows.remove(place)) else { return Ok(None) };
    let facts = reading.facts_of_year(row.organisation.id, year)?;
    let (below, cells) = match row.organisation.kind {
        OrganisationKind::Cell => Default::default(),
        OrganisationKind::Committee => {
            let cells = rows.iter().filter(|row| row.organisation.kind == OrganisationKind::Cell);
            let cells: Vec<_> = cells.map(|row| cell_result(row, &below)).collect();
            (below, cells)
        }
    };
    let judge = |facts: &[Fact]| {
        let standing = organisation_year(&ruled, &row.organisation, year, facts, &below);
        standing.map_or_else(Judgement::default, |standing| Judgement {
            grade: standing.evaluation.grade,
            range: standing.range,
        })
    };
    let effects = effects(reading, &ward.code, &facts, |_| true, judge)?;
    let members = members_year(&ruled, &row.organisation, year, &facts);
    let meetings = year_of_meetings(&ruled, &row.organisation, year, &facts)
        .map(|(scheme, evaluation)| (scheme.clone(), evaluation));
    Ok(Some(OrganisationYearPage {
        reader,
        ward,
        year,
        now,
        until,
        row,
        groups,
        facts,
        effects,
        cells,
        members,
        meetings,
    }))
}

/// A cell's year as it stands before the cap and what people set: a committee
/// rests on what the records give.
fn cell_result(row: &YearRow, below: &Below) -> CellResult {
    let found = below.year().iter().find(|cell| cell.organisation == row.organisation.id);
    let grades = row.scheme.iter().flat_map(|scheme| &scheme.grades);
    let grade = found.and_then(|cell| cell.grade);
    CellResult {
        organisation: row.organisation.clone(),
        document: found.and_then(|cell| cell.document),
        grade: grade.and_then(|place| Some((place, grades.clone().nth(place.into())?.text.clone()))),
        grades: grades.clone().count(),
        covered: found.map(|cell| cell.covered).unwrap_or_default(),
    }
}
