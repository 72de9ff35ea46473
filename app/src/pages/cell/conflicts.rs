//! Conflicts of one record: both values, who, when; one tap chooses.

use leptos::prelude::*;
use shared::document::command::choose;
use shared::document::conflict::{Alternative, Conflict};
use shared::document::edit::Value;
use shared::id::{DeviceNumber, DocumentId};
use shared::lang::Lang;
use shared::record::Record;

use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::field_word::Words;
use crate::format::{moment, number};
use crate::record_word::{record_href, record_title};
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// The page of a record's conflicts.
#[component]
pub fn Conflicts(
    /// The record's document.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::conflict_title(lang).to_owned()) back=("/cell", t::nav_home(lang))>
            <Open id=id/>
        </Page>
    }
}

#[component]
fn Open(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let row = Memo::new(move |_| book.row(id));
    let found = RwSignal::new(None::<Vec<Conflict>>);
    let failed = Failure::none();
    Effect::new(move |_| {
        // Read again whenever the record changed.
        let Some(row) = row.get() else { return };
        failed.watch(book.conflicts(id, row.fact.record.kind()), move |conflicts| found.set(Some(conflicts)));
    });
    let settle = Callback::new(move |(conflict, value): (Conflict, Value)| {
        let Some(row) = row.get_untracked() else { return };
        failed.watch(book.save(id, row.fact.record.kind(), choose(&conflict, value)), |()| ());
    });
    let cards = move || {
        let conflicts = found.get()?;
        if conflicts.is_empty() {
            return Some(view! { <div class="empty"><p>{t::conflict_none(lang)}</p></div> }.into_any());
        }
        let record = row.get_untracked()?.fact.record;
        let cards =
            conflicts.into_iter().map(|conflict| card(book, lang, &record, &conflict, settle)).collect_view();
        Some(view! { <p>{t::conflict_text(lang)}</p> {cards} }.into_any())
    };
    let back = move || {
        row.get().map(|row| {
            view! {
                <a class="card link" href=record_href(id, &row.fact.record)>
                    <span class="title">{record_title(lang, &row.fact.record)}</span>
                </a>
            }
        })
    };
    view! {
        {back}
        <Failed of=failed/>
        {cards}
    }
}

fn card(
    book: Book,
    lang: Lang,
    record: &Record,
    conflict: &Conflict,
    settle: Callback<(Conflict, Value)>,
) -> impl IntoView + use<> {
    let (title, mut shown) = with_words(book, lang, record, |words| {
        let shown: Vec<_> =
            conflict.alternatives.iter().map(|one| words.value(&conflict.path, &one.value)).collect();
        (words.path(&conflict.path), shown.into_iter())
    });
    let conflict = conflict.clone();
    let cards = conflict.alternatives.clone().into_iter().map(|alternative| {
        let Alternative { value, device, at, stands } = alternative;
        let who = device_word(book, lang, device);
        let shown = shown.next();
        let conflict = conflict.clone();
        let take = move |_| settle.run((conflict.clone(), value.clone()));
        view! {
            <section class="value-card">
                <div>
                    <h3>{who}</h3>
                    <p class="meta">{moment(lang, at)}</p>
                </div>
                <blockquote>{shown}</blockquote>
                {stands.then(|| view! { <p class="meta">{t::conflict_stands(lang)}</p> })}
                <button type="button" class="button" on:click=take>{t::conflict_take(lang)}</button>
            </section>
        }
    });
    let cards = cards.collect_view();
    view! { <h2>{title}</h2> <div class="conflict">{cards}</div> }
}

/// Calls the fields of `record` by name.
pub fn with_words<T>(book: Book, lang: Lang, record: &Record, told: impl FnOnce(Words<'_>) -> T) -> T {
    let ruled = untrack(|| book.opened());
    book.rows.with_untracked(|rows| told(Words::new(lang, record, rows, &ruled.schemes)))
}

/// Which phone it was.
pub fn device_word(book: Book, lang: Lang, device: DeviceNumber) -> String {
    let own = book.identity.with_untracked(|identity| identity.as_ref().map(|identity| identity.device));
    if Some(device) == own {
        t::conflict_this_phone(lang).to_owned()
    } else {
        t::conflict_other_phone(lang, number(lang, device.0))
    }
}
