//! What the ward refused and lies aside: looked at, entered anew, done with.

use leptos::prelude::*;
use shared::document::edit::Stamp;
use shared::id::{Actor, DocumentId};
use shared::record::Kind;
use shared::replica::aside::{Aside, done_with, enter_anew, lying_aside};
use shared::replica::news::next_number;

use super::book::Book;
use super::saving::SaveError;
use super::syncing;
use crate::platform::clock;
use crate::platform::tabs::Message;

/// What a person does with what lies aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Enters it anew, as one change on the record as it stands.
    EnterAnew,
    /// Leaves it aside for good.
    LeaveAside,
}

impl Book {
    /// What lies aside of `document`, the newest first.
    pub async fn aside(self, document: DocumentId, kind: Kind) -> Result<Vec<Aside>, SaveError> {
        Ok(lying_aside(kind, &self.changes(document).await?)?)
    }

    /// Has done with what lies aside of `document`, in one way or the other.
    pub async fn decide(self, document: DocumentId, kind: Kind, deed: Deed) -> Result<(), SaveError> {
        let inner = self.inner.get_value();
        {
            let _turn = inner.turn.lock().await;
            let device = self.writing_device()?;
            self.make_sure().await?;
            let changes = self.changes(document).await?;
            let at = clock::now();
            let done = match deed {
                Deed::EnterAnew => {
                    let stamp = Stamp { actor: Actor::new(device, clock::random()?), at };
                    let number = self.outbox.with_untracked(next_number);
                    enter_anew(document, kind, &changes, stamp, number)?
                }
                Deed::LeaveAside => done_with(document, kind, &changes, at)?,
            };
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
