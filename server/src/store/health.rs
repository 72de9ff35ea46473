//! Looking at a data file as it is, without changing it: what SQLite finds in
//! it, whether its numbers are whole, and what its projections say.

use std::collections::BTreeSet;
use std::path::Path;

use shared::id::{OrganisationId, PhotoHash};
use shared::org::{Code, Organisation};
use shared::standing::facts::Fact;
use shared::year::Year;

use super::connection::{check_owner, check_version, open_reader};
use super::documents::DocumentKey;
use super::photos::PhotoKey;
use super::transaction::{from_cbor, from_text, to_cbor};
use super::{Reading, StoreError};

/// How many faults SQLite names before it stops looking.
const MOST_FAULTS: u32 = 20;

/// Runs `work` on one consistent view of the file at `path`, which stays as it
/// is; a server may be at work on it.
///
/// # Errors
/// [`StoreError::TooOld`] where tables are missing that a newer program added.
pub fn inspect<T>(
    path: &Path,
    work: impl FnOnce(&Reading<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing);
    }
    let mut connection = open_reader(path)?;
    check_owner(&connection)?;
    check_version(&connection)?;
    let transaction = connection.transaction()?;
    work(&Reading::new(&transaction))
}

/// A row of the projection of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectedRecord {
    /// The ward.
    pub ward: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The name of the kind.
    pub kind: String,
    /// The month, as text.
    pub month: Option<String>,
    /// What the document says.
    pub fact: Fact,
}

/// A picture, as far as it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldPicture {
    /// The hash that its bytes should have.
    pub hash: PhotoHash,
    /// Whether its pieces follow one another, have as many bytes as is noted
    /// and, where it is noted as whole, its hash.
    pub sound: bool,
}

impl Reading<'_> {
    /// What SQLite finds wrong with the file: broken pages, rows that an index
    /// does not have, rows that name others which are not there.
    pub fn faults_of_database(&self) -> Result<Vec<String>, StoreError> {
        let check = format!("PRAGMA integrity_check({MOST_FAULTS})");
        let mut statement = self.connection().prepare(&check)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut faults = rows.collect::<Result<Vec<_>, _>>()?;
        faults.retain(|fault| fault != "ok");
        let mut statement = self.connection().prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if faults.len() < MOST_FAULTS as usize {
                let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
                faults.push(format!("a row of {table} names one of {parent} that is not there"));
            }
        }
        Ok(faults)
    }

    /// The numbers of the ward's changes, rulings and decisions, in order.
    pub fn numbers(&self, ward: &Code, mut take: impl FnMut(u64)) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT seq FROM changes WHERE organisation IN (SELECT id FROM organisations WHERE ward = ?1)
             UNION ALL SELECT seq FROM rulings WHERE ward = ?1
             UNION ALL SELECT decided_seq FROM custody WHERE ward = ?1 AND decided_seq IS NOT NULL
             ORDER BY seq",
        )?;
        let mut rows = statement.query([ward.as_str()])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?);
        }
        Ok(())
    }

    /// Whether the rows of the ward's register are those of `organisations`.
    pub fn has_register(&self, ward: &Code, organisations: &[Organisation]) -> Result<bool, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT id, code, body FROM organisations WHERE ward = ?1 ORDER BY id")?;
        let rows = statement.query_map([ward.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let rows: Vec<([u8; 16], String, Vec<u8>)> = rows.collect::<Result<_, _>>()?;
        let mut expect = Vec::new();
        for organisation in organisations {
            let (id, code) = (*organisation.id.as_bytes(), organisation.code.to_string());
            expect.push((id, code, to_cbor(organisation)?));
        }
        expect.sort();
        Ok(rows == expect)
    }

    /// What the projection says of a document.
    pub fn projected(&self, document: DocumentKey) -> Result<Option<ProjectedRecord>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT ward, organisation, kind, month, fact FROM records WHERE document = ?1",
        )?;
        let mut rows = statement.query([document.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(ProjectedRecord {
            ward: row.get(0)?,
            organisation: OrganisationId::from_bytes(row.get(1)?),
            kind: row.get(2)?,
            month: row.get(3)?,
            fact: from_cbor(&row.get::<_, Vec<u8>>(4)?)?,
        }))
    }

    /// Every year of an organisation that is kept, with its ward.
    pub fn kept_years(&self) -> Result<BTreeSet<(Code, Year, OrganisationId)>, StoreError> {
        let mut statement = self.connection().prepare("SELECT ward, year, organisation FROM standings")?;
        let mut rows = statement.query([])?;
        let mut kept = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let year = Year::new(row.get(1)?).map_err(|error| StoreError::Damaged(error.to_string()))?;
            let organisation = OrganisationId::from_bytes(row.get(2)?);
            kept.insert((from_text(&row.get::<_, String>(0)?)?, year, organisation));
        }
        Ok(kept)
    }

    /// Every picture of which something is here.
    pub fn held_pictures(&self, mut take: impl FnMut(HeldPicture)) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare(
            "SELECT key, hash, held, completed_at IS NOT NULL,
                    (SELECT coalesce(sum(length(bytes)), 0) FROM photo_pieces WHERE photo = key),
                    EXISTS (SELECT 1 FROM photo_pieces p WHERE p.photo = key AND p.start <>
                            (SELECT coalesce(sum(length(q.bytes)), 0) FROM photo_pieces q
                             WHERE q.photo = key AND q.start < p.start))
             FROM photos ORDER BY key",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let hash = PhotoHash::from_bytes(row.get(1)?);
            let (held, bytes): (u64, u64) = (row.get(2)?, row.get(4)?);
            let (complete, has_gap): (bool, bool) = (row.get(3)?, row.get(5)?);
            let whole = !complete || self.photo_hash(PhotoKey(row.get(0)?))? == hash;
            take(HeldPicture { hash, sound: held == bytes && !has_gap && whole });
        }
        Ok(())
    }
}
