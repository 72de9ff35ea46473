//! Opening the book.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::id::DocumentId;
use shared::replica::remake::{ROWS_VERSION, remake};
use shared::replica::{IDENTITY, POINT, ROLE, ROWS_MADE, RULED, StoredChange, Table};
use shared::sorted_map::SortedMap;
use shared::sync::engine::Engine;
use shared::sync::photos::Uploads;
use shared::sync::role::Role;
use shared::sync::wire::{Enrolled, SyncPoint};

use super::book::{Book, Inner};
use super::saving::{Saving, decode, unpacked};
use super::syncing::SyncState;
use super::uploading::Upload;
use super::writing::Writer;
use super::{restoring, syncing, writing};
use crate::platform::database::Database;
use crate::platform::tabs::Tabs;
use crate::platform::{BrowserError, address, drafts, http, page, wake, worker};

/// Opens the phone's store and reads the book from it.
///
/// Reads only rows and settings: documents are opened when they are shown.
pub async fn open() -> Result<Book, BrowserError> {
    let database = Database::open().await?;
    let inner = Inner {
        database,
        tabs: None,
        turn: Rc::default(),
        engine: Rc::new(RefCell::new(Engine::default())),
        uploads: Rc::new(RefCell::new(Uploads::default())),
        told: Rc::default(),
        rests: Rc::default(),
        sights: Rc::default(),
        refused_parts: Rc::default(),
        actor: Rc::default(),
        unsure: Rc::default(),
    };
    let book = Book {
        place: RwSignal::new(address::here()),
        lang: RwSignal::new(page::language()),
        identity: RwSignal::new(None),
        ruled: RwSignal::default(),
        rows: RwSignal::default(),
        outbox: RwSignal::default(),
        held: RwSignal::default(),
        epoch: RwSignal::new(None),
        upload: RwSignal::new(Upload::Quiet),
        role: RwSignal::new(Role::Writer),
        writer: RwSignal::new(Writer::Unknown),
        saving: RwSignal::new(Saving::Quiet),
        sync: RwSignal::new(SyncState::Quiet),
        filling: RwSignal::new(false),
        kept: RwSignal::new(None),
        lost: RwSignal::new(None),
        update: RwSignal::new(false),
        chosen_month: RwSignal::new(None),
        seen: None,
        inner: StoredValue::new_local(inner),
    };
    read_again(book).await?;
    Ok(book)
}

/// Begins what goes on while the page is open: the lock, the tabs, the sync.
pub fn live(book: Book) {
    let tabs = Tabs::open(move |message| writing::hear(book, message)).ok();
    book.inner.update_value(|inner| inner.tabs = tabs);
    book.inner.get_value().database.on_replaced(move || spawn_local(restoring::restore(book)));
    drafts::on_kept(move || {
        if book.saving.get_untracked() == Saving::Typing {
            book.saving.set(Saving::Kept);
        }
    });
    writing::queue(book);
    wake::on_chance(move || syncing::wake(book));
    worker::on_update(move || book.update.set(true));
    spawn_local(async move { book.kept.set(http::persist().await) });
}

/// Makes the rows anew where an older program made them; only the tab that
/// writes may.
pub async fn remake_rows(book: Book) -> Result<(), BrowserError> {
    let made: Option<u32> = book.read_setting(ROWS_MADE).await?;
    if made == Some(ROWS_VERSION) {
        return Ok(());
    }
    let mut changes: SortedMap<DocumentId, Vec<StoredChange>> = SortedMap::new();
    let stored = book.inner.get_value().database.read_all(Table::Changes).await?;
    let document = |key: &str| key.split_once('/').and_then(|(document, _)| document.parse().ok());
    for rows in stored.chunk_by(|(one, _), (other, _)| one.split('/').next() == other.split('/').next()) {
        if let Some(document) = rows.first().and_then(|(key, _)| document(key)) {
            changes.insert(document, unpacked(rows)?);
        }
    }
    let (rows, writes) = book.rows.with_untracked(|rows| remake(rows, &changes));
    book.write_settings(&writes).await?;
    book.rows.set(rows);
    Ok(())
}

/// Reads everything the signals show from the store.
pub async fn read_again(book: Book) -> Result<(), BrowserError> {
    let database = book.inner.get_value().database;
    drafts::find(&database).await;
    let mut asked = false;
    for (key, bytes) in database.read_all(Table::Settings).await? {
        asked |= key == POINT;
        match key.as_str() {
            IDENTITY => book.identity.set(Some(decode::<Enrolled>(&key, &bytes)?)),
            RULED => book.ruled.set(decode(&key, &bytes)?),
            ROLE => book.role.set(decode(&key, &bytes)?),
            POINT => book.epoch.set(decode::<SyncPoint>(&key, &bytes)?.epoch),
            _ => {}
        }
    }
    let rows = database.read_all(Table::Rows).await?;
    let rows = rows
        .iter()
        .map(|(key, bytes)| decode(key, bytes))
        .collect::<Result<Vec<shared::replica::Row>, _>>()?;
    let outbox = database.read_all(Table::Outbox).await?;
    let outbox = outbox.into_iter().map(|(key, bytes)| Ok((key.clone(), decode(&key, &bytes)?)));
    let outbox = outbox.collect::<Result<_, BrowserError>>()?;
    let held = database.read_all(Table::PhotosHeld).await?;
    let held = held.into_iter().filter_map(|(key, bytes)| Some((key.parse().ok()?, decode(&key, &bytes))));
    let held = held.map(|(hash, held)| Ok((hash, held?))).collect::<Result<_, BrowserError>>()?;
    book.filling.set(!asked && book.identity.with_untracked(Option::is_some));
    book.held.set(held);
    book.rows.set(rows.into_iter().map(|row| (row.fact.document, row)).collect());
    book.outbox.set(outbox);
    Ok(())
}
