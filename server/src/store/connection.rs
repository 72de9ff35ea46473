//! Opening connections to the data file.

use std::cmp::Ordering;
use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::StoreError;

/// Marks a data file of bontot, see the first migration.
const APPLICATION_ID: i32 = 0x426f_6e54;

const MIGRATIONS: &[M<'_>] = &[
    M::up(include_str!("../../migrations/0001_begin.sql")),
    M::up(include_str!("../../migrations/0002_photos.sql")),
    M::up(include_str!("../../migrations/0003_epochs.sql")),
    M::up(include_str!("../../migrations/0004_standings.sql")),
    M::up(include_str!("../../migrations/0005_office.sql")),
    M::up(include_str!("../../migrations/0006_custody.sql")),
    M::up(include_str!("../../migrations/0007_keys.sql")),
    M::up(include_str!("../../migrations/0008_ranks.sql")),
    M::up(include_str!("../../migrations/0009_committees.sql")),
    M::up(include_str!("../../migrations/0010_coverage.sql")),
    M::up(include_str!("../../migrations/0011_log.sql")),
    M::up(include_str!("../../migrations/0012_snapshots.sql")),
    M::up(include_str!("../../migrations/0013_relays.sql")),
    M::up(include_str!("../../migrations/0014_device_keys.sql")),
    M::up(include_str!("../../migrations/0015_left_at_town.sql")),
    M::up(include_str!("../../migrations/0016_roles.sql")),
    M::up(include_str!("../../migrations/0017_held_points.sql")),
    M::up(include_str!("../../migrations/0018_bonus_after_rescaling.sql")),
];

/// How long an opening program waits for another one.
pub(super) const OPENING_PATIENCE: Duration = Duration::from_secs(2);
/// How long a statement waits for another program, such as `bontot code`.
const PATIENCE: Duration = Duration::from_secs(5);

/// Statements that a connection keeps prepared: more than this room has, so that
/// none is parsed twice. Rusqlite keeps sixteen unless told, and one sync needs more.
const STATEMENTS: usize = 256;

/// What to do where there is no data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissing {
    /// Make an empty one.
    Create,
    /// Say so.
    Fail,
}

/// The connection of the one writer. The file is checked and brought to the
/// newest version of the tables, and is known to be writable.
pub(super) fn open_writer(path: &Path, if_missing: IfMissing) -> Result<Connection, StoreError> {
    if if_missing == IfMissing::Fail && !path.exists() {
        return Err(StoreError::Missing);
    }
    match set_up(path) {
        // SQLite says so where it cannot make the journal beside a file that it can open.
        Err(StoreError::CannotOpen) if may_only_be_read(path) => Err(StoreError::ReadOnly),
        opened => opened,
    }
}

/// The connection of the one writer of a store in memory. Other connections
/// find it by the name, and it is gone with the last of them.
pub(super) fn open_memory(name: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(name, flags, PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Migrations::from_slice(MIGRATIONS).to_latest(&mut connection)?;
    Ok(connection)
}

fn may_only_be_read(path: &Path) -> bool {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    let opened = path.is_file().then(|| OpenOptions::new().append(true).open(path));
    matches!(opened, Some(Err(error)) if matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem))
}

fn set_up(path: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags, OPENING_PATIENCE)?;
    check_owner(&connection)?;
    // SQLite opens what it may not write for reading; better to know it now.
    connection.transaction_with_behavior(TransactionBehavior::Immediate)?.rollback()?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::Damaged(verdict));
    }
    Migrations::from_slice(MIGRATIONS).to_latest(&mut connection)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// A connection that only reads.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open_reader_by(path, flags)
}

/// A connection that only reads a store in memory.
pub(super) fn open_memory_reader(name: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open_reader_by(name, flags)
}

fn open_reader_by(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = connect(path, flags, PATIENCE)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// A connection that sets nothing up, to copy the file or to move it away.
pub(super) fn open_plainly(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    connect(path, flags, PATIENCE)
}

fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(patience)?;
    Ok(connection)
}

/// The version of the file's tables; 0 where there are none.
pub(super) fn version(connection: &Connection) -> Result<usize, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// The version of this program's tables.
pub(super) fn newest_version() -> usize {
    MIGRATIONS.len()
}

/// Refuses tables of another version than this program's.
pub(super) fn check_version(connection: &Connection) -> Result<(), StoreError> {
    match version(connection)?.cmp(&newest_version()) {
        Ordering::Less => Err(StoreError::TooOld),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(StoreError::TooNew),
    }
}

/// Refuses a database that some other program made.
pub(super) fn check_owner(connection: &Connection) -> Result<(), StoreError> {
    let owner: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let objects: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if owner == APPLICATION_ID || (owner == 0 && objects == 0) { Ok(()) } else { Err(StoreError::NotOurs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_sound() {
        assert_eq!(Migrations::from_slice(MIGRATIONS).validate(), Ok(()));
    }
}
