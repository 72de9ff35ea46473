//! Half-filled forms, kept by the browser beside the book.
//!
//! Nothing here is a record: what was saved is in the database. Beside the
//! browser's store they are kept in memory, so that a browser without such a
//! store, or with a full one, loses them only with the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::window;

const PREFIX: &str = "bontot/draft/";

thread_local! {
    /// What was typed since the page was opened, by key.
    static TYPED: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn store() -> Option<web_sys::Storage> {
    window().ok()?.local_storage().ok().flatten()
}

/// What was typed into the field `name` of the form at `place`.
pub fn read(place: &str, name: &str) -> Option<String> {
    let key = format!("{PREFIX}{place}/{name}");
    let typed = TYPED.with_borrow(|typed| typed.get(&key).cloned());
    typed.or_else(|| store()?.get_item(&key).ok().flatten())
}

/// Keeps what is typed.
pub fn write(place: &str, name: &str, text: &str) {
    let key = format!("{PREFIX}{place}/{name}");
    if let Some(store) = store() {
        // A full store keeps no draft; the page still does.
        let _ = store.set_item(&key, text);
    }
    TYPED.with_borrow_mut(|typed| typed.insert(key, text.to_owned()));
}

/// Forgets the form at `place`; forms at places below it keep what they have.
pub fn forget(place: &str) {
    let prefix = format!("{PREFIX}{place}/");
    let of_form = |key: &str| key.strip_prefix(&prefix).is_some_and(|name| !name.contains('/'));
    TYPED.with_borrow_mut(|typed| typed.retain(|key, _| !of_form(key)));
    let Some(store) = store() else { return };
    let count = store.length().unwrap_or(0);
    let keys = (0..count).filter_map(|index| store.key(index).ok().flatten());
    let keys: Vec<_> = keys.filter(|key| of_form(key)).collect();
    for key in keys {
        let _ = store.remove_item(&key);
    }
}
