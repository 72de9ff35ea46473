//! A long list, drawn in parts so that a phone stays quick.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::replica::Row;

use crate::components::show::Show;
use crate::format::number;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// How many rows are drawn at first: some three screens of a phone. Each of them
/// is also taken down again when a record is opened.
const PART: usize = 20;

/// The first rows of `items`, and as many again each time more are asked for. `draw` gives one
/// element of a list for each.
pub fn long_list<T: Clone + PartialEq + Send + Sync + 'static>(
    items: Derived<Vec<T>>,
    draw: impl Fn(&T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    in_parts(items, PART, Some("more"), draw)
}

/// As [`long_list`], with so many rows at first; the button for more has the
/// id `more`, where the page has only one.
pub fn in_parts<T: Clone + PartialEq + Send + Sync + 'static>(
    items: Derived<Vec<T>>,
    part: usize,
    more: Option<&'static str>,
    draw: impl Fn(&T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let lang = use_lang();
    let shown = RwSignal::new(part);
    // Another list begins at its beginning; one of which only a row changed does not.
    let length = Derived::new(move || items.with(Vec::len));
    Effect::new(move |_| {
        length.track();
        shown.set(part);
    });
    let rows = move || {
        let rows = items.with(|items| items.iter().take(shown.get()).map(&draw).collect::<Vec<_>>());
        (!rows.is_empty()).then(|| view! { <ul class="list" role="list">{rows}</ul> })
    };
    let rest = move || length.get().saturating_sub(shown.get());
    view! {
        {rows}
        <Show when=move || rest() != 0>
            <button type="button" class="button" id=more on:click=move |_| shown.update(|shown| *shown *= 2)>
                {move || t::list_more(lang, number(lang, rest() as u64))}
            </button>
        </Show>
    }
}

/// A record as a line of a list; it is drawn anew when the record changes.
pub fn record_line(id: DocumentId, draw: impl Fn(&Row) -> AnyView + Send + 'static) -> AnyView {
    let book = use_book();
    let row = Derived::new(move || book.row(id));
    view! { <li>{move || row.with(|row| row.as_ref().map(&draw))}</li> }.into_any()
}
