//! Running other programs, with a name and a time for each step.

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::paths;

/// The cargo that runs this program, at work in the workspace's root.
pub fn cargo(subcommand: &str) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.arg(subcommand);
    in_workspace(&mut command);
    command
}

/// Makes a command work in the workspace's root, without the settings that
/// `cargo run` left in the environment for this program alone.
pub fn in_workspace(command: &mut Command) {
    command.current_dir(paths::root()).env("CARGO_TARGET_DIR", paths::target()).env_remove("LD_LIBRARY_PATH");
}

/// Runs a command to its end, saying on stderr what it is and how long it
/// took. Its own output goes to stderr too: stdout is for figures.
pub fn step(name: &str, command: &mut Command) -> Result<()> {
    command.stdout(io::stderr());
    timed(name, || {
        let status = command.status().with_context(|| could_not_start(command))?;
        if !status.success() {
            bail!("{name}: `{}` failed ({status})", words(command));
        }
        Ok(())
    })
}

/// Does a piece of work, saying on stderr what it is and how long it took.
pub fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("xtask: {name} ...");
    let start = Instant::now();
    let result = work();
    let word = if result.is_ok() { "done" } else { "FAILED" };
    eprintln!("xtask: {name}: {word} in {:.1?}", start.elapsed());
    result
}

/// What a command prints on stdout; an error when it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| could_not_start(command))?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({}): {}",
            words(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where a program lies on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn could_not_start(command: &Command) -> String {
    format!("could not start `{}`", words(command))
}

fn words(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    command.get_args().fold(program, |line, word| format!("{line} {}", word.to_string_lossy()))
}
