//! The browser that the tests drive.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, command};

/// A Chromium and the driver of the same version.
pub struct Browser {
    /// Handed to the tests as `CHROMIUM`.
    pub chromium: PathBuf,
    /// Handed to the tests as `CHROMEDRIVER`.
    pub driver: PathBuf,
}

impl Browser {
    /// Tells `command` where they are.
    pub fn name_in(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.driver);
    }
}

/// Finds the browser (`CHROMIUM` and `CHROMEDRIVER`, else on `PATH`), or
/// installs Debian's.
pub fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    apt::ensure(&["chromium", "chromium-driver"]).context(
        "the tests drive a browser: set CHROMIUM and CHROMEDRIVER to a Chromium \
         and its ChromeDriver, or install them",
    )?;
    find().context("chromium was installed, but chromium and chromedriver are not on PATH")
}

fn find() -> Option<Browser> {
    Some(Browser {
        chromium: one_of("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?,
        driver: one_of("CHROMEDRIVER", &["chromedriver"])?,
    })
}

fn one_of(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Some(path.into());
    }
    programs.iter().find_map(|program| command::on_path(program))
}
