//! `GET /ward/{ward}/schemes/{year}`: which scheme judges what in the year.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::schemes::in_force;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::schemes_page;

/// The list.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (year, now) = (at.year()?, at.state.now());
    let (desk, lines) = at.read(move |_, _, ruled| Ok(in_force(&ruled.ward, year, ruled.month(now)))).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| schemes_page(frame, &desk, year, &lines)).await)
}
