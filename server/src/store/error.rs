//! What can go wrong in the store, named for the cause.

use rusqlite::ErrorCode;
use shared::id::OrganisationId;
use shared::org::Code;
use thiserror::Error;

/// Why the store cannot do what it was asked. Whatever was asked has not
/// happened, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// There is no data file, and none was to be made.
    #[error("there is no such file; `bontot serve` makes it")]
    Missing,
    /// The file cannot be opened or created.
    #[error(
        "it cannot be opened or created; it must be a file, in a folder that exists and may be written to"
    )]
    CannotOpen,
    /// The path leads to no file any more, or to another one than was opened.
    #[error(
        "it was deleted, moved or replaced while it was open, and nothing is stored; stop this program, put the right file in its place, and start again (a backup: with `bontot restore`)"
    )]
    Replaced,
    /// The file or its folder may only be read.
    #[error("it may only be read; give the user of this program the right to write the file and its folder")]
    ReadOnly,
    /// No space is left.
    #[error("the disk is full; free some space and try again")]
    Full,
    /// Another program holds the file for longer than the store waits.
    #[error("another program holds it; stop that program and try again")]
    Locked,
    /// Another server has the file.
    #[error("another `bontot serve` works on it; stop that one first, or name another file with --data")]
    Served,
    /// The file is something else.
    #[error("it is not a data file of bontot; name another file")]
    NotOurs,
    /// The file was written by a newer program.
    #[error("it was written by a newer bontot; run that version or a newer one")]
    TooNew,
    /// The file was written by an older program, and is not to be changed now.
    #[error(
        "it was written by an older bontot; `bontot serve` brings it up to date, and `bontot restore` a backup"
    )]
    TooOld,
    /// The file holds what this program would never have written.
    #[error("it is damaged ({0}); put a backup in its place with `bontot restore`")]
    Damaged(String),
    /// The operating system reports a fault of the disk.
    #[error("the disk reports a fault ({0}); check the disk")]
    Disk(String),
    /// Anything else that the database reports.
    #[error("the database reports: {0}")]
    Database(String),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// A job of the store failed in a way its author did not foresee.
    #[error("an internal fault; the log has more")]
    Panicked,
    /// The store is shutting down.
    #[error("the store is shutting down")]
    Stopped,
    /// Every number for a device was given out.
    #[error(
        "there is no number left for another phone; make a code with `bontot relay new` at the town's server, and `bontot join` again"
    )]
    NoNumbers,
    /// A relay's data file does not do what only the town's server does.
    #[error("it is a relay's: rulings, and all that the office decides, are made at the town's server")]
    Relay,
    /// No such ward is founded.
    #[error("there is no ward {0}")]
    UnknownWard(Code),
    /// No such organisation is registered.
    #[error("there is no organisation {0}")]
    UnknownOrganisation(OrganisationId),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::CannotOpen => Self::CannotOpen,
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked,
                ErrorCode::NotADatabase => Self::NotOurs,
                ErrorCode::DatabaseCorrupt => Self::Damaged(error.to_string()),
                ErrorCode::SystemIoFailure => Self::Disk(error.to_string()),
                _ => Self::Database(error.to_string()),
            },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => Self::Damaged(error.to_string()),
            _ => Self::Database(error.to_string()),
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        use rusqlite_migration::{Error, MigrationDefinitionError};
        match error {
            Error::RusqliteError { err, .. } => err.into(),
            Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => Self::TooNew,
            other => Self::Database(other.to_string()),
        }
    }
}

impl From<getrandom::Error> for StoreError {
    fn from(_: getrandom::Error) -> Self {
        Self::NoRandomness
    }
}
