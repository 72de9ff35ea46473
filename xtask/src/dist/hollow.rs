//! Takes the inside out of functions of libraries that a phone never comes to,
//! so that it need not download what stands behind them.
//!
//! The optimiser cannot know that they are never called: a byte of the data
//! decides. What makes sure of that byte is named beside each. Who came there
//! all the same would end the program, as any fault in a library does.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use rustc_demangle::demangle;
use walrus::{FunctionBuilder, FunctionKind, Module, ModuleConfig};

/// The functions, as Rust names them.
const NEVER_CALLED: [&str; 2] = [
    // Reads a change that was compressed. `Document::absorb` refuses every chunk
    // but a plain one before Automerge sees it, and nobody makes others.
    "<flate2::deflate::bufread::DeflateDecoder<&[u8]> as std::io::Read>::read",
    // Counts a text by what people see as one letter. `Document::begin` says that
    // ours are counted by code points.
    "<unicode_segmentation::grapheme::Graphemes as core::iter::traits::iterator::Iterator>::next",
];

/// Hollows the functions of the program that lies at `first`.
pub fn hollow(first: &Path) -> Result<()> {
    let mut module = ModuleConfig::new().parse(&fs::read(first)?)?;
    for name in NEVER_CALLED {
        hollow_one(&mut module, name)?;
    }
    fs::write(first, module.emit_wasm())?;
    Ok(())
}

fn hollow_one(module: &mut Module, name: &str) -> Result<()> {
    let is_it = |mangled: &str| format!("{:#}", demangle(mangled)) == name;
    let found = module.funcs.iter().find(|function| function.name.as_deref().is_some_and(is_it));
    let Some((id, FunctionKind::Local(local))) = found.map(|function| (function.id(), &function.kind)) else {
        bail!(
            "{name} is not in the client any more: look for what took its place, or take it out of the list"
        );
    };
    let (arguments, type_of) = (local.args.clone(), module.types.get(local.ty()));
    let (params, results) = (type_of.params().to_vec(), type_of.results().to_vec());
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    builder.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
    Ok(())
}

#[cfg(test)]
mod tests {
    use walrus::ir::Instr;

    use super::*;

    /// Two functions, one of which calls the other.
    fn module() -> Module {
        let mut module = Module::default();
        let mut inner = FunctionBuilder::new(&mut module.types, &[], &[walrus::ValType::I32]);
        inner.name("inside".to_owned()).func_body().i32_const(7);
        let inner = inner.finish(Vec::new(), &mut module.funcs);
        let mut outer = FunctionBuilder::new(&mut module.types, &[], &[walrus::ValType::I32]);
        outer.name("library::read".to_owned()).func_body().call(inner);
        let outer = outer.finish(Vec::new(), &mut module.funcs);
        module.exports.add("read", outer);
        module
    }

    #[test]
    fn what_stands_behind_a_hollow_function_goes() {
        let mut module = module();
        hollow_one(&mut module, "library::read").unwrap();
        walrus::passes::gc::run(&mut module);
        let left: Vec<_> = module.funcs.iter_local().collect();
        assert_eq!(left.len(), 1);
        let body = left[0].1.block(left[0].1.entry_block());
        assert!(matches!(body.instrs[..], [(Instr::Unreachable(_), _)]));
    }

    #[test]
    fn a_function_that_is_not_there_is_said() {
        assert!(
            hollow_one(&mut module(), "library::write").unwrap_err().to_string().contains("library::write")
        );
    }
}
