//! Where a visitor goes on to: an address of this server and no other.

/// The address, if it is a path of this server as browsers understand paths:
/// `//host` and `/\host` would lead elsewhere.
pub fn path_here(next: &str) -> Option<&str> {
    let rest = next.strip_prefix('/')?;
    let leads_away = rest.starts_with(['/', '\\']);
    let is_plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (!leads_away && is_plain && next.len() <= 500).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_server() {
        for next in ["/", "/standings/dong-mai/2024/11", "/standings/dong-mai?lang=en"] {
            assert_eq!(path_here(next), Some(next));
        }
        let away = [
            "",
            "standings",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
        ];
        for next in away.into_iter().chain(["/a\r\nset-cookie: x=y", "/ố", "\\\\evil.example", "/a\\b"]) {
            assert_eq!(path_here(next), None, "{next:?}");
        }
    }
}
