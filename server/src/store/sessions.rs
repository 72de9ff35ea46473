//! Sessions of people who view the standings of one ward, or rule for it.

use rusqlite::OptionalExtension;
use shared::moment::Moment;
use shared::org::Code;
use shared::words::Title;

use super::codes::official_named;
use super::transaction::from_text;
use super::{Reading, StoreError, Writing};
use crate::auth::secret::SecretHash;

/// What a session may see and do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The ward whose standings it may see.
    pub ward: Code,
    /// Who may rule by it; none where it may only look.
    pub official: Option<Title>,
}

impl Reading<'_> {
    /// The session with this hash, unless it is over.
    pub fn session(&self, hash: &SecretHash, now: Moment) -> Result<Option<Session>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT ward, official FROM sessions WHERE hash = ?1 AND expires_at > ?2")?;
        let found = statement
            .query_row((hash.as_bytes(), now.millis()), |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
            })
            .optional()?;
        let Some((ward, official)) = found else { return Ok(None) };
        let official = official.map(|name| official_named(&name)).transpose()?;
        Ok(Some(Session { ward: from_text(&ward)?, official }))
    }
}

impl Writing<'_> {
    /// Begins a session, and forgets those that are over.
    pub fn put_session(
        &self,
        hash: &SecretHash,
        session: &Session,
        now: Moment,
        expires_at: Moment,
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute("DELETE FROM sessions WHERE expires_at <= ?1", [now.millis()])?;
        let official = session.official.as_ref().map(Title::as_str);
        connection.execute(
            "INSERT INTO sessions (hash, ward, official, expires_at) VALUES (?1, ?2, ?3, ?4)",
            (hash.as_bytes(), session.ward.as_str(), official, expires_at.millis()),
        )?;
        Ok(())
    }
}
