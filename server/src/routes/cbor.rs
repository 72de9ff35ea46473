//! Requests and answers of the protocol.

use std::io::Write;

use axum::body::Bytes;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use minicbor::{Decode, Decoder, Encode};
use shared::sync::wire::{Fault, MEDIA_TYPE, VERSION};

use crate::assets::encoding::accepts;

/// Answers from so many bytes on are compressed for those who take it.
const COMPRESS_FROM: usize = 1024;

/// The request in a body that begins with the protocol's version.
///
/// # Errors
/// [`Fault::Version`] where it is a request of another version, else
/// [`Fault::Malformed`].
pub fn decode<'b, T: Decode<'b, ()>>(body: &'b [u8]) -> Result<T, Fault> {
    match version(body) {
        Some(VERSION) => minicbor::decode(body).map_err(|_| Fault::Malformed),
        Some(_) => Err(Fault::Version),
        None => Err(Fault::Malformed),
    }
}

fn version(body: &[u8]) -> Option<u16> {
    let mut decoder = Decoder::new(body);
    decoder.array().ok()?;
    decoder.u16().ok()
}

/// The answer 200 with `value`, compressed if the asker takes that.
pub fn respond<T: Encode<()>>(headers: &HeaderMap, value: &T) -> Response {
    let Ok(body) = minicbor::to_vec(value) else {
        return refuse(Fault::Storage);
    };
    let packed = (COMPRESS_FROM < body.len() && accepts(headers, "gzip")).then(|| gzip(&body)).flatten();
    let is_packed = packed.is_some();
    let mut response = (StatusCode::OK, Bytes::from(packed.unwrap_or(body))).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if is_packed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

/// The answer that tells why a request was not answered.
pub fn refuse(fault: Fault) -> Response {
    let status = match fault {
        Fault::Malformed
        | Fault::CodeUnknown
        | Fault::CodeUsed
        | Fault::CodeExpired
        | Fault::OtherOrganisation => StatusCode::BAD_REQUEST,
        Fault::UnknownDevice => StatusCode::UNAUTHORIZED,
        Fault::UnknownPhoto => StatusCode::NOT_FOUND,
        Fault::UnknownKey => StatusCode::FORBIDDEN,
        Fault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Fault::Version => StatusCode::UPGRADE_REQUIRED,
        Fault::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
        Fault::Storage => StatusCode::SERVICE_UNAVAILABLE,
    };
    // A fault is a number; encoding it into memory cannot fail.
    let body = minicbor::to_vec(fault).unwrap_or_default();
    (status, [(CONTENT_TYPE, MEDIA_TYPE)], body).into_response()
}
