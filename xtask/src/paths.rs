//! Where things lie in the work tree.

use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Native builds, and the folders below.
pub fn target() -> PathBuf {
    root().join("target")
}

/// Builds of the client. Apart from [`target`], so that neither kind of build
/// waits for the other's lock.
pub fn client_target() -> PathBuf {
    target().join("client")
}

/// The finished site.
pub fn site() -> PathBuf {
    target().join("site")
}
