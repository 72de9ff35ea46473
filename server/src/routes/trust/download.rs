//! `GET /bon-tot.crt`: the certificate that a phone is to trust.

use std::sync::Arc;

use axum::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::Published;

/// Where it is.
pub const PATH: &str = "/bon-tot.crt";

/// The media type by which phones know that it is an authority's.
const MEDIA_TYPE: &str = "application/x-x509-ca-cert";

/// The certificate, as DER.
pub async fn download(Extension(published): Extension<Arc<Published>>) -> Response {
    ([(CONTENT_TYPE, MEDIA_TYPE)], published.certificate.clone()).into_response()
}
