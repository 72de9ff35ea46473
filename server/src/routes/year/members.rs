//! `GET /ward/{ward}/years/{year}/{organisation}/members`: the year's end of
//! the organisation's members.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::cases::member_cases;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::{Message, members_page};

/// The table.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (year, code) = (at.year()?, at.organisation()?);
    let found = at.read(move |reading, _, ruled| {
        let organisation = ruled.ward.organisations.iter().find(|known| known.code == code);
        let Some(organisation) = organisation else { return Ok(None) };
        Ok(Some((organisation.clone(), member_cases(reading, ruled, year, organisation)?)))
    });
    let (desk, found) = found.await?;
    let (organisation, cases) = found.ok_or(Away::Message(Message::UnknownOrganisation))?;
    let page =
        at.visit.page(StatusCode::OK, move |frame| members_page(frame, &desk, year, &organisation, &cases));
    Ok(page.await)
}
