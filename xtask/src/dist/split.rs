//! Splits the compiled client into a first part, which starts the app, and
//! later parts, which it loads when it first needs them.
//!
//! The attribute `wasm_split` in the app marks the ways into a later part. What
//! only they reach goes there. The linker has to leave its relocations in the
//! compiled client, see `toolchain`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use crate::paths;

/// What the first part calls the loader, and the loader the first part. Both
/// names are gone when `loader` has made one script of the two.
pub const LOADER: &str = "./loader.js";
/// See [`LOADER`].
pub const CLIENT: &str = "./client.js";

/// A later part.
pub struct Later {
    /// The file's name in the loader, without a folder.
    pub file: String,
    /// The wasm.
    pub wasm: Vec<u8>,
}

/// The parts, not yet bound to JavaScript.
pub struct Parts {
    /// Where the first part lies.
    pub first: PathBuf,
    /// The later parts, in the order of their names.
    pub later: Vec<Later>,
    /// An ES module that loads the later parts.
    pub loader: String,
}

/// Splits a compiled client.
pub fn split(compiled: &[u8]) -> Result<Parts> {
    let folder = paths::client_target().join("split");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let first = folder.join("client.wasm");
    let mut options = Options::new(compiled);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.main_module = CLIENT;
    options.link_name = LOADER;
    let made = transform(options).map_err(|error| anyhow!("the client cannot be split: {error:#}"))?;

    let mut later = Vec::new();
    for path in &made.split_modules {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        later.push(Later { file, wasm: fs::read(path)? });
    }
    later.sort_by(|one, other| one.file.cmp(&other.file));
    let loader = fs::read_to_string(folder.join(LOADER))?;
    Ok(Parts { first, later, loader })
}
