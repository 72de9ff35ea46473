//! The pages of Bốn Tốt.

/// Mounts the phone's pages.
#[cfg(feature = "csr")]
pub fn mount() {}
