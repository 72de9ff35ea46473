//! Debian's road to the client's target, for machines without a road to
//! Rust's own servers: Debian packs a recent rustc and the source of its
//! standard library, but no build of it for wasm. It is built here, once.
//!
//! The source and the compiler must be of one release, so the default
//! toolchain cannot be mixed with Debian's source.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::TARGET;
use crate::dist::digest::short_hash;
use crate::{apt, command, paths};

/// What compiles and links for wasm. `rust-lld` is a link to lld-22.
pub const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";
const CLIPPY: &str = "/usr/bin/cargo-clippy";

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

/// A panic inside std says nothing useful about where in std it was; those
/// with a caller to blame name the caller. Bitcode is for the client's LTO.
const FLAGS: &str = "-Zlocation-detail=none -Cembed-bitcode=yes";

const BUILD: [&str; 6] = [
    "build",
    "--release",
    "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro",
    "-Zbuild-std-features=optimize_for_size",
    "--target",
    TARGET,
];

/// The standard library, if it is already built for the installed compiler.
pub fn ready() -> Option<PathBuf> {
    let sysroot = sysroot().ok()?;
    sysroot.exists().then_some(sysroot)
}

/// Installs the packages and builds the standard library where missing.
/// Returns its sysroot.
pub fn ensure() -> Result<PathBuf> {
    apt::ensure(&PACKAGES)?;
    let sysroot = sysroot()?;
    if !sysroot.exists() {
        build(&sysroot)?;
    }
    Ok(sysroot)
}

/// Installs the clippy that fits the compiler.
pub fn ensure_clippy() -> Result<()> {
    apt::ensure(&["rust-web-clippy"])
}

/// Debian's cargo and rustc.
pub fn cargo(subcommand: &str) -> Command {
    let program = if subcommand == "clippy" { CLIPPY } else { CARGO };
    let mut command = Command::new(program);
    command.arg(subcommand);
    command::in_workspace(&mut command);
    command.env("CARGO", CARGO).env("RUSTC", RUSTC);
    command
}

/// The sysroot's folder, named after everything that shapes it.
fn sysroot() -> Result<PathBuf> {
    let version = command::output(Command::new(RUSTC).arg("-vV"))?;
    let recipe = format!("{version}{MANIFEST}{FLAGS}{}", BUILD.join(" "));
    Ok(paths::target().join("wasm-std").join(short_hash(recipe.as_bytes())))
}

fn build(sysroot: &Path) -> Result<()> {
    let work = sysroot.with_extension("build");
    fs::create_dir_all(&work)?;
    fs::write(work.join("Cargo.toml"), MANIFEST)?;
    fs::write(work.join("lib.rs"), "#![no_std]\n")?;
    command::step(
        "build the standard library for wasm",
        Command::new(CARGO)
            .args(BUILD)
            .current_dir(&work)
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", FLAGS)
            .env("CARGO_TARGET_DIR", work.join("target"))
            .env_remove("LD_LIBRARY_PATH"),
    )?;
    let made = work.join("target").join(TARGET).join("release").join("deps");
    let staged = work.join("sysroot");
    copy_libraries(&made, &staged)?;
    fs::rename(&staged, sysroot)?;
    fs::remove_dir_all(&work)?;
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
