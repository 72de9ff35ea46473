//! Builds everything and serves on this machine.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
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
    let data = data.unwrap_or_else(|| paths::root().join("data/bontot.db"));
    // Before the minutes of a build, not after them.
    port_is_free(port)?;
    folder_is_writable(&data)?;
    dist::dist(WasmOpt::IfPresent)?;
    let server = build_server()?;
    let mut serve = Command::new(server);
    serve.args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(data);
    if content == Content::Demo {
        serve.arg("--demo");
    }
    become_it(&mut serve)
}

fn port_is_free(port: u16) -> Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).with_context(|| {
        format!(
            "port {port} of this machine cannot be had: stop what listens there, or name another with --port"
        )
    })
}

/// Makes the folder of a data file where it is missing, and tries to write in it.
fn folder_is_writable(data: &Path) -> Result<()> {
    let Some(folder) = data.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let probe = folder.join(format!(".bontot-{}", std::process::id()));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, []))
        .and_then(|()| std::fs::remove_file(&probe))
        .with_context(|| {
            format!(
                "cannot write in {}: make it writable, or name another data file with --data",
                folder.display()
            )
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_said_with_what_to_do() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
        let port = taken.local_addr().expect("it is bound").port();
        let error = port_is_free(port).expect_err("the port is taken");
        assert!(error.to_string().contains("--port"), "{error}");
        drop(taken);
        port_is_free(port).expect("the port is free again");
    }

    #[test]
    fn a_folder_is_made_and_a_file_in_its_place_is_said() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        folder_is_writable(&folder.path().join("new/deep/bontot.db")).expect("the folders are made");
        assert!(folder.path().join("new/deep").read_dir().expect("it is there").next().is_none());
        std::fs::write(folder.path().join("file"), []).expect("a file");
        let error = folder_is_writable(&folder.path().join("file/bontot.db")).expect_err("no folder");
        assert!(error.to_string().contains("--data"), "{error}");
    }
}
