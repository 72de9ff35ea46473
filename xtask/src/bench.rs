//! The benches, each a program of the `tests` crate that prints JSON lines.

use anyhow::{Context, Result, bail};

use crate::dist::{self, WasmOpt};
use crate::{browser, command, run};

/// Name, program, and what it measures.
const BENCHES: [(&str, &str, &str); 1] =
    [("phone", "bench-phone", "how fast the phone pages start and answer, in a throttled browser")];

/// Runs the bench of this name, or lists the benches.
pub fn bench(name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for (name, _, what) in BENCHES {
            println!("{name:<10} {what}");
        }
        return Ok(());
    };
    let found = BENCHES.iter().find(|(known, _, _)| *known == name);
    let (_, program, _) =
        found.with_context(|| format!("there is no bench `{name}`: `cargo xtask bench` lists them"))?;
    let browser = browser::ensure()?;
    dist::dist(WasmOpt::Required)?;
    let server = run::build_server()?;
    let status = command::cargo("run")
        .args(["--release", "--quiet", "--package", "tests", "--bin", program])
        .env("BONTOT_BIN", server)
        .env("CHROMIUM", browser.chromium)
        .env("CHROMEDRIVER", browser.driver)
        .status()?;
    if !status.success() {
        bail!("the bench `{name}` failed ({status})");
    }
    Ok(())
}
