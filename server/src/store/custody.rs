//! Custody: changes that were refused for who brought them, and that the ward
//! keeps until a person decides. Nothing of them is in the log before.

use rusqlite::{OptionalExtension, Row};
use shared::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Kind;
use shared::sync::custody::Cause;
use shared::words::Title;

use super::codes::official_named;
use super::documents::kind_named;
use super::rulings::within_database;
use super::{Reading, StoreError, Writing};

/// Decided ones that a list shows.
const MOST_DECIDED: u32 = 50;

/// The store's own number of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustodyKey(pub(super) i64);

impl CustodyKey {
    /// The one that an address names.
    pub fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// As addresses name it.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// What the ward decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Moment,
    /// Who.
    pub official: Title,
    /// Why they are not accepted; none where they are.
    pub declined: Option<String>,
}

/// Changes of one document that were declined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// The number of the decision.
    pub seq: u64,
    /// The document.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
    /// The changes, in the order in which they came.
    pub changes: Vec<ChangeHash>,
}

/// Changes of one document that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The store's number.
    pub key: CustodyKey,
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// The organisation of the device that brought them.
    pub organisation: OrganisationId,
    /// The device that brought the last of them.
    pub device: DeviceNumber,
    /// Why they are kept.
    pub cause: Cause,
    /// When the last of them came.
    pub came_at: Moment,
    /// What was decided; none while nobody has.
    pub decision: Option<Decision>,
}

const COLUMNS: &str =
    "key, document, kind, organisation, device, cause, came_at, decided_at, official, declined";

fn case(row: &Row<'_>) -> Result<Case, StoreError> {
    let decided_at: Option<i64> = row.get(7)?;
    let official: Option<String> = row.get(8)?;
    let decision = match (decided_at, official) {
        (Some(at), Some(official)) => Some(Decision {
            at: Moment::from_millis(at),
            official: official_named(&official)?,
            declined: row.get(9)?,
        }),
        _ => None,
    };
    Ok(Case {
        key: CustodyKey(row.get(0)?),
        document: DocumentId::from_bytes(row.get(1)?),
        kind: kind_named(&row.get::<_, String>(2)?)?,
        organisation: OrganisationId::from_bytes(row.get(3)?),
        device: DeviceNumber(row.get(4)?),
        cause: cause_named(&row.get::<_, String>(5)?)?,
        came_at: Moment::from_millis(row.get(6)?),
        decision,
    })
}

fn cause_named(name: &str) -> Result<Cause, StoreError> {
    Cause::from_name(name).ok_or_else(|| StoreError::Damaged(format!("there is no cause {name:?}")))
}

