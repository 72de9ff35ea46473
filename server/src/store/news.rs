//! News: how far each ward's sequence has come, for those who wait for more.
//!
//! It is told after the commit, whichever road a change or a ruling came by, and
//! told as a number: who slept through some of it misses nothing.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use rusqlite::Connection;
use shared::id::{DocumentId, OrganisationId};
use shared::org::Code;
use tokio::sync::watch;

use super::rulings::within_database;
use super::transaction::from_text;
use super::{Reading, Store, StoreError};

/// The last numbers of all wards.
#[derive(Debug, Default)]
pub(super) struct News(RwLock<BTreeMap<Code, watch::Sender<u64>>>);

impl News {
    /// Tells what is durable by now.
    pub(super) fn tell(&self, connection: &Connection) -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached("SELECT code, next_seq - 1 FROM wards")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.note(&from_text(&row.get::<_, String>(0)?)?, row.get(1)?);
        }
        Ok(())
    }

    fn note(&self, ward: &Code, last: u64) {
        let told = |sender: &watch::Sender<u64>| {
            sender.send_if_modified(|known| std::mem::replace(known, last) != last);
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(ward).map(told);
        if known.is_none() {
            let mut wards = self.0.write().unwrap_or_else(PoisonError::into_inner);
            wards.entry(ward.clone()).or_insert_with(|| watch::Sender::new(last));
        }
    }

    fn of(&self, ward: &Code) -> Option<watch::Receiver<u64>> {
        let wards = self.0.read().unwrap_or_else(PoisonError::into_inner);
        wards.get(ward).map(watch::Sender::subscribe)
    }
}

impl Store {
    /// The number of the ward's last change or ruling, as it grows; none where
    /// there is no such ward.
    pub fn news(&self, ward: &Code) -> Option<watch::Receiver<u64>> {
        self.0.news.of(ward)
    }
}

impl Reading<'_> {
    /// The ward's documents that took changes after `cursor`: those of one
    /// organisation, or of all.
    pub fn changed_documents(
        &self,
        ward: &Code,
        organisation: Option<OrganisationId>,
        cursor: u64,
    ) -> Result<Vec<DocumentId>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT DISTINCT d.id FROM changes c JOIN documents d ON d.key = c.document
             WHERE c.seq > ?2 AND c.organisation IN
                 (SELECT id FROM organisations WHERE ward = ?1 AND (?3 IS NULL OR id = ?3))",
        )?;
        let organisation = organisation.as_ref().map(OrganisationId::as_bytes);
        let mut rows = statement.query((ward.as_str(), within_database(cursor), organisation))?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next()? {
            documents.push(DocumentId::from_bytes(row.get(0)?));
        }
        Ok(documents)
    }
}
