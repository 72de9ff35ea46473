//! Saving on this phone: the one way by which a page changes a record.

use leptos::prelude::*;
use shared::document::DocumentError;
use shared::document::command::CommandError;
use shared::document::edit::{Edit, Stamp};
use shared::id::{Actor, DeviceNumber, DocumentId};
use shared::record::Kind;
use shared::replica::news::next_number;
use shared::replica::packed::unpack;
use shared::replica::save::{Seen, save_over};
use shared::replica::{StoredChange, Table, Write};
use shared::sync::role::Role;

use super::book::Book;
use super::writing::Writer;
use super::{boot, syncing};
use crate::platform::tabs::Message;
use crate::platform::{BrowserError, clock, wake};

/// How long a save waits before it asks again whether this tab writes, in milliseconds.
const MOMENT: u32 = 50;

/// What became of the last save, always in sight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// Nothing was saved since the page was opened.
    #[default]
    Quiet,
    /// Something is typed that is not saved.
    Typing,
    /// What is typed stands on this phone's disk as a draft.
    Kept,
    /// It is being written.
    Writing,
    /// It is on this phone's disk.
    OnPhone,
    /// It is not saved.
    Failed(SaveError),
}

/// Why something was not saved. What was typed is still in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// Another tab writes.
    OtherTab,
    /// The phone is not enrolled.
    NotEnrolled,
    /// The ward lets this phone only read.
    OnlyReads,
    /// The record does not allow it.
    Command(CommandError),
    /// The document cannot be opened or written.
    Document(String),
    /// The phone's store was cleared while the page was open.
    Cleared,
    /// The phone's store said no: full, switched off, or broken.
    Store(String),
    /// The file that was chosen cannot be shown as a picture.
    Picture(String),
}

impl From<CommandError> for SaveError {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl From<DocumentError> for SaveError {
    fn from(error: DocumentError) -> Self {
        Self::Document(error.to_string())
    }
}

impl From<BrowserError> for SaveError {
    fn from(error: BrowserError) -> Self {
        Self::Store(error.0)
    }
}

impl Book {
    /// Saves `edits` on this phone and shows what became of it.
    ///
    /// When this gives `Ok`, the change is durable here, whatever happens next.
    pub async fn save(self, document: DocumentId, kind: Kind, edits: Vec<Edit>) -> Result<(), SaveError> {
        self.save_with(document, kind, edits, Vec::new()).await
    }

    /// As [`Book::save`], with writes that happen before it and together with
    /// it, or not at all.
    pub(super) async fn save_with(
        self,
        document: DocumentId,
        kind: Kind,
        edits: Vec<Edit>,
        before: Vec<Write>,
    ) -> Result<(), SaveError> {
        self.saving.set(Saving::Writing);
        let result = match self.try_save(document, kind, &edits, before).await {
            Err(SaveError::Store(_)) if self.inner.get_value().database.is_replaced() => {
                Err(SaveError::Cleared)
            }
            result => result,
        };
        self.saving.set(match &result {
            Ok(()) => Saving::OnPhone,
            Err(error) => Saving::Failed(error.clone()),
        });
        if result.is_ok() {
            syncing::wake(self);
        }
        result
    }

    /// Saves `edits` to `document`, or to a new document where there is none yet.
    pub async fn keep(
        self,
        document: Option<DocumentId>,
        kind: Kind,
        edits: Vec<Edit>,
    ) -> Result<DocumentId, SaveError> {
        let id = match document {
            Some(id) => id,
            None => DocumentId::new(clock::now(), clock::random()?),
        };
        self.save(id, kind, edits).await?;
        Ok(id)
    }

