//! The page of one meeting: its facts, its steps, what gives it to doubt.

use leptos::prelude::*;
use shared::document::command::meeting::{cancel, restore};
use shared::id::DocumentId;
use shared::record::Record;
use shared::record::meeting::{Meeting, MeetingForm, MeetingState};

use super::super::meetings::{state_badge, when_line};
use super::super::resolution::Notices;
use super::agenda::Items;
use super::doubts::Doubts;
use super::followed::Followed;
use super::frame::{meeting_page, name_of, save_meeting};
use super::steps::{Steps, current, steps};
use crate::components::badge::row_badges;
use crate::components::draft::Draft;
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::paper_link::PaperLink;
use crate::format::{month as write_month, number};
use crate::paper::PaperOf;
use crate::record_word::{meeting_form_word, record_title};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The page of a meeting.
#[component]
pub fn MeetingPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    let title = move |meeting: &Meeting| record_title(lang, &Record::Meeting(Box::new(meeting.clone())));
    let show = move |meeting: Derived<Meeting>| {
        view! { {move || view! { <Shown id=id meeting=meeting.get()/> }} }.into_any()
    };
    meeting_page(id, ("/cell/meetings", t::nav_meetings(lang)), title, show)
}

#[component]
fn Shown(id: DocumentId, meeting: Meeting) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let road = {
        let meeting = meeting.clone();
        Derived::new(move || steps(book, lang, id, &meeting))
    };
    let state = meeting.state();
    let cancelled = state == MeetingState::Cancelled;
    let next = {
        let meeting = meeting.clone();
        Derived::new(move || road.with(|road| current(road, &meeting)))
    };
    let when = when_line(lang, &meeting);
    let roster = book.roster();
    let named = |member| name_of(lang, &roster, Some(member));
    view! {
        <p class="row">{state_badge(lang, state)} {move || book.row(id).map(|row| row_badges(lang, &row))}</p>
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        {cancelled.then(|| view! { <Cancelled id=id meeting=meeting.clone()/> })}
        <dl class="kv">
            <dt>{t::meeting_form(lang)}</dt>
            <dd>{meeting_form_word(lang, meeting.form.unwrap_or(MeetingForm::Regular))}</dd>
            {meeting.month.map(|month| view! { <dt>{t::meeting_month(lang)}</dt><dd>{write_month(lang, month)}</dd> })}
            {(!meeting.theme.is_empty()).then(|| view! { <dt>{t::meeting_theme(lang)}</dt><dd>{meeting.theme.clone()}</dd> })}
            {meeting.group.map(|group| view! { <dt>{t::member_group(lang)}</dt><dd>{number(lang, group)}</dd> })}
            <dt>{t::meeting_when(lang)}</dt>
            <dd>{when}</dd>
            {meeting.chair.map(|member| view! { <dt>{t::meeting_chair(lang)}</dt><dd>{named(member)}</dd> })}
            {meeting.scribe.map(|member| view! { <dt>{t::meeting_scribe(lang)}</dt><dd>{named(member)}</dd> })}
        </dl>
        <Doubts meeting=meeting.clone()/>
        <h2>{t::meeting_steps(lang)}</h2>
        {move || view! { <Steps steps=road.get() current=next.get()/> }}
        <h2 id="agenda">{t::meeting_step_agenda(lang)}</h2>
        <Items id=id meeting=meeting.clone()/>
        <Followed id=id/>
        <p class="row"><PaperLink of=PaperOf::Record(id)/></p>
        {(state < MeetingState::Adopted).then(|| view! { <Cancel id=id meeting=meeting.clone()/> })}
        {move || road.get().into_iter().nth(next.get()?).map(|step| view! {
            <div class="actionbar">
                <a class="button main" id="next" href=step.href>{t::meeting_next(lang, step.title)}</a>
            </div>
        })}
    }
}

/// Why it was cancelled, and the way back.
#[component]
fn Cancelled(id: DocumentId, meeting: Meeting) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let again = move |_| failed.watch(save_meeting(book, id, Ok(restore())), |()| ());
    view! {
        <div class="banner" data-kind="warn">
            <p>{t::meeting_cancelled(lang, meeting.cancelled.unwrap_or_default())}</p>
            <button type="button" class="button" id="restore" on:click=again>{t::meeting_restore(lang)}</button>
        </div>
        <Failed of=failed/>
    }
}

/// Cancelling, with the reason.
#[component]
fn Cancel(id: DocumentId, meeting: Meeting) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/cancel"));
    let book = draft.book();
    let reason = draft.typed("reason", "");
    let failed = Failure::none();
    let submit = move || {
        let Some(reason) = reason.note(lang) else { return };
        failed.watch(save_meeting(book, id, cancel(&meeting, &reason)), move |()| draft.forget());
    };
    view! {
        <details class="explain" id="cancel-meeting">
            <summary>{t::meeting_cancel(lang)}</summary>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
                <Field id="reason" label=t::meeting_cancel_reason(lang) control=Control::Lines of=reason/>
                <Failed of=failed/>
                <button type="submit" class="button danger" id="cancel">{t::meeting_cancel(lang)}</button>
            </form>
        </details>
    }
}
