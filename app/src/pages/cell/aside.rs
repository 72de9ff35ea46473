//! What the ward refused of a record: what was written, and what becomes of it.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::replica::aside::Aside;

use super::conflicts::{place_of, with_words};
use super::who::who;
use crate::components::compared::text;
use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::components::message::refused;
use crate::format::moment;
use crate::record_word::{record_href, record_title};
use crate::state::aside::Deed;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The page.
#[component]
pub fn AsidePage(
    /// The record's document.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let row = Derived::new(move || book.row(id));
    // None where this program cannot read them either.
    let found = RwSignal::new(Some(Vec::<Aside>::new()));
    let failed = Failure::none();
    Effect::new(move |_| {
        let Some(row) = row.get() else { return };
        leptos::task::spawn_local(async move {
            let read = book.aside(id, row.fact.record.kind()).await;
            let _ = found.try_set(read.ok());
        });
    });
    // Without a deed, it is sent once more as it is.
    let act = move |deed: Option<Deed>| {
        let Some(row) = row.get_untracked() else { return };
        let kind = row.fact.record.kind();
        let work = async move {
            match deed {
                Some(deed) => book.decide(id, kind, deed).await,
                None => book.retry(id, kind).await,
            }
        };
        failed.watch(work, |()| ());
    };
    let card = move |Aside { entry, at_fault }: Aside| {
        let record = row.get_untracked()?.fact.record;
        let fields = entry.changed.iter().map(|changed| {
            let (name, value) = with_words(book, lang, &record, |words| {
                (words.path(&changed.path), words.value(&changed.path, &changed.new))
            });
            view! { <dt>{name}</dt><dd>{text(lang, value)}</dd> }
        });
        Some(view! {
            <li class="card stack tight">
                <h2>{who(book, lang, entry.device)}</h2>
                <p class="meta">{t::history_by_phone(lang, moment(lang, entry.at))}</p>
                {at_fault.then(|| view! { <p class="meta">{t::aside_at_fault(lang)}</p> })}
                <dl class="kv">{fields.collect_view()}</dl>
            </li>
        })
    };
    let content = move || {
        let Some(row) = row.get() else { return view! { <p>{t::not_found_text(lang)}</p> }.into_any() };
        let record = &row.fact.record;
        let title = view! {
            <a class="card link" href=record_href(id, record)><span class="title">{record_title(lang, record)}</span></a>
        };
        let Some(reason) = refused(lang, &row) else {
            return view! { {title} <p id="nothing-aside">{t::aside_none(lang)}</p> }.into_any();
        };
        view! {
            {title}
            <p>{t::aside_text(lang)}</p>
            <p>{t::aside_reason(lang, reason)}</p>
            <Failed of=failed/>
            {move || match found.get() {
                Some(entries) => view! {
                    <ol class="list" role="list" id="aside">{entries.into_iter().filter_map(card).collect_view()}</ol>
                    <button type="button" class="button main" id="enter-anew" on:click=move |_| act(Some(Deed::EnterAnew))>{t::aside_enter(lang)}</button>
                }.into_any(),
                None => view! { <p>{t::aside_unreadable(lang)}</p> }.into_any(),
            }}
            <p class="row">
                <button type="button" class="button" id="send-again" on:click=move |_| act(None)>{t::refusal_retry(lang)}</button>
                <button type="button" class="button quiet" id="leave-aside" on:click=move |_| act(Some(Deed::LeaveAside))>{t::aside_done(lang)}</button>
            </p>
        }
        .into_any()
    };
    view! {
        <Page title=Signal::stored(t::aside_title(lang).to_owned()) back=place_of(book, lang, id)>{content}</Page>
    }
}
