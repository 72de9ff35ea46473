//! Driving the sync engine: carrying out its effects and telling it of them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::stored::Commit;
use shared::id::{DocumentId, RequestId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::replica::news::{Held, Stored, store, touched};
use shared::replica::{POINT, StoredChange, Table, Write, change_key};
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;
use shared::sync::engine::{Effect, Event, Failure, MOST_PUSHED_BYTES, News, Unsent};
use shared::sync::wire::{Fault, SyncPoint, SyncRequest, SyncResponse};

use super::book::Book;
use super::saving::decode;
use super::writing::Writer;
use super::{carrying, uploading};
use crate::platform::tabs::Message;
use crate::platform::{BrowserError, clock, http, sealing, wake as chances};

/// What the page shows about the sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SyncState {
    /// None was tried since the page was opened.
    #[default]
    Quiet,
    /// One is under way.
    Running,
    /// The ward answered at this moment, and everything that came is stored.
    Done(Moment),
    /// The last one failed, at this moment.
    Failed(Failure, Moment),
}

/// Asks for a sync, unless this tab or this phone cannot.
pub fn wake(book: Book) {
    if book.writer.get_untracked() == Writer::Here && book.identity.with_untracked(Option::is_some) {
        tell(book, Event::Wake);
    }
}

fn tell(book: Book, event: Event) {
    let failure = match &event {
        Event::Failed(failure) => *failure,
        _ => Failure::NoRoad,
    };
    let effect = book.inner.get_value().engine.borrow_mut().handle(event);
    match effect {
        None => {}
        Some(Effect::ReadOutbox { without }) => {
            go(book, async move { read_outbox(book, &without).await.map_err(|_| Failure::Store) });
        }
        Some(Effect::Send(request)) => go(book, async move { send(book, request).await }),
        Some(Effect::Store(news)) => {
            let life = book.inner.get_value().database.life();
            go(book, async move { keep(book, &news, life).await.map_err(|_| Failure::Store) });
        }
        Some(Effect::Rest(millis)) => {
            book.filling.set(false);
            rest(book, SyncState::Done(clock::now()), millis);
            carrying::wake(book);
            uploading::wake(book);
        }
        Some(Effect::Retry(millis)) => rest(book, SyncState::Failed(failure, clock::now()), millis),
    }
}

/// Carries an effect out and tells the engine what came of it.
fn go(book: Book, work: impl Future<Output = Result<Event, Failure>> + 'static) {
    book.sync.set(SyncState::Running);
    let database = book.inner.get_value().database;
    let life = database.life();
    spawn_local(async move {
        let event = work.await.unwrap_or_else(Event::Failed);
        // Another store has an engine of its own.
        if database.life() == life {
            tell(book, event);
        }
    });
}

/// Shows how the sync ended and sets the clock for the next; an older clock
/// that is still running then wakes nobody.
fn rest(book: Book, state: SyncState, millis: u32) {
    book.sync.set(state);
    let rests = book.inner.get_value().rests;
    let this = rests.get().wrapping_add(1);
    rests.set(this);
    chances::after(millis, move || {
        if rests.get() == this {
            wake(book);
        }
    });
}

async fn read_outbox(book: Book, without: &SortedSet<DocumentId>) -> Result<Event, BrowserError> {
    let database = book.inner.get_value().database;
    let entries: Vec<_> = book.outbox.with_untracked(|outbox| {
        outbox.values().filter(|entry| !without.contains(&entry.document)).cloned().collect()
    });
    let point: SyncPoint = book.read_setting(POINT).await?.unwrap_or_default();
    let request = RequestId::from_bytes(clock::random()?);
    let mut unsent = Vec::new();
    let mut bytes = 0;
    // Read a little more than a page, so that the engine sees that some is left.
    for entries in entries.chunks(64) {
        if MOST_PUSHED_BYTES < bytes {
            break;
        }
        let keys: Vec<_> = entries.iter().map(|entry| change_key(entry.document, entry.hash)).collect();
        let changes = database.read_keys(Table::Changes, &keys).await?;
        for (entry, change) in entries.iter().zip(changes) {
            let change: StoredChange = decode("change", &change)?;
            bytes += change.chunk.len();
            let commit = Commit { hash: change.hash, chunk: change.chunk };
            unsent.push(Unsent { document: entry.document, kind: entry.kind, commit });
        }
    }
    Ok(Event::Outbox { unsent, point, request })
}

