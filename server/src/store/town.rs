//! The town's server, as a relay's data file knows it: who the relay is there,
//! where it stands with it, and what it has yet to bring.

use rusqlite::{OptionalExtension, params};
use shared::document::admission::Refusal;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Kind;
use shared::sync::relay::{Joined, Register, RelayDevice};
use shared::sync::wire::{Epoch, SyncPoint};

use super::documents::{DocumentKey, kind_named};
use super::rulings::More;
use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::code::AccessCode;
use crate::auth::secret::{Secret, SecretHash};

/// The town's server and how the relay stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Town {
    /// Its address.
    pub url: String,
    /// The relay's token there.
    pub token: Secret,
    /// The ward.
    pub ward: Code,
    /// Up to where its news are known.
    pub point: SyncPoint,
    /// SHA-256 of the register that was got from there.
    pub register: Option<Vec<u8>>,
    /// When it last answered.
    pub answered_at: Option<Moment>,
}

/// A change that the town has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForTown {
    /// The relay's number of it.
    pub seq: u64,
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// Whose document it is.
    pub organisation: OrganisationId,
    /// The change.
    pub hash: ChangeHash,
    /// The change's chunk.
    pub chunk: Vec<u8>,
}

/// A document of which the town refused changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedByTown {
    /// The document.
    pub document: DocumentId,
    /// How many changes of it.
    pub changes: u64,
    /// Why, in the words of [`Refusal`].
    pub reason: String,
}

impl Reading<'_> {
    /// Whether the data file is a relay's.
    pub fn is_relay(&self) -> Result<bool, StoreError> {
        let mut statement = self.connection().prepare_cached("SELECT 1 FROM town")?;
        Ok(statement.exists([])?)
    }

    /// The town's server, where the data file is a relay's.
    pub fn town(&self) -> Result<Option<Town>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT url, token, ward, epoch, cursor, register, answered_at FROM town",
        )?;
        let found = statement.query_row([], |row| {
            let point = SyncPoint { epoch: row.get::<_, Option<u64>>(3)?.map(Epoch), cursor: row.get(4)? };
            let (url, token) = (row.get(0)?, Secret::from_bytes(row.get(1)?));
            Ok((row.get::<_, String>(2)?, url, token, point, row.get(5)?, row.get::<_, Option<i64>>(6)?))
        });
        let Some((ward, url, token, point, register, answered)) = found.optional()? else { return Ok(None) };
        let answered_at = answered.map(Moment::from_millis);
        Ok(Some(Town { url, token, ward: from_text(&ward)?, point, register, answered_at }))
    }

    /// The secret that was drawn to join by this very code at this address.
    pub fn joining(&self, url: &str, code: &AccessCode) -> Result<Option<Secret>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT token FROM joining WHERE url = ?1 AND code = ?2")?;
        let found = statement.query_row((url, code.to_string()), |row| row.get(0).map(Secret::from_bytes));
        Ok(found.optional()?)
    }

    /// Devices that the town has not confirmed.
    pub fn enrolled_here(&self, most: usize) -> Result<Vec<RelayDevice>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT d.number, d.organisation, d.token_hash, d.enrolled_at, e.former
             FROM enrolled_here e JOIN devices d ON d.number = e.device
             WHERE d.token_hash IS NOT NULL AND d.revoked_at IS NULL ORDER BY d.number LIMIT ?1",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = statement.query([most])?;
        let mut devices = Vec::new();
        while let Some(row) = rows.next()? {
            devices.push(RelayDevice {
                number: DeviceNumber(row.get(0)?),
                organisation: OrganisationId::from_bytes(row.get(1)?),
                token: row.get::<_, Option<Vec<u8>>>(2)?.map(Into::into),
                enrolled_at: Moment::from_millis(row.get(3)?),
                revoked_at: None,
                former: row.get::<_, Option<Vec<u8>>>(4)?.map(Into::into),
            });
        }
        Ok(devices)
    }

    /// Gives every change that the town has not confirmed, after the number
    /// `after`, to `take`, in order, until it says that it has enough.
    pub fn each_for_town(&self, after: u64, mut take: impl FnMut(ForTown) -> More) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT f.seq, d.id, d.kind, d.organisation, c.hash, c.chunk
             FROM for_town f
             JOIN documents d ON d.key = f.document
             JOIN changes c ON c.document = f.document AND c.seq = f.seq
             WHERE f.seq > ?1 ORDER BY f.seq",
        )?;
        let mut rows = statement.query([super::rulings::within_database(after)])?;
        while let Some(row) = rows.next()? {
            let change = ForTown {
                seq: row.get(0)?,
                document: DocumentId::from_bytes(row.get(1)?),
                kind: kind_named(&row.get::<_, String>(2)?)?,
                organisation: OrganisationId::from_bytes(row.get(3)?),
                hash: ChangeHash::from_bytes(row.get(4)?),
                chunk: row.get(5)?,
            };
            if take(change) == More::Enough {
                break;
            }
        }
        Ok(())
    }

    /// How many changes the town has not confirmed, as far as they are noted.
    pub fn count_for_town(&self) -> Result<u64, StoreError> {
        let mut statement = self.connection().prepare_cached("SELECT count(*) FROM for_town")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// What the town refused.
    pub fn refused_by_town(&self) -> Result<Vec<RefusedByTown>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT d.id, count(*), min(f.refused) FROM for_town f JOIN documents d ON d.key = f.document
             WHERE f.refused IS NOT NULL GROUP BY d.id ORDER BY min(f.seq)",
        )?;
        let mut rows = statement.query([])?;
        let mut refused = Vec::new();
        while let Some(row) = rows.next()? {
            let document = DocumentId::from_bytes(row.get(0)?);
            refused.push(RefusedByTown { document, changes: row.get(1)?, reason: row.get(2)? });
        }
        Ok(refused)
    }
}

