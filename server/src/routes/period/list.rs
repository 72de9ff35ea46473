//! `GET /ward/{ward}/periods/{year}`: the periods of a year.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::periods::periods;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::periods_page;

/// The list.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (year, now) = (at.year()?, at.state.now());
    let (desk, lines) =
        at.read(move |reading, ward, ruled| periods(reading, ward, &ruled.ward, year, now)).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| periods_page(frame, &desk, year, &lines)).await)
}
