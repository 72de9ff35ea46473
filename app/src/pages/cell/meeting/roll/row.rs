//! One name on the roll.

use leptos::prelude::*;
use shared::document::command::meeting::roll::call_one;
use shared::record::meeting::{Presence, RollEntry};
use shared::search::{Query, SearchKey};

use super::super::frame::save_meeting;
use super::Person;
use super::marks::Marks;
use crate::components::badge::badge;
use crate::components::draft::Draft;
use crate::components::failed::{Failed, Failure};
use crate::components::field::Field;
use crate::components::show::Show;
use crate::field_word::presence_word;
use crate::state::book::use_lang;
use crate::state::derived::Derived;
use crate::t;

const fn presence_kind(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "ok",
        Presence::Excused => "draft",
        Presence::Absent => "missing",
    }
}

/// A name: a tap marks as present, a second one takes the mark back; the
/// control beside it opens what an absence needs.
#[component]
pub fn PersonRow(
    /// Who.
    person: Person,
    /// The marks.
    marks: Marks,
    /// Which names are shown.
    filter: Derived<Query>,
    /// Whether nothing may be marked.
    shut: Derived<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let member = person.id;
    let key = SearchKey::of_texts([person.name.as_str()]);
    let hidden = Derived::new(move || filter.with(|query| !query.matches(&key)));
    let entry =
        Derived::new(move || marks.seen().with(|seen| seen.roll.get(&member).cloned().unwrap_or_default()));
    let presence = Derived::new(move || entry.with(|entry| entry.presence));
    let present = move || presence.get() == Some(Presence::Present);
    let open = RwSignal::new(false);
    let tap = move |_| {
        let mark = (presence.get_untracked() != Some(Presence::Present)).then_some(Presence::Present);
        marks.one(member, mark);
        open.set(false);
    };
    let state = move || {
        entry.with(|RollEntry { presence, reason }| {
            presence.map(|presence| {
                let word = presence_word(lang, presence);
                let reason = reason.as_ref().filter(|reason| !reason.is_empty());
                let word = match reason {
                    Some(reason) => t::roll_because(lang, word, reason),
                    None => word.to_owned(),
                };
                badge(presence_kind(presence), word)
            })
        })
    };
    let panel = format!("absence-{member}");
    let controls = panel.clone();
    view! {
        <li hidden=move || hidden.get()>
            <button type="button" class="roll-name" id=format!("call-{member}") disabled=move || shut.get()
                aria-pressed=move || if present() { "true" } else { "false" } on:click=tap>
                <span class="title">{person.name.clone()}</span>
                <span class="meta">{person.office.clone()}</span>
                {state}
            </button>
            <button type="button" class="button" disabled=move || shut.get() aria-controls=controls
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)>
                {t::roll_away(lang)}<span class="visually-hidden">{person.name.clone()}</span>
            </button>
            <div id=panel.clone() class="stack tight roll-absence" hidden=move || !open.get()>
                {move || open.get().then(|| view! { <Absence person=person.clone() marks=marks entry=entry open=open/> })}
            </div>
        </li>
    }
}

/// What an absence needs: whether there is a reason, and which.
#[component]
fn Absence(person: Person, marks: Marks, entry: Derived<RollEntry>, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let member = person.id;
    let id = marks.meeting_id();
    let draft = Draft::about(id, format!("meetings/{id}/absence/{member}"));
    let book = draft.book();
    let failed = Failure::none();
    let reason = draft.typed("reason", entry.get_untracked().reason.unwrap_or_default());
    let mark = move |presence: Option<Presence>| {
        let Some(note) = reason.optional_note(lang) else { return };
        marks.drop(member);
        let current = untrack(|| book.meeting(id)).unwrap_or_default();
        let edits = call_one(&current, member, presence, note.as_ref());
        failed.watch(save_meeting(book, id, edits), move |()| {
            draft.forget();
            open.set(false);
        });
    };
    let marked = move || entry.with(|entry| entry.presence.is_some());
    view! {
        <Field id=format!("reason-{member}") label=t::roll_reason(lang) of=reason/>
        <Failed of=failed/>
        <p class="row">
            <button type="button" class="button" on:click=move |_| mark(Some(Presence::Excused))>{t::choice_excused(lang)}</button>
            <button type="button" class="button" on:click=move |_| mark(Some(Presence::Absent))>{t::choice_absent(lang)}</button>
            <Show when=marked>
                <button type="button" class="button quiet" on:click=move |_| mark(None)>{t::roll_unmark(lang)}</button>
            </Show>
        </p>
    }
}
