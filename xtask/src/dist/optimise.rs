//! wasm-opt: a tenth less code for the phone to compile. Over the wire the gain
//! is small, since brotli finds most of the same repetitions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::WasmOpt;
use super::bindgen::Client;
use crate::{command, npm, paths};

/// Size first. Large functions stay apart even when only one place calls them:
/// brotli does better with them (4 KB). No address below 1,024 is used but by the
/// last kilobyte of the stack, which rustc puts first, so a sum in an address may
/// become the instruction's own offset (6 KB): a stack that has grown into that
/// kilobyte then ends the program a little earlier. The features are those that
/// rustc's standard library uses.
const FLAGS: [&str; 12] = [
    "-Oz",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=16",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// In the later part, what many call comes first, so that its number is short: 3 KB
/// less. The first part is 5 KB less as it is, with neighbours that are alike.
const LATER: [&str; 2] = ["--reorder-functions", "--reorder-locals"];

/// The pinned wasm-opt; installs it where missing.
pub fn find(need: WasmOpt) -> Result<Option<PathBuf>> {
    match (npm::tool("wasm-opt"), need) {
        (Ok(tool), _) => Ok(Some(tool)),
        (Err(error), WasmOpt::Required) => Err(error),
        (Err(error), WasmOpt::IfPresent) => {
            eprintln!("xtask: warning: no wasm-opt, the client will be larger: {error:#}");
            Ok(None)
        }
    }
}

/// Makes every part of the client smaller.
pub fn optimise_all(tool: &Path, client: &mut Client) -> Result<()> {
    client.wasm = optimise(tool, &client.wasm, &[])?;
    for part in &mut client.later {
        part.wasm = optimise(tool, &part.wasm, &LATER)?;
    }
    Ok(())
}

/// Returns a smaller wasm that does the same.
fn optimise(tool: &Path, wasm: &[u8], further: &[&str]) -> Result<Vec<u8>> {
    let input = paths::client_target().join("before.wasm");
    let output = paths::client_target().join("after.wasm");
    fs::write(&input, wasm)?;
    let mut command = Command::new(tool);
    command.args(FLAGS).args(further).arg(&input).arg("-o").arg(&output);
    command::output(&mut command)?;
    Ok(fs::read(output)?)
}
