//! Choosing the meeting that something belongs to.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::month::Month;
use shared::record::Record;
use shared::record::meeting::Meeting;

use crate::components::pick::Pick;
use crate::components::typed::Typed;
use crate::format::date;
use crate::record_word::record_title;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// How many meetings are offered.
const MOST: usize = 12;

/// The meetings held in `month` or before, the newest first.
fn held(book: Book, month: Month) -> Vec<(DocumentId, Meeting)> {
    book.rows.with_untracked(|rows| {
        let held = rows.values().filter_map(|row| match &row.fact.record {
            Record::Meeting(meeting) if meeting.was_held() => Some((row.fact.document, meeting)),
            _ => None,
        });
        let mut found: Vec<_> =
            held.filter(|(_, meeting)| meeting.month.is_some_and(|of| of <= month)).collect();
        found.sort_by_key(|(id, meeting)| std::cmp::Reverse((meeting.held_on, *id)));
        // Of years of meetings only those offered are copied.
        found.into_iter().take(MOST).map(|(id, meeting)| (id, Meeting::clone(meeting))).collect()
    })
}

/// Whether there is a meeting to choose.
pub fn any(book: Book) -> bool {
    !held(book, untrack(|| book.month())).is_empty()
}

/// The newest meeting of the whole cell that was held in `month`.
pub fn likely(book: Book, month: Month) -> Option<(DocumentId, Meeting)> {
    let of_month = |meeting: &Meeting| {
        meeting.month == Some(month) && meeting.form.is_none_or(|form| form.of_the_cell())
    };
    held(book, month).into_iter().find(|(_, meeting)| of_month(meeting))
}

/// What a meeting is called, with its day.
pub fn meeting_word(lang: Lang, meeting: &Meeting) -> String {
    let title = record_title(lang, &Record::Meeting(Box::new(meeting.clone())));
    match meeting.day() {
        Some(day) => t::publish_meeting_on(lang, title, date(lang, day)),
        None => title,
    }
}

/// The meetings to choose from; the value is a document's id, or empty for none.
#[component]
pub fn MeetingChoice(
    /// The label.
    label: &'static str,
    /// What is chosen.
    of: Typed,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let mut choices = vec![(String::new(), t::publish_no_meeting(lang).to_owned())];
    let month = untrack(|| book.month());
    choices.extend(
        held(book, month).into_iter().map(|(id, meeting)| (id.to_string(), meeting_word(lang, &meeting))),
    );
    // The one that is chosen already is always offered.
    let chosen = of.text.get_untracked().parse::<DocumentId>().ok();
    if let Some(id) = chosen.filter(|id| choices.iter().all(|(known, _)| *known != id.to_string()))
        && let Some(row) = untrack(|| book.row(id))
    {
        choices.push((id.to_string(), record_title(lang, &row.fact.record)));
    }
    (1 < choices.len()).then(|| view! { <Pick id="meeting" label=label choices=choices of=of/> })
}
