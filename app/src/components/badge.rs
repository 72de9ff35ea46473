//! Small marks with a shape and a word.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::task::TaskState;
use shared::replica::Row;

use crate::format::number;
use crate::state::pictures::use_waiting;
use crate::t;

/// A mark.
pub fn badge(kind: &'static str, word: impl Into<String>) -> impl IntoView {
    view! { <span class="badge" data-kind=kind>{word.into()}</span> }
}

/// Where a task stands.
pub fn task_badge(lang: Lang, state: TaskState) -> impl IntoView {
    match state {
        TaskState::Open => badge("draft", t::task_state_open(lang)),
        TaskState::Overdue => badge("late", t::task_state_overdue(lang)),
        TaskState::DoneOnTime => badge("ok", t::task_state_done(lang)),
        TaskState::DoneLate => badge("late", t::task_state_done_late(lang)),
        TaskState::Cancelled => badge("missing", t::task_state_cancelled(lang)),
    }
}

/// What a reader of a list should know about a row: conflicts, refusals, what is
/// unsent of it or of its evidence.
pub fn row_badges(lang: Lang, row: &Row) -> impl IntoView + use<> {
    let conflicts = row.fact.conflicts;
    let refused = row.refused.is_some();
    let unsent = row.unsent != 0;
    let photos = use_waiting().with(|waiting| waiting.get(&row.fact.document).copied());
    view! {
        {(conflicts != 0).then(|| badge("conflict", t::badge_conflicts(lang, number(lang, conflicts))))}
        {refused.then(|| badge("late", t::badge_refused(lang)))}
        {photos.map(|count| badge("phone", t::photo_unsent(lang, number(lang, count as u64))))}
        {if unsent { badge("phone", t::badge_phone(lang)) } else { badge("ward", t::badge_ward(lang)) }}
    }
}
