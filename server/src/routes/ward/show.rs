//! `GET /ward/{ward}`: what needs a person today.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::waiting::waiting;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::overview_page;

/// The counts, each of which opens.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(shown(&desk).await).await
}

async fn shown(at: &AtDesk) -> Result<Response, Away> {
    let now = at.state.now();
    let (desk, counts) = at.read(move |reading, ward, ruled| waiting(reading, ward, ruled, now)).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| overview_page(frame, &desk, counts)).await)
}
