//! The standard library for wasm, built once from the compiler's source.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result, bail};

use super::{Compiler, TARGET};
use crate::dist::digest::short_hash;
use crate::{command, paths};

/// The crate whose build leaves a standard library behind. Small before fast,
/// and fit for link-time optimisation together with the client.
const MANIFEST: &str = r#"[package]
name = "wasm-std"
version = "0.0.0"
edition = "2024"

[lib]
path = "lib.rs"

[workspace]

[profile.release]
opt-level = "z"
codegen-units = 1
panic = "abort"
"#;

/// A panic stops the program at once; the page's rescue takes over. What would
/// only be read in a panic's message is left out: places and `Debug` texts.
pub const FLAGS: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Cembed-bitcode=yes";

const BUILD: [&str; 6] = [
    "build",
    "--release",
    "-Zbuild-std=std,panic_abort,proc_macro",
    "-Zbuild-std-features=optimize_for_size",
    "--target",
    TARGET,
];

/// Builds the library where missing, and gives its sysroot, whose name tells
/// everything that shapes it.
pub fn ensure(compiler: &Compiler) -> Result<PathBuf> {
    let version = command::output(Command::new(&compiler.rustc).arg("-vV"))?;
    let recipe = format!("{version}{MANIFEST}{FLAGS}{}", BUILD.join(" "));
    let sysroot = paths::target().join("wasm-std").join(short_hash(recipe.as_bytes()));
    if !sysroot.exists() {
        build(compiler, &sysroot)?;
    }
    Ok(sysroot)
}

fn build(compiler: &Compiler, sysroot: &Path) -> Result<()> {
    // Another xtask may be at it too: each works for itself, one of them wins.
    let work = sysroot.with_extension(format!("build-{}", process::id()));
    fs::create_dir_all(&work)?;
    fs::write(work.join("Cargo.toml"), MANIFEST)?;
    fs::write(work.join("lib.rs"), "#![no_std]\n")?;
    command::step(
        "build the standard library for wasm",
        Command::new(&compiler.cargo)
            .args(BUILD)
            .current_dir(&work)
            .env("RUSTC", &compiler.rustc)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", FLAGS)
            .env("CARGO_TARGET_DIR", work.join("target"))
            .env_remove("LD_LIBRARY_PATH"),
    )?;
    let made = work.join("target").join(TARGET).join("release").join("deps");
    let staged = work.join("sysroot");
    copy_libraries(&made, &staged)?;
    let moved = fs::rename(&staged, sysroot);
    fs::remove_dir_all(&work)?;
    if !sysroot.exists() {
        moved.with_context(|| format!("could not make {}", sysroot.display()))?;
    }
    Ok(())
}

fn copy_libraries(from: &Path, sysroot: &Path) -> Result<()> {
    let libraries = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&libraries)?;
    let mut copied = 0_usize;
    for entry in fs::read_dir(from).with_context(|| format!("no {}", from.display()))? {
        let path = entry?.path();
        let (Some(name), Some("rlib")) =
            (path.file_name(), path.extension().and_then(|extension| extension.to_str()))
        else {
            continue;
        };
        fs::copy(&path, libraries.join(name))?;
        copied += 1;
    }
    if copied == 0 {
        bail!("the build of the standard library left nothing in {}", from.display());
    }
    Ok(())
}
