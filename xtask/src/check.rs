//! What can be said about the code without running it.

use std::process::Command;

use anyhow::Result;

use crate::dist::{self, WasmOpt};
use crate::toolchain::{self, Toolchain};
use crate::{command, paths};

/// Formatting, lints for both targets, documentation. Stops at the first
/// that fails.
pub fn check() -> Result<()> {
    if !paths::site().exists() {
        // The server embeds the site, so it does not compile without one.
        dist::dist(WasmOpt::IfPresent)?;
    }
    check_with(&toolchain::ensure()?)
}

/// The checks, on a machine that has the site and the client's compiler.
pub fn check_with(toolchain: &Toolchain) -> Result<()> {
    let mut format = command::cargo("fmt");
    format.args(["--all", "--check"]);
    command::step("formatting", &mut format)?;

    let mut lint = command::cargo("clippy");
    native(&mut lint).arg("--all-targets");
    command::step("lints", deny(&mut lint))?;

    command::step("lints of the client", deny(&mut toolchain.clippy()?))?;

    let mut document = command::cargo("doc");
    native(&mut document).args(["--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", "-Dwarnings");
    command::step("documentation", &mut document)
}

/// Every package but the client, which is for wasm alone.
pub fn native(command: &mut Command) -> &mut Command {
    command.args(["--workspace", "--exclude", "client"])
}

fn deny(lint: &mut Command) -> &mut Command {
    lint.args(["--", "-Dwarnings"])
}