impl Reading<'_> {
    /// The ward's cases: those that wait, the oldest first, then the last decided ones.
    pub fn custody(&self, ward: &Code) -> Result<Vec<Case>, StoreError> {
        let waiting =
            format!("SELECT {COLUMNS} FROM custody WHERE ward = ?1 AND decided_seq IS NULL ORDER BY key");
        let decided = format!(
            "SELECT {COLUMNS} FROM custody WHERE ward = ?1 AND decided_seq IS NOT NULL
             ORDER BY decided_seq DESC LIMIT {MOST_DECIDED}"
        );
        let mut cases = Vec::new();
        for sql in [waiting, decided] {
            let mut statement = self.connection().prepare_cached(&sql)?;
            let mut rows = statement.query([ward.as_str()])?;
            while let Some(row) = rows.next()? {
                cases.push(case(row)?);
            }
        }
        Ok(cases)
    }

    /// The ward's case with this number.
    pub fn custody_case(&self, ward: &Code, key: CustodyKey) -> Result<Option<Case>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM custody WHERE ward = ?1 AND key = ?2");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query((ward.as_str(), key.0))?;
        rows.next()?.map(case).transpose()
    }

    /// The case of the document that waits.
    pub fn waiting_custody(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
    ) -> Result<Option<CustodyKey>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT key FROM custody WHERE organisation = ?1 AND document = ?2 AND decided_seq IS NULL",
        )?;
        let found = statement
            .query_row((organisation.as_bytes(), document.as_bytes()), |row| row.get(0))
            .optional()?;
        Ok(found.map(CustodyKey))
    }

    /// Why the ward declined the change of the document, if it did.
    pub fn declined(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        hash: ChangeHash,
    ) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT declined FROM custody JOIN custody_changes ON custody = key
             WHERE organisation = ?1 AND document = ?2 AND decided_seq IS NOT NULL
               AND declined IS NOT NULL AND hash = ?3
             ORDER BY decided_seq DESC LIMIT 1",
        )?;
        let values = (organisation.as_bytes(), document.as_bytes(), hash.as_bytes());
        Ok(statement.query_row(values, |row| row.get(0)).optional()?)
    }

    /// What the ward declined of the organisation's after `cursor`, in order.
    pub fn declined_after(
        &self,
        organisation: OrganisationId,
        cursor: u64,
    ) -> Result<Vec<Declined>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT decided_seq, document, declined, key FROM custody
             WHERE organisation = ?1 AND decided_seq > ?2 AND declined IS NOT NULL ORDER BY decided_seq",
        )?;
        let mut rows = statement.query((organisation.as_bytes(), within_database(cursor)))?;
        let mut declined = Vec::new();
        while let Some(row) = rows.next()? {
            let (seq, document, reason) = (row.get(0)?, DocumentId::from_bytes(row.get(1)?), row.get(2)?);
            let changes = self.custody_hashes(CustodyKey(row.get(3)?))?;
            declined.push(Declined { seq, document, reason, changes });
        }
        Ok(declined)
    }

    fn custody_hashes(&self, key: CustodyKey) -> Result<Vec<ChangeHash>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT hash FROM custody_changes WHERE custody = ?1 ORDER BY rowid")?;
        let rows = statement.query_map([key.0], |row| Ok(ChangeHash::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The changes of a case, in the order in which they came.
    pub fn custody_changes(&self, key: CustodyKey) -> Result<Vec<(ChangeHash, Vec<u8>)>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT hash, chunk FROM custody_changes WHERE custody = ?1 ORDER BY rowid")?;
        let rows =
            statement.query_map([key.0], |row| Ok((ChangeHash::from_bytes(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many cases of the ward wait.
    pub fn custody_waiting(&self, ward: &Code) -> Result<usize, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT count(*) FROM custody WHERE ward = ?1 AND decided_seq IS NULL")?;
        Ok(statement.query_row([ward.as_str()], |row| row.get(0))?)
    }

    /// How many changes and bytes of the organisation's devices wait.
    pub fn custody_held(&self, organisation: OrganisationId) -> Result<(u64, u64), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT count(*), coalesce(sum(length(chunk)), 0)
             FROM custody JOIN custody_changes ON custody = key
             WHERE organisation = ?1 AND decided_seq IS NULL",
        )?;
        Ok(statement.query_row([organisation.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

/// Changes to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Keep<'a> {
    /// The ward.
    pub ward: &'a Code,
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// The organisation of the device that brought them.
    pub organisation: OrganisationId,
    /// The device that brought them.
    pub device: DeviceNumber,
    /// Why.
    pub cause: Cause,
    /// When they came.
    pub at: Moment,
    /// The changes.
    pub changes: &'a [(ChangeHash, &'a [u8])],
}

impl Writing<'_> {
    /// Keeps changes, beside those of the same document that wait.
    pub fn keep_in_custody(&self, keep: &Keep<'_>) -> Result<CustodyKey, StoreError> {
        let waiting = self.reading().waiting_custody(keep.organisation, keep.document)?;
        let key = match waiting {
            Some(CustodyKey(key)) => {
                let mut statement = self.connection().prepare_cached(
                    "UPDATE custody SET device = ?2, cause = ?3, came_at = ?4 WHERE key = ?1",
                )?;
                statement.execute((key, keep.device.0, keep.cause.name(), keep.at.millis()))?;
                key
            }
            None => {
                let mut statement = self.connection().prepare_cached(
                    "INSERT INTO custody (ward, document, kind, organisation, device, cause, came_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING key",
                )?;
                let values = (
                    keep.ward.as_str(),
                    keep.document.as_bytes(),
                    keep.kind.name(),
                    keep.organisation.as_bytes(),
                    keep.device.0,
                    keep.cause.name(),
                    keep.at.millis(),
                );
                statement.query_row(values, |row| row.get(0))?
            }
        };
        let mut statement = self.connection().prepare_cached(
            "INSERT OR IGNORE INTO custody_changes (custody, hash, chunk) VALUES (?1, ?2, ?3)",
        )?;
        for (hash, chunk) in keep.changes {
            statement.execute((key, hash.as_bytes(), chunk))?;
        }
        Ok(CustodyKey(key))
    }

    /// Notes what was decided, with a number of the ward's sequence.
    pub fn decide_custody(
        &self,
        ward: &Code,
        key: CustodyKey,
        decision: &Decision,
    ) -> Result<u64, StoreError> {
        let seq = self.take_seq(ward)?;
        let mut statement = self.connection().prepare_cached(
            "UPDATE custody SET decided_seq = ?2, decided_at = ?3, official = ?4, declined = ?5 WHERE key = ?1",
        )?;
        let official = decision.official.as_str();
        statement.execute((key.0, seq, decision.at.millis(), official, decision.declined.as_deref()))?;
        Ok(seq)
    }
}
