//! The stamp of a site: the hash of everything it was made from. A site with
//! the same stamp need not be made again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::digest::short_hash;
use super::source::Source;
use crate::paths;

/// The stamp of a site made from these parts by the present `xtask/src/dist`.
pub fn of(wasm: &[u8], source: &Source, optimiser: Option<&Path>) -> Result<String> {
    let mut hashes = vec![short_hash(wasm)];
    let texts = [&source.shell, &source.boot, &source.worker, &source.style];
    hashes.extend(texts.map(|text| short_hash(text.as_bytes())));
    hashes.push(short_hash(&source.manifest));
    for (name, body) in &source.icons {
        hashes.push(format!("{name} {}", short_hash(body)));
    }
    hashes.push(tools(optimiser)?);
    Ok(short_hash(hashes.join("\n").as_bytes()))
}

/// What the build does, and with which tools.
fn tools(optimiser: Option<&Path>) -> Result<String> {
    let xtask = paths::root().join("xtask");
    let mut hashes = vec![format!("optimised: {}", optimiser.is_some())];
    hashes.push(short_hash(&fs::read(xtask.join("package-lock.json"))?));
    let mut programs: Vec<PathBuf> = fs::read_dir(xtask.join("src/dist"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    programs.push(xtask.join("src/dist.rs"));
    programs.sort();
    for program in programs {
        hashes.push(short_hash(&fs::read(program)?));
    }
    Ok(hashes.join("\n"))
}
