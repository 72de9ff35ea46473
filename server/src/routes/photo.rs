//! Pictures: brought by phones piece by piece, and given to phones of the same cell.

pub mod bring;
pub mod show;
pub mod status;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use shared::id::PhotoHash;
use shared::sync::wire::Fault;

use crate::pipeline::photo::PhotoError;

/// Phones scale every picture and write it as JPEG. Whatever else the bytes
/// may be, a browser is told to take them for nothing else.
const MEDIA_TYPE: &str = "image/jpeg";

/// The picture that an address names.
fn hash_of(text: &str) -> Result<PhotoHash, Fault> {
    text.parse().map_err(|_| Fault::Malformed)
}

/// A picture as an answer.
pub fn picture(bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response()
}

/// The fault that a phone is told, and the log entry where the store fails.
fn tell(error: &PhotoError) -> Fault {
    if let PhotoError::Store(error) = error {
        tracing::error!(%error, "a picture cannot be stored or read");
    }
    error.fault()
}
