//! `site.json`: the list of the site's files, which the server reads.

use serde::{Deserialize, Serialize};

/// One build of the site.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Site {
    /// Names the build: 16 hex digits that change when any file changes.
    pub build: String,
    /// Path of the stylesheet, for pages that the server renders.
    pub css: String,
    /// Path of the script that draws those pages anew when there is news.
    pub live: String,
    /// Path of the page that the server answers below `/cell`.
    pub shell: String,
    /// Every file, in the order of their paths.
    pub files: Vec<File>,
}

/// When a phone downloads a file, to work without a signal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Offline {
    /// Before it can start.
    First,
    /// Once the app is usable.
    Later,
    /// Only where something asks for it.
    Never,
}

/// One file of the site.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct File {
    /// Path in the URL, with its leading slash; below the site's folder, too.
    pub path: String,
    /// The `Content-Type`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the path changes with the content, so that it may be cached
    /// for ever.
    pub immutable: bool,
    /// When a phone downloads it.
    pub offline: Offline,
    /// Size as it is.
    pub bytes: usize,
    /// Size of the file `<path>.br`; none when that would not be smaller.
    pub brotli: Option<usize>,
    /// Size of the file `<path>.gz`; none when that would not be smaller.
    pub gzip: Option<usize>,
}

impl File {
    /// Bytes that a phone downloads for it.
    pub fn download(&self) -> usize {
        self.brotli.unwrap_or(self.bytes)
    }
}
