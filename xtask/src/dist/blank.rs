//! Blanks tables of libraries that a phone never reads, so that it need not
//! download them: what reads them is hollow ([`super::hollow`]). They are found
//! by the compiler's own list of symbols.

use std::ops::Range;

use anyhow::{Context, Result, bail};
use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Linking, Parser, Payload, SymbolInfo};

/// How a table is known.
enum Table {
    /// By its name.
    Named(&'static str),
    /// By its first numbers, where the compiler gave it no name.
    Beginning(&'static [u32]),
}

const NEVER_READ: [Table; 3] = [
    // Checksums of gzip, which is not even read by what reads compressed changes.
    Table::Named("zlib_rs::crc32::braid::CRC32_WORD_TABLE"),
    Table::Named("zlib_rs::crc32::braid::CRC32_BYTE_TABLE"),
    // Letters that belong together, of `unicode_segmentation`: as ('\0', '\t', control)
    // and ('\n', '\n', line feed) are laid out in memory. Our texts are counted by
    // code points.
    Table::Beginning(&[0, 9]),
];

/// A symbol of the program's data, and where it lies in the file.
struct Symbol<'a> {
    name: &'a str,
    place: Range<usize>,
}

/// The compiled client without those tables.
pub fn blank(wasm: &[u8]) -> Result<Vec<u8>> {
    blank_all(wasm, &NEVER_READ)
}

fn blank_all(wasm: &[u8], tables: &[Table]) -> Result<Vec<u8>> {
    let symbols = symbols(wasm)?;
    let content = |symbol: &Symbol<'_>| wasm.get(symbol.place.clone()).unwrap_or_default();
    let mut blanked = wasm.to_vec();
    for table in tables {
        let found: Vec<_> =
            symbols.iter().filter(|symbol| is_it(table, symbol.name, content(symbol))).collect();
        let Some(first) = found.first() else {
            bail!("{} is not in the client any more: look for what took its place", named(table));
        };
        if found.iter().any(|symbol| content(symbol) != content(first)) {
            bail!("several tables are like {}", named(table));
        }
        // The compiler may have made copies of it.
        for symbol in symbols.iter().filter(|symbol| content(symbol) == content(first)) {
            if let Some(bytes) = blanked.get_mut(symbol.place.clone()) {
                bytes.fill(0);
            }
        }
    }
    Ok(blanked)
}

fn is_it(table: &Table, name: &str, content: &[u8]) -> bool {
    match table {
        Table::Named(path) => format!("{:#}", demangle(name)) == *path,
        // A shorter symbol may be a part of something else.
        Table::Beginning(numbers) => {
            let begins = numbers.iter().flat_map(|number| number.to_le_bytes());
            10_000 < content.len() && content.iter().copied().zip(begins).all(|(one, other)| one == other)
        }
    }
}

fn named(table: &Table) -> String {
    match table {
        Table::Named(path) => (*path).to_owned(),
        Table::Beginning(numbers) => format!("the table that begins with {numbers:?}"),
    }
}

fn symbols(wasm: &[u8]) -> Result<Vec<Symbol<'_>>> {
    let (mut segments, mut symbols) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment?;
                    let begin = segment.range.end.checked_sub(segment.data.len());
                    segments.push(begin.context("a segment has no place")?);
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Linking(linking) = section.as_known() else { continue };
                for part in linking.subsections() {
                    let Linking::SymbolTable(table) = part? else { continue };
                    for symbol in table {
                        let SymbolInfo::Data { name, symbol: Some(defined), .. } = symbol? else { continue };
                        symbols.push((name, defined));
                    }
                }
            }
            _ => {}
        }
    }
    let placed = symbols.into_iter().map(|(name, defined)| {
        let segment = segments.get(usize::try_from(defined.index)?).context("a symbol of no segment")?;
        let begin = segment + usize::try_from(defined.offset)?;
        Ok(Symbol { name, place: begin..begin + usize::try_from(defined.size)? })
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one segment, in which a table stands twice, with a name and
    /// without, before something else.
    fn module() -> Vec<u8> {
        let data = [[1, 2, 3, 4], [5, 6, 7, 8], [1, 2, 3, 4]].concat();
        let mut linking = vec![2];
        let mut table = vec![3];
        for (name, offset) in [("library::TABLE", 0), (".Lother", 4), (".Lanon", 8)] {
            table.extend([1, 0, u8::try_from(name.len()).unwrap()]);
            table.extend(name.bytes());
            table.extend([0, offset, 4]);
        }
        linking.extend([8, u8::try_from(table.len()).unwrap()]);
        linking.extend(table);
        let section = |id: u8, body: Vec<u8>| [vec![id, u8::try_from(body.len()).unwrap()], body].concat();
        let memory = section(5, vec![1, 0, 1]);
        let segment = section(11, [vec![1, 0, 0x41, 0, 0x0b, 12], data].concat());
        let custom = section(0, [vec![7], b"linking".to_vec(), linking].concat());
        [b"\0asm\x01\0\0\0".to_vec(), memory, segment, custom].concat()
    }

    #[test]
    fn a_table_and_its_copies_are_blanked_and_nothing_else() {
        let wasm = module();
        let blanked = blank_all(&wasm, &[Table::Named("library::TABLE")]).unwrap();
        let begin = wasm.windows(4).position(|bytes| bytes == [1, 2, 3, 4]).unwrap();
        let changed: Vec<_> = (0..wasm.len()).filter(|place| wasm[*place] != blanked[*place]).collect();
        let expect: Vec<_> = (begin..begin + 4).chain(begin + 8..begin + 12).collect();
        assert_eq!(changed, expect);
    }

    #[test]
    fn a_table_that_is_not_there_is_said() {
        let error = blank_all(&module(), &[Table::Named("library::OTHER")]).unwrap_err();
        assert!(error.to_string().contains("library::OTHER"));
    }
}
