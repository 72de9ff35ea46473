//! Size and names of files, and what must not stand in them.

use crate::code::{Part, names, tokens};
use crate::source::{files, none};

/// Beyond this a file is taken apart.
const MOST_LINES: usize = 600;

const TEXTS: [&str; 12] =
    [".rs", ".toml", ".md", ".js", ".css", ".html", ".sql", ".json", ".webmanifest", ".yml", ".svg", "run"];

#[test]
fn no_file_is_long() {
    let sources = files("", &[".rs"]).into_iter();
    let found: Vec<_> = sources
        .filter(|source| MOST_LINES < source.text.lines().count())
        .map(|source| format!("{}:{}", source.path, source.text.lines().count()))
        .collect();
    none("No file has more than 600 lines.", &found);
}

#[test]
fn files_are_named_for_what_they_hold() {
    let vague = ["mod.rs", "util.rs", "utils.rs", "helper.rs", "helpers.rs", "misc.rs", "common.rs"];
    let found: Vec<_> = files("", &[".rs"])
        .into_iter()
        .filter(|source| source.path.split('/').any(|part| vague.contains(&part) || part == "utils"))
        .map(|source| format!("{}:1", source.path))
        .collect();
    none("A file is named for its one type or use case, a folder for the file beside it.", &found);
}

#[test]
fn nothing_is_left_to_be_done() {
    // Written apart, so that this file does not offend.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
    let mut found = Vec::new();
    for source in files("", &TEXTS) {
        for (number, line) in (1..).zip(source.text.lines()) {
            let mut parts = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            if parts.any(|part| words.contains(&part)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none("What is left to be done is not left in the sources.", &found);
}

#[test]
fn nothing_is_unsafe_allowed_or_ignored() {
    let mut found = Vec::new();
    for source in files("", &[".rs"]) {
        let tokens = tokens(&source, Part::All);
        let mut offend = |line: usize, what: &str| found.push(format!("{}:{line}: {what}", source.path));
        names(&tokens, &["unsafe"]).for_each(|(line, name)| offend(line, name));
        for window in tokens.windows(2) {
            let attribute = window[1].name().filter(|_| window[0].is('['));
            if let Some(name) = attribute.filter(|name| ["allow", "ignore"].contains(name)) {
                offend(window[1].line, name);
            }
        }
    }
    none("Use `#[expect(lint, reason = …)]`; run every test; nothing is unsafe.", &found);
}
