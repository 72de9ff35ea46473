//! The one entry to the project's chores, for people and for CI:
//! `cargo xtask run | dist | check | test | vectors | size | bench | soak`.
//!
//! *The client* is the wasm program of the phone pages. *The site* is the
//! folder `target/site`: the client and every file it needs, as the server
//! embeds them. Words go to stderr, figures (JSON lines) to stdout.

mod apt;
mod bench;
mod browser;
mod check;
mod command;
mod dist;
mod npm;
mod paths;
mod run;
mod size;
mod soak;
mod test;
mod toolchain;
mod vectors;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, checks, measures and runs Bốn Tốt.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the client and the server, then serve on this machine.
    Run {
        /// The port on 127.0.0.1.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// The database file; made when missing. [default: data/bontot.db]
        #[arg(long)]
        data: Option<PathBuf>,
        /// Start with an empty database instead of the demo ward.
        #[arg(long)]
        no_demo: bool,
    },
    /// Build the site into target/site.
    Dist,
    /// Formatting, lints for both targets, and the documentation's links.
    Check,
    /// Everything CI asks: site, size, checks and all tests.
    Test,
    /// Build the phone's side of the vectors and say where it is.
    Vectors,
    /// Print the sizes of what a phone downloads; fail above the aim.
    Size,
    /// Run a bench; without a name, list them.
    Bench {
        /// One of the names listed.
        name: Option<String>,
    },
    /// Prove at length what the tests prove in short: simulated histories under
    /// faults, and deaths of the real server under load.
    Soak {
        /// How many histories to simulate.
        #[arg(long)]
        histories: Option<u64>,
        /// How often to kill the server.
        #[arg(long)]
        kills: Option<u64>,
        /// How often to kill the browser.
        #[arg(long)]
        browser_kills: Option<u64>,
        /// The first seed: with one history, the one to tell again.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    match run_task(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_task(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Run { port, data, no_demo: true } => run::run(port, data, run::Content::Empty),
        Task::Run { port, data, no_demo: false } => run::run(port, data, run::Content::Demo),
        Task::Dist => dist::dist(dist::WasmOpt::Required).map(drop),
        Task::Check => check::check(),
        Task::Test => test::test(),
        Task::Vectors => vectors::show(),
        Task::Size => size::size(),
        Task::Bench { name } => bench::bench(name.as_deref()),
        Task::Soak { histories, kills, browser_kills, seed } => {
            soak::soak(soak::Asked { histories, kills, browser_kills, seed })
        }
    }
}
