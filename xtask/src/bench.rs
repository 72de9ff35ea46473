//! The benches, each a program of the `tests` crate that prints JSON lines.

use anyhow::{Context, Result, bail};

use crate::dist::{self, WasmOpt};
use crate::{browser, command, npm, run};

/// What a bench needs beside its own program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// The site, the server and a browser.
    Phone,
    /// The server, and its peers under Node.
    Peers,
    /// Nothing.
    Nothing,
}

/// Name, program, what it needs, and what it measures.
const BENCHES: [(&str, &str, Needs, &str); 3] = [
    (
        "phone",
        "bench-phone",
        Needs::Phone,
        "how fast the phone pages start and answer, in a throttled browser",
    ),
    (
        "standings",
        "bench-standings",
        Needs::Nothing,
        "how long a changed record takes to new standings in a province, and all of them anew",
    ),
    (
        "sync",
        "bench-sync",
        Needs::Peers,
        "how many changes a second a ward takes in, how long phones wait, and what goes over the wire",
    ),
];

/// Runs the bench of this name, or lists the benches.
pub fn bench(name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for (name, _, _, what) in BENCHES {
            println!("{name:<10} {what}");
        }
        return Ok(());
    };
    let found = BENCHES.iter().find(|(known, _, _, _)| *known == name);
    let (_, program, needs, _) =
        found.with_context(|| format!("there is no bench `{name}`: `cargo xtask bench` lists them"))?;
    let mut bench = command::cargo("run");
    bench.args(["--release", "--quiet", "--package", "tests", "--bin", program]);
    match needs {
        Needs::Phone => {
            let browser = browser::ensure()?;
            dist::dist(WasmOpt::Required)?;
            bench
                .env("BONTOT_BIN", run::build_server()?)
                .env("CHROMIUM", browser.chromium)
                .env("CHROMEDRIVER", browser.driver);
        }
        Needs::Peers => {
            bench.env("BONTOT_BIN", run::build_server()?).env("BENCH_PEERS", npm::peers()?);
        }
        Needs::Nothing => {}
    }
    let status = bench.status()?;
    if !status.success() {
        bail!("the bench `{name}` failed ({status})");
    }
    Ok(())
}
