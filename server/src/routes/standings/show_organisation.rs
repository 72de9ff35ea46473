//! `GET /standings/{ward}/{year}/{month}/{organisation}`: one organisation's
//! month, down to the records.

use app::standings::effects::Judgement;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::org::{Code, OrganisationKind};
use shared::scheme::range::grade_range;
use shared::standing::facts::{Fact, MonthFacts};
use shared::standing::month::standing_on;
use shared::standing::rank::trend;
use shared::standing::timeliness::{arrival, timeliness};

use super::{month_of, no_such_month, read_as};
use crate::office::registrations::approved_criteria;
use crate::routes::pages::{Message, OrganisationPage, organisation_page};
use crate::routes::visit::Visit;
use crate::standings::committee::month_cells;
use crate::standings::effects::effects;
use crate::standings::{OpenedMonth, evidence, organisation_month};
use crate::state::AppState;

/// The standing with the reason for every result.
pub async fn show_organisation(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    path: Result<Path<(String, String, String, String)>, PathRejection>,
) -> Response {
    let Ok(Path((ward, year, month, organisation))) = path else {
        return visit.message(Message::NotFound).await;
    };
    let Some(month) = month_of(&year, &month) else {
        return visit.message(no_such_month(&year)).await;
    };
    let Ok(organisation) = organisation.parse::<Code>() else {
        return visit.message(Message::UnknownOrganisation).await;
    };
    let (ward, reader) = match read_as(&state, &visit, &headers, &ward).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let code = ward.code.clone();
    let found = state.store.read(move |reading| {
        let Some(found) = organisation_month(reading, &code, month, &organisation)? else { return Ok(None) };
        let evidence = evidence(reading, found.organisation.id)?;
        let own = approved_criteria(&reading.ruled_ward(&code)?, &found.organisation, month, &found.facts);
        let judge = |facts: &[Fact]| {
            let facts = MonthFacts::new(found.organisation.kind, month, facts).over(found.below.month(month));
            Judgement {
                grade: standing_on(&found.scheme, &facts).grade(),
                range: grade_range(&found.scheme, &facts),
            }
        };
        let of_month = |fact: &Fact| fact.record.month().is_none_or(|of| of == month);
        let effects = effects(reading, &code, &found.facts, of_month, judge)?;
        let cells = match found.organisation.kind {
            OrganisationKind::Cell => Vec::new(),
            OrganisationKind::Committee => month_cells(reading, &code, month)?,
        };
        Ok(Some((found, evidence, own, effects, cells)))
    });
    match found.await {
        Err(error) => visit.storage(&error).await,
        Ok(None) => visit.message(Message::UnknownOrganisation).await,
        Ok(Some((found, evidence, own, effects, cells))) => {
            let OpenedMonth { organisation, scheme, standing, before, coverage, facts, below, scores } =
                found;
            let page = OrganisationPage {
                reader,
                range: grade_range(
                    &scheme,
                    &MonthFacts::new(organisation.kind, month, &facts).over(below.month(month)),
                ),
                trend: before.and_then(|before| trend(&before, &standing)),
                coverage,
                timeliness: timeliness(month, arrival(&standing, &facts), state.today()),
                now: state.now(),
                ward,
                month,
                organisation,
                scheme,
                standing,
                facts,
                evidence,
                scores,
                own,
                effects,
                cells,
            };
            visit.page(StatusCode::OK, move |frame| organisation_page(frame, &page)).await
        }
    }
}
