//! What the reader of TOML files says, in the languages of the pages.

use shared::lang::Lang;

use crate::t;

/// What is wrong with a file that is no scheme. The common faults have words in
/// every language; of the others the reader's own, English words are told.
pub fn shape_words(lang: Lang, said: &str) -> String {
    let named = |start: &str| {
        let rest = said.strip_prefix(start)?.strip_prefix(" `")?;
        rest.split_once('`').map(|(name, _)| name)
    };
    if let Some(name) = named("missing field") {
        return t::schemefault_missing_field(lang, name);
    }
    if let Some(name) = named("unknown field") {
        return t::schemefault_unknown_field(lang, name);
    }
    if let Some(name) = named("unknown variant") {
        return t::schemefault_unknown_value(lang, name);
    }
    if let Some(detail) = said.strip_prefix("invalid type: ") {
        return t::schemefault_wrong_type(lang, detail);
    }
    if let Some(detail) = said.strip_prefix("invalid value: ") {
        return t::schemefault_wrong_value(lang, detail);
    }
    if said.starts_with("duplicate") {
        return t::schemefault_twice(lang, said);
    }
    if said.contains("recurs") {
        return t::schemefault_too_deep(lang).to_owned();
    }
    t::schemefault_shape(lang, said)
}

#[cfg(test)]
mod tests {
    use shared::scheme::file::{Fault, SchemeFileError, parse};

    use super::*;

    #[test]
    fn the_common_faults_of_a_file_are_told_in_the_reader_s_language() {
        fn check(file: &str, expect: &str) {
            let Err(SchemeFileError::Faults(found)) = parse(file) else { panic!("{file}") };
            let said = found.iter().find_map(|one| match &one.fault {
                Fault::Shape(said) => Some(said),
                _ => None,
            });
            let words = shape_words(Lang::Vi, said.unwrap());
            assert_eq!(words.split('(').next(), Some(expect), "{words}");
        }
        let deep = format!("id = {}", "[".repeat(500));
        check("", "thiếu mục “id”");
        check("id = 5", "giá trị không đúng kiểu ");
        check("id = 'a'\nid = 'b'", "viết hai lần ");
        check("id = x", "không đọc được ");
        check(&deep, "các phần lồng nhau quá nhiều lớp");
    }

    #[test]
    fn other_faults_keep_the_reader_s_words() {
        fn check(said: &str, expect: &str) {
            assert_eq!(shape_words(Lang::En, said), expect);
        }
        check("unknown field `idd`, expected one of `id`, `title`", "there is no entry “idd”");
        check("unknown variant `week`, expected `month` or `year`", "“week” is none of the possible values");
        check(
            "invalid value: integer `-1`, expected u16",
            "a value that is not possible (integer `-1`, expected u16)",
        );
        check("string values must be quoted", "it cannot be read (string values must be quoted)");
    }
}
