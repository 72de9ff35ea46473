//! How a phone learns to trust a server that makes its own certificates: over
//! plain HTTP, since it does not trust it yet. Nothing else is answered there.

pub mod download;
pub mod show;
pub mod style;

/// What the page about trust tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The authority's certificate.
    pub certificate: Vec<u8>,
    /// What people compare: its SHA-256.
    pub fingerprint: String,
    /// The addresses of the server itself, the first one to begin with.
    pub origins: Vec<String>,
}
