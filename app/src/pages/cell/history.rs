//! The history of one record: who, when by their clock and by the server's,
//! what changed; and how to put one old value back.

use std::sync::Arc;

use leptos::prelude::*;
use shared::document::edit::Value;
use shared::document::history::{Changed, Entry, may_be_empty};
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::record::Record;

use super::conflicts::{place_of, with_words};
use super::members::name_of;
use super::who::who;
use crate::components::badge::badge;
use crate::components::compared::{are_alike, compared, text};
use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::components::long_list::in_parts;
use crate::components::show::Show;
use crate::format::moment;
use crate::record_word::{record_href, record_title};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// How many changes are told at a time.
const PART: usize = 20;

/// How many fields of one change are told at a time.
const FIELDS: usize = 10;

/// The page of a record's history, or of what stands about one member.
#[component]
pub fn HistoryPage(
    /// The record's document.
    id: DocumentId,
    /// The member of whom alone the roster's history is told.
    member: Option<MemberId>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let back = match member {
        Some(member) => (format!("/cell/members/{member}"), t::nav_members(lang)),
        None => place_of(book, lang, id),
    };
    view! {
        <Page title=Signal::stored(t::history_title(lang).to_owned()) back=back>
            <Told id=id member=member/>
        </Page>
    }
}

#[component]
fn Told(id: DocumentId, member: Option<MemberId>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let row = Derived::new(move || book.row(id));
    let most = RwSignal::new(PART);
    let found = RwSignal::new(None::<Vec<Entry>>);
    let failed = Failure::none();
    Effect::new(move |_| {
        // Read again whenever the record changed, or more is asked for.
        let (Some(row), most) = (row.get(), most.get()) else { return };
        let told = book.history(id, row.fact.record.kind(), member, most);
        failed.watch(told, move |entries| found.set(Some(entries)));
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
        let record = Arc::new(record);
        let cards = entries.into_iter().map(|entry| card(book, lang, &record, entry, put_back));
        Some(view! { <ol class="list" id="changes" role="list">{cards.collect_view()}</ol> }.into_any())
    };
    let older = move || found.with(|found| found.as_ref().is_some_and(|found| most.get() <= found.len()));
    let of = move || {
        let Some(row) = row.get() else {
            return view! { <p>{t::not_found_text(lang)}</p> }.into_any();
        };
        let (href, title) = match (member, &row.fact.record) {
            (Some(id), Record::Roster(roster)) => {
                let name = roster.members.get(&id).map(|member| name_of(lang, member));
                (format!("/cell/members/{id}"), name.unwrap_or_default())
            }
            (_, record) => (record_href(id, record), record_title(lang, record)),
        };
        view! {
            <a class="card link" href=href><span class="title">{title}</span></a>
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
    record: &Arc<Record>,
    entry: Entry,
    put_back: Callback<Entry>,
) -> impl IntoView + use<> {
    let received = match entry.received_at {
        Some(at) => view! { <p class="meta">{t::history_by_ward(lang, moment(lang, at))}</p> }.into_any(),
        None => view! { <p>{badge("phone", t::history_not_yet(lang))}</p> }.into_any(),
    };
    let began = entry.changed.is_empty().then(|| view! { <p>{t::history_opened(lang)}</p> });
    let (device, at) = (entry.device, entry.at);
    let record = Arc::clone(record);
    let changed = Derived::new({
        let changed = entry.changed.clone();
        move || changed.clone()
    });
    let alone = Entry { changed: Vec::new(), ..entry };
    let fields = in_parts(changed, FIELDS, None, move |changed: &Changed| {
        let alone = Entry { changed: vec![changed.clone()], ..alone.clone() };
        view! { <li class="stack tight">{field(book, lang, &record, changed, alone, put_back)}</li> }
            .into_any()
    });
    view! {
        <li class="card stack tight">
            <h2>{who(book, lang, device)}</h2>
            <p class="meta">{t::history_by_phone(lang, moment(lang, at))}</p>
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
) -> AnyView {
    let (name, old, new, written) = with_words(book, lang, record, |words| {
        let value = |value: &Value| words.value(&changed.path, value);
        let written =
            words.written(&changed.path, &changed.old).zip(words.written(&changed.path, &changed.new));
        let written = written.filter(|(old, new)| are_alike(old, new));
        (words.path(&changed.path), value(&changed.old), value(&changed.new), written)
    });
    let values = if changed.old == changed.new {
        view! { <p>{t::history_same(lang, new)}</p> }.into_any()
    } else {
        let may = changed.old != Value::Null || may_be_empty(record.kind(), &changed.path);
        // What was written for the first time is told in a line, as on a paper.
        let is_first = changed.old == Value::Null;
        let again = may.then(|| {
            let label = t::history_put_back_of(lang, &name);
            let class = if is_first { "button quiet put-back" } else { "button put-back" };
            view! {
                <button type="button" class=class aria-label=label on:click=move |_| put_back.run(alone.clone())>
                    {t::history_put_back(lang)}
                </button>
            }
        });
        let marked = written.map(|(old, new)| {
            view! { <dt>{t::history_difference(lang)}</dt><dd>{compared(lang, old, new)}</dd> }
        });
        if is_first {
            return view! { <dl class="kv"><dt>{name}</dt><dd>{text(lang, new)}</dd></dl> {again} }
                .into_any();
        }
        view! {
            <dl class="kv">
                {marked}
                <dt>{t::history_before(lang)}</dt><dd>{text(lang, old)}</dd>
                <dt>{t::history_after(lang)}</dt><dd>{text(lang, new)}</dd>
            </dl>
            {again}
        }
        .into_any()
    };
    view! { <h3>{name}</h3> {values} }.into_any()
}
