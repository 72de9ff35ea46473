//! The one build of the site, shared by `run`, `test`, `size` and `bench`:
//! compile, split, bind, optimise, name by content, fill in the templates, compress,
//! and put the whole in place at once. Nothing that did not change is done
//! again.

mod assemble;
mod bindgen;
mod blank;
mod comments;
mod compress;
pub mod digest;
mod hollow;
mod loader;
mod names;
mod optimise;
mod precache;
mod publish;
mod script;
pub mod site;
mod slim;
mod source;
mod split;
mod stamp;
mod template;

use std::fs;

use anyhow::{Context, Result};

use crate::{command, paths, toolchain};
use site::Site;
use source::Source;

/// Whether the site may be built without wasm-opt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WasmOpt {
    /// Good enough to try the program; the download is larger.
    IfPresent,
    /// For everything that measures or ships.
    Required,
}

/// Builds the site, or finds that it is up to date, and returns its list.
pub fn dist(wasm_opt: WasmOpt) -> Result<Site> {
    let toolchain = toolchain::ensure()?;
    command::step("compile the client", &mut toolchain.cargo("build"))?;
    let optimiser = optimise::find(wasm_opt)?;

    let compiled = paths::client_target().join(toolchain::TARGET).join("wasm-release/client.wasm");
    let wasm = fs::read(&compiled).with_context(|| format!("no {}", compiled.display()))?;
    let source = Source::read()?;
    let stamp = stamp::of(&wasm, &source, optimiser.as_deref())?;
    if let Some(site) = publish::current(&stamp) {
        eprintln!("xtask: the site is up to date (build {})", site.build);
        return Ok(site);
    }

    let parts = command::timed("split the client", || split::split(&blank::blank(&wasm)?))?;
    command::timed("hollow the client", || hollow::hollow(&parts.first))?;
    let mut client = command::timed("bind the client to JavaScript", || bindgen::bind(parts))?;
    command::timed("slim the client", || slim::slim(&mut client))?;
    if let Some(optimiser) = optimiser {
        command::timed("optimise the client", || optimise::optimise_all(&optimiser, &mut client))?;
    }
    let assembly = assemble::assemble(&source, client)?;
    command::timed("compress and publish the site", || publish::publish(assembly, &stamp))
}
