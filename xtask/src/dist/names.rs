//! The identifiers of a script.

use std::collections::BTreeMap;

/// Every identifier and number, in order.
pub fn identifiers(js: &str) -> impl Iterator<Item = &str> {
    js.split(|letter| !is_of_a_name(letter)).filter(|name| !name.is_empty())
}

/// The script with other names.
pub fn renamed(js: &str, names: &BTreeMap<String, String>) -> String {
    let mut renamed = String::with_capacity(js.len());
    let mut rest = js;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_of_a_name(letter)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        renamed.push_str(names.get(name).map_or(name, String::as_str));
        let end = after.find(is_of_a_name).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        renamed.push_str(between);
        rest = after;
    }
    renamed
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_renamed() {
        let names = [("__wbg_a_0f", "b"), ("_R1", "c")].map(|(old, new)| (old.to_owned(), new.to_owned()));
        let renamed = renamed("x.__wbg_a_0f(_R1_2, _R1) é__wbg_a_0f", &names.into());
        assert_eq!(renamed, "x.b(_R1_2, c) é__wbg_a_0f");
        assert_eq!(identifiers("a.b1(_c)").collect::<Vec<_>>(), ["a", "b1", "_c"]);
    }
}
