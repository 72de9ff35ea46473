//! `GET /ward/{ward}/schemes/files/{id}`: the file of a scheme that comes with the program.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use shared::scheme::shipped;

use crate::routes::desk::AtDesk;
use crate::routes::pages::Message;

/// The file as it is read and copied; browsers show it.
pub async fn show(desk: AtDesk) -> Response {
    let Some(shipped) = shipped::named(desk.named("id")) else {
        return desk.visit.message(Message::NotFound).await;
    };
    let called = format!("inline; filename=\"{}.toml\"", shipped.id);
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, called)];
    (headers, shipped.text).into_response()
}
