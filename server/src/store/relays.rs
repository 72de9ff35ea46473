//! Relays of a ward, as the town's server knows them.

use minicbor::bytes::ByteVec;
use rusqlite::OptionalExtension;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::sync::relay::{Register, RelayDevice, RelayPulled};
use shared::sync::wire::Receipt;
use shared::words::Title;

use super::codes::official_named;
use super::devices::{Device, columns, device};
use super::documents::kind_named;
use super::rulings::{More, within_database};
use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::code::AccessCode;
use crate::auth::secret::SecretHash;

/// Numbers for devices that a relay gets: more than a ward has phones.
const NUMBERS: u32 = 10_000;

/// The number of a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelayNumber(pub u32);

/// A relay that has joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// Its number.
    pub number: RelayNumber,
    /// Its ward.
    pub ward: Code,
    /// The first and the last number that it may give to a device.
    pub numbers: (DeviceNumber, DeviceNumber),
}

/// A code by which a relay joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayCode {
    /// The relay.
    pub number: RelayNumber,
    /// The moment from which it opens nothing.
    pub expires_at: Moment,
    /// The hash of the token of whoever joined by it.
    pub token: Option<SecretHash>,
}

/// A relay in the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRelay {
    /// Its number.
    pub number: RelayNumber,
    /// What people call it.
    pub name: Title,
    /// When it joined, or last brought or asked for something.
    pub seen_at: Option<Moment>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Moment>,
}

impl Reading<'_> {
    /// The relay with this token, unless it was revoked.
    pub fn relay_by_token(&self, token: &SecretHash) -> Result<Option<Relay>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, ward, first_device, last_device FROM relays
             WHERE token_hash = ?1 AND revoked_at IS NULL",
        )?;
        let found = statement.query_row([token.as_bytes()], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?))
        });
        let Some((number, ward, first, last)) = found.optional()? else { return Ok(None) };
        let numbers = (DeviceNumber(first), DeviceNumber(last));
        Ok(Some(Relay { number: RelayNumber(number), ward: from_text(&ward)?, numbers }))
    }

    /// The relay's code with this hash, unless the relay was revoked.
    pub fn relay_code(&self, hash: &SecretHash) -> Result<Option<RelayCode>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, code_expires_at, token_hash FROM relays
             WHERE code_hash = ?1 AND revoked_at IS NULL",
        )?;
        let found = statement.query_row([hash.as_bytes()], |row| {
            let token: Option<[u8; 32]> = row.get(2)?;
            Ok(RelayCode {
                number: RelayNumber(row.get(0)?),
                expires_at: Moment::from_millis(row.get(1)?),
                token: token.map(SecretHash::from_bytes),
            })
        });
        Ok(found.optional()?)
    }

    /// The ward's relays, in the order in which they were named.
    pub fn relays(&self, ward: &Code) -> Result<Vec<ListedRelay>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, name, seen_at, revoked_at FROM relays WHERE ward = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([ward.as_str()])?;
        let mut relays = Vec::new();
        let moment = |millis: Option<i64>| millis.map(Moment::from_millis);
        while let Some(row) = rows.next()? {
            relays.push(ListedRelay {
                number: RelayNumber(row.get(0)?),
                name: official_named(&row.get::<_, String>(1)?)?,
                seen_at: moment(row.get(2)?),
                revoked_at: moment(row.get(3)?),
            });
        }
        Ok(relays)
    }

    /// Who is in the ward, as one server tells another.
    pub fn register(&self, ward: &Code) -> Result<Register, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, organisation, token_hash, enrolled_at, revoked_at FROM devices
             WHERE ward = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([ward.as_str()])?;
        let mut devices = Vec::new();
        while let Some(row) = rows.next()? {
            let revoked_at: Option<i64> = row.get(4)?;
            devices.push(RelayDevice {
                number: DeviceNumber(row.get(0)?),
                organisation: OrganisationId::from_bytes(row.get(1)?),
                token: row.get::<_, Option<Vec<u8>>>(2)?.map(ByteVec::from),
                enrolled_at: Moment::from_millis(row.get(3)?),
                revoked_at: revoked_at.map(Moment::from_millis),
                former: None,
            });
        }
        Ok(Register { organisations: self.organisations(ward)?, devices })
    }

    /// The device with this number, whatever became of it since.
    pub fn device_ever(&self, number: DeviceNumber) -> Result<Option<Device>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT number, ward, organisation, role FROM devices WHERE number = ?1")?;
        statement.query_row([number.0], columns).optional()?.map(device).transpose()
    }

    /// Gives every change of the ward after `cursor` to `take`, in order, until
    /// it says that it has enough.
    pub fn each_change_of_ward(
        &self,
        ward: &Code,
        cursor: u64,
        mut take: impl FnMut(RelayPulled) -> More,
    ) -> Result<(), StoreError> {
        // What is behind the page is put in order without its chunks.
        let mut list = self.connection().prepare_cached(
            "SELECT document, seq FROM changes
             WHERE organisation IN (SELECT id FROM organisations WHERE ward = ?1) AND seq > ?2 ORDER BY seq",
        )?;
        let mut statement = self.connection().prepare_cached(
            "SELECT c.hash, c.received_at, d.id, d.kind, c.chunk, c.organisation, c.device
             FROM changes c JOIN documents d ON d.key = c.document WHERE c.document = ?1 AND c.seq = ?2",
        )?;
        let mut listed = list.query((ward.as_str(), within_database(cursor)))?;
        while let Some(row) = listed.next()? {
            let (document, seq): (i64, u64) = (row.get(0)?, row.get(1)?);
            let mut rows = statement.query((document, within_database(seq)))?;
            let Some(row) = rows.next()? else { continue };
            let (hash, at) = (ChangeHash::from_bytes(row.get(0)?), Moment::from_millis(row.get(1)?));
            let pulled = RelayPulled {
                document: DocumentId::from_bytes(row.get(2)?),
                kind: kind_named(&row.get::<_, String>(3)?)?,
                receipt: Receipt { hash, seq, at },
                chunk: ByteVec::from(row.get::<_, Vec<u8>>(4)?),
                organisation: OrganisationId::from_bytes(row.get(5)?),
                device: DeviceNumber(row.get(6)?),
            };
            if take(pulled) == More::Enough {
                break;
            }
        }
        Ok(())
    }
}

