//! What comes from npm, pinned in the `package-lock.json` of its folder: wasm-opt
//! (package `binaryen`) beside this crate, and the peers of a bench.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, command};

/// Makes sure of one of the pinned tools and says where it is.
pub fn tool(name: &str) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = folder.join("node_modules");
    let tool = modules.join(".bin").join(name);
    if is_current(folder, &modules) && tool.exists() {
        return Ok(tool);
    }
    install(folder).context("wasm-opt comes from npm")?;
    Ok(tool)
}

/// Makes sure of the packages that a folder's lock file names.
pub fn ensure(folder: &Path) -> Result<()> {
    if is_current(folder, &folder.join("node_modules")) { Ok(()) } else { install(folder) }
}

fn install(folder: &Path) -> Result<()> {
    if command::on_path("npm").is_none() {
        apt::ensure(&["nodejs", "npm"]).context("npm is missing")?;
    }
    command::step(
        "install the pinned npm packages",
        Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder),
    )
}

/// Whether `node_modules` was installed after the lock file last changed.
fn is_current(folder: &Path, modules: &Path) -> bool {
    let changed = |file: PathBuf| file.metadata().and_then(|data| data.modified()).ok();
    let wanted = changed(folder.join("package-lock.json"));
    let there = changed(modules.join(".package-lock.json"));
    wanted.is_some() && wanted <= there
}
