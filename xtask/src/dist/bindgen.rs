//! From what rustc made to what a browser loads: wasm-bindgen, as a library,
//! so that its version is the one in `Cargo.lock` and nothing is installed.

use std::fs;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::loader;
use super::split::{Later, Parts};
use crate::paths;

/// The client as a browser loads it.
pub struct Client {
    /// An ES module whose default export starts the wasm; it also loads the
    /// later parts, by the names they have here.
    pub js: String,
    /// The wasm of the first part.
    pub wasm: Vec<u8>,
    /// The later parts.
    pub later: Vec<Later>,
}

/// Makes the JavaScript side of a compiled client.
pub fn bind(parts: Parts) -> Result<Client> {
    let folder = paths::client_target().join("bindgen");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(&parts.first)
        .out_name("client")
        .web(true)?
        .typescript(false)
        // The later parts need them, and find them by their names.
        .keep_lld_exports(true)
        .demangle(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen could not read the compiled client")?;
    if folder.join("snippets").exists() {
        bail!(
            "a dependency brings its own JavaScript (see {}/snippets): the site has no \
             place for it; use web-sys in app/src/platform instead",
            folder.display()
        );
    }
    Ok(Client {
        js: loader::join(&fs::read_to_string(folder.join("client.js"))?, &parts.loader)?,
        wasm: fs::read(folder.join("client_bg.wasm"))?,
        later: parts.later,
    })
}
