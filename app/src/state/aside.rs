//! What the ward refused and lies aside: looked at, entered anew, done with.

use leptos::prelude::*;
use shared::document::edit::Stamp;
use shared::document::history::Entry;
use shared::id::{Actor, DocumentId};
use shared::record::Kind;
use shared::replica::aside::{DoneWith, done_with, enter_anew, lying_aside};
use shared::replica::news::next_number;

use super::book::Book;
use super::saving::SaveError;
use super::syncing;
use super::writing::Writer;
use crate::platform::clock;
use crate::platform::tabs::Message;

impl Book {
    /// What lies aside of `document`, the newest first.
    pub async fn aside(self, document: DocumentId, kind: Kind) -> Result<Vec<Entry>, SaveError> {
        Ok(lying_aside(kind, &self.changes(document).await?)?)
    }

    /// Enters anew what lies aside, as one change on the record as it stands.
    pub async fn enter_anew(self, document: DocumentId, kind: Kind) -> Result<(), SaveError> {
        let device = self.identity.get_untracked().ok_or(SaveError::NotEnrolled)?.device;
        let stamp = Stamp { actor: Actor::new(device, clock::random()?), at: clock::now() };
        let number = || self.outbox.with_untracked(next_number);
        self.have_done(document, |changes| enter_anew(document, kind, changes, stamp, number())).await
    }

    /// Leaves aside for good what lies aside.
    pub async fn leave_aside(self, document: DocumentId, kind: Kind) -> Result<(), SaveError> {
        self.have_done(document, |changes| done_with(document, kind, changes, clock::now())).await
    }

    async fn have_done(
        self,
        document: DocumentId,
        work: impl FnOnce(&[shared::replica::StoredChange]) -> Result<DoneWith, shared::document::DocumentError>,
    ) -> Result<(), SaveError> {
        let inner = self.inner.get_value();
        {
            let _turn = inner.turn.lock().await;
            if self.writer.get_untracked() != Writer::Here {
                return Err(SaveError::OtherTab);
            }
            self.make_sure().await?;
            let done = work(&self.changes(document).await?)?;
            self.write(&done.writes).await?;
            self.rows.update(|rows| {
                rows.insert(document, done.row);
            });
            if let Some((key, entry)) = done.entry {
                self.outbox.update(|outbox| {
                    outbox.insert(key, entry);
                });
            }
        }
        if let Some(tabs) = inner.tabs {
            tabs.tell(Message::Written);
        }
        syncing::wake(self);
        Ok(())
    }
}
