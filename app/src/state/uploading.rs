//! Driving the uploads: bringing pictures to the ward once the text is there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::id::PhotoHash;
use shared::replica::Table;
use shared::replica::photo::{pending, put_held};
use shared::sync::engine::Failure;
use shared::sync::photos::{Effect, Event};
use shared::sync::wire::{Epoch, PhotoStatus};

use super::book::Book;
use super::syncing::token;
use super::writing::Writer;
use crate::platform::tabs::Message;
use crate::platform::{BrowserError, http, wake as chances};

/// What the page shows about the pictures on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Upload {
    /// None is on its way.
    #[default]
    Quiet,
    /// So many bytes of one of them were at the ward when the last piece went.
    Sending(PhotoHash, u32),
    /// The last attempt failed; it goes on by itself.
    Failed(Failure),
}

/// Brings the pictures that the ward lacks, unless this tab or this phone
/// cannot, or a text is on its way: the end of that wakes this again.
pub fn wake(book: Book) {
    let may = book.writer.get_untracked() == Writer::Here && book.identity.with_untracked(Option::is_some);
    if may && !is_syncing(book) {
        let pending = book.rows.with_untracked(|rows| {
            book.held.with_untracked(|held| pending(rows.values(), held, book.epoch.get_untracked()))
        });
        tell(book, Event::Wake(pending));
    }
}

fn is_syncing(book: Book) -> bool {
    book.inner.get_value().engine.borrow().is_busy()
}

fn tell(book: Book, event: Event) {
    let failure = match &event {
        Event::Failed(failure) => *failure,
        _ => Failure::NoRoad,
    };
    let effect = book.inner.get_value().uploads.borrow_mut().handle(event);
    match effect {
        None => {}
        Some(Effect::Ask(hash)) => go(book, async move { ask(book, hash).await }),
        Some(Effect::Send { .. }) if is_syncing(book) => tell(book, Event::TextFirst),
        Some(Effect::Send { hash, offset, length }) => {
            book.upload.set(Upload::Sending(hash, offset));
            go(book, async move { send(book, hash, offset, length).await });
        }
        Some(Effect::Keep(hash, epoch)) => {
            go(book, async move { keep(book, hash, epoch).await.map_err(|_| Failure::Store) });
        }
        Some(Effect::Rest) => book.upload.set(Upload::Quiet),
        Some(Effect::Retry(millis)) => {
            book.upload.set(Upload::Failed(failure));
            chances::after(millis, move || wake(book));
        }
    }
}

/// Carries an effect out and tells the uploads what came of it.
fn go(book: Book, work: impl Future<Output = Result<Event, Failure>> + 'static) {
    spawn_local(async move {
        let event = work.await.unwrap_or_else(Event::Failed);
        tell(book, event);
    });
}

async fn ask(book: Book, hash: PhotoHash) -> Result<Event, Failure> {
    let status: PhotoStatus = http::get(&format!("/api/v1/photos/{hash}/status"), &token(book)?).await?;
    Ok(Event::Status(status))
}

async fn send(book: Book, hash: PhotoHash, offset: u32, length: u32) -> Result<Event, Failure> {
    let bytes = book.stored_picture(hash).await.map_err(|_| Failure::Store)?;
    let from = usize::try_from(offset).map_err(|_| Failure::Store)?;
    let length = usize::try_from(length).map_err(|_| Failure::Store)?;
    let piece = bytes.as_deref().and_then(|bytes| bytes.get(from..)?.get(..length)).ok_or(Failure::Store)?;
    let path = format!("/api/v1/photos/{hash}?offset={offset}");
    let status: PhotoStatus = http::put(&path, &token(book)?, piece).await?;
    Ok(Event::Status(status))
}

/// Stores that the ward has the picture.
async fn keep(book: Book, hash: PhotoHash, epoch: Epoch) -> Result<Event, BrowserError> {
    let inner = book.inner.get_value();
    let _turn = inner.turn.lock().await;
    if book.writer.get_untracked() != Writer::Here {
        // It took over meanwhile, and asks again itself.
        return Err(BrowserError("another tab writes".to_owned()));
    }
    book.make_sure().await?;
    if let Some(mut held) = book.held.with_untracked(|held| held.get(&hash).copied()) {
        held.at_ward = Some(epoch);
        book.write(&[put_held(hash, held)]).await?;
        book.held.update(|all| {
            all.insert(hash, held);
        });
        if let Some(tabs) = inner.tabs {
            tabs.tell(Message::Written);
        }
    }
    Ok(Event::Kept)
}

impl Book {
    /// The bytes of a picture, where this phone has them.
    pub(super) async fn stored_picture(self, hash: PhotoHash) -> Result<Option<Vec<u8>>, BrowserError> {
        let database = self.inner.get_value().database;
        Ok(database.read_keys(Table::Photos, &[hash.to_string()]).await?.pop())
    }
}
