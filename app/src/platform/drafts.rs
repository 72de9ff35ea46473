//! Half-filled forms, kept by the browser beside the book.
//!
//! Nothing here is a record: what was saved is in the database. A browser
//! without such a store only loses what was not saved yet.

use super::window;

const PREFIX: &str = "bontot/draft/";

fn store() -> Option<web_sys::Storage> {
    window().ok()?.local_storage().ok().flatten()
}

/// What was typed into the field `name` of the form at `place`.
pub fn read(place: &str, name: &str) -> Option<String> {
    store()?.get_item(&format!("{PREFIX}{place}/{name}")).ok().flatten()
}

/// Keeps what is typed.
pub fn write(place: &str, name: &str, text: &str) {
    if let Some(store) = store() {
        // A full store keeps no draft; the form still holds the text.
        let _ = store.set_item(&format!("{PREFIX}{place}/{name}"), text);
    }
}

/// Forgets the form at `place`.
pub fn forget(place: &str) {
    let Some(store) = store() else { return };
    let prefix = format!("{PREFIX}{place}/");
    let count = store.length().unwrap_or(0);
    let keys = (0..count).filter_map(|index| store.key(index).ok().flatten());
    let keys: Vec<_> = keys.filter(|key| key.starts_with(&prefix)).collect();
    for key in keys {
        let _ = store.remove_item(&key);
    }
}
