//! Conflicts of one record: both values, what differs, who, when; one tap chooses.

use leptos::prelude::*;
use shared::document::command::choose;
use shared::document::conflict::{Alternative, Conflict};
use shared::document::edit::Value;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::Record;

use super::search::words::kind_word;
use super::who::who;
use crate::components::compared::{are_alike, compared, is_long, text};
use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::field_word::Words;
use crate::format::moment;
use crate::record_word::{record_href, record_title};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::seen::Seen;
use crate::t;

/// The page of a record's conflicts.
#[component]
pub fn Conflicts(
    /// The record's document.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::conflict_title(lang).to_owned()) back=place_of(book, lang, id)>
            <Open id=id/>
        </Page>
    }
}

#[component]
fn Open(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let row = Derived::new(move || book.row(id));
    let found = RwSignal::new(None::<(Option<Seen>, Vec<Conflict>)>);
    let failed = Failure::none();
    let page = Owner::current();
    Effect::new(move |_| {
        // Read again whenever the record changed.
        let Some(row) = row.get() else { return };
        // What is shown until it is read again outlives this run.
        let seen = page.as_ref().and_then(|page| page.with(|| book.look_at(id)));
        let read = book.conflicts(id, row.fact.record.kind());
        failed.watch(read, move |conflicts| found.set(Some((seen, conflicts))));
    });
    // Chosen among what is shown: a value that came since stays beside the choice.
    let settle = Callback::new(move |(conflict, value): (Conflict, Value)| {
        let Some(row) = row.get_untracked() else { return };
        let seen = found.with_untracked(|found| found.as_ref().and_then(|(seen, _)| *seen));
        let book = book.seen_by(seen);
        failed.watch(
            async move { book.save(id, row.fact.record.kind(), choose(&conflict, value)).await },
            |()| (),
        );
    });
    let cards = move || {
        let (_, conflicts) = found.get()?;
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
    let standing = conflict.alternatives.first();
    let mut is_marked = false;
    let (title, shown) = with_words(book, lang, record, |words| {
        let written = |one: &Alternative| words.written(&conflict.path, &one.value).map(str::to_owned);
        let stands = standing.and_then(written);
        let shown = conflict.alternatives.iter().map(|one| {
            let value = words.value(&conflict.path, &one.value);
            match (&stands, written(one)) {
                (Some(stands), Some(here)) if !one.stands && are_alike(stands, &here) => {
                    is_marked = true;
                    view! { {compared(lang, stands, &here)} {long(lang, here)} }.into_any()
                }
                _ => text(lang, value),
            }
        });
        (words.path(&conflict.path), shown.collect::<Vec<_>>())
    });
    let mut shown = shown.into_iter();
    let marks = is_marked.then(|| view! { <p>{t::conflict_marks(lang)}</p> });
    let conflict = conflict.clone();
    let cards = conflict.alternatives.clone().into_iter().map(|alternative| {
        let Alternative { value, device, at, stands } = alternative;
        let who = match device {
            Some(device) => who(book, lang, device).into_any(),
            None => t::conflict_merged(lang).into_any(),
        };
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
    view! { <h2>{title}</h2> {marks} <div class="conflict">{cards}</div> }
}

/// Calls the fields of `record` by name.
pub fn with_words<T>(book: Book, lang: Lang, record: &Record, told: impl FnOnce(Words<'_>) -> T) -> T {
    let ruled = untrack(|| book.opened());
    book.rows.with_untracked(|rows| told(Words::new(lang, record, rows, &ruled.schemes)))
}

/// Where the record is, and the word for its kind: where the arrow leads back to.
pub fn place_of(book: Book, lang: Lang, id: DocumentId) -> (String, &'static str) {
    match untrack(|| book.row(id)) {
        Some(row) => (record_href(id, &row.fact.record), kind_word(lang, row.fact.record.kind())),
        None => ("/cell".to_owned(), t::nav_home(lang)),
    }
}

/// The whole of a long text, folded; a short one stands there already.
fn long(lang: Lang, whole: String) -> Option<AnyView> {
    is_long(&whole).then(|| text(lang, whole))
}
