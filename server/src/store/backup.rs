//! Backups: a whole data file beside the one that is in use, and back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use thiserror::Error;

use super::connection::{IfMissing, OPENING_PATIENCE, check_owner, open_plainly, open_writer};
use super::{Serving, StoreError, epoch};

/// Why there is no backup, or nothing was put back.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The file that is read cannot be used.
    #[error("{path} cannot be read")]
    Source {
        /// The file.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// Something stands where the backup is to be written.
    #[error("{0} exists already, and no backup is written over; name another file")]
    Exists(PathBuf),
    /// The copy cannot be written.
    #[error("{path} cannot be written")]
    Target {
        /// The file.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// The system does not let a file be written or renamed.
    #[error("{path} cannot be written; its folder must exist and be one that may be written to")]
    System {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The backup is the data file.
    #[error("{0} is the data file itself; name the backup to be put in its place")]
    Same(PathBuf),
    /// A server or another command works on the data file.
    #[error("another program, such as `bontot serve`, has {0} open; stop it, then restore again")]
    InUse(PathBuf),
}

fn system(path: &Path) -> impl Fn(io::Error) -> BackupError {
    move |source| BackupError::System { path: path.to_owned(), source }
}

fn source_of(path: &Path) -> impl Fn(StoreError) -> BackupError {
    move |source| BackupError::Source { path: path.to_owned(), source }
}

/// Copies the data file at `from`, as it is at one moment, to `to`. A server
/// may be at work on it: it does not wait, and what it commits meanwhile is
/// not in the copy. The copy has its name only once it is whole and on the disk.
pub fn back_up(from: &Path, to: &Path) -> Result<(), BackupError> {
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let part = beside(to, "part");
    copy(from, &part)?;
    settle(&part, to).inspect_err(|_| drop(fs::remove_file(&part)))
}

/// Makes of the backup at `from` what is to stand at `data`, beside it: checked
/// by SQLite, with the tables of this program, and with a new epoch.
pub fn prepare(from: &Path, data: &Path) -> Result<PathBuf, BackupError> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    if real(from).is_some_and(|from| Some(from) == real(data)) {
        return Err(BackupError::Same(data.to_owned()));
    }
    let fresh = beside(data, "restoring");
    copy(from, &fresh)?;
    let begun = open_writer(&fresh, IfMissing::Fail).and_then(|connection| {
        // One file again, without a journal beside it.
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        epoch::begin(&connection)
    });
    match begun {
        Ok(_) => Ok(fresh),
        Err(error) => {
            discard(&fresh);
            Err(source_of(from)(error))
        }
    }
}

/// Puts what was prepared in the place of the data file, which is kept under
/// another name: that name, where there was one.
pub fn put_in_place(fresh: &Path, data: &Path) -> Result<Option<PathBuf>, BackupError> {
    // No server may begin while the file changes its name.
    let _alone = Serving::begin(data).map_err(|_| BackupError::InUse(data.to_owned()))?;
    let aside = if data.exists() { Some(set_aside(data)?) } else { None };
    settle(fresh, data)?;
    Ok(aside)
}

/// Removes what was prepared.
pub fn discard(fresh: &Path) {
    fs::remove_file(fresh).ok();
}

/// Copies the data file at `from` to `to`, and reads the copy back.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    if !from.exists() {
        return Err(source_of(from)(StoreError::Missing));
    }
    // What an attempt that was cut left behind.
    if to.exists() {
        fs::remove_file(to).map_err(system(to))?;
    }
    let connection = open_plainly(from).map_err(source_of(from))?;
    check_owner(&connection).map_err(source_of(from))?;
    let name = to.to_string_lossy();
    let copied = connection.execute("VACUUM INTO ?1", [name.as_ref()]).map_err(StoreError::from);
    let copied = copied.map_err(|error| match error {
        // The original is only read.
        StoreError::Full | StoreError::CannotOpen | StoreError::ReadOnly | StoreError::Disk(_) => {
            BackupError::Target { path: to.to_owned(), source: error }
        }
        other => source_of(from)(other),
    });
    let copied = copied.and_then(|_| check_copy(to));
    copied.inspect_err(|_| drop(fs::remove_file(to)))
}

/// Reads the copy back: a backup that cannot be read is none.
fn check_copy(to: &Path) -> Result<(), BackupError> {
    let check = || {
        let connection = open_plainly(to)?;
        let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged(verdict)) }
    };
    check().map_err(|source| BackupError::Target { path: to.to_owned(), source })
}

/// Gives `from` the name `to`, durably.
pub(super) fn settle(from: &Path, to: &Path) -> Result<(), BackupError> {
    File::open(from).and_then(|file| file.sync_all()).map_err(system(from))?;
    fs::rename(from, to).map_err(system(to))?;
    sync_folder(to).map_err(system(to))
}

/// Gives the data file another name. SQLite gives up its journal only where
/// nobody else has the file open.
fn set_aside(data: &Path) -> Result<PathBuf, BackupError> {
    let alone = || -> Result<(), StoreError> {
        let connection: Connection = open_plainly(data)?;
        connection.busy_timeout(OPENING_PATIENCE)?;
        check_owner(&connection)?;
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        Ok(())
    };
    match alone() {
        // What is damaged goes aside with what belongs to it.
        Ok(()) | Err(StoreError::Damaged(_)) => {}
        Err(StoreError::Locked) => return Err(BackupError::InUse(data.to_owned())),
        Err(source) => return Err(BackupError::Target { path: data.to_owned(), source }),
    }
    let free = (1..).map(|n: u32| beside(data, &format!("aside-{n}"))).find(|path| !path.exists());
    let aside = free.unwrap_or_else(|| beside(data, "aside"));
    for end in ["", "-wal", "-shm"] {
        let (from, to) = (extended(data, end), extended(&aside, end));
        if from.exists() {
            fs::rename(&from, &to).map_err(system(&to))?;
        }
    }
    Ok(aside)
}

/// The path with a further ending.
pub(super) fn beside(path: &Path, what: &str) -> PathBuf {
    extended(path, &format!(".{what}"))
}

fn extended(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// A new name is on the disk once its folder is.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Other systems have no such step.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
