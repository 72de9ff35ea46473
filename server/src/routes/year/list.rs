//! `GET /ward/{ward}/years/{year}`: the year's end of every organisation.

use axum::http::StatusCode;
use axum::response::Response;

use crate::office::cases::{cases, group_cases, reopened_members};
use crate::routes::desk::{AtDesk, Away};
use crate::routes::pages::years_page;

/// The table.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let (year, day) = (at.year()?, at.state.today());
    let found = at.read_year(year, move |reading, ward, ruled| {
        let reopened = reopened_members(reading, ruled, year)?;
        Ok((cases(reading, ward, ruled, (year, day))?, group_cases(&ruled.ward, year), reopened))
    });
    let (desk, (found, groups, reopened)) = found.await?;
    let page = at
        .visit
        .page(StatusCode::OK, move |frame| years_page(frame, &desk, year, &found, &groups, &reopened));
    Ok(page.await)
}
