//! Headers that every answer bears.

use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::response::Response;

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

/// For what no browser draws: the answers of the protocol, where every byte counts.
pub const DATA_POLICY: &str = "default-src 'none'";

/// Puts the strict ones in wherever a handler did not say otherwise.
pub async fn secure(mut response: Response) -> Response {
    let defaults: [(HeaderName, &'static str); 4] = [
        (CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
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
