//! `GET /` beside a server that is its own authority: how to trust it.

use std::sync::Arc;

use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;

use super::Published;
use crate::routes::pages::trust_page;
use crate::routes::visit::Visit;

/// The page.
pub async fn show(Extension(published): Extension<Arc<Published>>, visit: Visit) -> Response {
    visit
        .page(StatusCode::OK, move |frame| {
            trust_page(frame, super::download::PATH, &published.fingerprint, &published.origins)
        })
        .await
}
