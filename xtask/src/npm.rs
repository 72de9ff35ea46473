//! The tools that come from npm, pinned in `package-lock.json` beside this
//! crate: wasm-opt (package `binaryen`).

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
    if command::on_path("npm").is_none() {
        apt::ensure(&["nodejs", "npm"]).context("npm is missing, which brings wasm-opt")?;
    }
    command::step(
        "install the pinned npm tools",
        Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder),
    )?;
    Ok(tool)
}

/// Whether `node_modules` was installed after the lock file last changed.
fn is_current(folder: &Path, modules: &Path) -> bool {
    let changed = |file: PathBuf| file.metadata().and_then(|data| data.modified()).ok();
    let wanted = changed(folder.join("package-lock.json"));
    let there = changed(modules.join(".package-lock.json"));
    wanted.is_some() && wanted <= there
}
