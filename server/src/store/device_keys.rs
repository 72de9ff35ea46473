//! The public keys by which devices seal their bundles.

use rusqlite::OptionalExtension;
use shared::id::DeviceNumber;
use shared::moment::Moment;
use shared::sync::wire::DeviceKey;

use super::{Reading, StoreError, Writing};

/// Keys of one device. Each time a browser's data are cleared it draws another
/// one; a device that tells more loses the oldest, and what that sealed with it.
const MOST_KEYS: u32 = 16;

impl Reading<'_> {
    /// Whether the device has told this key.
    pub fn has_key(&self, device: DeviceNumber, key: &DeviceKey) -> Result<bool, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT 1 FROM device_keys WHERE device = ?1 AND key = ?2")?;
        Ok(statement.query_row((device.0, key.0), |_| Ok(())).optional()?.is_some())
    }
}

impl Writing<'_> {
    /// Notes a key that a device tells.
    pub fn put_key(&self, device: DeviceNumber, key: &DeviceKey, at: Moment) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO device_keys (device, key, told_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?;
        if statement.execute((device.0, key.0, at.millis()))? == 0 {
            return Ok(());
        }
        let mut statement = self.connection().prepare_cached(
            "DELETE FROM device_keys WHERE device = ?1 AND key NOT IN
             (SELECT key FROM device_keys WHERE device = ?1 ORDER BY told_at DESC, rowid DESC LIMIT ?2)",
        )?;
        statement.execute((device.0, MOST_KEYS))?;
        Ok(())
    }
}
