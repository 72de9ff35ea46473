//! The parts of the script that wasm-bindgen writes: it begins each of its
//! declarations at the margin, and each function that the wasm imports at the
//! eighth column.

use std::collections::BTreeMap;

use anyhow::Result;

use super::names::identifiers;
use super::slim::changed;

const IMPORT: &str = "        __wb";

/// The script without the declarations of `classes`.
pub fn without_classes(js: &str, classes: &[&str]) -> Result<String> {
    let mut kept = String::new();
    let mut dropped = 0;
    let is_of = |rest: &str| classes.contains(&first_name(rest));
    for declaration in declarations(js) {
        if declaration.strip_prefix("export class ").is_some_and(is_of) {
            dropped += 1;
        } else if !declaration.strip_prefix("if (Symbol.dispose) ").is_some_and(is_of) {
            kept.push_str(&declaration);
        }
    }
    if dropped == classes.len() { Ok(kept) } else { changed("a class is missing") }
}

/// The script without the functions and constants that nothing in it names.
pub fn without_unused(js: &str) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in identifiers(js) {
        *times.entry(name).or_default() += 1;
    }
    declarations(js)
        .into_iter()
        .filter(|declaration| {
            let own = ["const ", "function "].iter().find_map(|word| declaration.strip_prefix(word));
            own.is_none_or(|rest| times.get(first_name(rest)) != Some(&1))
        })
        .collect()
}

/// The script without those functions that the wasm does not import.
pub fn without_imports(js: &str, is_imported: impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    let mut is_kept = true;
    for line in js.split_inclusive('\n') {
        let name = first_name(line.trim_start());
        // What begins so and is no entry of the imports is a statement about one's own variable.
        if line.starts_with(IMPORT) && line.trim_start().strip_prefix(name).is_some_and(is_entry) {
            is_kept = is_imported(name);
        } else if !line.starts_with("        ") {
            is_kept = true;
        }
        if is_kept {
            kept.push_str(line);
        }
    }
    kept
}

fn is_entry(after_name: &str) -> bool {
    after_name.starts_with(':')
}

/// The declarations, each from its first line to the next one's.
fn declarations(js: &str) -> Vec<String> {
    let mut declarations = Vec::new();
    for line in js.split_inclusive('\n') {
        let begins = line.starts_with(|letter: char| letter.is_alphabetic());
        match declarations.last_mut() {
            Some(last) if !begins => String::push_str(last, line),
            _ => declarations.push(line.to_owned()),
        }
    }
    declarations
}

fn first_name(text: &str) -> &str {
    identifiers(text).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "export class A {\n    a() {}\n}\nif (Symbol.dispose) A.b = 1;\nexport function start() {\n    return { one };\n}\n\
                          const two = () =>\n    1;\nfunction one() {}\n";

    #[test]
    fn what_nothing_names_is_left_out() {
        let kept = without_unused(&without_classes(SCRIPT, &["A"]).unwrap());
        assert_eq!(kept, "export function start() {\n    return { one };\n}\nfunction one() {}\n");
        assert!(without_classes(SCRIPT, &["B"]).is_err());
    }

    #[test]
    fn what_the_wasm_does_not_import_is_left_out() {
        let js = "    const import0 = {\n        __wbg_a: function(x) {\n            x();\n        },\n        \
                  __wbg_b: function(x) {\n            return x;\n        },\n    };\nasync function go() {\n    if (!begun) {\n        \
                  __wbg_begun = once();\n    }\n}\n";
        let kept = without_imports(js, |name| name == "__wbg_b");
        assert_eq!(
            kept,
            "    const import0 = {\n        __wbg_b: function(x) {\n            return x;\n        },\n    };\nasync function go() {\n    if (!begun) {\n        __wbg_begun = once();\n    }\n}\n"
        );
    }
}
