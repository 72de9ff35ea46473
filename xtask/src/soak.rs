//! The proof at length: simulated histories, and deaths of real processes, as
//! many as are asked for.

use anyhow::{Result, bail};

use crate::dist::{self, WasmOpt};
use crate::{command, paths, run};

/// What is asked for; nothing of what is `None`.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Simulated histories.
    pub histories: Option<u64>,
    /// Deaths of the server.
    pub kills: Option<u64>,
    /// The first seed.
    pub seed: u64,
}

/// Runs what is asked for, one after the other; every seed that fails is named.
pub fn soak(asked: Asked) -> Result<()> {
    let Asked { histories, kills, seed } = asked;
    if histories.is_none() && kills.is_none() {
        bail!("ask for --histories N or --kills N");
    }
    if !paths::site().exists() {
        // The server embeds the site, so it does not compile without one.
        dist::dist(WasmOpt::IfPresent)?;
    }
    if let Some(count) = histories {
        soak_with("histories", count, seed, &mut command::cargo("run"))?;
    }
    if let Some(count) = kills {
        let server = run::build_server()?;
        soak_with("kills", count, seed, command::cargo("run").env("BONTOT_BIN", server))?;
    }
    Ok(())
}

fn soak_with(what: &str, count: u64, seed: u64, soak: &mut std::process::Command) -> Result<()> {
    soak.args(["--release", "--quiet", "--package", "tests", "--bin", "soak", "--"]);
    let status = soak.args([what, &count.to_string(), &seed.to_string()]).status()?;
    if !status.success() {
        bail!("the soak of {what} failed ({status})");
    }
    Ok(())
}
