//! Opening one document, when its page is shown.

use shared::document::conflict::{Conflict, conflicts};
use shared::document::history::{Entry, history, history_of, restore};
use shared::id::{DocumentId, MemberId};
use shared::record::Kind;
use shared::replica::news::retry_refused;
use shared::replica::{Row, open, received};

use super::book::Book;
use super::saving::SaveError;
use super::syncing;
use super::writing::Writer;
use crate::platform::clock;
use leptos::prelude::*;

impl Book {
    /// The conflicts of `document`.
    pub async fn conflicts(self, document: DocumentId, kind: Kind) -> Result<Vec<Conflict>, SaveError> {
        let changes = self.changes(document).await?;
        Ok(conflicts(&open(kind, &changes)?))
    }

    /// The newest `most` changes of `document`, the newest first; where a
    /// `member` is named, only of what stands about them.
    pub async fn history(
        self,
        document: DocumentId,
        kind: Kind,
        member: Option<MemberId>,
        most: usize,
    ) -> Result<Vec<Entry>, SaveError> {
        let changes = self.changes(document).await?;
        let (document, received) = (open(kind, &changes)?, received(&changes));
        Ok(match member {
            Some(member) => history_of(&document, &member.to_string(), &received, most),
            None => history(&document, &received, most),
        })
    }

    /// Puts the fields that `entry` changed back to what stood there before it.
    pub async fn put_back(self, document: DocumentId, kind: Kind, entry: Entry) -> Result<(), SaveError> {
        let changes = self.changes(document).await?;
        let edits = restore(&open(kind, &changes)?, &entry);
        self.save(document, kind, edits).await
    }

    /// Puts what the ward refused of `document` back on its way.
    pub async fn retry(self, document: DocumentId, kind: Kind) -> Result<(), SaveError> {
        let inner = self.inner.get_value();
        {
            let _turn = inner.turn.lock().await;
            if self.writer.get_untracked() != Writer::Here {
                return Err(SaveError::OtherTab);
            }
            self.make_sure().await?;
            let changes = self.changes(document).await?;
            let (writes, outbox, changes) = self
                .outbox
                .with_untracked(|outbox| retry_refused(document, kind, &changes, outbox, clock::now()));
            self.write(&writes).await?;
            let row = Row::of(document, &open(kind, &changes)?, &changes);
            self.rows.update(|rows| {
                rows.insert(document, row);
            });
            self.outbox.set(outbox);
        }
        syncing::wake(self);
        Ok(())
    }
}
