//! How much a phone downloads before it can work without a signal.

use anyhow::{Context, Result, bail};

use crate::dist::site::{File, Site};
use crate::dist::{self, WasmOpt};

/// 450 KiB: about a minute and a half on a bad 2G line, once.
const AIM: usize = 450 * 1024;

/// Builds the site and prints its figures. An error above the aim.
pub fn size() -> Result<()> {
    gate(&dist::dist(WasmOpt::Required)?)
}

/// Prints a site's figures, one JSON line each. An error above the aim.
pub fn gate(site: &Site) -> Result<()> {
    let wasm =
        site.files.iter().find(|file| file.kind == "application/wasm").context("the site has no wasm")?;
    let offline = offline_download(&site.files);
    println!(r#"{{"figure":"offline_download_brotli","value":{offline},"unit":"bytes","aim":{AIM}}}"#);
    let figures = [
        ("client_wasm_brotli", wasm.download()),
        ("client_wasm_gzip", wasm.gzip.unwrap_or(wasm.bytes)),
        ("client_wasm_raw", wasm.bytes),
    ];
    for (figure, value) in figures {
        println!(r#"{{"figure":"{figure}","value":{value},"unit":"bytes"}}"#);
    }
    if offline > AIM {
        bail!("a phone downloads {offline} bytes to work offline, above the aim of {AIM}");
    }
    Ok(())
}

/// Everything that the service worker stores, and the worker itself.
fn offline_download(files: &[File]) -> usize {
    let offline = files.iter().filter(|file| file.offline);
    offline.map(File::download).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(offline: bool, bytes: usize, brotli: Option<usize>) -> File {
        File {
            path: "/a".to_owned(),
            kind: "image/png".to_owned(),
            immutable: false,
            offline,
            bytes,
            brotli,
            gzip: None,
        }
    }

    #[test]
    fn the_download_counts_what_goes_over_the_wire() {
        let files = [file(true, 10, Some(4)), file(true, 3, None), file(false, 100, Some(50))];
        assert_eq!(offline_download(&files), 7);
    }
}
