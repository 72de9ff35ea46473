//! `GET /ward/{ward}/years/{year}/{organisation}`, and the same of a member:
//! proposal, appraisal, decision, recognition.

use axum::http::StatusCode;
use axum::response::Response;

use super::find;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::case_page;

/// The case.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(shown(&desk).await).await
}

async fn shown(at: &AtDesk) -> Result<Response, Away> {
    let (desk, case) = find(at).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| case_page(frame, &desk, &case)).await)
}
