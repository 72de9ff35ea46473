//! Any address that is nothing else: a file of the site, or nothing.

use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::assets::encoding::accepts;
use crate::assets::{Asset, Lifetime};
use crate::routes::headers::PROGRAM_POLICY;
use crate::routes::pages::Message;
use crate::routes::visit::Visit;
use crate::state::AppState;

/// The file at the address.
pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match state.site.asset(uri.path()) {
        Some(asset) if [Method::GET, Method::HEAD].contains(&method) => respond(&headers, asset),
        Some(_) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        None => visit.message(Message::NotFound).await,
    }
}

/// The file in the smallest encoding that the asker takes; or only the word
/// that what the asker kept is still good.
pub fn respond(headers: &HeaderMap, asset: &Asset) -> Response {
    let kept = headers.get(IF_NONE_MATCH).and_then(|etags| etags.to_str().ok());
    let is_kept = kept.is_some_and(|etags| etags.split(',').any(|etag| names(etag, &asset.etag)));
    let (encoding, body) = match (&asset.brotli, &asset.gzip) {
        (Some(brotli), _) if accepts(headers, "br") => (Some("br"), brotli),
        (_, Some(gzip)) if accepts(headers, "gzip") => (Some("gzip"), gzip),
        _ => (None, &asset.plain),
    };
    let mut response = if is_kept {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = body.clone().into_response();
        put(&mut response, CONTENT_TYPE, &asset.kind);
        if let Some(encoding) = encoding {
            put(&mut response, CONTENT_ENCODING, encoding);
        }
        response
    };
    let cache = match asset.lifetime {
        Lifetime::ForEver => "public, max-age=31536000, immutable",
        Lifetime::UntilChanged => "no-cache",
    };
    put(&mut response, CACHE_CONTROL, cache);
    put(&mut response, CONTENT_SECURITY_POLICY, PROGRAM_POLICY);
    put(&mut response, ETAG, &weak(&asset.etag));
    put(&mut response, VARY, "accept-encoding");
    response
}

/// The etag names the content whatever its encoding, and so is a weak one.
fn weak(etag: &str) -> String {
    format!("W/{etag}")
}

fn names(candidate: &str, etag: &str) -> bool {
    let candidate = candidate.trim();
    candidate == "*" || candidate.trim_start_matches("W/") == etag
}

fn put(response: &mut Response, name: axum::http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
