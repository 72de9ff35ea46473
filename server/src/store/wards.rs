//! Wards, and the one sequence that numbers a ward's changes and rulings.

use rusqlite::OptionalExtension;
use shared::org::{Code, Ward};

use super::transaction::from_text;
use super::{Reading, StoreError, Writing};

impl Reading<'_> {
    /// Every ward, by code.
    pub fn wards(&self) -> Result<Vec<Ward>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT code, name, town FROM wards ORDER BY code")?;
        let mut rows = statement.query([])?;
        let mut wards = Vec::new();
        while let Some(row) = rows.next()? {
            let code = from_text(&row.get::<_, String>(0)?)?;
            wards.push(Ward { code, name: row.get(1)?, town: row.get(2)? });
        }
        Ok(wards)
    }

    /// The ward `code`.
    pub fn ward(&self, code: &Code) -> Result<Option<Ward>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT name, town FROM wards WHERE code = ?1")?;
        let found = statement.query_row([code.as_str()], |row| {
            Ok(Ward { code: code.clone(), name: row.get(0)?, town: row.get(1)? })
        });
        Ok(found.optional()?)
    }

    /// The number of the ward's last change or ruling; zero before the first.
    pub fn last_seq(&self, ward: &Code) -> Result<u64, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT next_seq - 1 FROM wards WHERE code = ?1")?;
        let last = statement.query_row([ward.as_str()], |row| row.get(0)).optional()?;
        last.ok_or_else(|| StoreError::UnknownWard(ward.clone()))
    }
}

impl Writing<'_> {
    /// Founds a ward, or changes the name of one.
    pub fn put_ward(&self, ward: &Ward) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO wards (code, name, town, next_seq) VALUES (?1, ?2, ?3, 1)
             ON CONFLICT (code) DO UPDATE SET name = ?2, town = ?3",
        )?;
        statement.execute((ward.code.as_str(), &ward.name, &ward.town))?;
        Ok(())
    }

    /// The next number of the ward's sequence, which is then taken.
    pub fn take_seq(&self, ward: &Code) -> Result<u64, StoreError> {
        self.take_seqs(ward, 1)
    }

    /// The first of the next `count` numbers of the ward's sequence, which are then taken.
    pub(super) fn take_seqs(&self, ward: &Code, count: usize) -> Result<u64, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "UPDATE wards SET next_seq = next_seq + ?2 WHERE code = ?1 RETURNING next_seq - ?2",
        )?;
        let seq = statement.query_row((ward.as_str(), count), |row| row.get(0)).optional()?;
        seq.ok_or_else(|| StoreError::UnknownWard(ward.clone()))
    }
}
