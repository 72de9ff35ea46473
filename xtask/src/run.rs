//! Builds everything and serves on this machine.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::dist::{self, WasmOpt};
use crate::{command, paths};

/// What a new database holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The demo ward.
    Demo,
    /// Nothing.
    Empty,
}

/// Builds the site and the server, then serves until interrupted. The server
/// itself prints its addresses and codes.
pub fn run(port: u16, data: Option<PathBuf>, content: Content) -> Result<()> {
    dist::dist(WasmOpt::IfPresent)?;
    let server = build_server()?;
    let data = data.unwrap_or_else(|| paths::root().join("data/bontot.db"));
    if let Some(folder) = data.parent() {
        // Where this fails, the server has the clearer words for it.
        std::fs::create_dir_all(folder).ok();
    }
    let mut serve = Command::new(server);
    serve.args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(data);
    if content == Content::Demo {
        serve.arg("--demo");
    }
    become_it(&mut serve)
}

/// Builds the server as it ships, and says where it is.
pub fn build_server() -> Result<PathBuf> {
    let mut build = command::cargo("build");
    build.args(["--release", "--package", "server"]);
    command::step("build the server", &mut build)?;
    Ok(paths::target().join("release/bontot"))
}

/// Replaces this process, so that signals reach the server alone.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("could not start the server")
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<()> {
    let status = command.status().context("could not start the server")?;
    std::process::exit(status.code().unwrap_or(1));
}
