//! `GET /ward/{ward}/devices`: the phones.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::devices::devices;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::devices_page;

/// The list.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (desk, phones) = at.read(|reading, ward, ruled| devices(reading, ward, &ruled.ward)).await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| devices_page(frame, &desk, &phones)).await)
}
