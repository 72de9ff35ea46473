//! Debian's road to the client's target, for machines without a road to
//! Rust's own servers: Debian packs a recent rustc and the source of its
//! standard library.
//!
//! The source and the compiler must be of one release, so the default
//! toolchain cannot be mixed with Debian's source.

use anyhow::Result;

use super::Compiler;
use crate::apt;

/// What compiles and links for wasm. `rust-lld` is a link to lld-22.
pub const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// Installs the packages where missing.
pub fn ensure() -> Result<()> {
    apt::ensure(&PACKAGES)
}

/// Debian's compiler.
pub fn compiler() -> Compiler {
    Compiler {
        cargo: "/usr/bin/cargo".into(),
        rustc: "/usr/bin/rustc".into(),
        clippy: "/usr/bin/cargo-clippy".into(),
        ensure_clippy: || apt::ensure(&["rust-web-clippy"]),
    }
}
