//! What members said to an item, or to the meeting as a whole.

use leptos::prelude::*;
use shared::document::command::meeting::agenda::record_opinion;
use shared::id::{DocumentId, EntryId};
use shared::record::meeting::{Meeting, Opinion};

use super::frame::{chosen, is_shut, keep, name_of, or_nobody, people, save_meeting};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::icon::Icon;
use crate::components::pick::Pick;
use crate::components::show::Show;
use crate::platform::clock;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The opinions, each to be changed or taken back, and a form for one more.
#[component]
pub fn Opinions(
    /// The document.
    id: DocumentId,
    /// The item; none for the meeting as a whole.
    item: Option<EntryId>,
    /// The meeting.
    meeting: Derived<Meeting>,
) -> impl IntoView {
    let lang = use_lang();
    let said = Derived::new(move || {
        meeting.with(|meeting| {
            let said = meeting.opinions_on(item).map(|(id, opinion)| (id, opinion.clone()));
            said.collect::<Vec<_>>()
        })
    });
    let shut = Derived::new(move || meeting.with(is_shut));
    let list = move || {
        let said = said.get();
        if said.is_empty() {
            return shut.get().then(|| view! { <p class="hint">{t::item_no_opinions(lang)}</p> }.into_any());
        }
        let rows = said.into_iter().map(|(entry, opinion)| {
            view! { <Said id=id item=item entry=entry opinion=opinion meeting=meeting/> }
        });
        Some(view! { <ul class="list" role="list" id="opinions">{rows.collect_view()}</ul> }.into_any())
    };
    view! {
        {list}
        <Show when=move || !shut.get()>
            <OpinionForm id=id item=item entry=None opinion=Opinion::default() meeting=meeting/>
        </Show>
    }
}

/// One opinion.
#[component]
fn Said(
    id: DocumentId,
    item: Option<EntryId>,
    entry: EntryId,
    opinion: Opinion,
    meeting: Derived<Meeting>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let name = name_of(lang, &book.roster(), opinion.member);
    let member = opinion.member;
    let take_back = move |_| {
        let Some(member) = member else { return };
        let edits = record_opinion(&meeting.get_untracked(), entry, item, member, None);
        failed.watch(save_meeting(book, id, edits), |()| ());
    };
    let shut = Derived::new(move || meeting.with(is_shut));
    let text = opinion.text.clone();
    let whose = name.clone();
    view! {
        <li class="card stack tight">
            <p class="title">{name}</p>
            <p class="written">{text}</p>
            <Show when=move || !shut.get()>
                <details class="explain">
                    <summary>{t::item_opinion_change(lang)}<span class="visually-hidden">{whose.clone()}</span></summary>
                    <OpinionForm id=id item=item entry=Some(entry) opinion=opinion.clone() meeting=meeting/>
                    <p><button type="button" class="button danger" on:click=take_back>{t::item_opinion_take_back(lang)}</button></p>
                </details>
            </Show>
            <Failed of=failed/>
        </li>
    }
}

/// The form for an opinion, new or changed.
#[component]
fn OpinionForm(
    id: DocumentId,
    item: Option<EntryId>,
    entry: Option<EntryId>,
    opinion: Opinion,
    meeting: Derived<Meeting>,
) -> impl IntoView {
    let lang = use_lang();
    let about = item.map_or_else(|| "whole".to_owned(), |item| item.to_string());
    let which = entry.map_or_else(|| "new".to_owned(), |entry| entry.to_string());
    let draft = Draft::about(entry.map(|_| id), format!("meetings/{id}/opinions/{about}/{which}"));
    let book = draft.book();
    let member = draft.typed("member", keep(opinion.member));
    let text = draft.typed("text", opinion.text);
    let failed = Failure::none();
    let submit = move || {
        let who = chosen(member);
        let Some(words) = text.note(lang) else { return };
        let Some(who) = who else {
            text.refuse(t::item_opinion_whose(lang).to_owned());
            return;
        };
        let saved = async move {
            let entry = match entry {
                Some(entry) => entry,
                None => EntryId::from_bytes(clock::random()?),
            };
            let edits = record_opinion(&meeting.get_untracked(), entry, item, who, Some(&words));
            save_meeting(book, id, edits).await
        };
        failed.watch(saved, move |()| {
            draft.forget();
            if entry.is_none() {
                member.text.set(String::new());
                text.text.set(String::new());
            }
        });
    };
    let roster = untrack(|| book.roster());
    let (choices, groups) = or_nobody(lang, &roster, people(lang, &meeting.get_untracked(), &roster));
    let suffix = entry.map(|entry| format!("-{entry}")).unwrap_or_default();
    let word = if entry.is_some() { t::common_save(lang) } else { t::item_opinion_add(lang) };
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Pick id=format!("opinion-member{suffix}") label=t::item_opinion_member(lang) choices=choices
                groups=groups of=member/>
            <Field id=format!("opinion-text{suffix}") label=t::item_opinion_text(lang) control=Control::Lines of=text/>
            <Failed of=failed/>
            <button type="submit" class="button" id=format!("save-opinion{suffix}")>
                {entry.is_none().then(|| Icon::Plus.draw())}<span>{word}</span>
            </button>
        </form>
    }
}
