//! Who may name what.

use crate::code::{Part, Token, lines_with, names, std_modules, tokens};
use crate::source::{files, none, root};

/// Modules of `std` that reach out of the program.
const OUTWARD: [&str; 7] = ["env", "fs", "io", "net", "os", "process", "thread"];

/// The offences of the code below `folders`, except in files for which `may` is true.
fn offences(
    folders: &[&str],
    may: impl Fn(&str) -> bool,
    find: impl Fn(&[Token]) -> Vec<(usize, String)>,
) -> Vec<String> {
    let sources = folders.iter().flat_map(|folder| files(folder, &[".rs"]));
    let sources = sources.filter(|source| !may(&source.path));
    let found = sources.flat_map(|source| {
        let found = find(&tokens(&source, Part::Program));
        found.into_iter().map(move |(line, what)| format!("{}:{line}: {what}", source.path))
    });
    found.collect()
}

fn named(tokens: &[Token], wanted: &[&str]) -> Vec<(usize, String)> {
    names(tokens, wanted).map(|(line, name)| (line, name.to_owned())).collect()
}

#[test]
fn shared_reads_no_clock_and_reaches_nowhere() {
    let find = |tokens: &[Token]| {
        let modules = std_modules(tokens).into_iter();
        let mut found: Vec<_> = modules
            .filter(|(_, module)| OUTWARD.contains(module) || *module == "time")
            .map(|(line, module)| (line, format!("std::{module}")))
            .collect();
        let outward =
            ["SystemTime", "Instant", "getrandom", "rand", "println", "eprintln", "print", "eprint"];
        found.extend(named(tokens, &outward));
        found.extend(lines_with(tokens, "::now").into_iter().map(|line| (line, "::now".to_owned())));
        found
    };
    let found = offences(&["shared/src"], |_| false, find);
    none("`shared` is pure: time, ids and bytes come in as parameters.", &found);
    let clock = offences(&["server/src"], |path| path != "server/src/state.rs", find);
    assert!(!clock.is_empty(), "the server's clock is not seen");
}

#[test]
fn only_the_platform_names_the_browser() {
    let may = |path: &str| {
        path == "app/src/platform.rs"
            || path.starts_with("app/src/platform/")
            || path.starts_with("app/client/src/")
    };
    let browser = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];
    let find = |tokens: &[Token]| named(tokens, &browser);
    none(
        "Only `app/src/platform` and `app/client` name the browser.",
        &offences(&["app", "server", "shared", "xtask"], may, find),
    );
    assert!(!offences(&["app"], |path| !may(path), find).is_empty(), "the platform is not seen");
}

#[test]
fn only_the_store_names_the_database() {
    let may = |path: &str| path == "server/src/store.rs" || path.starts_with("server/src/store/");
    let database = ["rusqlite", "rusqlite_migration"];
    let find = |tokens: &[Token]| named(tokens, &database);
    none(
        "Only `server/src/store` names rusqlite.",
        &offences(&["app", "server", "shared", "xtask", "tests"], may, find),
    );
    assert!(!offences(&["server"], |path| !may(path), find).is_empty(), "the store is not seen");
}

#[test]
fn every_route_is_in_the_router() {
    let pieces = [".route", ".route_service", ".nest", ".nest_service", ".fallback", "Router::new"];
    let find = |tokens: &[Token]| {
        let found = pieces
            .iter()
            .flat_map(|piece| lines_with(tokens, piece).into_iter().map(|line| (line, (*piece).to_owned())));
        found.collect()
    };
    let found = offences(&["server", "app"], |path| path == "server/src/router.rs", find);
    none("Every route is in `server/src/router.rs`.", &found);
    let router = offences(&["server/src"], |path| path != "server/src/router.rs", find);
    assert!(10 < router.len(), "the router has no routes: {router:?}");
}

/// Decision 0026: an update can be undone by starting the former program.
#[test]
fn tables_expand_or_contract() {
    let takes_away = ["DROP ", "RENAME "];
    let folder = std::fs::read_dir(root().join("server/migrations")).unwrap();
    let mut seen = 0;
    for entry in folder {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let number: u32 = name[..4].parse().unwrap();
        if number < 15 {
            continue;
        }
        seen += 1;
        let text = std::fs::read_to_string(&path).unwrap().to_uppercase();
        let takes = takes_away.iter().any(|word| text.contains(word));
        let adds = text.contains("CREATE ") || text.contains("ADD COLUMN");
        // What is computed may be emptied: it is made again.
        let empties = text.contains("DELETE FROM STANDINGS;");
        let contracts = name.ends_with("_contract.sql");
        assert!(
            takes == contracts && (adds || empties) != contracts,
            "{name} adds or takes away, and says so in its name"
        );
    }
    assert!(0 < seen);
}
