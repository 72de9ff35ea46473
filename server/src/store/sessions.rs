//! Sessions of people who view the standings of one ward.

use rusqlite::OptionalExtension;
use shared::moment::Moment;
use shared::org::Code;

use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::secret::SecretHash;

impl Reading<'_> {
    /// The ward whose standings the session may see, unless it is over.
    pub fn session(&self, hash: &SecretHash, now: Moment) -> Result<Option<Code>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT ward FROM sessions WHERE hash = ?1 AND expires_at > ?2")?;
        let ward =
            statement.query_row((hash.as_bytes(), now.millis()), |row| row.get::<_, String>(0)).optional()?;
        ward.map(|ward| from_text(&ward)).transpose()
    }
}

impl Writing<'_> {
    /// Begins a session, and forgets those that are over.
    pub fn put_session(
        &self,
        hash: &SecretHash,
        ward: &Code,
        now: Moment,
        expires_at: Moment,
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute("DELETE FROM sessions WHERE expires_at <= ?1", [now.millis()])?;
        connection.execute(
            "INSERT INTO sessions (hash, ward, expires_at) VALUES (?1, ?2, ?3)",
            (hash.as_bytes(), ward.as_str(), expires_at.millis()),
        )?;
        Ok(())
    }
}
