//! Which tab writes.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::book::Book;
use super::{boot, restoring, syncing};
use crate::platform::tabs::{self, Message, Release};
use crate::platform::wake;
use leptos::task::spawn_local;

/// Whether this tab may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Writer {
    /// Not known yet: the lock was asked for a moment ago.
    #[default]
    Unknown,
    /// Another tab writes.
    Elsewhere,
    /// This tab writes.
    Here,
}

/// How long the lock may take to come, in milliseconds, before another tab is said to write.
const PATIENCE: u32 = 1_500;

/// Queues for the writer's lock; calls itself again when it was handed over.
pub fn queue(book: Book) {
    let here = Rc::new(Cell::new(false));
    let granted = here.clone();
    wake::after(PATIENCE, move || {
        // A tab that has the lock and still reads is no other tab.
        if !granted.get() && book.writer.get_untracked() == Writer::Unknown {
            book.writer.set(Writer::Elsewhere);
        }
    });
    let held = move |release: Release| {
        here.set(true);
        spawn_local(take_over(book, release));
    };
    if tabs::hold_lock(held).is_err() {
        // Without locks there is nobody to share with.
        spawn_local(async move {
            let _ = boot::remake_rows(book).await;
            book.writer.set(Writer::Here);
            syncing::wake(book);
        });
    }
}

async fn take_over(book: Book, release: Release) {
    // The tab before this one may have written since this one read.
    let mut read = boot::read_again(book).await;
    if book.inner.get_value().database.is_replaced() {
        read = restoring::begin_anew(book).await;
    }
    // Rows that cannot be made anew now are made the next time.
    let _ = boot::remake_rows(book).await;
    book.inner.get_value().actor.replace(None);
    RELEASE.with(|held| drop(held.replace(Some(release))));
    if read.is_err() {
        // Nothing is written on what could not be read, and nobody waits for it.
        book.writer.set(Writer::Elsewhere);
        return;
    }
    book.writer.set(Writer::Here);
    syncing::wake(book);
}

thread_local! {
    /// The way to let the lock go, while this tab holds it.
    static RELEASE: std::cell::RefCell<Option<Release>> = const { std::cell::RefCell::new(None) };
}

/// Asks the tab that writes to hand over.
pub fn ask(book: Book) {
    if let Some(tabs) = book.inner.get_value().tabs {
        tabs.tell(Message::LetGo);
    }
}

/// Hears what another tab says.
pub fn hear(book: Book, message: Message) {
    match message {
        Message::Written => {
            if book.writer.get_untracked() != Writer::Here {
                spawn_local(async move {
                    let database = book.inner.get_value().database;
                    // What cannot be read now is read when this tab takes over.
                    if boot::read_again(book).await.is_err()
                        && database.is_replaced()
                        && database.take_new(&[]).await.is_ok()
                    {
                        // The tab that writes began the store anew.
                        let _ = boot::read_again(book).await;
                    }
                });
            }
        }
        Message::LetGo => spawn_local(async move {
            let inner = book.inner.get_value();
            let _turn = inner.turn.lock().await;
            if let Some(release) = RELEASE.with(|held| held.replace(None)) {
                book.writer.set(Writer::Elsewhere);
                release();
                queue(book);
            }
        }),
    }
}
