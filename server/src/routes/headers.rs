//! Headers that every answer bears.

use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::Response;
use shared::sync::wire::MEDIA_TYPE;

/// A header with what it says where a handler did not say otherwise.
type Header = (HeaderName, &'static str);

/// For whatever else the server answers: no script at all.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                           base-uri 'none'; frame-ancestors 'none'";

/// For pages of a ward: one script of ours draws them anew when there is news.
pub const LIVE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
                               connect-src 'self'; form-action 'self'; base-uri 'none'; \
                               frame-ancestors 'none'";

/// For the phone's program and its files.
pub const PROGRAM_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                                  style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
                                  worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
                                  object-src 'none'; frame-ancestors 'none'; form-action 'self'";

/// For whatever a browser may draw.
const OF_PAGES: [Header; 4] = [
    (CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
];

/// For answers of the protocol, which nothing draws and from which nothing leads
/// on: a phone that asks whether there is news pays for each byte.
const OF_DATA: [Header; 3] = [
    (CONTENT_SECURITY_POLICY, "default-src 'none'"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CACHE_CONTROL, "no-store"),
];

/// Puts the strict ones in wherever a handler did not say otherwise.
pub async fn secure(mut response: Response) -> Response {
    let is_data = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
    let defaults: &'static [Header] = if is_data { &OF_DATA } else { &OF_PAGES };
    for (name, value) in defaults {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Tells browsers to come by TLS alone for half a year. It is for a server with
/// a certificate that browsers trust by themselves: one that is its own
/// authority has a page over plain HTTP on the same host, and phones may yet be
/// told to trust it no more.
pub async fn only_by_tls(mut response: Response) -> Response {
    let value = HeaderValue::from_static("max-age=15552000");
    response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, value);
    response
}
