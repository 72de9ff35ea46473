//! The register of organisations, as the rulings have it.

use rusqlite::OptionalExtension;
use shared::id::OrganisationId;
use shared::org::{Code, Organisation};

use super::transaction::{from_cbor, from_text, to_cbor};
use super::{Reading, StoreError, Writing};

impl Reading<'_> {
    /// The organisation `id` and its ward.
    pub fn organisation(&self, id: OrganisationId) -> Result<Option<(Code, Organisation)>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT ward, body FROM organisations WHERE id = ?1")?;
        let found = statement
            .query_row([id.as_bytes()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .optional()?;
        found.map(|(ward, body)| Ok((from_text(&ward)?, from_cbor(&body)?))).transpose()
    }

    /// Every organisation of the ward, by code.
    pub fn organisations(&self, ward: &Code) -> Result<Vec<Organisation>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT body FROM organisations WHERE ward = ?1 ORDER BY code")?;
        let mut rows = statement.query([ward.as_str()])?;
        let mut organisations = Vec::new();
        while let Some(row) = rows.next()? {
            organisations.push(from_cbor(&row.get::<_, Vec<u8>>(0)?)?);
        }
        Ok(organisations)
    }
}

impl Writing<'_> {
    /// Puts an organisation into the register, or changes it there.
    pub fn put_organisation(&self, ward: &Code, organisation: &Organisation) -> Result<(), StoreError> {
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO organisations (id, ward, code, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET code = ?3, body = ?4",
        )?;
        let body = to_cbor(organisation)?;
        statement.execute((organisation.id.as_bytes(), ward.as_str(), organisation.code.as_str(), body))?;
        Ok(())
    }
}
