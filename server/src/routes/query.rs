//! What an address asks for behind its question mark.

/// The first value of `name` in a query, as it stands there.
pub fn value<'a>(query: Option<&'a str>, name: &str) -> Option<&'a str> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_whole_name() {
        fn check(query: Option<&str>, expect: Option<&str>) {
            assert_eq!(value(query, "after"), expect, "{query:?}");
        }
        check(Some("after=7"), Some("7"));
        check(Some("lang=vi&after=7&after=8"), Some("7"));
        check(Some("after=a=b"), Some("a=b"));
        check(Some("thereafter=7"), None);
        check(Some("after"), None);
        check(None, None);
    }
}
