//! The proof at length: simulated histories, and deaths of real processes, as
//! many as are asked for.

use anyhow::{Result, bail};

use crate::dist::{self, WasmOpt};
use crate::{browser, command, paths, run};

/// What is asked for; nothing of what is `None`.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Simulated histories.
    pub histories: Option<u64>,
    /// Deaths of the server.
    pub kills: Option<u64>,
    /// Deaths of the browser.
    pub browser_kills: Option<u64>,
    /// The first seed.
    pub seed: u64,
}

/// Runs what is asked for, one after the other; every seed that fails is named.
pub fn soak(asked: Asked) -> Result<()> {
    let Asked { histories, kills, browser_kills, seed } = asked;
    if histories.or(kills).or(browser_kills).is_none() {
        bail!("ask for --histories N, --kills N or --browser-kills N");
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
    if let Some(count) = browser_kills {
        let (browser, server) = (browser::ensure()?, run::build_server()?);
        let mut soak = command::cargo("run");
        soak.env("BONTOT_BIN", server);
        browser.name_in(&mut soak);
        soak_with("browser-kills", count, seed, &mut soak)?;
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
