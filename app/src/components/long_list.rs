//! A long list, drawn in parts so that a phone stays quick.

use leptos::prelude::*;

use crate::format::number;
use crate::state::book::use_lang;
use crate::t;

/// How many rows are drawn at a time.
const PART: usize = 50;

/// The first rows of `items`, and more of them when asked. `draw` gives one
/// element of a list for each.
pub fn long_list<T: Clone + PartialEq + Send + Sync + 'static>(
    items: Memo<Vec<T>>,
    draw: impl Fn(&T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let lang = use_lang();
    let shown = RwSignal::new(PART);
    // Another list begins at its beginning.
    Effect::new(move |_| {
        items.track();
        shown.set(PART);
    });
    let rows = move || items.with(|items| items.iter().take(shown.get()).map(&draw).collect::<Vec<_>>());
    let rest = move || items.with(Vec::len).saturating_sub(shown.get());
    view! {
        <ul class="list" role="list">{rows}</ul>
        <Show when=move || rest() != 0>
            <button type="button" class="button" id="more" on:click=move |_| shown.update(|shown| *shown += PART)>
                {move || t::list_more(lang, number(lang, rest() as u64))}
            </button>
        </Show>
    }
}
