//! Every text that a person reads is in the locale files.

use std::collections::BTreeMap;

use crate::code::{Part, Seen, tokens};
use crate::markup;
use crate::source::{Source, files, none, read};

const LOCALES: [&str; 3] = ["app/locales/vi.toml", "app/locales/en.toml", "app/locales/bn.toml"];

/// Literals with letters beyond ASCII that are no text of a language.
const SIGNS: [(&str, &str); 1] = [
    // The symbol in a document's number, the same in every language.
    ("app/src/pages/cell/resolution_form.rs", "NQ/CĐ-CB"),
];

/// The texts of a locale file by `section.key`, with their lines.
fn locale(source: &Source) -> BTreeMap<String, (usize, String)> {
    let sections: toml::Table = source.text.parse().unwrap();
    let mut texts = BTreeMap::new();
    let mut section = "";
    for (number, line) in (1..).zip(source.text.lines()) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            let text = sections[section][key].as_str().unwrap().to_owned();
            let before = texts.insert(format!("{section}.{key}"), (number, text));
            assert_eq!(before, None, "{}:{number}", source.path);
        }
    }
    let entries: usize = sections.values().map(|section| section.as_table().unwrap().len()).sum();
    assert_eq!(texts.len(), entries, "{}: each text has one line", source.path);
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
    let sources = LOCALES.map(read);
    let [vi, en, bn] = sources.each_ref().map(locale);
    assert!(100 < vi.len());
    let mut found = Vec::new();
    for (path, other) in [(LOCALES[1], &en), (LOCALES[2], &bn)] {
        for (key, (line, text)) in &vi {
            match other.get(key) {
                None => found.push(format!("{}:{line}: {path} has no {key}", LOCALES[0])),
                Some((line, theirs)) if placeholders(theirs) != placeholders(text) => {
                    found.push(format!("{path}:{line}: {key} has other placeholders"));
                }
                Some(_) => {}
            }
        }
        let more = other.iter().filter(|(key, _)| !vi.contains_key(*key));
        found.extend(more.map(|(key, (line, _))| format!("{path}:{line}: only here: {key}")));
    }
    for (path, texts) in LOCALES.iter().zip([&vi, &en, &bn]) {
        let empty = texts.iter().filter(|(_, (_, text))| text.trim().is_empty());
        found.extend(empty.map(|(key, (line, _))| format!("{path}:{line}: {key} is empty")));
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
