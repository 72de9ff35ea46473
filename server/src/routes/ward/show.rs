//! `GET /ward/{ward}`: what needs a person today.

use app::standings::Reader;
use axum::http::StatusCode;
use axum::response::Response;

use crate::office::desk::year_of;
use crate::office::waiting::waiting;
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::overview_page;

/// The counts, each of which opens.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(shown(&desk).await).await
}

async fn shown(at: &AtDesk) -> Result<Response, Away> {
    let now = at.state.now();
    let reader = if at.official.is_some() { Reader::Official } else { Reader::Viewer };
    let (_, month) = at.read(move |_, _, ruled| Ok(ruled.month(now))).await?;
    let (desk, counts) = at
        .read_year(year_of(month), move |reading, ward, ruled| waiting(reading, ward, ruled, (reader, now)))
        .await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| overview_page(frame, &desk, counts)).await)
}
