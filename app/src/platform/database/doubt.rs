//! A store that failed to write is in doubt until it has proved itself.
//!
//! Chromium keeps a store as a log. Where the disk was full, half an entry stays
//! at the log's end, and Chromium goes on writing behind it; at the next start
//! it cannot read the log and throws the whole store away. So before anything
//! is written after a failure, enough is written and taken back to make it
//! begin a new log, which folds the old one up and drops it.

use std::cell::Cell;

use js_sys::{Promise, Reflect, Uint8Array};
use shared::replica::Table;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange};

use super::connection::{begin, completed};
use crate::platform::{BrowserError, window};

/// Where a page that is closed meanwhile leaves word for the next one.
const NAME: &str = "bontot/doubt";
/// Chromium begins a new log after four mebibytes at most.
const PIECES: u32 = 160;
/// Larger values are kept beside the log.
const PIECE_BYTES: u32 = 32 * 1024;
/// What the names of the pieces begin with; every setting's name is before it.
const PIECE: &str = "~";
/// Bytes that the pieces need while both logs are there.
const LEAST_ROOM: i64 = 12 * 1024 * 1024;

/// Whether the store is in doubt.
#[derive(Debug)]
pub struct Doubt(Cell<bool>);

impl Doubt {
    /// What the last page left.
    pub fn begin() -> Self {
        Self(Cell::new(store().is_some_and(|store| store.get_item(NAME).is_ok_and(|word| word.is_some()))))
    }

    /// Whether a write failed and none succeeded since.
    pub fn is_there(&self) -> bool {
        self.0.get()
    }

    /// A write failed.
    pub fn rise(&self) {
        self.0.set(true);
        if let Some(store) = store() {
            // Where this cannot be kept either, the page itself still knows.
            let _ = store.set_item(NAME, "");
        }
    }

    /// A write was read back.
    pub fn end(&self) {
        self.0.set(false);
        if let Some(store) = store() {
            let _ = store.remove_item(NAME);
        }
    }
}

fn store() -> Option<web_sys::Storage> {
    window().ok()?.local_storage().ok().flatten()
}

/// Makes the browser begin a new log behind `connection`. Half of that would do
/// more harm than nothing, so it is not begun where there is no room for it.
pub async fn renew(connection: &IdbDatabase) -> Result<(), BrowserError> {
    if is_short().await.unwrap_or(false) {
        return Err(BrowserError("QuotaExceededError".to_owned()));
    }
    let table = Table::Settings;
    let transaction = begin(connection, &[table], "readwrite")?;
    let pieces = transaction.object_store(table.name())?;
    for number in 0..PIECES {
        let piece = Uint8Array::new_with_length(PIECE_BYTES);
        pieces.put_with_key(&piece, &format!("{PIECE}{number}").into())?;
    }
    completed(&transaction).await?;
    let transaction = begin(connection, &[table], "readwrite")?;
    let pieces = IdbKeyRange::lower_bound(&PIECE.into())?;
    transaction.object_store(table.name())?.delete(&pieces)?;
    completed(&transaction).await
}

/// Whether the browser would take fewer bytes than the pieces need, where it says so.
async fn is_short() -> Option<bool> {
    let estimate: Promise = window().ok()?.navigator().storage().estimate().ok()?;
    let estimate = JsFuture::from(estimate).await.ok()?;
    let of = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    let quota = whole(of("quota")?);
    Some(quota.saturating_sub(whole(of("usage")?)) < LEAST_ROOM)
}

/// A count of bytes, which JavaScript has as a number like any other.
fn whole(bytes: f64) -> i64 {
    bytes as i64
}
