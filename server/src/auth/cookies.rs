//! Cookies, as far as this server needs them.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The value of the request's cookie `name`.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        fn check(header: &'static str, expect: Option<&str>) {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, header.parse().unwrap());
            assert_eq!(cookie(&headers, "bontot_lang"), expect, "{header}");
        }
        check("bontot_lang=en", Some("en"));
        check("a=b; bontot_lang=bn;c=d", Some("bn"));
        check("xbontot_lang=en", None);
        check("bontot_lang", None);
        check("", None);
    }
}
