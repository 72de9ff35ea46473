//! The phone's build of the crate `vectors`, for Node: the test of the same
//! name calls it beside the native one.

use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::{self, Toolchain};
use crate::{command, paths};

/// Builds it and prints where its script is, as the test reads it from `VECTORS_JS`.
pub fn show() -> Result<()> {
    println!("{}", build(&toolchain::ensure()?)?.display());
    Ok(())
}

/// Builds it with the client's own compiler, library and switches, and says
/// where its script is.
pub fn build(toolchain: &Toolchain) -> Result<PathBuf> {
    let mut build = toolchain.cargo_of("vectors", "build");
    command::step("compile the vectors for the phone", build.args(["--features", "phone"]))?;
    let wasm = paths::client_target().join(toolchain::TARGET).join("wasm-release/vectors.wasm");
    let folder = paths::client_target().join("vectors");
    Bindgen::new()
        .input_path(&wasm)
        .out_name("vectors")
        .nodejs(true)?
        .typescript(false)
        .generate(&folder)
        .context("wasm-bindgen could not read the compiled vectors")?;
    Ok(folder.join("vectors.js"))
}
