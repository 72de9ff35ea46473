//! Rustup's road to the client's target: the default toolchain, with the
//! source of its standard library.

use std::env;
use std::path::Path;
use std::process::Command;

use super::Compiler;
use crate::command;

/// Whether the source is there, after asking rustup for it where it is not.
pub fn ensure() -> bool {
    if has_source() {
        return true;
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add", "rust-src"]);
    command::in_workspace(&mut rustup);
    command::step("fetch the standard library's source with rustup", &mut rustup).is_ok() && has_source()
}

/// The default toolchain.
pub fn compiler() -> Compiler {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Compiler { clippy: cargo.clone(), cargo, rustc, ensure_clippy: || Ok(()) }
}

fn has_source() -> bool {
    let mut rustc = Command::new(compiler().rustc);
    rustc.args(["--print", "sysroot"]);
    command::in_workspace(&mut rustc);
    command::output(&mut rustc)
        .is_ok_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std").exists())
}
