//! `GET /ward/{ward}/custody`: what is kept for a decision.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::custody::custody;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::custody_page;

/// The list, those that wait first.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (desk, kept) = at.read(|reading, ward, ruled| custody(reading, ward, &ruled.ward)).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| custody_page(frame, &desk, &kept)).await)
}
