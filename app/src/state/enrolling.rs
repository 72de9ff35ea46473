//! Becoming a cell's phone, and becoming it again with the book that is here.

use leptos::prelude::*;
use shared::org::Organisation;
use shared::replica::enrol::{attempt, enrolled, enrolled_anew};
use shared::replica::news::Held;
use shared::replica::{ENROLLING, POINT};
use shared::sorted_map::SortedMap;
use shared::sync::engine::Failure;
use shared::sync::wire::Enrolled;

use super::book::Book;
use super::syncing;
use super::writing::Writer;
use crate::platform::{BrowserError, clock, http, sealing};

/// Why the phone is not enrolled by a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotEnrolled {
    /// The ward did not answer, or said no, or this phone cannot store it.
    Failed(Failure),
    /// The code is of this organisation, and the book of another.
    Other(Organisation),
}

impl From<Failure> for NotEnrolled {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<BrowserError> for NotEnrolled {
    fn from(_: BrowserError) -> Self {
        Self::Failed(Failure::Store)
    }
}

impl Book {
    /// Asks the ward to take this phone by `code`, and keeps the answer before
    /// anything else happens. The request is stored before it is sent: an answer
    /// that is lost can be asked for again, even after the phone was closed.
    pub async fn enrol(self, code: &str) -> Result<(), NotEnrolled> {
        let before = self.identity.get_untracked();
        let asked = self.read_setting(ENROLLING).await?;
        // Where the browser signs nothing, no files can be sealed; all else is as ever.
        let key = sealing::key(&self.inner.get_value().database).await.ok().map(|key| key.public);
        let (request, writes) = attempt(asked, before.as_ref(), code, clock::random()?, key);
        if !writes.is_empty() {
            self.write_settings(&writes).await?;
        }
        let identity: Enrolled = http::post("/api/v1/enrol", None, &request).await?;
        match before {
            None => {
                self.write_settings(&enrolled(&identity)).await?;
                self.filling.set(true);
            }
            Some(before) => self.enrol_anew(&before, &identity).await?,
        }
        self.identity.set(Some(identity));
        syncing::wake(self);
        Ok(())
    }

    /// Keeps the book, and brings again what the ward may have lost of it.
    async fn enrol_anew(self, before: &Enrolled, identity: &Enrolled) -> Result<(), NotEnrolled> {
        let inner = self.inner.get_value();
        let _turn = inner.turn.lock().await;
        if self.writer.get_untracked() != Writer::Here {
            return Err(Failure::Store.into());
        }
        self.make_sure().await?;
        let kinds: Vec<_> = self
            .rows
            .with_untracked(|rows| rows.iter().map(|(id, row)| (*id, row.fact.record.kind())).collect());
        let mut documents = SortedMap::new();
        for (document, kind) in kinds {
            documents.insert(document, (kind, self.changes(document).await?));
        }
        let point = self.read_setting(POINT).await?.unwrap_or_default();
        let stored = self.outbox.with_untracked(|outbox| {
            self.ruled.with_untracked(|ruled| {
                let held =
                    Held { device: before.device, outbox, ruled, role: self.role.get_untracked(), documents };
                enrolled_anew(before, identity, point, held, clock::now())
            })
        });
        let stored = stored.map_err(|other| NotEnrolled::Other(other.0))?;
        self.write(&stored.writes).await?;
        // It belongs to the former number.
        inner.actor.replace(None);
        syncing::show(self, stored);
        Ok(())
    }
}
