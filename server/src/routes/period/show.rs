//! `GET /ward/{ward}/periods/{year}/{month}` and `…/{year}/year`: one period.

use app::ward::Typed;
use axum::response::Response;

use crate::office::periods::{closed_rows, period, unsent};
use crate::routes::desk::{AtDesk, Away, status_of};
use crate::routes::pages::period_page;

/// The period, and the effect of what came later.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// The page with what was typed into its form.
pub async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (term, now) = (at.term()?, at.state.now());
    let found = at.read(move |reading, ward, ruled| {
        let line = period(reading, ward, &ruled.ward, term, now)?;
        let rows = line.closing.as_ref().map(|closing| closed_rows(reading, ward, &ruled.ward, closing));
        let rows = rows.transpose()?.unwrap_or_default();
        Ok((unsent(reading, ward, &line)?, line, rows))
    });
    let (desk, (unsent, line, rows)) = found.await?;
    let page = at
        .visit
        .page(status_of(&typed), move |frame| period_page(frame, &desk, &line, (&rows, &unsent), &typed));
    Ok(page.await)
}
