//! `GET /ward/{ward}/registrations/{year}`: the registrations of a year.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::registrations::registrations;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::registrations_page;

/// The list, those that wait first.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let year = at.year()?;
    let (desk, found) =
        at.read(move |reading, ward, ruled| registrations(reading, ward, &ruled.ward, year)).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| registrations_page(frame, &desk, year, &found)).await)
}
