//! The data file's place: whether its path still leads to the file that is open.
//!
//! An open file lives on when its name is deleted or given to another file. The
//! store would go on writing into it, acknowledge everything, and all of it
//! would be gone with the process.

use std::fs::{File, Metadata, metadata};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::StoreError;
use super::connection::{open_memory_reader, open_reader};

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A path, and the file to which it led when the store was opened.
    File(PathBuf, FileId),
    /// In memory, under a name by which its connections find each other.
    Memory(PathBuf),
}

/// What tells one file from another: its device and its number on it.
#[cfg(unix)]
pub(super) type FileId = (u64, u64);

/// Systems without such numbers only tell whether there is a file.
#[cfg(not(unix))]
pub(super) type FileId = ();

#[cfg(unix)]
fn id(metadata: &Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn id(_: &Metadata) -> FileId {}

/// Whether `path` leads to the file that is open.
pub(super) fn same_file(open: &File, path: &Path) -> bool {
    matches!((open.metadata(), metadata(path)), (Ok(open), Ok(named)) if id(&open) == id(&named))
}

impl Place {
    /// The place of the file that was just opened at `path`.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let found = metadata(path).map_err(|_| StoreError::Replaced)?;
        Ok(Self::File(path.to_owned(), id(&found)))
    }

    /// # Errors
    /// [`StoreError::Replaced`] where the path leads to no file or another one.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        let Self::File(path, file) = self else { return Ok(()) };
        match metadata(path) {
            Ok(found) if id(&found) == *file => Ok(()),
            _ => Err(StoreError::Replaced),
        }
    }

    /// A connection that only reads.
    pub(super) fn open_reader(&self) -> Result<Connection, StoreError> {
        match self {
            Self::File(path, _) => open_reader(path),
            Self::Memory(name) => open_memory_reader(name),
        }
    }
}
