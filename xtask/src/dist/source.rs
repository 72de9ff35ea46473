//! The written parts of the site: `public/` and `app/style/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::paths;

/// Everything of the site that is not compiled.
pub struct Source {
    /// `public/shell.html`, a template.
    pub shell: String,
    /// `public/boot.js`, a template.
    pub boot: String,
    /// `public/live.js`.
    pub live: String,
    /// `public/sw.js`, a template.
    pub worker: String,
    /// `public/manifest.webmanifest`.
    pub manifest: Vec<u8>,
    /// `public/icons/*`: file name and content, in the order of names.
    pub icons: Vec<(String, Vec<u8>)>,
    /// `app/style/*.css`, one after the other in the order of names.
    pub style: String,
}

impl Source {
    /// Reads the work tree.
    pub fn read() -> Result<Self> {
        let public = paths::root().join("public");
        Ok(Self {
            shell: text(&public.join("shell.html"))?,
            boot: text(&public.join("boot.js"))?,
            live: text(&public.join("live.js"))?,
            worker: text(&public.join("sw.js"))?,
            manifest: bytes(&public.join("manifest.webmanifest"))?,
            icons: icons(&public.join("icons"))?,
            style: style(&paths::root().join("app/style"))?,
        })
    }
}

fn icons(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut icons = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        icons.push((name.into_owned(), bytes(&path)?));
    }
    Ok(icons)
}

fn style(folder: &Path) -> Result<String> {
    let mut style = String::new();
    for path in files(folder)? {
        if path.extension().is_some_and(|extension| extension == "css") {
            style.push_str(&text(&path)?);
            style.push('\n');
        }
    }
    Ok(style)
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("no {}", path.display()))
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("no {}", path.display()))
}
