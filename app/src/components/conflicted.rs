//! Two phones wrote a record differently: said wherever it is shown, written or printed.

use leptos::prelude::*;
use shared::id::DocumentId;

use crate::format::number;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// How many fields of the record are open, and the way to choose; nothing where none is.
#[component]
pub fn Conflicted(
    /// The record's document.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let open = Derived::new(move || book.row(id).map_or(0, |row| row.fact.conflicts));
    move || {
        (open.get() != 0).then(|| {
            view! {
                <div class="banner" data-kind="warn">
                    <p>{t::conflict_here(lang, number(lang, open.get()))}</p>
                    <a class="button" href=format!("/cell/conflicts/{id}")>{t::conflict_look(lang)}</a>
                </div>
            }
        })
    }
}
