//! What stands in an address, and where to go next.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use shared::id::DocumentId;
use shared::month::Month;

/// The document named in the address.
pub fn document() -> Option<DocumentId> {
    use_params_map().with_untracked(|map| map.get("document")).and_then(|id| id.parse().ok())
}

/// The month named in the address.
pub fn month() -> Option<Month> {
    use_params_map().with_untracked(|map| map.get("month")).and_then(|month| month.parse().ok())
}

/// A value after the question mark.
pub fn query<T: FromStr>(name: &str) -> Option<T> {
    use_query_map().with_untracked(|map| map.get(name)).and_then(|value| value.parse().ok())
}

/// Goes to an address of the app. Made while the page is drawn, called later.
pub fn go() -> impl Fn(&str) + Clone {
    let navigate = use_navigate();
    move |path: &str| navigate(path, NavigateOptions::default())
}
