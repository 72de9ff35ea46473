//! From what rustc made to what a browser loads: wasm-bindgen, as a library,
//! so that its version is the one in `Cargo.lock` and nothing is installed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::paths;

/// The client as a browser loads it.
pub struct Client {
    /// An ES module whose default export starts the wasm.
    pub js: Vec<u8>,
    /// The wasm.
    pub wasm: Vec<u8>,
}

/// Makes the JavaScript side of a compiled client.
pub fn bind(compiled: &Path) -> Result<Client> {
    let folder = paths::client_target().join("bindgen");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(compiled)
        .out_name("client")
        .web(true)?
        .typescript(false)
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
    Ok(Client { js: fs::read(folder.join("client.js"))?, wasm: fs::read(folder.join("client_bg.wasm"))? })
}
