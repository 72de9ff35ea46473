//! Which encodings of a content the other side takes.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// Whether `Accept-Encoding` names `encoding`, and not to rule it out.
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let listed = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|header| header.to_str().ok());
    listed.flat_map(|header| header.split(',')).any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = pieces.find_map(|piece| piece.strip_prefix("q="));
        named && !weight.is_some_and(|weight| weight.chars().all(|c| c == '0' || c == '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_taken_unless_ruled_out() {
        fn check(header: &'static str, expect: bool) {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, header.parse().unwrap());
            assert_eq!(accepts(&headers, "br"), expect, "{header}");
        }
        check("gzip, deflate, br", true);
        check("br;q=0.1", true);
        check("BR", true);
        check("br;q=0", false);
        check("br; q=0.000", false);
        check("gzip", false);
        check("brotli", false);
        check("", false);
    }
}
