//! The end of a resolution: another stands in its place, or it is withdrawn.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::CommandError;
use shared::document::command::resolution::{of_meeting, publish, restore, withdraw};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::Kind;
use shared::record::resolution::Resolution;

use super::meeting_choice::{MeetingChoice, any};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::folded::Folded;
use crate::components::pick::Pick;
use crate::components::typed::Typed;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// Rarer acts, folded: to name the meeting, to supersede, to withdraw.
#[component]
pub fn Rarely(
    /// The document.
    id: DocumentId,
    /// The resolution.
    resolution: Resolution,
) -> impl IntoView {
    let lang = use_lang();
    let current = StoredValue::new(resolution.clone());
    let draft = Draft::about(id, format!("resolutions/{id}/end"));
    let book = draft.book();
    let text = |id: Option<DocumentId>| id.map(|id| id.to_string()).unwrap_or_default();
    let meeting = draft.typed("meeting", text(resolution.meeting));
    let by = draft.typed("superseded_by", text(resolution.superseded_by));
    let failed = Failure::none();
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        failed.watch(async move { book.save(id, Kind::Resolution, edits?).await }, move |()| draft.forget());
    };
    let chosen = |text: &String| text.parse::<DocumentId>().ok();
    let name_meeting = move |_| save(Ok(of_meeting(meeting.text.with_untracked(chosen))));
    let supersede = move |_| save(publish::supersede(&current.get_value(), by.text.with_untracked(chosen)));
    let withdrawn_on = draft.typed("withdrawn_on", untrack(|| book.day()).to_string());
    let reason = draft.typed("reason", "");
    let take_away = move || {
        if let (Some(on), Some(reason)) = (withdrawn_on.date(lang), reason.note(lang)) {
            save(withdraw(&current.get_value(), on, &reason));
        }
    };
    let choosable = any(book) || resolution.meeting.is_some();
    let adopted_on = resolution.adopted_on;
    let adopted = adopted_on.is_some();
    let standing = resolution.withdrawn_on.is_none();
    standing.then(|| view! {
        <Drafted of=draft/>
        {choosable.then(|| view! {
            <Folded summary=t::field_meeting(lang)>
                <div class="stack">
                    <MeetingChoice label=t::field_meeting(lang) of=meeting/>
                    <button type="button" class="button" id="name-meeting" on:click=name_meeting>{t::common_save(lang)}</button>
                </div>
            </Folded>
        })}
        {adopted.then(|| view! {
            <Folded summary=t::publish_supersede(lang)>
                <div class="stack">
                    <Pick id="superseded_by" label=t::field_superseded_by(lang) choices=later_ones(book, lang, id, adopted_on, by) of=by/>
                    <button type="button" class="button" id="supersede" on:click=supersede>{t::common_save(lang)}</button>
                </div>
            </Folded>
        })}
        <details class="explain">
            <summary>{t::resolution_withdraw(lang)}</summary>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); take_away(); }>
                <p>{t::publish_withdraw_text(lang)}</p>
                <Field id="withdrawn_on" label=t::field_withdrawn_on(lang) control=Control::Date of=withdrawn_on/>
                <Field id="withdraw_reason" label=t::field_withdrawn_why(lang) control=Control::Lines of=reason/>
                <button type="submit" class="button danger" id="withdraw">{t::resolution_withdraw(lang)}</button>
            </form>
        </details>
        <Failed of=failed/>
    })
}

/// How many resolutions are offered.
const MOST: usize = 30;

/// The resolutions in force that may stand in the place of one that was adopted
/// then: those adopted since, the newest first, and the one that is chosen already.
fn later_ones(
    book: Book,
    lang: Lang,
    id: DocumentId,
    adopted_on: Option<Date>,
    chosen: Typed,
) -> Vec<(String, String)> {
    let chosen = chosen.text.get_untracked().parse::<DocumentId>().ok();
    let since = |other: DocumentId, resolution: &Resolution| {
        let later = resolution.in_force() && adopted_on <= resolution.adopted_on;
        other != id && (later || chosen == Some(other))
    };
    let found = untrack(|| book.resolutions(since)).into_iter().enumerate();
    let found = found.filter(|(place, (other, ..))| *place < MOST || chosen == Some(*other));
    let none = (String::new(), t::publish_by_none(lang).to_owned());
    let others = found.map(|(_, (other, resolution, _))| (other.to_string(), resolution.title));
    std::iter::once(none).chain(others).collect()
}

/// Says that it was withdrawn and why, and offers to put it back in force.
#[component]
pub fn Withdrawn(
    /// The document.
    id: DocumentId,
    /// Why it was withdrawn, where somebody wrote that.
    why: Option<String>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let back = move |_| {
        failed.watch(async move { book.save(id, Kind::Resolution, restore()).await }, |()| ());
    };
    view! {
        <div class="banner" data-kind="warn">
            <p>{match why {
                Some(why) => t::publish_withdrawn_why(lang, why),
                None => t::resolution_withdrawn(lang).to_owned(),
            }}</p>
            <button type="button" class="button" id="restore" on:click=back>{t::publish_restore(lang)}</button>
        </div>
        <Failed of=failed/>
    }
}
