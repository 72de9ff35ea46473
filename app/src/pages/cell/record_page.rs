//! The frame of the pages that show or edit one record.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::record::Record;

use crate::components::layout::{Back, Page};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The page of the record `id`, drawn by `show` anew whenever the record
/// changes; what is typed into its forms outlives everything else, such as
/// receipts that come in beside it.
pub fn record_page<R: Clone + PartialEq + Send + Sync + 'static>(
    id: DocumentId,
    back: impl Into<Back>,
    of: fn(Record) -> Option<R>,
    title: fn(&R) -> String,
    show: fn(DocumentId, R) -> AnyView,
) -> impl IntoView {
    let back = back.into();
    let book = use_book();
    let lang = use_lang();
    let found = Derived::new(move || of(book.row(id)?.fact.record));
    let title = Signal::derive(move || {
        found.with(|found| found.as_ref().map_or_else(|| t::not_found_title(lang).to_owned(), title))
    });
    view! {
        <Page title=title back=back>
            {move || match found.get() {
                Some(record) => show(id, record),
                None => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
            }}
        </Page>
    }
}

/// The form for the record `id`, drawn once by `form`: what another phone
/// writes meanwhile does not disturb who types, and its draft knows what it saw.
pub fn edit_page<R>(
    id: DocumentId,
    title: &str,
    back: impl Into<Back>,
    of: fn(Record) -> Option<R>,
    form: fn(Option<DocumentId>, R) -> AnyView,
) -> AnyView {
    let back = back.into();
    let book = use_book();
    let lang = use_lang();
    let content = match untrack(|| book.row(id)).and_then(|row| of(row.fact.record)) {
        Some(record) => form(Some(id), record),
        None => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
    };
    view! { <Page title=Signal::stored(title.to_owned()) back=back>{content}</Page> }.into_any()
}
