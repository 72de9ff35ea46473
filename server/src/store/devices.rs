//! Devices: who may push for which organisation.

use rusqlite::{OptionalExtension, Row};
use shared::id::{DeviceNumber, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;

use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::secret::SecretHash;

/// A device that may push and pull for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its number.
    pub number: DeviceNumber,
    /// The ward.
    pub ward: Code,
    /// The organisation whose device it is.
    pub organisation: OrganisationId,
}

/// What became of a number that a device says it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberNow {
    /// No device has it; an older life of the store may have given it out.
    Nobodys,
    /// The device with this token has it, for this organisation.
    Of {
        /// The organisation whose device it is.
        organisation: OrganisationId,
        /// The hash of its token; none where nobody holds one, or it was revoked.
        token: Option<SecretHash>,
    },
    /// It is too far above every number that was given out.
    OutOfReach,
}

impl Reading<'_> {
    /// The device with this token, unless it was revoked.
    pub fn device_by_token(&self, token: &SecretHash) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation FROM devices WHERE token_hash = ?1 AND revoked_at IS NULL",
        )?;
        statement.query_row([token.as_bytes()], columns).optional()?.map(device).transpose()
    }

    /// What became of `number`. Numbers up to `reach` above the greatest one
    /// that was given out may have been given out before a backup was put back.
    pub fn number_now(&self, number: DeviceNumber, reach: u32) -> Result<NumberNow, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT organisation, token_hash, revoked_at FROM devices WHERE number = ?1")?;
        let found = statement.query_row([number.0], |row| {
            let revoked: Option<i64> = row.get(2)?;
            let token: Option<[u8; 32]> = row.get(1)?;
            Ok((row.get(0)?, token.filter(|_| revoked.is_none())))
        });
        if let Some((organisation, token)) = found.optional()? {
            let organisation = OrganisationId::from_bytes(organisation);
            return Ok(NumberNow::Of { organisation, token: token.map(SecretHash::from_bytes) });
        }
        // SQLite's own note of the greatest number that it gave out.
        let mut statement =
            self.connection().prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'devices'")?;
        let greatest: u32 = statement.query_row([], |row| row.get(0)).optional()?.unwrap_or(0);
        let within = number.0 != 0 && number.0 <= greatest.saturating_add(reach);
        Ok(if within { NumberNow::Nobodys } else { NumberNow::OutOfReach })
    }

    /// The device with this number, unless it was revoked.
    pub fn device(&self, number: DeviceNumber) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation FROM devices WHERE number = ?1 AND revoked_at IS NULL",
        )?;
        statement.query_row([number.0], columns).optional()?.map(device).transpose()
    }
}

type Columns = (u32, String, [u8; 16]);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn device((number, ward, organisation): Columns) -> Result<Device, StoreError> {
    let organisation = OrganisationId::from_bytes(organisation);
    Ok(Device { number: DeviceNumber(number), ward: from_text(&ward)?, organisation })
}

impl Writing<'_> {
    /// Enrols a device for the organisation. Without a token nobody can use it.
    pub fn put_device(
        &self,
        organisation: OrganisationId,
        token: Option<&SecretHash>,
        at: Moment,
    ) -> Result<DeviceNumber, StoreError> {
        self.put_device_as(None, organisation, token, at)
    }

    /// As [`Writing::put_device`], under a number that nobody has; numbers given
    /// out later are greater than it.
    pub fn put_device_as(
        &self,
        number: Option<DeviceNumber>,
        organisation: OrganisationId,
        token: Option<&SecretHash>,
        at: Moment,
    ) -> Result<DeviceNumber, StoreError> {
        let (ward, _) = self
            .reading()
            .organisation(organisation)?
            .ok_or(StoreError::UnknownOrganisation(organisation))?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO devices (number, ward, organisation, token_hash, enrolled_at)
             VALUES (?1, ?2, ?3, ?4, ?5) RETURNING number",
        )?;
        let (number, token) = (number.map(|number| number.0), token.map(SecretHash::as_bytes));
        let values = (number, ward.as_str(), organisation.as_bytes(), token, at.millis());
        Ok(DeviceNumber(statement.query_row(values, |row| row.get(0))?))
    }

    /// Gives a device another token; the one that it had opens nothing any more.
    pub fn renew_token(&self, number: DeviceNumber, token: &SecretHash) -> Result<(), StoreError> {
        let mut statement =
            self.connection().prepare_cached("UPDATE devices SET token_hash = ?2 WHERE number = ?1")?;
        statement.execute((number.0, token.as_bytes()))?;
        Ok(())
    }

    /// Takes a token from the revoked device that has it, if one has: it opens
    /// nothing there, and can be another device's.
    pub fn forget_revoked_token(&self, token: &SecretHash) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "UPDATE devices SET token_hash = NULL WHERE token_hash = ?1 AND revoked_at IS NOT NULL",
        )?;
        statement.execute([token.as_bytes()])?;
        Ok(())
    }

    /// Revokes a device: it may push and pull no more.
    pub fn revoke_device(&self, number: DeviceNumber, at: Moment) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("UPDATE devices SET revoked_at = ?2 WHERE number = ?1 AND revoked_at IS NULL")?;
        statement.execute((number.0, at.millis()))?;
        Ok(())
    }
}