async fn send(book: Book, mut request: SyncRequest) -> Result<Event, Failure> {
    let (token, inner) = (token(book)?, book.inner.get_value());
    if request.point.epoch.is_none() || inner.told.get() != request.point.epoch {
        request.key = sealing::key(&inner.database).await.ok().map(|key| key.public);
    }
    let answer: SyncResponse = http::post("/api/v1/sync", Some(&token), &request).await?;
    inner.told.set(answer.point.epoch);
    Ok(Event::Answer(answer))
}

/// The secret by which this phone proves who it is.
pub(super) fn token(book: Book) -> Result<String, Failure> {
    let token =
        book.identity.with_untracked(|identity| identity.as_ref().map(|identity| identity.token.clone()));
    token.ok_or(Failure::Fault(Fault::UnknownDevice))
}

/// Stores everything that came, in one transaction, if this is still the store
/// of which the ward was told.
async fn keep(book: Book, news: &News, life: u32) -> Result<Event, BrowserError> {
    let inner = book.inner.get_value();
    let _turn = inner.turn.lock().await;
    may_keep(book, life).await?;
    let unreadable = keep_news(book, news, Vec::new()).await?;
    match unreadable {
        None => Ok(Event::Stored),
        // It is asked for again, after a while rather than at once.
        Some(document) => Err(BrowserError(format!("{document} cannot be opened with what came"))),
    }
}

/// Whether whoever has the turn may store what came for the store of this life.
pub(super) async fn may_keep(book: Book, life: u32) -> Result<(), BrowserError> {
    if book.writer.get_untracked() != Writer::Here {
        // It took over while the answer was on its way, and asks again itself.
        return Err(BrowserError("another tab writes".to_owned()));
    }
    if book.inner.get_value().database.life() != life {
        return Err(BrowserError("the store was cleared".to_owned()));
    }
    book.make_sure().await
}

/// What the store has of these documents.
pub(super) async fn documents(
    book: Book,
    kinds: SortedMap<DocumentId, Kind>,
) -> Result<SortedMap<DocumentId, (Kind, Vec<StoredChange>)>, BrowserError> {
    let mut documents = SortedMap::new();
    for (document, kind) in kinds {
        let changes = book.changes(document).await?;
        if !changes.is_empty() {
            documents.insert(document, (kind, changes));
        }
    }
    Ok(documents)
}

/// Stores news and what else is to be written with them, by whoever has the
/// turn; gives a document that could not be opened with what came.
pub(super) async fn keep_news(
    book: Book,
    news: &News,
    also: Vec<Write>,
) -> Result<Option<DocumentId>, BrowserError> {
    let documents = documents(book, kinds(book, news)).await?;
    let Some(device) = book.identity.with_untracked(|i| i.as_ref().map(|i| i.device)) else {
        return Err(BrowserError("not enrolled".to_owned()));
    };
    let mut stored = book.outbox.with_untracked(|outbox| {
        book.ruled.with_untracked(|ruled| {
            let held = Held { device, outbox, ruled, role: book.role.get_untracked(), documents };
            store(news, held, clock::now())
        })
    });
    stored.writes.extend(also);
    book.write(&stored.writes).await?;
    if news.may_leave_a_gap() {
        book.inner.get_value().actor.replace(None);
    }
    if book.epoch.get_untracked() != news.point.epoch && stored.unreadable.is_empty() {
        book.epoch.set(news.point.epoch);
    }
    if let Some(role) = news.role.filter(|role| *role != book.role.get_untracked()) {
        book.role.set(role);
    }
    let unreadable = stored.unreadable.first().copied();
    show(book, stored);
    Ok(unreadable)
}

/// Shows what was stored, here and in the other tabs.
pub(super) fn show(book: Book, stored: Stored) {
    if !stored.rows.is_empty() {
        book.rows.update(|rows| rows.extend(stored.rows.into_iter().map(|row| (row.fact.document, row))));
    }
    if book.outbox.with_untracked(|outbox| *outbox != stored.outbox) {
        book.outbox.set(stored.outbox);
    }
    if book.ruled.with_untracked(|ruled| *ruled != stored.ruled) {
        book.ruled.set(stored.ruled);
    }
    if let Some(tabs) = book.inner.get_value().tabs {
        tabs.tell(Message::Written);
    }
}

/// The documents that the news touches, with their kinds.
fn kinds(book: Book, news: &News) -> SortedMap<DocumentId, Kind> {
    let held: SortedMap<_, _> =
        book.rows.with_untracked(|rows| rows.iter().map(|(id, row)| (*id, row.fact.record.kind())).collect());
    let Some(touched) = touched(news) else { return held };
    let touched: SortedSet<DocumentId> = touched;
    held.into_iter().filter(|(document, _)| touched.contains(document)).collect()
}
