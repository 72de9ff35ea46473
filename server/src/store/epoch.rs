//! The epoch: one life of the data file.
//!
//! A phone that sees another epoch than before sends again everything it ever
//! wrote, so a data file that was put back from a backup must begin a new one.

use rusqlite::{Connection, OptionalExtension};
use shared::id::DeviceNumber;
use shared::moment::Moment;
use shared::sync::wire::Epoch;

use super::{Reading, StoreError, Writing};

impl Reading<'_> {
    /// The present epoch.
    pub fn epoch(&self) -> Result<Epoch, StoreError> {
        find(self.connection())?.ok_or_else(|| StoreError::Damaged("it has no epoch".to_owned()))
    }

    /// When `device` last made a new epoch begin.
    pub fn epoch_begun_by(&self, device: DeviceNumber) -> Result<Option<Moment>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT epoch_begun_at FROM devices WHERE number = ?1")?;
        let begun: Option<Option<i64>> = statement.query_row([device.0], |row| row.get(0)).optional()?;
        Ok(begun.flatten().map(Moment::from_millis))
    }
}

impl Writing<'_> {
    /// Begins a new epoch.
    pub fn begin_epoch(&self) -> Result<Epoch, StoreError> {
        begin(self.connection())
    }

    /// Begins a new epoch, since `device` knows more than the store.
    pub fn begin_epoch_for(&self, device: DeviceNumber, at: Moment) -> Result<Epoch, StoreError> {
        let mut statement =
            self.connection().prepare_cached("UPDATE devices SET epoch_begun_at = ?2 WHERE number = ?1")?;
        statement.execute((device.0, at.millis()))?;
        self.begin_epoch()
    }
}

/// Gives a new data file its first epoch.
pub(super) fn begin_first(connection: &Connection) -> Result<(), StoreError> {
    if find(connection)?.is_none() {
        begin(connection)?;
    }
    Ok(())
}

fn find(connection: &Connection) -> Result<Option<Epoch>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE name = 'epoch'")?;
    Ok(statement.query_row([], |row| row.get(0).map(Epoch)).optional()?)
}

pub(super) fn begin(connection: &Connection) -> Result<Epoch, StoreError> {
    let mut random = [0; 8];
    getrandom::fill(&mut random)?;
    // 63 bits, so that it fits the database's own integers.
    let epoch = u64::from_be_bytes(random) >> 1;
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('epoch', ?1)", [epoch])?;
    Ok(Epoch(epoch))
}
