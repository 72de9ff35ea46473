//! The history of one record: who, when by their clock and by the server's,
//! what changed; and how to put one old value back.

use leptos::prelude::*;
use shared::document::edit::Value;
use shared::document::history::{Changed, Entry};
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::Record;

use super::conflicts::{device_word, with_words};
use crate::components::badge::badge;
use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::format::moment;
use crate::record_word::{record_href, record_title};
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// How many changes are told at a time.
const PART: usize = 20;

/// How many characters of a value are shown unfolded.
const SHORT: usize = 200;

/// The page of a record's history.
#[component]
pub fn HistoryPage(
    /// The record's document.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::history_title(lang).to_owned()) back=("/cell", t::nav_home(lang))>
            <Told id=id/>
        </Page>
    }
}

#[component]
fn Told(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let row = Memo::new(move |_| book.row(id));
    let most = RwSignal::new(PART);
    let found = RwSignal::new(None::<Vec<Entry>>);
    let failed = Failure::none();
    Effect::new(move |_| {
        // Read again whenever the record changed, or more is asked for.
        let (Some(row), most) = (row.get(), most.get()) else { return };
        failed.watch(book.history(id, row.fact.record.kind(), most), move |entries| found.set(Some(entries)));
    });
    let put_back = Callback::new(move |entry: Entry| {
        let Some(row) = row.get_untracked() else { return };
        failed.watch(book.put_back(id, row.fact.record.kind(), entry), |()| ());
    });
    let entries = move || {
        let (entries, record) = (found.get()?, row.get_untracked()?.fact.record);
        if entries.is_empty() {
            return Some(view! { <div class="empty"><p>{t::history_none(lang)}</p></div> }.into_any());
        }
        let cards = entries.iter().map(|entry| card(book, lang, &record, entry, put_back)).collect_view();
        Some(view! { <ol class="list" id="changes" role="list">{cards}</ol> }.into_any())
    };
    let older = move || found.with(|found| found.as_ref().is_some_and(|found| most.get() <= found.len()));
    let of = move || {
        let Some(row) = row.get() else {
            return view! { <p>{t::not_found_text(lang)}</p> }.into_any();
        };
        view! {
            <a class="card link" href=record_href(id, &row.fact.record)>
                <span class="title">{record_title(lang, &row.fact.record)}</span>
            </a>
            <p>{t::history_text(lang)}</p>
        }
        .into_any()
    };
    view! {
        {of}
        <Failed of=failed/>
        {entries}
        <Show when=older>
            <button type="button" class="button" id="older" on:click=move |_| most.update(|most| *most += PART)>
                {t::history_more(lang)}
            </button>
        </Show>
    }
}

/// One change: who, when, and each field with what stood there before and after.
fn card(
    book: Book,
    lang: Lang,
    record: &Record,
    entry: &Entry,
    put_back: Callback<Entry>,
) -> impl IntoView + use<> {
    let received = match entry.received_at {
        Some(at) => view! { <p class="meta">{t::history_by_ward(lang, moment(lang, at))}</p> }.into_any(),
        None => view! { <p>{badge("phone", t::history_not_yet(lang))}</p> }.into_any(),
    };
    let fields = entry.changed.iter().map(|changed| {
        let alone = Entry { changed: vec![changed.clone()], ..entry.clone() };
        field(book, lang, record, changed, alone, put_back)
    });
    let fields: Vec<_> = fields.collect();
    let began = fields.is_empty().then(|| view! { <p>{t::history_opened(lang)}</p> });
    view! {
        <li class="card stack tight">
            <h2>{device_word(book, lang, entry.device)}</h2>
            <p class="meta">{t::history_by_phone(lang, moment(lang, entry.at))}</p>
            {received}
            {began}
            {fields}
        </li>
    }
}

/// A field that was changed; `alone` is the change of nothing else.
fn field(
    book: Book,
    lang: Lang,
    record: &Record,
    changed: &Changed,
    alone: Entry,
    put_back: Callback<Entry>,
) -> impl IntoView + use<> {
    let (name, old, new) = with_words(book, lang, record, |words| {
        let value = |value: &Value| words.value(&changed.path, value);
        (words.path(&changed.path), value(&changed.old), value(&changed.new))
    });
    let values = if changed.old == changed.new {
        view! { <p>{t::history_same(lang, new)}</p> }.into_any()
    } else {
        let known = changed.old != Value::Null;
        let again = known.then(|| {
            let label = t::history_put_back_of(lang, &name);
            view! {
                <button type="button" class="button put-back" aria-label=label on:click=move |_| put_back.run(alone.clone())>
                    {t::history_put_back(lang)}
                </button>
            }
        });
        view! {
            <dl class="kv">
                <dt>{t::history_before(lang)}</dt><dd>{text(lang, old)}</dd>
                <dt>{t::history_after(lang)}</dt><dd>{text(lang, new)}</dd>
            </dl>
            {again}
        }
        .into_any()
    };
    view! { <h3>{name}</h3> {values} }
}

/// A value; a long one is folded.
fn text(lang: Lang, text: String) -> impl IntoView {
    if text.chars().nth(SHORT).is_none() {
        return view! { <span>{text}</span> }.into_any();
    }
    let lines: Vec<_> = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    view! { <details><summary>{t::history_long(lang)}</summary>{lines}</details> }.into_any()
}
