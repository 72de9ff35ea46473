//! The compiler for the client: a rustc with a standard library for
//! `wasm32-unknown-unknown`.

mod debian;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{command, paths};

/// The client's target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Flags for every crate of the client. Leptos boxes its views instead of
/// compiling each nesting of them anew, which takes 35 KB off the download.
const FLAGS: &str = "--cfg erase_components";

const FLAGS_VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Where the client's compiler comes from.
pub enum Toolchain {
    /// The toolchain that builds everything else has the target.
    Default,
    /// Debian's rustc beside it, with a standard library built from source in
    /// this folder.
    Debian(PathBuf),
}

/// Makes sure of a compiler for the client: the default toolchain if it has
/// the target or rustup can add it, else Debian's packages.
///
/// `XTASK_WASM=debian` takes the second road even where the first is open.
pub fn ensure() -> Result<Toolchain> {
    let debian_only = env::var_os("XTASK_WASM") == Some(OsString::from("debian"));
    if !debian_only && has_target() {
        return Ok(Toolchain::Default);
    }
    if let Some(sysroot) = debian::ready() {
        return Ok(Toolchain::Debian(sysroot));
    }
    if !debian_only && add_target().is_ok() && has_target() {
        return Ok(Toolchain::Default);
    }
    debian::ensure().map(Toolchain::Debian).with_context(|| {
        format!(
            "no compiler for {TARGET}: run `rustup target add {TARGET}`, \
             or work on a Debian with the packages {}",
            debian::PACKAGES.join(" ")
        )
    })
}

impl Toolchain {
    /// A cargo command (`build`, `clippy`, ...) for the client's target, in
    /// the client's own target folder.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let (mut cargo, flags) = match self {
            Self::Default => (command::cargo(subcommand), FLAGS.to_owned()),
            Self::Debian(sysroot) => {
                (debian::cargo(subcommand), format!("{FLAGS} --sysroot {}", sysroot.display()))
            }
        };
        cargo.env(FLAGS_VARIABLE, flags);
        cargo
            .args(["--package", "client", "--target", TARGET])
            .args(["--profile", "wasm-release", "--target-dir"])
            .arg(paths::client_target());
        cargo
    }

    /// A cargo command as [`Self::cargo`], that lints; installs clippy where
    /// it is missing.
    pub fn clippy(&self) -> Result<Command> {
        if let Self::Debian(_) = self {
            debian::ensure_clippy()?;
        }
        Ok(self.cargo("clippy"))
    }
}

/// Whether the default rustc finds a `core` for the target.
fn has_target() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    command.args(["--print", "target-libdir", "--target", TARGET]);
    command::in_workspace(&mut command);
    command::output(&mut command).is_ok_and(|folder| has_core(Path::new(folder.trim())))
}

fn has_core(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libcore-") && name.ends_with(".rlib")
        })
    })
}

fn add_target() -> Result<()> {
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    command::in_workspace(&mut rustup);
    command::step("add the client's target with rustup", &mut rustup)
}
