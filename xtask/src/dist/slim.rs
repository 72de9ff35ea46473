//! Takes out of the client what wasm-bindgen leaves in for programs that are not
//! here, and writes short what only the two halves say to each other.
//!
//! Leptos brings classes for the streams of server functions, of which the
//! client has none; what is exported for JavaScript stays, whether the script
//! calls it or not. And each name by which the wasm imports a function ends in a
//! hash: eight bytes that no compression takes away, once in the wasm and once
//! in the script.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use walrus::{ExportItem, Module, ModuleConfig, passes};

use super::bindgen::Client;
use super::{names, script};

/// The classes of `wasm-streams`, which Leptos brings for its server functions.
const UNUSED_CLASSES: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// How the names begin of what the generator exports for its own script.
const FOR_THE_SCRIPT: [&str; 3] = ["_R", "__wbg_intounderlying", "intounderlying"];

/// Makes both halves of the first part smaller.
pub fn slim(client: &mut Client) -> Result<()> {
    let mut module = ModuleConfig::new().generate_producers_section(false).parse(&client.wasm)?;
    let mut js = script::without_classes(&client.js, &UNUSED_CLASSES)?;
    loop {
        let before = js.len();
        js = script::without_unused(&js);
        drop_exports(&mut module, &names::identifiers(&js).collect());
        passes::gc::run(&mut module);
        let imported: BTreeSet<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
        js = script::without_imports(&js, |name| imported.contains(name));
        if js.len() == before {
            break;
        }
    }
    let short = shorten(&mut module);
    client.js = names::renamed(&js, &short);
    client.wasm = module.emit_wasm();
    Ok(())
}

/// Drops the exports that the script does not name.
fn drop_exports(module: &mut Module, named: &BTreeSet<&str>) {
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| matches!(export.item, ExportItem::Function(_)))
        .filter(|export| FOR_THE_SCRIPT.iter().any(|begin| export.name.starts_with(begin)))
        .filter(|export| !named.contains(export.name.as_str()))
        .map(walrus::Export::id)
        .collect();
    for id in unused {
        module.exports.delete(id);
    }
}

/// Gives short names to what the script and the wasm call each other by, and
/// says which.
fn shorten(module: &mut Module) -> BTreeMap<String, String> {
    let mut short = BTreeMap::new();
    for import in module.imports.iter_mut().filter(|import| import.name.starts_with("__wb")) {
        let next = format!("__i{}", short.len());
        import.name = short.entry(import.name.clone()).or_insert(next).clone();
    }
    for export in module.exports.iter_mut().filter(|export| export.name.starts_with("_R")) {
        let next = format!("__i{}", short.len());
        export.name = short.entry(export.name.clone()).or_insert(next).clone();
    }
    short
}

/// An error that says that the generator is another one than this was written for.
pub fn changed<T>(what: &str) -> Result<T> {
    bail!("{what}: the generator of the client's script changed")
}
