//! `GET /ward/{ward}/register`: the organisations and their groups.

use axum::http::StatusCode;
use axum::response::Response;

use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::register_page;

/// The list, in the order of the register.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (desk, all) = at.read(move |_, _, ruled| Ok(ruled.ward.organisations.clone())).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| register_page(frame, &desk, &all)).await)
}
