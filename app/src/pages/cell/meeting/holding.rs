//! The beginning of a meeting, and its end.

use leptos::prelude::*;
use shared::document::command::meeting::{close, lead, open};
use shared::id::DocumentId;
use shared::record::meeting::{Meeting, MeetingForm, MeetingState};
use shared::record::roster::Office;
use shared::time_of_day::Time;

use super::frame::{Shut, chosen, is_shut, keep, or_nobody, part_page, people, save_meeting};
use crate::components::doubt::FutureDoubt;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::pick::Pick;
use crate::platform::clock;
use crate::state::book::{Book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// Opening and closing the meeting.
#[component]
pub fn HoldingPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    part_page(id, t::meeting_hold(lang), move |meeting| view! { <Holding id=id meeting=meeting/> }.into_any())
}

#[component]
fn Holding(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let lang = use_lang();
    let held = Derived::new(move || meeting.with(|meeting| meeting.held_on.is_some()));
    let start = move || view! { <Start id=id current=meeting.get_untracked()/> };
    view! {
        <Shut id=id meeting=meeting/>
        {move || if held.get() {
            view! {
                <details class="explain" id="mend-start">
                    <summary>{t::meeting_mend_start(lang)}</summary>
                    {start()}
                </details>
                <End id=id meeting=meeting/>
            }.into_any()
        } else {
            start().into_any()
        }}
    }
}

#[component]
fn Start(id: DocumentId, current: Meeting) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/start"));
    let book = draft.book();
    let (day, time) = untrack(|| proposed(book, &current));
    let held_on = draft.typed("held_on", day);
    let started_at = draft.typed("started_at", time);
    let roster = untrack(|| book.roster());
    let people = people(lang, &current, &roster);
    let secretary = || {
        let leads = |(id, _): &&(_, String)| {
            roster.members.get(id).is_some_and(|member| member.office == Office::Secretary)
        };
        people.iter().find(leads).map(|(id, _)| *id)
    };
    let chair = draft.typed("chair", keep(current.chair.or_else(secretary)));
    let scribe = draft.typed("scribe", keep(current.scribe));
    let held = current.held_on.is_some();
    let failed = Failure::none();
    let submit = move || {
        let (Some(on), Some(at)) = (held_on.date(lang), started_at.time(lang)) else { return };
        let current = book.meeting(id).unwrap_or_default();
        let edits = open(&current, on, at).and_then(|mut edits| {
            edits.extend(lead(&current, chosen(chair), chosen(scribe))?);
            Ok(edits)
        });
        failed.watch(save_meeting(book, id, edits), move |()| {
            draft.forget();
            if !held {
                book.go(&format!("/cell/meetings/{id}"));
            }
        });
    };
    let submit = move || untrack(submit);
    let shut = is_shut(&current);
    let (people, groups) = or_nobody(lang, &roster, people);
    let (others, other_groups) = (people.clone(), groups.clone());
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=shut>
                <Field id="held_on" label=t::meeting_held_on(lang) control=Control::Date of=held_on/>
                <FutureDoubt of=held_on/>
                <Field id="started_at" label=t::meeting_started_at(lang) control=Control::Time of=started_at/>
                <Pick id="chair" label=t::meeting_chair(lang) choices=people groups=groups of=chair/>
                <Pick id="scribe" label=t::meeting_scribe(lang) choices=others groups=other_groups
                    of=scribe/>
            </fieldset>
            <Failed of=failed/>
            {if held {
                view! { <button type="submit" class="button" id="mend" disabled=shut>{t::common_save(lang)}</button> }.into_any()
            } else {
                view! {
                    <div class="actionbar">
                        <button type="submit" class="button main" id="open" disabled=shut>{t::meeting_open(lang)}</button>
                    </div>
                }.into_any()
            }}
        </form>
    }
}

#[component]
fn End(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/end"));
    let book = draft.book();
    let current = meeting.get_untracked();
    let now = (clock::now().date_in_vietnam() == current.held_on)
        .then(|| Time::of(clock::now().clock_in_vietnam()));
    let proposed = current.ended_at.or(now).map(|time| time.to_string()).unwrap_or_default();
    let ended_at = draft.typed("ended_at", proposed);
    let failed = Failure::none();
    let submit = move || {
        let Some(at) = ended_at.time(lang) else { return };
        let edits = close(&meeting.get_untracked(), at);
        failed.watch(save_meeting(book, id, edits), move |()| {
            draft.forget();
            book.go(&format!("/cell/meetings/{id}"));
        });
    };
    let shut = is_shut(&current);
    // No rule says how long a committee or a group meets.
    let of_the_cell = current.form.is_none_or(MeetingForm::of_the_cell);
    let word =
        if MeetingState::Ended <= current.state() { t::common_save(lang) } else { t::meeting_close(lang) };
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=shut>
                {if of_the_cell {
                    view! { <Field id="ended_at" label=t::meeting_ended_at(lang) hint=t::meeting_ended_hint(lang) control=Control::Time of=ended_at/> }.into_any()
                } else {
                    view! { <Field id="ended_at" label=t::meeting_ended_at(lang) control=Control::Time of=ended_at/> }.into_any()
                }}
            </fieldset>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="close" disabled=shut>{word}</button>
            </div>
        </form>
    }
}

/// The day and time at which the meeting most likely begins: now on its day,
/// else as it was planned.
fn proposed(book: Book, current: &Meeting) -> (String, String) {
    let now = clock::now();
    let day = current.day().unwrap_or_else(|| book.day());
    let present = (now.date_in_vietnam() == Some(day)).then(|| Time::of(now.clock_in_vietnam()));
    let time = current.started_at.or(present).or(current.planned_at);
    (day.to_string(), time.map(|time| time.to_string()).unwrap_or_default())
}
