//! The minutes: drafted from what was recorded, mended, adopted.

use leptos::prelude::*;
use shared::document::command::meeting::{adopt_minutes, take_back_minutes, write_minutes};
use shared::id::DocumentId;
use shared::record::meeting::{Meeting, MeetingState};

use super::frame::{is_shut, part_page, save_meeting};
use crate::components::draft::{Draft, Drafted, Leftover};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::icon::Icon;
use crate::components::show::Show;
use crate::format::date;
use crate::paper::minutes_draft;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::Saving;
use crate::t;

/// The minutes of a meeting.
#[component]
pub fn MinutesPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    part_page(id, t::minutes_title(lang), move |meeting| {
        let shut = Derived::new(move || meeting.with(is_shut));
        view! {
            {move || if shut.get() {
                view! { <Adopted id=id meeting=meeting.get_untracked()/> }.into_any()
            } else {
                view! { <Written id=id meeting=meeting/> }.into_any()
            }}
        }
        .into_any()
    })
}

/// The minutes while they are written: the text, and its adoption.
#[component]
fn Written(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/minutes"));
    let book = draft.book();
    let text = draft.typed("minutes", meeting.get_untracked().minutes);
    let on =
        draft.typed("adopted_on", meeting.get_untracked().day().unwrap_or_else(|| book.day()).to_string());
    let failed = Failure::none();
    let before = RwSignal::new(None::<String>);
    let compose = move |_| {
        let Some(drafted) = untrack(|| book.with_sources(|sources| minutes_draft(sources, id))).flatten()
        else {
            return;
        };
        let old = text.text.get_untracked();
        before.set((!old.trim().is_empty() && old != drafted).then_some(old));
        text.write(drafted);
        book.saving.set(Saving::Typing);
    };
    let put_back = move |_| {
        if let Some(old) = before.try_update(Option::take).flatten() {
            text.write(old);
        }
    };
    let save = move || {
        let Some(body) = text.optional_body(lang) else { return };
        let edits = write_minutes(&meeting.get_untracked(), body.as_ref());
        failed.watch(save_meeting(book, id, edits), move |()| {
            draft.forget();
            before.set(None);
        });
    };
    let adopt = move || {
        let (Some(body), Some(on)) = (text.optional_body(lang), on.date(lang)) else { return };
        if body.is_none() {
            text.refuse(t::minutes_empty(lang).to_owned());
            return;
        }
        let current = meeting.get_untracked();
        // What stands in the field is what is adopted.
        let edits = write_minutes(&current, body.as_ref()).and_then(|mut edits| {
            edits.extend(adopt_minutes(&current, on)?);
            Ok(edits)
        });
        failed.watch(save_meeting(book, id, edits), move |()| {
            draft.forget();
            book.go(&format!("/cell/meetings/{id}"));
        });
    };
    let ended = Derived::new(move || meeting.with(|meeting| MeetingState::Ended <= meeting.state()));
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); adopt(); }>
            <Drafted of=draft/>
            <p class="hint">{t::minutes_hint(lang)}</p>
            <p class="row">
                <button type="button" class="button" id="compose" on:click=compose>{t::minutes_compose(lang)}</button>
            </p>
            <Show when=move || before.with(Option::is_some)>
                <div class="banner" data-kind="info" role="status">
                    <p>{t::minutes_replaced(lang)}</p>
                    <button type="button" class="button" id="put-back" on:click=put_back>{t::minutes_put_back(lang)}</button>
                </div>
            </Show>
            <Field id="minutes" label=t::minutes_text(lang) control=Control::Lines of=text/>
            <p><button type="button" class="button" id="save-minutes" on:click=move |_| save()>{t::minutes_save(lang)}</button></p>
            <h2>{t::meeting_step_adopt(lang)}</h2>
            <Show when=move || !ended.get()>
                <div class="banner" data-kind="info">
                    <p>{t::minutes_not_ended(lang)}</p>
                    <a class="button" href=format!("/cell/meetings/{id}/hold")>{t::meeting_step_end(lang)}</a>
                </div>
            </Show>
            <Field id="adopted_on" label=t::minutes_adopted_on(lang) control=Control::Date of=on/>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="adopt-minutes">{t::meeting_step_adopt(lang)}</button>
            </div>
        </form>
    }
}

/// Adopted minutes, or those of a cancelled meeting, to be read.
#[component]
fn Adopted(id: DocumentId, meeting: Meeting) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let take_back = move |_| failed.watch(save_meeting(book, id, Ok(take_back_minutes())), |()| ());
    let cancelled = meeting.cancelled.is_some();
    let lines = meeting.minutes.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! {
        {cancelled.then(|| view! {
            <div class="banner" data-kind="warn"><p>{t::meeting_shut_cancelled(lang)}</p></div>
        })}
        {meeting.adopted_on.filter(|_| !cancelled).map(|on| view! {
            <div class="banner" data-kind="info" id="adopted">
                <p>{t::minutes_adopted(lang, date(lang, on))}</p>
                <button type="button" class="button" id="take-back" on:click=take_back>{t::minutes_take_back(lang)}</button>
            </div>
        })}
        <Failed of=failed/>
        <Leftover of=vec![(format!("meetings/{id}/minutes"), &["minutes"])]/>
        <article class="document">{lines}</article>
        <div class="actionbar">
            <a class="button main" id="paper" href=format!("/cell/paper/{id}")>{Icon::Print.draw()}<span>{t::paper_link(lang)}</span></a>
        </div>
    }
}
