//! Debian's packages, for machines that are new and ours to change (CI).

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;

/// Makes sure that packages are installed. On a machine that is not Debian,
/// or not run by root, an error with the command a person can run.
pub fn ensure(packages: &[&str]) -> Result<()> {
    if packages.iter().all(|package| installed(package)) {
        return Ok(());
    }
    let names = packages.join(" ");
    if !may_install() {
        bail!("on Debian, `sudo apt-get install {names}` brings what is missing");
    }
    command::step("refresh the list of packages", apt().arg("update"))?;
    command::step(
        &format!("install {names}"),
        apt().args(["install", "-y", "--no-install-recommends"]).args(packages),
    )
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-q", "-o", "DPkg::Lock::Timeout=120"]).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn installed(package: &str) -> bool {
    command::output(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

fn may_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && command::on_path("apt-get").is_some()
        && command::output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}
