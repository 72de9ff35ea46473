//! `GET /ward/{ward}/rulings`: every ruling with who made it and when.

use app::ward::rulings::Entry;
use axum::http::StatusCode;
use axum::response::Response;

use crate::routes::desk::{AtDesk, Away, meanwhile};
use crate::routes::pages::rulings_page;

/// The log, the latest first.
pub async fn list(desk: AtDesk) -> Response {
    desk.answer(listed(&desk).await).await
}

async fn listed(at: &AtDesk) -> Result<Response, Away> {
    let found = at.read(|_, _, ruled| {
        let entries = ruled.signed.iter().cloned();
        let entries: Vec<_> =
            entries.map(|one| Entry { seq: one.ruled.seq, ruling: meanwhile(one) }).collect();
        Ok((ruled.ward.clone(), entries))
    });
    let (desk, (ward, entries)) = found.await?;
    Ok(at.visit.page(StatusCode::OK, move |frame| rulings_page(frame, &desk, &ward, &entries)).await)
}
