//! How much a phone downloads: before it can start without a signal, and
//! until every page works without one.

use anyhow::{Context, Result, bail};

use crate::dist::site::{File, Offline, Site};
use crate::dist::{self, WasmOpt};

/// 450 KiB before the first start: about a minute and a half on a bad 2G
/// line, once.
const FIRST_AIM: usize = 450 * 1024;

/// 900 KiB in all: the rest comes while the app is in use.
const ALL_AIM: usize = 900 * 1024;

const WASM: &str = "application/wasm";

/// Builds the site and prints its figures. An error above an aim.
pub fn size() -> Result<()> {
    gate(&dist::dist(WasmOpt::Required)?)
}

/// Prints a site's figures, one JSON line each. An error above an aim.
pub fn gate(site: &Site) -> Result<()> {
    let first = download(&site.files, Offline::First);
    let all = first + download(&site.files, Offline::Later);
    for (figure, value, aim) in
        [("offline_download_brotli", first, FIRST_AIM), ("offline_all_brotli", all, ALL_AIM)]
    {
        println!(r#"{{"figure":"{figure}","value":{value},"unit":"bytes","aim":{aim}}}"#);
    }
    let mut programs = site.files.iter().filter(|file| file.kind == WASM);
    let wasm = programs.find(|file| file.offline == Offline::First).context("the site has no wasm")?;
    let later = site.files.iter().filter(|file| file.kind == WASM && file.offline == Offline::Later);
    let figures = [
        ("client_wasm_brotli", wasm.download()),
        ("client_wasm_gzip", wasm.gzip.unwrap_or(wasm.bytes)),
        ("client_wasm_raw", wasm.bytes),
        ("later_wasm_brotli", later.clone().map(File::download).sum()),
        ("later_wasm_raw", later.map(|file| file.bytes).sum()),
    ];
    for (figure, value) in figures {
        println!(r#"{{"figure":"{figure}","value":{value},"unit":"bytes"}}"#);
    }
    if first > FIRST_AIM {
        bail!("a phone downloads {first} bytes before it can start, above the aim of {FIRST_AIM}");
    }
    if all > ALL_AIM {
        bail!("a phone downloads {all} bytes to work offline, above the aim of {ALL_AIM}");
    }
    Ok(())
}

/// What one step of the service worker stores, and in the first step the
/// worker itself.
fn download(files: &[File], step: Offline) -> usize {
    files.iter().filter(|file| file.offline == step).map(File::download).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kind: &str, offline: Offline, bytes: usize, brotli: Option<usize>) -> File {
        File {
            path: "/a".to_owned(),
            kind: kind.to_owned(),
            immutable: false,
            offline,
            bytes,
            brotli,
            gzip: None,
        }
    }

    fn site(files: Vec<File>) -> Site {
        Site { build: String::new(), css: String::new(), live: String::new(), shell: String::new(), files }
    }

    #[test]
    fn the_download_counts_what_goes_over_the_wire() {
        let files = [
            file(WASM, Offline::First, 10, Some(4)),
            file("image/png", Offline::First, 3, None),
            file(WASM, Offline::Later, 8, Some(5)),
            file("image/png", Offline::Never, 100, Some(50)),
        ];
        assert_eq!(download(&files, Offline::First), 7);
        assert_eq!(download(&files, Offline::Later), 5);
    }

    #[test]
    fn each_aim_is_a_gate() {
        fn check(first: usize, later: usize, expected: Result<(), &str>) {
            let files =
                vec![file(WASM, Offline::First, first, None), file(WASM, Offline::Later, later, None)];
            let result = gate(&site(files)).map_err(|error| error.to_string());
            match (result, expected) {
                (Ok(()), Ok(())) => {}
                (Err(error), Err(part)) => assert!(error.contains(part), "{error}"),
                (result, expected) => panic!("{result:?}, not {expected:?}"),
            }
        }
        check(FIRST_AIM, ALL_AIM - FIRST_AIM, Ok(()));
        check(FIRST_AIM + 1, 0, Err("before it can start"));
        check(1, ALL_AIM, Err("to work offline"));
    }
}
