//! Codes: what the ward office hands out so that others may come in.
//!
//! An **enrolment code** enrols one device of one organisation, once. A
//! **viewing code** lets people see the standings of one ward; an office
//! shares it, so it works any number of times until it expires. An **office
//! code** lets one official make the ward's rulings, likewise until it expires.

use rusqlite::OptionalExtension;
use shared::id::{DeviceNumber, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::words::Title;

use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::code::AccessCode;
use crate::auth::secret::SecretHash;

/// What a code opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opens {
    /// Enrols one device of this organisation.
    Cell(OrganisationId),
    /// Shows the standings of the ward.
    Standings,
    /// Lets the official of this name rule for the ward.
    Office(Title),
}

/// Whether the server's start prints the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Only its hash is stored.
    Never,
    /// It is stored as it is until it is used: for demonstrations alone.
    UntilUsed,
}

/// A code to be given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// The code.
    pub code: AccessCode,
    /// The ward.
    pub ward: Code,
    /// What it opens.
    pub opens: Opens,
    /// The moment from which it opens nothing.
    pub expires_at: Moment,
    /// Whether the server's start prints it.
    pub shown: Shown,
}

/// A code that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenCode {
    /// The ward.
    pub ward: Code,
    /// What it opens.
    pub opens: Opens,
    /// The moment from which it opens nothing.
    pub expires_at: Moment,
    /// When it was used, if it was.
    pub used_at: Option<Moment>,
    /// The device that was enrolled by it.
    pub used_by: Option<DeviceNumber>,
}

impl Reading<'_> {
    /// The code with this hash.
    pub fn code(&self, hash: &SecretHash) -> Result<Option<GivenCode>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT ward, organisation, expires_at, used_at, used_by, official FROM codes WHERE hash = ?1",
        )?;
        let found = statement.query_row([hash.as_bytes()], |row| {
            let ward: String = row.get(0)?;
            let used_by: Option<u32> = row.get(4)?;
            let opened = (row.get(1)?, row.get(5)?);
            Ok((ward, opened, row.get(2)?, row.get::<_, Option<i64>>(3)?, used_by))
        });
        let Some((ward, opened, expires_at, used_at, used_by)) = found.optional()? else {
            return Ok(None);
        };
        Ok(Some(GivenCode {
            ward: from_text(&ward)?,
            opens: opens(opened)?,
            expires_at: Moment::from_millis(expires_at),
            used_at: used_at.map(Moment::from_millis),
            used_by: used_by.map(DeviceNumber),
        }))
    }

    /// The codes that a start prints: unused, not expired, in the order of
    /// wards and organisations, viewing codes and office codes last.
    pub fn shown_codes(&self, now: Moment) -> Result<Vec<(GivenCode, AccessCode)>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT c.ward, c.organisation, c.expires_at, c.shown, c.official
             FROM codes c LEFT JOIN organisations o ON o.id = c.organisation
             WHERE c.shown IS NOT NULL AND c.used_at IS NULL AND c.expires_at > ?1
             ORDER BY c.ward, o.code IS NULL, o.code, c.official IS NOT NULL, c.shown",
        )?;
        let mut rows = statement.query([now.millis()])?;
        let mut codes = Vec::new();
        while let Some(row) = rows.next()? {
            let given = GivenCode {
                ward: from_text(&row.get::<_, String>(0)?)?,
                opens: opens((row.get(1)?, row.get(4)?))?,
                expires_at: Moment::from_millis(row.get(2)?),
                used_at: None,
                used_by: None,
            };
            codes.push((given, from_text(&row.get::<_, String>(3)?)?));
        }
        Ok(codes)
    }
}

/// What a code with this organisation and this official opens.
fn opens((organisation, official): (Option<[u8; 16]>, Option<String>)) -> Result<Opens, StoreError> {
    Ok(match (organisation, official) {
        (Some(id), _) => Opens::Cell(OrganisationId::from_bytes(id)),
        (None, Some(name)) => Opens::Office(official_named(&name)?),
        (None, None) => Opens::Standings,
    })
}

/// The official with this stored name.
pub(super) fn official_named(name: &str) -> Result<Title, StoreError> {
    Title::new(name).map_err(|_| StoreError::Damaged(format!("{name:?} is no name of an official")))
}

impl Writing<'_> {
    /// Gives out a code.
    pub fn put_code(&self, new: &NewCode) -> Result<(), StoreError> {
        // A relay shows no standings and makes no rulings.
        if !matches!(new.opens, Opens::Cell(_)) {
            self.only_at_town()?;
        }
        let (kind, organisation, official) = match &new.opens {
            Opens::Cell(organisation) => ("cell", Some(organisation.as_bytes()), None),
            Opens::Standings => ("viewer", None, None),
            Opens::Office(official) => ("office", None, Some(official.as_str())),
        };
        let shown = match new.shown {
            Shown::Never => None,
            Shown::UntilUsed => Some(new.code.to_string()),
        };
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO codes (hash, kind, ward, organisation, official, expires_at, shown)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        statement.execute((
            new.code.hash().as_bytes(),
            kind,
            new.ward.as_str(),
            organisation,
            official,
            new.expires_at.millis(),
            shown,
        ))?;
        Ok(())
    }

    /// Marks an enrolment code as used by a device.
    pub fn use_code(&self, hash: &SecretHash, device: DeviceNumber, at: Moment) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("UPDATE codes SET used_at = ?2, used_by = ?3, shown = NULL WHERE hash = ?1")?;
        statement.execute((hash.as_bytes(), at.millis(), device.0))?;
        Ok(())
    }
}
