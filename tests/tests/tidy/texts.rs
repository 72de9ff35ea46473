//! Every text that a person reads is in the locale files.

use std::collections::BTreeMap;

use crate::code::{Part, Seen, tokens};
use crate::markup;
use crate::source::{files, none, read};

const LOCALES: [&str; 3] = ["app/locales/vi", "app/locales/en", "app/locales/bn"];

/// Literals with letters beyond ASCII that are no text of a language.
const SIGNS: [(&str, &str); 0] = [];

/// The texts of a language by `section.key`, with the place of each.
fn locale(folder: &str) -> BTreeMap<String, (String, String)> {
    let mut texts = BTreeMap::new();
    for source in files(folder, &[".toml"]) {
        let section = source.path.rsplit('/').next().unwrap().trim_end_matches(".toml");
        let entries: toml::Table = source.text.parse().unwrap();
        let lines = (1..).zip(source.text.lines()).filter(|(_, line)| !line.starts_with('#'));
        let keys = lines.filter_map(|(number, line)| Some((number, line.split_once(" = ")?.0)));
        let mut counted = 0;
        for (number, key) in keys {
            let text = entries[key].as_str().unwrap().to_owned();
            texts.insert(format!("{section}.{key}"), (format!("{}:{number}", source.path), text));
            counted += 1;
        }
        assert_eq!(counted, entries.len(), "{}: each text has one line", source.path);
    }
    texts
}

/// The names between braces, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<_> =
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn the_languages_say_the_same_things() {
    let [vi, en, bn] = LOCALES.map(locale);
    assert!(100 < vi.len());
    let mut found = Vec::new();
    for (folder, other) in [(LOCALES[1], &en), (LOCALES[2], &bn)] {
        for (key, (place, text)) in &vi {
            match other.get(key) {
                None => found.push(format!("{place}: {folder} has no {key}")),
                Some((place, theirs)) if placeholders(theirs) != placeholders(text) => {
                    found.push(format!("{place}: {key} has other placeholders"));
                }
                Some(_) => {}
            }
        }
        let more = other.iter().filter(|(key, _)| !vi.contains_key(*key));
        found.extend(more.map(|(key, (place, _))| format!("{place}: only here: {key}")));
    }
    for texts in [&vi, &en, &bn] {
        let empty = texts.iter().filter(|(_, (_, text))| text.trim().is_empty());
        found.extend(empty.map(|(key, (place, _))| format!("{place}: {key} is empty")));
    }
    none("Each language has every text, with the same placeholders.", &found);
}

#[test]
fn no_text_of_a_language_stands_in_the_code() {
    let mut found = Vec::new();
    for source in files("app/src", &[".rs"]) {
        for token in tokens(&source, Part::Program) {
            let Seen::Literal(literal) = &token.seen else { continue };
            let sign = SIGNS.iter().any(|(path, sign)| *path == source.path && literal.contains(sign));
            if literal.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) && !sign {
                found.push(format!("{}:{}: {literal}", source.path, token.line));
            }
        }
        let code = source.text.parse().unwrap();
        found.extend(
            markup::texts(code).into_iter().map(|(line, text)| format!("{}:{line}: {text}", source.path)),
        );
    }
    none("Texts are in app/locales.", &found);
}

#[test]
fn every_exception_is_still_needed() {
    let unused = SIGNS.iter().filter(|(path, sign)| !read(path).text.contains(sign));
    let found: Vec<_> = unused.map(|(path, sign)| format!("{path}: {sign}")).collect();
    none("An exception that nothing needs is taken away.", &found);
}
