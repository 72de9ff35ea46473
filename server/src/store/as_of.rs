//! The past: what the ward's log held up to a number of its sequence.
//!
//! Nothing of it is stored. Documents are opened from the changes up to the
//! number, rulings folded up to it, so that any past standing is computed anew
//! from the same facts by the same code.

use rusqlite::Rows;
use shared::id::{DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Kind;
use shared::ruling::RuledWard;
use shared::standing::facts::Fact;

use super::documents::kind_named;
use super::log::replay;
use super::rulings::{More, within_database};
use super::transaction::from_cbor;
use super::{Reading, StoreError};

/// The changes of one document up to the number.
struct Past {
    organisation: OrganisationId,
    document: DocumentId,
    kind: Kind,
    chunks: Vec<Vec<u8>>,
    received_at: Moment,
}

impl Past {
    fn fact(&self) -> Result<Fact, StoreError> {
        let chunks: Vec<_> = self.chunks.iter().map(Vec::as_slice).collect();
        replay(self.document, self.kind, &chunks, Some(self.received_at)).map(|(_, fact)| fact)
    }
}

/// What the documents of these rows said; the changes of each follow each other.
fn told(mut rows: Rows<'_>) -> Result<Vec<(OrganisationId, Fact)>, StoreError> {
    let close = |past: Past| Ok::<_, StoreError>((past.organisation, past.fact()?));
    let mut facts = Vec::new();
    let mut open: Option<Past> = None;
    while let Some(row) = rows.next()? {
        let document = DocumentId::from_bytes(row.get(0)?);
        let (chunk, received_at) = (row.get(2)?, Moment::from_millis(row.get(3)?));
        match open.as_mut().filter(|past| past.document == document) {
            Some(past) => {
                past.chunks.push(chunk);
                past.received_at = received_at;
            }
            None => {
                let organisation = OrganisationId::from_bytes(row.get(4)?);
                let kind = kind_named(&row.get::<_, String>(1)?)?;
                let past = Past { organisation, document, kind, chunks: vec![chunk], received_at };
                facts.extend(open.replace(past).map(close).transpose()?);
            }
        }
    }
    facts.extend(open.map(close).transpose()?);
    Ok(facts)
}

impl Reading<'_> {
    /// The facts of an organisation as the log had them at number `mark`.
    pub fn facts_as_of(&self, organisation: OrganisationId, mark: u64) -> Result<Vec<Fact>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT d.id, d.kind, c.chunk, c.received_at, c.organisation
             FROM changes c JOIN documents d ON d.key = c.document
             WHERE c.organisation = ?1 AND c.seq <= ?2 ORDER BY c.document, c.seq",
        )?;
        let facts = told(statement.query((organisation.as_bytes(), within_database(mark)))?)?;
        Ok(facts.into_iter().map(|(_, fact)| fact).collect())
    }

    /// The facts of those of the ward's documents that changed after number
    /// `mark`, as the log had them at it; of those that came later there are none.
    pub fn facts_before(&self, ward: &Code, mark: u64) -> Result<Vec<(OrganisationId, Fact)>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT d.id, d.kind, c.chunk, c.received_at, c.organisation
             FROM changes c JOIN documents d ON d.key = c.document
             WHERE c.document IN (SELECT document FROM changes WHERE seq > ?2
                     AND organisation IN (SELECT id FROM organisations WHERE ward = ?1))
                 AND c.seq <= ?2 ORDER BY c.document, c.seq",
        )?;
        told(statement.query((ward.as_str(), within_database(mark)))?)
    }

    /// What the ward's rulings up to number `mark` amount to.
    pub fn ruled_ward_as_of(&self, ward: &Code, mark: u64) -> Result<RuledWard, StoreError> {
        let mut ruled_ward = RuledWard::default();
        self.each_ruling(ward, 0, |ruled, _| {
            if mark < ruled.seq {
                return More::Enough;
            }
            ruled_ward.apply(ruled);
            More::Please
        })?;
        Ok(ruled_ward)
    }

    /// The facts, as they are, of the ward's documents that have changes after number `mark`.
    pub fn facts_after(&self, ward: &Code, mark: u64) -> Result<Vec<(OrganisationId, Fact)>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT organisation, fact FROM records
             WHERE document IN (SELECT document FROM changes WHERE seq > ?2
                 AND organisation IN (SELECT id FROM organisations WHERE ward = ?1))",
        )?;
        let mut rows = statement.query((ward.as_str(), within_database(mark)))?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            let organisation = OrganisationId::from_bytes(row.get(0)?);
            facts.push((organisation, from_cbor(&row.get::<_, Vec<u8>>(1)?)?));
        }
        Ok(facts)
    }
}
