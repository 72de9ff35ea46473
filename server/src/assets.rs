//! The site: the program, styles and pictures that phones download.
//!
//! `cargo xtask dist` builds it into `target/site` with a list, `site.json`;
//! the server embeds that folder, so that it is one file to install.

pub mod encoding;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

use axum::body::Bytes;
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Embedded;

/// Why a folder is not a site.
#[derive(Debug, Error)]
pub enum SiteError {
    /// There is no list: the site was not built.
    #[error("site.json is missing; build the site with `cargo xtask dist`")]
    NotBuilt,
    /// The list is not one.
    #[error("site.json cannot be read")]
    List(#[from] serde_json::Error),
    /// The list names a file that is not there.
    #[error("{0} is listed in site.json and is missing")]
    FileMissing(String),
}

/// `site.json`, as far as the server looks at it.
#[derive(Debug, Deserialize)]
struct List {
    css: String,
    live: String,
    shell: String,
    files: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
struct Listed {
    path: String,
    #[serde(rename = "type")]
    kind: String,
    immutable: bool,
    brotli: Option<u64>,
    gzip: Option<u64>,
}

/// Whether a path changes with its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// It does: what was downloaded once is good for ever.
    ForEver,
    /// It does not: whoever kept it asks whether it is still good.
    UntilChanged,
}

/// One file of the site.
#[derive(Debug)]
pub struct Asset {
    /// The `Content-Type`.
    pub kind: String,
    /// Whether it may be kept.
    pub lifetime: Lifetime,
    /// Names the content, in quotes.
    pub etag: String,
    /// The content as it is.
    pub plain: Bytes,
    /// The content by Brotli, where that is smaller.
    pub brotli: Option<Bytes>,
    /// The content by gzip, where that is smaller.
    pub gzip: Option<Bytes>,
}

/// The site, or the lack of one.
#[derive(Debug, Default)]
pub struct Site {
    css: Option<String>,
    live: Option<String>,
    shell: Option<String>,
    assets: HashMap<String, Asset>,
}

impl Site {
    /// The site that this program was built with; an empty one where none was.
    pub fn embedded() -> Result<Self, SiteError> {
        let file = |name: &str| Embedded::get(name).map(|file| file.data);
        match Self::from_files(file) {
            Err(SiteError::NotBuilt) => Ok(Self::default()),
            other => other,
        }
    }

    /// The site of the files that `file` gives by their path in the folder.
    pub fn from_files(file: impl Fn(&str) -> Option<Cow<'static, [u8]>>) -> Result<Self, SiteError> {
        let list: List = serde_json::from_slice(&file("site.json").ok_or(SiteError::NotBuilt)?)?;
        let bytes = |path: &str| {
            let content = file(path.trim_start_matches('/'));
            content.map(to_bytes).ok_or_else(|| SiteError::FileMissing(path.to_owned()))
        };
        let mut assets = HashMap::new();
        for Listed { path, kind, immutable, brotli, gzip } in list.files {
            let plain = bytes(&path)?;
            let asset = Asset {
                kind,
                lifetime: if immutable { Lifetime::ForEver } else { Lifetime::UntilChanged },
                etag: etag(&plain),
                plain,
                brotli: brotli.map(|_| bytes(&format!("{path}.br"))).transpose()?,
                gzip: gzip.map(|_| bytes(&format!("{path}.gz"))).transpose()?,
            };
            assets.insert(path, asset);
        }
        for path in [&list.css, &list.live, &list.shell] {
            if !assets.contains_key(path) {
                return Err(SiteError::FileMissing(path.clone()));
            }
        }
        Ok(Self { css: Some(list.css), live: Some(list.live), shell: Some(list.shell), assets })
    }

    /// Path of the stylesheet, for pages that the server renders.
    pub fn css(&self) -> Option<&str> {
        self.css.as_deref()
    }

    /// Path of the script that draws a page anew when there is news.
    pub fn live(&self) -> Option<&str> {
        self.live.as_deref()
    }

    /// The page that starts the phone's program.
    pub fn shell(&self) -> Option<&Asset> {
        self.assets.get(self.shell.as_deref()?)
    }

    /// The file at this path.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.get(path)
    }
}

fn to_bytes(content: Cow<'static, [u8]>) -> Bytes {
    match content {
        Cow::Borrowed(content) => Bytes::from_static(content),
        Cow::Owned(content) => content.into(),
    }
}

fn etag(content: &[u8]) -> String {
    let mut etag = String::from('"');
    for byte in Sha256::digest(content).iter().take(12) {
        // Writing into a string cannot fail.
        write!(etag, "{byte:02x}").ok();
    }
    etag + "\""
}
