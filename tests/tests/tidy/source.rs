//! The files of the project, and how offences in them are told.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: [&str; 4] = ["target", "node_modules", "data", ".git"];

/// A text file of the project.
pub struct Source {
    /// Its path from the project's folder, with slashes.
    pub path: String,
    pub text: String,
}

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// One file of the project.
pub fn read(path: &str) -> Source {
    Source { path: path.to_owned(), text: fs::read_to_string(root().join(path)).unwrap() }
}

/// Every file below `folder` whose name ends with one of `endings`, by path.
pub fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join(folder), &mut paths);
    let relative = |path: &PathBuf| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
    let mut paths: Vec<_> = paths.iter().map(relative).collect();
    paths.retain(|path| endings.iter().any(|ending| path.ends_with(ending)));
    paths.sort();
    assert!(!paths.is_empty(), "there is nothing below {folder}");
    paths.iter().map(|path| read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !MADE.contains(&name) {
            collect(&path, paths);
        } else if path.is_file() {
            paths.push(path);
        }
    }
}

/// Ends the test where there are offences, and tells them all.
pub fn none(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}\n{}\n", offences.join("\n"));
}