    async fn try_save(
        self,
        document: DocumentId,
        kind: Kind,
        edits: &[Edit],
        mut writes: Vec<Write>,
    ) -> Result<(), SaveError> {
        let inner = self.inner.get_value();
        let heads = self.heads_seen(document);
        // A tap right after the start: whether this tab writes is known in a moment.
        while self.writer.get_untracked() == Writer::Unknown {
            wake::rest(MOMENT).await;
        }
        let _turn = inner.turn.lock().await;
        self.make_sure().await?;
        let actor = self.actor()?;
        let changes = self.changes(document).await?;
        let number = self.outbox.with_untracked(next_number);
        let stamp = Stamp { actor, at: clock::now() };
        let fresh = Actor::new(actor.device(), clock::random()?);
        let seen = heads.as_deref().map(|heads| Seen { heads, fresh });
        let saved = save_over(document, kind, &changes, seen, edits, stamp, number)?;
        let Some(saved) = saved else { return Ok(()) };
        writes.extend(saved.writes);
        self.write(&writes).await?;
        self.rows.update(|rows| {
            rows.insert(document, saved.row);
        });
        self.outbox.update(|outbox| {
            outbox.insert(saved.entry.0, saved.entry.1);
        });
        let began = changes.is_empty();
        self.go_on(document, saved.change.hash, |seen| {
            seen == saved.over || Some(seen) == heads.as_deref() || began && seen.is_empty()
        });
        if let Some(tabs) = inner.tabs {
            tabs.tell(Message::Written);
        }
        Ok(())
    }

    /// The device that writes here, or why nothing is written.
    pub(super) fn writing_device(self) -> Result<DeviceNumber, SaveError> {
        if self.writer.get_untracked() != Writer::Here {
            return Err(SaveError::OtherTab);
        }
        if self.role.get_untracked() == Role::Reader {
            return Err(SaveError::OnlyReads);
        }
        self.identity
            .with_untracked(|identity| identity.as_ref().map(|it| it.device))
            .ok_or(SaveError::NotEnrolled)
    }

    /// The actor of this session, drawn with its first change.
    fn actor(self) -> Result<Actor, SaveError> {
        let device = self.writing_device()?;
        let inner = self.inner.get_value();
        if let Some(actor) = *inner.actor.borrow() {
            return Ok(actor);
        }
        let actor = Actor::new(device, clock::random()?);
        inner.actor.replace(Some(actor));
        Ok(actor)
    }

    /// The setting under `name`, if there is one.
    pub async fn read_setting<T>(self, name: &str) -> Result<Option<T>, BrowserError>
    where
        T: for<'b> minicbor::Decode<'b, ()>,
    {
        let database = self.inner.get_value().database;
        let stored = database.read_keys(Table::Settings, &[name.to_owned()]).await?;
        stored.first().map(|bytes| decode(name, bytes)).transpose()
    }

    /// Writes what is no change: settings of this phone, rows made anew.
    pub async fn write_settings(self, writes: &[Write]) -> Result<(), BrowserError> {
        let inner = self.inner.get_value();
        let _turn = inner.turn.lock().await;
        self.write(writes).await
    }

    /// Makes all of `writes`, by whoever has the turn.
    ///
    /// After a failure nobody knows whether they are there. The actor's stream
    /// is in doubt, so the next change begins another; and what is shown is read
    /// from the store again, or the next write would go over what this one wrote.
    pub(super) async fn write(self, writes: &[Write]) -> Result<(), BrowserError> {
        let inner = self.inner.get_value();
        let written = inner.database.write(writes).await;
        if written.is_err() {
            inner.actor.replace(None);
            inner.unsure.set(true);
            // Where it cannot be read now, it is before anything else is written.
            let _ = self.make_sure().await;
        }
        written
    }

    /// Reads again what a failed write left in doubt.
    pub(super) async fn make_sure(self) -> Result<(), BrowserError> {
        let inner = self.inner.get_value();
        if inner.unsure.get() {
            boot::read_again(self).await?;
            inner.unsure.set(false);
        }
        Ok(())
    }

    /// The stored changes of `document`.
    pub async fn changes(self, document: DocumentId) -> Result<Vec<StoredChange>, BrowserError> {
        let rows = self.inner.get_value().database.read_under(Table::Changes, &document.to_string()).await?;
        unpacked(&rows)
    }
}

/// The changes of one document, from its rows.
pub(super) fn unpacked(rows: &[(String, Vec<u8>)]) -> Result<Vec<StoredChange>, BrowserError> {
    let rows = rows.iter().map(|(key, bytes)| (key.as_str(), bytes.as_slice()));
    unpack(rows).map_err(|(key, error)| BrowserError(format!("{key}: {error}")))
}

/// Reads what the store holds under `key`.
pub(super) fn decode<T: for<'b> minicbor::Decode<'b, ()>>(
    key: &str,
    bytes: &[u8],
) -> Result<T, BrowserError> {
    minicbor::decode(bytes).map_err(|error| BrowserError(format!("{key}: {error}")))
}