impl Writing<'_> {
    /// # Errors
    /// [`StoreError::Relay`] in the data file of a relay.
    pub(super) fn only_at_town(&self) -> Result<(), StoreError> {
        if self.reading().is_relay()? { Err(StoreError::Relay) } else { Ok(()) }
    }

    /// Notes with which secret the relay tries to join, before it asks.
    pub fn put_joining(&self, url: &str, code: &AccessCode, token: &Secret) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("INSERT OR REPLACE INTO joining (one, url, code, token) VALUES (1, ?1, ?2, ?3)")?;
        statement.execute((url, code.to_string(), token.as_bytes()))?;
        Ok(())
    }

    /// Makes the data file a relay's, by the attempt that was noted. One that was
    /// this ward's relay before keeps all that it has: what the town does not know
    /// of it is brought again.
    pub fn put_joined(&self, joined: &Joined) -> Result<(), StoreError> {
        self.put_ward(&joined.ward)?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO town (one, url, token, ward, next_device, last_device, cursor, noted)
             SELECT 1, url, token, ?1, ?2, ?3, 0, 0 FROM joining WHERE true
             ON CONFLICT (one) DO UPDATE SET url = excluded.url, token = excluded.token, ward = excluded.ward,
               next_device = excluded.next_device, last_device = excluded.last_device, register = NULL",
        )?;
        statement.execute((joined.ward.code.as_str(), joined.first.0, joined.last.0))?;
        self.connection().execute("DELETE FROM joining", [])?;
        Ok(())
    }

    /// The next number that this relay gives to a device; none where the data
    /// file is no relay's, whose store numbers devices itself.
    ///
    /// # Errors
    /// [`StoreError::NoNumbers`] where all are given out.
    pub fn take_device_number(&self) -> Result<Option<DeviceNumber>, StoreError> {
        let mut find = self
            .connection()
            .prepare_cached("SELECT next_device, last_device FROM town")?;
        let found: Option<(u32, u32)> =
            find.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((next, last)) = found else { return Ok(None) };
        // The town may know of numbers that a data file put back from a backup does not.
        let mut free = self.connection().prepare_cached(
            "SELECT max(?1, ifnull((SELECT max(number) + 1 FROM devices WHERE number BETWEEN ?1 AND ?2), 0))",
        )?;
        let number: u32 = free.query_row((next, last), |row| row.get(0))?;
        if last < number {
            return Err(StoreError::NoNumbers);
        }
        self.connection().execute("UPDATE town SET next_device = ?1", [number + 1])?;
        Ok(Some(DeviceNumber(number)))
    }

    /// Notes that a device was enrolled at this relay, or got another token than
    /// `former` here; nothing where the data file is no relay's.
    pub fn note_enrolled_here(
        &self,
        number: DeviceNumber,
        former: Option<&SecretHash>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO enrolled_here (device, former) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM town)
             ON CONFLICT (device) DO NOTHING",
        )?;
        statement.execute((number.0, former.map(SecretHash::as_bytes)))?;
        Ok(())
    }

    /// Forgets devices that the town has confirmed, apart from those that got
    /// another token meanwhile.
    pub fn confirm_enrolled_here(&self, devices: &[RelayDevice]) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "DELETE FROM enrolled_here WHERE device = ?1
             AND EXISTS (SELECT 1 FROM devices WHERE number = ?1 AND token_hash IS ?2)",
        )?;
        for device in devices {
            statement.execute((device.number.0, token_of(device)))?;
        }
        Ok(())
    }

    /// Notes every change that came since the last time as one for the town.
    pub fn note_for_town(&self) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO for_town (seq, document, hash)
             SELECT seq, document, hash FROM changes
             WHERE organisation IN (SELECT id FROM organisations) AND seq > (SELECT noted FROM town)",
            [],
        )?;
        self.all_is_noted()
    }

    /// Says that what is in the log by now is noted, or came from the town.
    pub fn all_is_noted(&self) -> Result<(), StoreError> {
        self.connection().execute(
            "UPDATE town SET noted = (SELECT next_seq - 1 FROM wards WHERE code = town.ward)
            ",
            [],
        )?;
        Ok(())
    }

    /// The town lost what it had: everything is for it again, the devices as well.
    pub fn begin_with_town_anew(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute("UPDATE town SET noted = 0, cursor = 0, epoch = NULL, register = NULL", [])?;
        connection.execute("UPDATE for_town SET refused = NULL", [])?;
        connection.execute(
            "INSERT OR IGNORE INTO enrolled_here (device)
             SELECT number FROM devices WHERE token_hash IS NOT NULL AND revoked_at IS NULL",
            [],
        )?;
        self.note_for_town()
    }

    /// The town lost changes of one document: all of it is for it again.
    pub fn note_document_for_town(&self, document: DocumentKey) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT OR IGNORE INTO for_town (seq, document, hash)
             SELECT seq, document, hash FROM changes WHERE document = ?1",
        )?;
        statement.execute([document.0])?;
        Ok(())
    }

    /// Takes what the town confirmed out of the list.
    pub fn confirm_for_town(&self, seq: u64) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached("DELETE FROM for_town WHERE seq = ?1")?;
        statement.execute([seq])?;
        Ok(())
    }

    /// Notes why the town refused a change. It stays in the list: a person of
    /// the office may let it enter there.
    pub fn note_refused_by_town(&self, seq: u64, refusal: Refusal) -> Result<(), StoreError> {
        let mut statement =
            self.connection().prepare_cached("UPDATE for_town SET refused = ?2 WHERE seq = ?1")?;
        statement.execute((seq, refusal.to_string()))?;
        Ok(())
    }

    /// Takes the changes of one document that came from the town out of the list.
    pub fn came_from_town(&self, document: DocumentKey, hash: ChangeHash) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("DELETE FROM for_town WHERE document = ?1 AND hash = ?2")?;
        statement.execute((document.0, hash.as_bytes()))?;
        Ok(())
    }

    /// Makes the ward's register what the town's is. Devices that the town does
    /// not know yet stay, as far as nobody else has their token there, and so does
    /// a token that a device got here and that the town has not answered to.
    pub fn put_register(&self, ward: &Code, register: &Register, hash: &[u8]) -> Result<(), StoreError> {
        for organisation in &register.organisations {
            self.put_organisation(ward, organisation)?;
        }
        let connection = self.connection();
        let mut pending = connection.prepare_cached(
            "SELECT 1 FROM enrolled_here e JOIN devices d ON d.number = e.device
             WHERE e.device = ?1 AND d.organisation = ?2",
        )?;
        let mut stands = |device: &&RelayDevice| {
            let waits = device.revoked_at.is_none()
                && pending.exists((device.number.0, device.organisation.as_bytes()))?;
            Ok::<_, StoreError>(!waits)
        };
        let mut changed = Vec::new();
        for device in &register.devices {
            if stands(&device)? {
                changed.push(device);
            }
        }
        let mut free = connection
            .prepare_cached("UPDATE devices SET token_hash = NULL WHERE number = ?1 OR token_hash = ?2")?;
        for device in &changed {
            free.execute((device.number.0, token_of(device)))?;
        }
        let mut put = connection.prepare_cached(
            "INSERT INTO devices (number, ward, organisation, token_hash, enrolled_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (number) DO UPDATE SET organisation = ?3, token_hash = ?4, revoked_at = ?6",
        )?;
        let mut settled = connection.prepare_cached("DELETE FROM enrolled_here WHERE device = ?1")?;
        for device in &changed {
            put.execute(params![
                device.number.0,
                ward.as_str(),
                device.organisation.as_bytes(),
                token_of(device),
                device.enrolled_at.millis(),
                device.revoked_at.map(Moment::millis),
            ])?;
            settled.execute([device.number.0])?;
        }
        connection.execute("UPDATE town SET register = ?1", [hash])?;
        Ok(())
    }

    /// Notes up to where the town's news are known, and when it said so.
    pub fn put_town_point(&self, point: SyncPoint, at: Moment) -> Result<(), StoreError> {
        let epoch = point.epoch.map(|Epoch(epoch)| epoch);
        self.connection().execute(
            "UPDATE town SET epoch = ?1, cursor = ?2, answered_at = ?3",
            (epoch, point.cursor, at.millis()),
        )?;
        Ok(())
    }

    /// Notes another address of the town's server.
    pub fn put_town_url(&self, url: &str) -> Result<(), StoreError> {
        self.connection().execute("UPDATE town SET url = ?1", [url])?;
        Ok(())
    }
}

fn token_of(device: &RelayDevice) -> Option<Vec<u8>> {
    device.token.as_ref().map(|token| token.to_vec())
}