impl Writing<'_> {
    /// Names a relay of the ward, which joins by `code`.
    pub fn put_relay(
        &self,
        ward: &Code,
        name: &Title,
        code: &AccessCode,
        expires_at: Moment,
    ) -> Result<RelayNumber, StoreError> {
        self.only_at_town()?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO relays (ward, name, code_hash, code_expires_at) VALUES (?1, ?2, ?3, ?4)
             RETURNING number",
        )?;
        let values = (ward.as_str(), name.as_str(), *code.hash().as_bytes(), expires_at.millis());
        Ok(RelayNumber(statement.query_row(values, |row| row.get(0))?))
    }

    /// Lets a relay join under this token, with numbers for devices that nobody
    /// had and that nobody else gets.
    pub fn join_relay(&self, number: RelayNumber, token: &SecretHash, at: Moment) -> Result<(), StoreError> {
        // SQLite's own note of the greatest number that it gave out: the next one
        // that the town gives out is behind the relay's.
        let connection = self.connection();
        let before = self.reading().greatest_device()?;
        let last = before.checked_add(NUMBERS).ok_or(StoreError::NoNumbers)?;
        let moved =
            connection.execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'devices'", [last])?;
        if moved == 0 {
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('devices', ?1)", [last])?;
        }
        let mut statement = connection.prepare_cached(
            "UPDATE relays SET token_hash = ?2, seen_at = ?3, first_device = ?4, last_device = ?5
             WHERE number = ?1",
        )?;
        statement.execute((number.0, token.as_bytes(), at.millis(), before + 1, last))?;
        Ok(())
    }

    /// Notes that a relay was heard of.
    pub fn saw_relay(&self, number: RelayNumber, at: Moment) -> Result<(), StoreError> {
        let mut statement =
            self.connection().prepare_cached("UPDATE relays SET seen_at = ?2 WHERE number = ?1")?;
        statement.execute((number.0, at.millis()))?;
        Ok(())
    }

    /// Revokes a relay, which may bring and ask no more; says whether it was one
    /// of the ward and not revoked before. What it brought stays.
    pub fn revoke_relay(&self, ward: &Code, number: RelayNumber, at: Moment) -> Result<bool, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "UPDATE relays SET revoked_at = ?3 WHERE ward = ?1 AND number = ?2 AND revoked_at IS NULL",
        )?;
        Ok(statement.execute((ward.as_str(), number.0, at.millis()))? == 1)
    }
}
