//! The projection: what each document says now, as standings look at it.

use rusqlite::OptionalExtension;
use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::Code;
use shared::record::Kind;
use shared::standing::facts::Fact;

use super::documents::DocumentKey;
use super::transaction::{from_cbor, from_text, to_cbor};
use super::{Reading, StoreError, Writing};

impl Reading<'_> {
    /// The fact of one document.
    pub fn fact(&self, document: DocumentKey) -> Result<Option<Fact>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT fact FROM records WHERE document = ?1")?;
        let fact = statement.query_row([document.0], |row| row.get::<_, Vec<u8>>(0)).optional()?;
        fact.map(|fact| from_cbor(&fact)).transpose()
    }

    /// Every fact of the ward that can bear on `month`, with its organisation.
    ///
    /// Measures look back as far as the quarter's beginning; the records of the
    /// year so far hold that with room to spare, and those of no month.
    pub fn facts(&self, ward: &Code, month: Month) -> Result<Vec<(OrganisationId, Fact)>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT organisation, fact FROM records
             WHERE ward = ?1 AND (month IS NULL OR month BETWEEN ?2 AND ?3)",
        )?;
        let january = format!("{:04}-01", month.year());
        let mut rows = statement.query((ward.as_str(), january, month.to_string()))?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            let organisation = OrganisationId::from_bytes(row.get(0)?);
            facts.push((organisation, from_cbor(&row.get::<_, Vec<u8>>(1)?)?));
        }
        Ok(facts)
    }
}

impl Reading<'_> {
    /// Every fact of the ward whose record is of this kind, one of no month, with
    /// its organisation.
    pub fn facts_of_no_month(
        &self,
        ward: &Code,
        kind: Kind,
    ) -> Result<Vec<(OrganisationId, Fact)>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT organisation, fact FROM records WHERE ward = ?1 AND month IS NULL AND kind = ?2",
        )?;
        let mut rows = statement.query((ward.as_str(), kind.name()))?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            let organisation = OrganisationId::from_bytes(row.get(0)?);
            facts.push((organisation, from_cbor(&row.get::<_, Vec<u8>>(1)?)?));
        }
        Ok(facts)
    }

    /// Every fact of the organisation.
    pub fn organisation_facts(&self, organisation: OrganisationId) -> Result<Vec<Fact>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT fact FROM records WHERE organisation = ?1")?;
        let mut rows = statement.query([organisation.as_bytes()])?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            facts.push(from_cbor(&row.get::<_, Vec<u8>>(0)?)?);
        }
        Ok(facts)
    }
}

impl Writing<'_> {
    /// Takes away what documents say and what standings rest on them.
    pub fn clear_projections(&self) -> Result<(), StoreError> {
        self.connection()
            .execute_batch("DELETE FROM records; DELETE FROM standings; DELETE FROM standing_totals;")?;
        Ok(())
    }

    /// Notes what a document says now. The standings that rested on what it said
    /// before, and those that rest on what it says now, are forgotten.
    pub fn put_fact(
        &self,
        document: DocumentKey,
        ward: &Code,
        organisation: OrganisationId,
        fact: &Fact,
    ) -> Result<(), StoreError> {
        let mut known = self.connection().prepare_cached("SELECT month FROM records WHERE document = ?1")?;
        let before = known.query_row([document.0], |row| row.get::<_, Option<String>>(0)).optional()?;
        let month = fact.record.month();
        let text = month.map(|month| month.to_string());
        let body = to_cbor(fact)?;
        if before.as_ref() == Some(&text) {
            // Nothing that an index has is another one.
            self.forget_standings_of(organisation, &[month])?;
            let mut same_month =
                self.connection().prepare_cached("UPDATE records SET fact = ?2 WHERE document = ?1")?;
            same_month.execute((document.0, body))?;
            return Ok(());
        }
        let before = before.map(|month| month.map(|month| from_text(&month)).transpose()).transpose()?;
        self.forget_standings_of(organisation, &[before.unwrap_or(month), month])?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO records (document, ward, organisation, kind, month, fact)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (document) DO UPDATE SET month = ?5, fact = ?6",
        )?;
        let kind = fact.record.kind().name();
        statement.execute((document.0, ward.as_str(), organisation.as_bytes(), kind, text, body))?;
        Ok(())
    }
}
