//! What comes from npm, each pinned by a `package-lock.json`: wasm-opt (package
//! `binaryen`) beside this crate; beside the tests the official client of
//! automerge-repo and the peers of a bench, which nothing but those needs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, command, paths};

/// Makes sure of one of the pinned tools and says where it is.
pub fn tool(name: &str) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tool = folder.join("node_modules/.bin").join(name);
    if !tool.exists() || !is_current(folder) {
        install(folder, "npm is missing, which brings wasm-opt")?;
    }
    Ok(tool)
}

/// Makes sure of the client that the tests of the socket drive, and says which
/// program it is.
pub fn client() -> Result<PathBuf> {
    let folder = paths::root().join("tests/node");
    if !is_current(&folder) {
        install(&folder, "npm is missing, which brings the client of automerge-repo for a test")?;
    }
    Ok(folder.join("client.mjs"))
}

/// Makes sure of the peers of `cargo xtask bench sync`, and says which folder is theirs.
pub fn peers() -> Result<PathBuf> {
    let folder = paths::root().join("tests/peers");
    if !is_current(&folder) {
        install(&folder, "npm is missing, which brings the peers of a bench")?;
    }
    Ok(folder)
}

fn install(folder: &Path, missing: &'static str) -> Result<()> {
    if command::on_path("npm").is_none() {
        apt::ensure(&["nodejs", "npm"]).context(missing)?;
    }
    command::step(
        "install the pinned npm packages",
        Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder),
    )
}

/// Whether `node_modules` was installed after the lock file last changed.
fn is_current(folder: &Path) -> bool {
    let changed = |file: PathBuf| file.metadata().and_then(|data| data.modified()).ok();
    let wanted = changed(folder.join("package-lock.json"));
    let there = changed(folder.join("node_modules").join(".package-lock.json"));
    wanted.is_some() && wanted <= there
}
