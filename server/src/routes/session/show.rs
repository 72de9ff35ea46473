//! `GET /enter`: the form for a viewing code.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::target::path_here;
use crate::routes::pages::enter_page;
use crate::routes::visit::Visit;

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Where the visitor was going.
    #[serde(default)]
    next: String,
}

/// The form.
pub async fn show(visit: Visit, asked: Result<Query<Asked>, QueryRejection>) -> Response {
    let next = asked.as_ref().ok().and_then(|asked| path_here(&asked.next)).unwrap_or("/").to_owned();
    visit.page(StatusCode::OK, move |frame| enter_page(frame, &next, None)).await
}
