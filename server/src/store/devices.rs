//! Devices: who may push for which organisation.

use rusqlite::{OptionalExtension, Row};
use shared::id::{DeviceNumber, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::sync::role::Role;
use shared::words::Title;

use super::codes::official_named;
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
    /// What it may do.
    pub role: Role,
}

/// By whose word a device was revoked, or given another role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// When.
    pub at: Moment,
    /// Who did it; none where it was the command line.
    pub official: Option<Title>,
    /// Why.
    pub why: Option<String>,
}

/// A device as the ward's register of phones has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The device.
    pub device: Device,
    /// When it was enrolled.
    pub enrolled_at: Moment,
    /// By whose word it has its role, where it once had another one.
    pub role_given: Option<Word>,
    /// That it was revoked, if it was.
    pub revoked: Option<Word>,
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
            "SELECT number, ward, organisation, role FROM devices WHERE token_hash = ?1 AND revoked_at IS NULL",
        )?;
        statement.query_row([token.as_bytes()], columns).optional()?.map(device).transpose()
    }

    /// The device that had this token until it was revoked.
    pub fn revoked_device_by_token(&self, token: &SecretHash) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation, role FROM devices WHERE token_hash = ?1 AND revoked_at IS NOT NULL",
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
        let greatest = self.greatest_device()?;
        let within = number.0 != 0 && number.0 <= greatest.saturating_add(reach);
        Ok(if within { NumberNow::Nobodys } else { NumberNow::OutOfReach })
    }

    /// SQLite's own note of the greatest number that it gave out.
    pub(super) fn greatest_device(&self) -> Result<u32, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'devices'")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// The ward's devices that somebody holds or held, in the order of their numbers.
    pub fn devices(&self, ward: &Code) -> Result<Vec<Registered>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation, role, role_at, role_by, role_why,
                    revoked_at, revoked_by, revoked_why, enrolled_at
             FROM devices WHERE ward = ?1 AND token_hash IS NOT NULL ORDER BY number",
        )?;
        let mut rows = statement.query([ward.as_str()])?;
        let mut devices = Vec::new();
        while let Some(row) = rows.next()? {
            let (role_given, revoked) = (word(row, 4)?, word(row, 7)?);
            let enrolled_at = Moment::from_millis(row.get(10)?);
            devices.push(Registered { device: device(columns(row)?)?, enrolled_at, role_given, revoked });
        }
        Ok(devices)
    }

    /// The device with this number, unless it was revoked.
    pub fn device(&self, number: DeviceNumber) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation, role FROM devices WHERE number = ?1 AND revoked_at IS NULL",
        )?;
        statement.query_row([number.0], columns).optional()?.map(device).transpose()
    }
}

impl Reading<'_> {
    /// The device with this number, if it was revoked.
    pub fn revoked_device(&self, number: DeviceNumber) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, organisation, role FROM devices WHERE number = ?1 AND revoked_at IS NOT NULL",
        )?;
        statement.query_row([number.0], columns).optional()?.map(device).transpose()
    }
}

pub(super) type Columns = (u32, String, [u8; 16], String);

pub(super) fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

pub(super) fn device((number, ward, organisation, role): Columns) -> Result<Device, StoreError> {
    let organisation = OrganisationId::from_bytes(organisation);
    let role =
        Role::from_name(&role).ok_or_else(|| StoreError::Damaged(format!("there is no role {role:?}")))?;
    Ok(Device { number: DeviceNumber(number), ward: from_text(&ward)?, organisation, role })
}

/// The three columns from `first` on: when, by whom and why.
fn word(row: &Row<'_>, first: usize) -> Result<Option<Word>, StoreError> {
    let Some(at) = row.get::<_, Option<i64>>(first)? else { return Ok(None) };
    let official: Option<String> = row.get(first + 1)?;
    let official = official.map(|name| official_named(&name)).transpose()?;
    Ok(Some(Word { at: Moment::from_millis(at), official, why: row.get(first + 2)? }))
}

impl Writing<'_> {
    /// Enrols a device for the organisation. Without a token nobody can use it.
    /// A relay gives it one of the numbers that it has from the town.
    pub fn put_device(
        &self,
        organisation: OrganisationId,
        token: Option<&SecretHash>,
        at: Moment,
    ) -> Result<DeviceNumber, StoreError> {
        self.put_device_as(self.take_device_number()?, organisation, token, at)
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

    /// Gives a device another role; says whether it is one of the ward, not
    /// revoked, and had another one.
    pub fn set_role(
        &self,
        ward: &Code,
        number: DeviceNumber,
        role: Role,
        word: &Word,
    ) -> Result<bool, StoreError> {
        self.only_at_town()?;
        let mut statement = self.connection().prepare_cached(
            "UPDATE devices SET role = ?3, role_at = ?4, role_by = ?5, role_why = ?6
             WHERE ward = ?1 AND number = ?2 AND revoked_at IS NULL AND role <> ?3",
        )?;
        let official = word.official.as_ref().map(Title::as_str);
        let values = (ward.as_str(), number.0, role.name(), word.at.millis(), official, word.why.as_deref());
        Ok(statement.execute(values)? == 1)
    }

    /// Revokes a device, which may push and pull no more; says whether it was
    /// one of the ward and not revoked before.
    pub fn revoke_device(
        &self,
        ward: &Code,
        number: DeviceNumber,
        revoked: &Word,
    ) -> Result<bool, StoreError> {
        self.only_at_town()?;
        let mut statement = self.connection().prepare_cached(
            "UPDATE devices SET revoked_at = ?3, revoked_by = ?4, revoked_why = ?5
             WHERE ward = ?1 AND number = ?2 AND revoked_at IS NULL",
        )?;
        let official = revoked.official.as_ref().map(Title::as_str);
        let values = (ward.as_str(), number.0, revoked.at.millis(), official, revoked.why.as_deref());
        Ok(statement.execute(values)? == 1)
    }
}
