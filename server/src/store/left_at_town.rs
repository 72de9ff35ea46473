//! What came to a relay from the town and could not enter there, such as a
//! change that builds on another one which is not there yet. The relay's point
//! moves past it, so it is kept here as it came and tried again.

use shared::sync::relay::RelayPulled;

use super::rulings::within_database;
use super::transaction::{from_cbor, to_cbor};
use super::{Reading, StoreError, Writing};

impl Reading<'_> {
    /// What was left, in the town's order.
    pub fn left_at_town(&self) -> Result<Vec<RelayPulled>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT pulled FROM left_at_town ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let mut left = Vec::new();
        while let Some(row) = rows.next()? {
            left.push(from_cbor(&row.get::<_, Vec<u8>>(0)?)?);
        }
        Ok(left)
    }
}

impl Writing<'_> {
    /// Makes `left` all that is left.
    pub fn put_left_at_town(&self, left: &[RelayPulled]) -> Result<(), StoreError> {
        self.connection().execute("DELETE FROM left_at_town", [])?;
        let mut statement = self
            .connection()
            .prepare_cached("INSERT OR REPLACE INTO left_at_town (seq, pulled) VALUES (?1, ?2)")?;
        for pulled in left {
            statement.execute((within_database(pulled.receipt.seq), to_cbor(pulled)?))?;
        }
        Ok(())
    }
}
