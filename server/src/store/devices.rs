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

impl Reading<'_> {
    /// The device with this token, unless it was revoked.
    pub fn device_by_token(&self, token: &SecretHash) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation FROM devices WHERE token_hash = ?1 AND revoked_at IS NULL",
        )?;
        statement.query_row([token.as_bytes()], columns).optional()?.map(device).transpose()
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
        let (ward, _) = self
            .reading()
            .organisation(organisation)?
            .ok_or(StoreError::UnknownOrganisation(organisation))?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO devices (ward, organisation, token_hash, enrolled_at) VALUES (?1, ?2, ?3, ?4)
             RETURNING number",
        )?;
        let token = token.map(SecretHash::as_bytes);
        let number = statement
            .query_row((ward.as_str(), organisation.as_bytes(), token, at.millis()), |row| row.get(0))?;
        Ok(DeviceNumber(number))
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
