//! The `bontot` program.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use server::cli::{Cli, run};
use tracing_subscriber::EnvFilter;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match start(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr(), "bontot: {error:#}").ok();
            ExitCode::FAILURE
        }
    }
}

fn start(cli: Cli) -> Result<()> {
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::Level::INFO.into())
        .from_env()
        .context("RUST_LOG cannot be read")?
        // It begins a span for each of its steps, which no line of the log names.
        .add_directive("automerge=warn".parse().context("a filter of the log")?)
        // It tells of every new file, and only where some other crate of the build
        // turned that kind of log on: that is no news for whoever runs the server.
        .add_directive("rusqlite_migration=warn".parse().context("a filter of the log")?);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let word = run(cli)?;
    // Whoever reads the output may have gone away.
    std::io::stdout().write_all(word.as_bytes()).ok();
    Ok(())
}
