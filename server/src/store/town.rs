//! The town's server, as a relay's data file knows it: who the relay is there,
//! where it stands with it, and what it has yet to bring.

use rusqlite::{OptionalExtension, params};
use shared::document::admission::Refusal;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId, PhotoHash};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Kind;
use shared::sync::relay::{Joined, Register, RelayDevice};
use shared::sync::wire::{Epoch, SyncPoint};

use super::documents::kind_named;
use super::photos::{PhotoKey, StoredPhoto};
use super::rulings::{More, within_database};
use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::secret::{Secret, SecretHash};

/// The town's server and how the relay stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Town {
    /// Its address.
    pub url: String,
    /// The certificate of an authority to trust beside those of the machine.
    pub trust: Option<Vec<u8>>,
    /// The relay's token there.
    pub token: Secret,
    /// The ward.
    pub ward: Code,
    /// Up to where its news are known.
    pub point: SyncPoint,
    /// SHA-256 of the register that was got from there.
    pub register: Option<Vec<u8>>,
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
    /// The change's chunk.
    pub chunk: Vec<u8>,
}

/// A whole picture that the town may not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureForTown {
    /// The organisation whose photo names it.
    pub organisation: OrganisationId,
    /// Its name.
    pub hash: PhotoHash,
    /// What the store has of it.
    pub stored: StoredPhoto,
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
        let mut statement = self
            .connection()
            .prepare_cached("SELECT ward, url, trust, token, epoch, cursor, register FROM town")?;
        let found = statement.query_row([], |row| {
            let point = SyncPoint { epoch: row.get::<_, Option<u64>>(4)?.map(Epoch), cursor: row.get(5)? };
            let (url, trust, token) = (row.get(1)?, row.get(2)?, Secret::from_bytes(row.get(3)?));
            Ok((row.get::<_, String>(0)?, url, trust, token, point, row.get(6)?))
        });
        let Some((ward, url, trust, token, point, register)) = found.optional()? else { return Ok(None) };
        Ok(Some(Town { url, trust, token, ward: from_text(&ward)?, point, register }))
    }

    /// Devices that were enrolled here and of which the town was not told.
    pub fn enrolled_here(&self) -> Result<Vec<RelayDevice>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT d.number, d.organisation, d.token_hash, d.enrolled_at, e.former
             FROM enrolled_here e JOIN devices d ON d.number = e.device
             WHERE d.token_hash IS NOT NULL AND d.revoked_at IS NULL ORDER BY d.number",
        )?;
        let mut rows = statement.query([])?;
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
            "SELECT f.seq, d.id, d.kind, d.organisation, c.chunk
             FROM for_town f
             JOIN documents d ON d.key = f.document
             JOIN changes c ON c.document = f.document AND c.seq = f.seq
             WHERE f.seq > ?1 ORDER BY f.seq",
        )?;
        let mut rows = statement.query([within_database(after)])?;
        while let Some(row) = rows.next()? {
            let change = ForTown {
                seq: row.get(0)?,
                document: DocumentId::from_bytes(row.get(1)?),
                kind: kind_named(&row.get::<_, String>(2)?)?,
                organisation: OrganisationId::from_bytes(row.get(3)?),
                chunk: row.get(4)?,
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

    /// Whole pictures that the town has not confirmed.
    pub fn pictures_for_town(&self) -> Result<Vec<PictureForTown>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT organisation, hash, key, held FROM photos
             WHERE completed_at IS NOT NULL AND key NOT IN (SELECT photo FROM pictures_at_town)",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(PictureForTown {
                organisation: OrganisationId::from_bytes(row.get(0)?),
                hash: PhotoHash::from_bytes(row.get(1)?),
                stored: StoredPhoto { key: PhotoKey(row.get(2)?), held: row.get(3)?, complete: true },
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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

    /// The secret by which to join with the code of this hash: it is drawn once and
    /// stored before it is sent, so that an answer that is lost does not cost the code.
    pub fn joining(&self, code: &SecretHash) -> Result<Secret, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT token FROM joining WHERE code_hash = ?1")?;
        let known = statement.query_row([code.as_bytes()], |row| row.get(0).map(Secret::from_bytes));
        if let Some(known) = known.optional()? {
            return Ok(known);
        }
        let drawn = Secret::draw()?;
        let mut put = connection.prepare_cached("INSERT INTO joining (code_hash, token) VALUES (?1, ?2)")?;
        put.execute((code.as_bytes(), drawn.as_bytes()))?;
        Ok(drawn)
    }

    /// Makes the data file a relay's. One that was this ward's relay before keeps
    /// all that it has: what the town does not know of it is brought again.
    pub fn put_joined(
        &self,
        joined: &Joined,
        (url, trust): (&str, Option<&[u8]>),
        token: &Secret,
    ) -> Result<(), StoreError> {
        self.put_ward(&joined.ward)?;
        self.connection().execute(
            "INSERT INTO town (one, url, trust, token, ward, first_device, last_device, cursor, noted)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, 0, 0)
             ON CONFLICT (one) DO UPDATE SET url = ?1, trust = ?2, token = ?3, ward = ?4,
               first_device = ?5, last_device = ?6, register = NULL",
            params![url, trust, token.as_bytes(), joined.ward.code.as_str(), joined.first.0, joined.last.0],
        )?;
        self.connection().execute("DELETE FROM joining", [])?;
        Ok(())
    }

    /// The next number that this relay gives to a device; none where the data
    /// file is no relay's, whose store numbers devices itself.
    ///
    /// # Errors
    /// [`StoreError::NoNumbers`] where all are given out.
    pub fn take_device_number(&self) -> Result<Option<DeviceNumber>, StoreError> {
        let mut find = self.connection().prepare_cached(
            "SELECT max(first_device, ifnull(
               (SELECT max(number) + 1 FROM devices WHERE number BETWEEN first_device AND last_device), 0)),
             last_device FROM town",
        )?;
        let found: Option<(u32, u32)> =
            find.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match found {
            Some((number, last)) if last < number => Err(StoreError::NoNumbers),
            found => Ok(found.map(|(number, _)| DeviceNumber(number))),
        }
    }

    /// Notes that a device was enrolled at this relay, or got another token than
    /// `former` here; nothing where the data file is no relay's.
    pub fn note_enrolled_here(
        &self,
        number: DeviceNumber,
        former: Option<&SecretHash>,
    ) -> Result<(), StoreError> {
        // The first former token is the one that the town knows.
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO enrolled_here (device, former) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM town)
             ON CONFLICT (device) DO NOTHING",
        )?;
        statement.execute((number.0, former.map(SecretHash::as_bytes)))?;
        Ok(())
    }

    /// Forgets devices of which the town was told, apart from those that got
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
        let connection = self.connection();
        connection
            .execute("UPDATE town SET noted = (SELECT next_seq - 1 FROM wards WHERE code = town.ward)", [])?;
        Ok(())
    }

    /// The town lost what it had: everything is for it again, the devices as well.
    pub fn begin_with_town_anew(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute("UPDATE town SET noted = 0", [])?;
        connection.execute("DELETE FROM pictures_at_town", [])?;
        connection.execute(
            "INSERT OR IGNORE INTO enrolled_here (device)
             SELECT number FROM devices WHERE token_hash IS NOT NULL AND revoked_at IS NULL",
            [],
        )?;
        self.note_for_town()
    }

    /// The town lost changes of one document: all of it is for it again.
    pub fn note_document_for_town(&self, document: DocumentId) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT OR IGNORE INTO for_town (seq, document, hash)
             SELECT c.seq, c.document, c.hash FROM changes c
             JOIN documents d ON d.key = c.document JOIN town t ON t.ward = d.ward WHERE d.id = ?1",
        )?;
        statement.execute([document.as_bytes()])?;
        Ok(())
    }

    /// Takes a change that the town confirmed out of the list.
    pub fn confirm_for_town(&self, document: DocumentId, hash: ChangeHash) -> Result<usize, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "DELETE FROM for_town WHERE hash = ?2
             AND document = (SELECT d.key FROM documents d JOIN town t ON t.ward = d.ward WHERE d.id = ?1)",
        )?;
        Ok(statement.execute((document.as_bytes(), hash.as_bytes()))?)
    }

    /// Notes that the town has the whole of a picture.
    pub fn picture_is_at_town(&self, photo: PhotoKey) -> Result<(), StoreError> {
        let mut statement =
            self.connection().prepare_cached("INSERT OR IGNORE INTO pictures_at_town (photo) VALUES (?1)")?;
        statement.execute([photo.0])?;
        Ok(())
    }

    /// Notes why the town refused a change. It stays in the list: a person of
    /// the office may let it enter there.
    pub fn note_refused_by_town(
        &self,
        document: DocumentId,
        hash: ChangeHash,
        refusal: Refusal,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "UPDATE for_town SET refused = ?3 WHERE hash = ?2
             AND document = (SELECT d.key FROM documents d JOIN town t ON t.ward = d.ward WHERE d.id = ?1)",
        )?;
        statement.execute((document.as_bytes(), hash.as_bytes(), refusal.to_string()))?;
        Ok(())
    }

    /// Makes the ward's register what the town's is. What was enrolled here and
    /// the town was not told of stays as it is.
    pub fn put_register(&self, ward: &Code, register: &Register, hash: &[u8]) -> Result<(), StoreError> {
        for organisation in &register.organisations {
            self.put_organisation(ward, organisation)?;
        }
        let connection = self.connection();
        // A token may have gone from one device to another.
        connection.execute(
            "UPDATE devices SET token_hash = NULL WHERE number NOT IN (SELECT device FROM enrolled_here)",
            [],
        )?;
        let mut free = connection
            .prepare_cached("UPDATE devices SET token_hash = NULL WHERE token_hash = ?1 AND number != ?2")?;
        let mut put = connection.prepare_cached(
            "INSERT INTO devices (number, ward, organisation, token_hash, enrolled_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (number) DO UPDATE SET organisation = ?3, token_hash = ?4, revoked_at = ?6
             WHERE number NOT IN (SELECT device FROM enrolled_here)",
        )?;
        for device in &register.devices {
            free.execute((token_of(device), device.number.0))?;
            put.execute(params![
                device.number.0,
                ward.as_str(),
                device.organisation.as_bytes(),
                token_of(device),
                device.enrolled_at.millis(),
                device.revoked_at.map(Moment::millis),
            ])?;
        }
        connection.execute("UPDATE town SET register = ?1", [hash])?;
        Ok(())
    }

    /// Notes up to where the town's news are known.
    pub fn put_town_point(&self, point: SyncPoint) -> Result<(), StoreError> {
        let epoch = point.epoch.map(|Epoch(epoch)| epoch);
        self.connection().execute("UPDATE town SET epoch = ?1, cursor = ?2", (epoch, point.cursor))?;
        Ok(())
    }
}

fn token_of(device: &RelayDevice) -> Option<Vec<u8>> {
    device.token.as_ref().map(|token| token.to_vec())
}
