//! The data file's place: whether its path still leads to the file that is open.
//!
//! An open file lives on when its name is deleted or given to another file. The
//! store would go on writing into it, acknowledge everything, and all of it
//! would be gone with the process.

use std::fs::{Metadata, metadata};
use std::path::{Path, PathBuf};

use super::StoreError;

/// A path and the file to which it led when the store was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    path: PathBuf,
    file: FileId,
}

/// What tells one file from another: its device and its number on it.
#[cfg(unix)]
type FileId = (u64, u64);

/// Systems without such numbers only tell whether there is a file.
#[cfg(not(unix))]
type FileId = ();

#[cfg(unix)]
fn id(metadata: &Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn id(_: &Metadata) -> FileId {}

impl Place {
    /// The place of the file that was just opened at `path`.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let found = metadata(path).map_err(|_| StoreError::Replaced)?;
        Ok(Self { path: path.to_owned(), file: id(&found) })
    }

    /// # Errors
    /// [`StoreError::Replaced`] where the path leads to no file or another one.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match metadata(&self.path) {
            Ok(found) if id(&found) == self.file => Ok(()),
            _ => Err(StoreError::Replaced),
        }
    }
}
