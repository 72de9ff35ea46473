//! Writes the site beside the old one and swaps the two, so that a build that
//! breaks leaves the old site whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};

use super::assemble::{Assembly, Asset, SHELL};
use super::compress::compress;
use super::site::{File, Site};
use crate::paths;

/// The published site, if it is the one with this stamp.
pub fn current(stamp: &str) -> Option<Site> {
    let last = fs::read_to_string(stamp_file()).ok()?;
    let list = fs::read(paths::site().join("site.json")).ok()?;
    (last == stamp).then(|| serde_json::from_slice(&list).ok())?
}

/// Writes the site with its compressed forms and its list, and puts it in
/// place.
pub fn publish(assembly: Assembly, stamp: &str) -> Result<Site> {
    let site = paths::site();
    let new = site.with_extension("new");
    let old = site.with_extension("old");
    for folder in [&new, &old] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    let list = Site {
        build: assembly.build,
        css: assembly.css,
        live: assembly.live,
        shell: SHELL.to_owned(),
        files: write_all(&assembly.assets, &new)?,
    };
    fs::write(new.join("site.json"), serde_json::to_vec_pretty(&list)?)?;

    if site.exists() {
        fs::rename(&site, &old)?;
    }
    fs::rename(&new, &site)?;
    fs::write(stamp_file(), stamp)?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(list)
}

fn stamp_file() -> PathBuf {
    paths::site().with_extension("stamp")
}

/// Writes every asset, each in a thread of its own: the wasm takes most of
/// the time.
fn write_all(assets: &[Asset], folder: &Path) -> Result<Vec<File>> {
    thread::scope(|scope| {
        let writers: Vec<_> = assets.iter().map(|asset| scope.spawn(move || write(asset, folder))).collect();
        writers.into_iter().map(|writer| writer.join().map_err(|_| anyhow!("a writer died"))?).collect()
    })
}

fn write(asset: &Asset, folder: &Path) -> Result<File> {
    let path = folder.join(asset.path.trim_start_matches('/'));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let packed = compress(&asset.body)?;
    fs::write(&path, &asset.body).with_context(|| path.display().to_string())?;
    for (suffix, body) in [("br", &packed.brotli), ("gz", &packed.gzip)] {
        if let Some(body) = body {
            fs::write(folder.join(format!("{}.{suffix}", asset.path.trim_start_matches('/'))), body)?;
        }
    }
    Ok(File {
        path: asset.path.clone(),
        kind: asset.kind.to_owned(),
        immutable: asset.immutable,
        offline: asset.offline,
        bytes: asset.body.len(),
        brotli: packed.brotli.map(|body| body.len()),
        gzip: packed.gzip.map(|body| body.len()),
    })
}
