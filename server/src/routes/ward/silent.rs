//! `GET /ward/{ward}/silent`: the organisations without news of the month.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::waiting::silent;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::silent_page;

/// The list.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(shown(&desk).await).await
}

async fn shown(at: &AtDesk) -> Result<Response, Away> {
    let now = at.state.now();
    let found = at.read(move |reading, ward, ruled| {
        let month = ruled.month(now);
        Ok((month, silent(reading, ward, &ruled.ward, month)?))
    });
    let (desk, (month, found)) = found.await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| silent_page(frame, &desk, month, &found)).await)
}
