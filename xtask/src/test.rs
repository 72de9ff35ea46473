//! Everything CI asks, in one go.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::check::{check_with, native};
use crate::dist::{self, WasmOpt};
use crate::{command, npm, paths, size, toolchain, vectors};

/// Stops at the first stage that fails; what fails fast comes early.
pub fn test() -> Result<()> {
    let browser = browser::ensure()?;
    let site = dist::dist(WasmOpt::Required)?;
    size::gate(&site)?;
    let toolchain = toolchain::ensure()?;
    check_with(&toolchain)?;
    let vectors = vectors::build(&toolchain)?;
    let client = npm::client()?;

    // All targets, so that tests and the server are built with one set of
    // features, once.
    let mut build = command::cargo("build");
    native(&mut build).arg("--all-targets");
    command::step("build the server and the tests", &mut build)?;

    let mut tests = command::cargo("test");
    native(&mut tests).arg("--no-fail-fast");
    with_environment(&mut tests, &browser, &vectors, &client);
    command::timed("tests", || run_tests(&mut tests))
}

fn with_environment(tests: &mut Command, browser: &Browser, vectors: &Path, client: &Path) {
    tests
        .env("BONTOT_BIN", paths::target().join("debug/bontot"))
        .env("VECTORS_JS", vectors)
        .env("NODE_CLIENT", client);
    browser.name_in(tests);
}

/// Runs the tests, passing their output on, and closes with the sum over all
/// programs, which cargo itself does not give.
fn run_tests(tests: &mut Command) -> Result<()> {
    let mut child = tests.stdout(Stdio::piped()).spawn().context("could not start cargo test")?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let mut sum = Tally::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        sum.add(&line);
    }
    let status = child.wait()?;
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if !status.success() {
        bail!("tests failed ({status})");
    }
    if sum.passed == 0 {
        bail!("no test was run");
    }
    Ok(())
}

/// Tests over several programs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Adds what a line says, if it is the closing line of a test program:
    /// `test result: ok. 3 passed; 0 failed; ...`.
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|result| result.split_once(". "))
        else {
            return;
        };
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], passed: u64, failed: u64) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.add(line));
        assert_eq!(tally, Tally { passed, failed });
    }

    #[test]
    fn the_tally_reads_closing_lines_only() {
        let ok = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        let bad = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured";
        check(&["test a ... ok", "5 passed"], 0, 0);
        check(&[ok, "", bad], 4, 2);
    }
}
