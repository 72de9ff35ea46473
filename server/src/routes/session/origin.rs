//! Whether a form comes from our own page.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Whether the browser says that the form was sent by a page of this server,
/// or is none that would say so.
///
/// `Sec-Fetch-Site` is the browser's own verdict; older browsers send `Origin`
/// alone, whose host must be the one that is asked.
pub fn is_our_own(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return ["same-origin", "none"].iter().any(|own| site == own);
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let host = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    host.is_some() && host == headers.get(HOST).and_then(|host| host.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_other_sites_are_told_apart() {
        fn check(site: Option<&str>, origin: Option<&str>, expect: bool) {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "bontot.example:8080".parse().unwrap());
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().unwrap());
            }
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            assert_eq!(is_our_own(&headers), expect, "{site:?} {origin:?}");
        }
        check(None, None, true);
        check(Some("same-origin"), Some("http://bontot.example:8080"), true);
        check(Some("none"), None, true);
        check(Some("cross-site"), None, false);
        check(Some("same-site"), Some("http://bontot.example:8080"), false);
        check(None, Some("http://bontot.example:8080"), true);
        check(None, Some("http://bontot.example"), false);
        check(None, Some("https://evil.example"), false);
        check(None, Some("null"), false);
    }
}
