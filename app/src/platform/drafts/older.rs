//! Drafts as older programs kept them, in the browser's store of settings.
//! Chromium writes that one seconds later, and loses it when it is ended before.

use crate::platform::window;

const PREFIX: &str = "bontot/draft/";

fn store() -> Option<web_sys::Storage> {
    window().ok()?.local_storage().ok().flatten()
}

/// Every draft that stands there still: its key, and what was typed.
pub fn all() -> Vec<(String, String)> {
    let Some(store) = store() else { return Vec::new() };
    let keys = (0..store.length().unwrap_or(0)).filter_map(|index| store.key(index).ok().flatten());
    let drafts = keys.filter_map(|key| {
        let text = store.get_item(&key).ok().flatten()?;
        Some((key.strip_prefix(PREFIX)?.to_owned(), text))
    });
    drafts.collect()
}

/// Takes one away.
pub fn remove(key: &str) {
    if let Some(store) = store() {
        // One that stays is older than what the tables hold, and yields to it.
        let _ = store.remove_item(&format!("{PREFIX}{key}"));
    }
}
