//! The phone's store was cleared while the app was open: becoming again who it was.

use leptos::prelude::*;
use shared::replica::enrol::restored;
use shared::sync::engine::Engine;
use shared::sync::photos::Uploads;

use super::book::Book;
use super::writing::Writer;
use super::{boot, syncing};
use crate::platform::BrowserError;
use crate::platform::tabs::Message;

/// What was cleared before it was at the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lost {
    /// Changes.
    pub changes: usize,
    /// Pictures.
    pub pictures: usize,
}

/// The store was cleared under this tab; the one that writes begins it anew.
pub async fn restore(book: Book) {
    let inner = book.inner.get_value();
    {
        let _turn = inner.turn.lock().await;
        if book.writer.get_untracked() != Writer::Here || !inner.database.is_replaced() {
            return;
        }
        if begin_anew(book).await.is_err() {
            // Whatever reads or writes next finds the same, and tells again.
            return;
        }
    }
    syncing::wake(book);
}

/// Begins the new store with who this phone is and what the ward ruled. The
/// sync begins at nothing, so that everything at the ward comes back.
pub(super) async fn begin_anew(book: Book) -> Result<(), BrowserError> {
    let inner = book.inner.get_value();
    let writes = untrack(|| {
        let (identity, ruled) = (book.identity.get(), book.ruled.get());
        identity.map(|identity| restored(&identity, &ruled)).unwrap_or_default()
    });
    let (there, all) = untrack(|| book.pictures_at_ward());
    let lost = Lost { changes: book.outbox.with_untracked(|outbox| outbox.len()), pictures: all - there };
    inner.database.take_new(&writes).await?;
    inner.actor.replace(None);
    // The key was cleared as well.
    inner.told.set(None);
    inner.engine.replace(Engine::default());
    inner.uploads.replace(Uploads::default());
    book.epoch.set(None);
    book.lost.set(Some(lost));
    boot::read_again(book).await?;
    if let Some(tabs) = inner.tabs {
        tabs.tell(Message::Written);
    }
    Ok(())
}
