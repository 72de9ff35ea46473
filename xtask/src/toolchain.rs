//! The compiler for the client: a rustc, and a standard library for
//! `wasm32-unknown-unknown` that is built here from the compiler's own source.
//!
//! The library that rustup ships is made for speed and for unwinding. A phone
//! downloads every byte of it, so it is built anew, once: for size, and so that
//! a panic stops the program without the texts and tables of unwinding. This
//! takes switches that stable compilers keep behind `RUSTC_BOOTSTRAP`; they
//! concern this one program only, and the server is built without them.

mod debian;
mod rustup;
mod standard_library;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{command, paths};

/// The client's target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Switches of the client's own code. Leptos's views are erased to one type:
/// a program of many pages gets smaller by it. The relocations tell the split
/// what reaches what.
const CLIENT_FLAGS: &str = "--cfg erase_components -Clink-args=--emit-relocs";

/// A compiler whose source is at hand.
pub struct Compiler {
    /// Its cargo.
    cargo: OsString,
    /// Its rustc.
    rustc: OsString,
    /// The program for `cargo clippy`; its cargo where they are one.
    clippy: OsString,
    /// Installs clippy where it is a package of its own.
    ensure_clippy: fn() -> Result<()>,
}

/// What builds the client.
pub struct Toolchain {
    compiler: Compiler,
    sysroot: PathBuf,
}

/// Makes sure of a compiler for the client: the default toolchain with its
/// source from rustup, else Debian's packages.
///
/// `XTASK_WASM=debian` takes the second road even where the first is open.
pub fn ensure() -> Result<Toolchain> {
    let debian_only = env::var_os("XTASK_WASM") == Some(OsString::from("debian"));
    let compiler = if !debian_only && rustup::ensure() { rustup::compiler() } else { debian_compiler()? };
    let sysroot = standard_library::ensure(&compiler)?;
    Ok(Toolchain { compiler, sysroot })
}

fn debian_compiler() -> Result<Compiler> {
    debian::ensure().with_context(|| {
        format!(
            "no compiler for {TARGET}: run `rustup component add rust-src`, or work as root on a \
             Debian that has the packages {}",
            debian::PACKAGES.join(" ")
        )
    })?;
    Ok(debian::compiler())
}

impl Toolchain {
    /// A cargo command (`build`, ...) for the client's target, in the client's
    /// own target folder.
    pub fn cargo(&self, subcommand: &str) -> Command {
        self.cargo_of("client", subcommand)
    }

    /// A cargo command as [`Self::cargo`], for another package of the workspace.
    pub fn cargo_of(&self, package: &str, subcommand: &str) -> Command {
        self.command(&self.compiler.cargo, package, subcommand)
    }

    /// A cargo command as [`Self::cargo`], that lints; installs clippy where
    /// it is missing.
    pub fn clippy(&self) -> Result<Command> {
        (self.compiler.ensure_clippy)()?;
        Ok(self.command(&self.compiler.clippy, "client", "clippy"))
    }

    fn command(&self, program: &OsString, package: &str, subcommand: &str) -> Command {
        let mut cargo = Command::new(program);
        cargo.arg(subcommand);
        command::in_workspace(&mut cargo);
        let flags = standard_library::FLAGS;
        cargo
            .env("CARGO", &self.compiler.cargo)
            .env("RUSTC", &self.compiler.rustc)
            .env("RUSTC_BOOTSTRAP", "1")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                format!("--sysroot {} {flags} {CLIENT_FLAGS}", self.sysroot.display()),
            )
            .args(["--package", package, "--target", TARGET])
            .args(["--profile", "wasm-release", "--target-dir"])
            .arg(paths::client_target());
        cargo
    }
}
