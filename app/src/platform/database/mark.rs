//! The mark of a store, by which a page knows that it is still the same: a
//! person who clears the site's data while the app is open takes the store away
//! under it, and the browser makes an empty one without a word.

use js_sys::Uint8Array;
use shared::replica::{STORE, Table};
use web_sys::IdbDatabase;

use super::connection::{begin, completed};
use crate::platform::{BrowserError, clock};

/// The mark of the store behind `connection`, if it bears one.
pub async fn read(connection: &IdbDatabase) -> Result<Option<Vec<u8>>, BrowserError> {
    let transaction = begin(connection, &[Table::Settings], "readonly")?;
    let request = transaction.object_store(Table::Settings.name())?.get(&STORE.into())?;
    completed(&transaction).await?;
    let mark = request.result()?;
    Ok((!mark.is_undefined()).then(|| Uint8Array::new(&mark).to_vec()))
}

/// The mark of the store, which it gets now where it has none. Of two tabs that
/// give it one at the same time the first one's counts.
pub async fn make(connection: &IdbDatabase) -> Result<Option<Vec<u8>>, BrowserError> {
    let found = read(connection).await?;
    if found.is_some() {
        return Ok(found);
    }
    let transaction = begin(connection, &[Table::Settings], "readwrite")?;
    let mark = Uint8Array::from(clock::random::<16>()?.as_slice());
    transaction.object_store(Table::Settings.name())?.add_with_key(&mark, &STORE.into())?;
    // One that cannot be written now is written with the next start.
    let _ = completed(&transaction).await;
    read(connection).await
}
