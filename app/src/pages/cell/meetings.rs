//! The meetings of a month, and which one the cell still owes.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::meeting::{Meeting, MeetingState};
use shared::replica::Row;
use shared::standing::calendar::{Owed, Quarter, owed};

use super::home::MonthChoice;
use crate::components::badge::{badge, row_badges};
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::long_list::{long_list, record_line};
use crate::components::paper_link::PaperLink;
use crate::components::show::Show;
use crate::format::{date, digits, month as write_month, number};
use crate::paper::{ListOf, PaperOf};
use crate::record_word::record_title;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// How far a meeting has come, with a shape and a word.
pub fn state_badge(lang: Lang, state: MeetingState) -> impl IntoView {
    match state {
        MeetingState::Planned => badge("draft", t::meeting_state_planned(lang)),
        MeetingState::Called => badge("draft", t::meeting_state_called(lang)),
        MeetingState::Open => badge("late", t::meeting_state_open(lang)),
        MeetingState::Ended => badge("late", t::meeting_state_ended(lang)),
        MeetingState::Adopted => badge("ok", t::meeting_state_adopted(lang)),
        MeetingState::Cancelled => badge("missing", t::meeting_state_cancelled(lang)),
    }
}

/// When and where, as far as it is known.
pub fn when_line(lang: Lang, meeting: &Meeting) -> String {
    let time = meeting.started_at.or(meeting.planned_at).map(|time| digits(lang, &time.to_string()));
    let day = meeting.day().map(|day| date(lang, day));
    let place = (!meeting.place.is_empty()).then(|| meeting.place.clone());
    [time, day, place].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The month's meetings, what is missing, and the way to call one.
#[component]
pub fn Meetings() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = Derived::new(move || {
        let month = book.month();
        let meetings = book.meetings(|meeting| meeting.month == Some(month)).into_iter();
        meetings.map(|(id, ..)| id).collect::<Vec<_>>()
    });
    let draw = move |row: &Row| match &row.fact.record {
        Record::Meeting(meeting) => card(lang, meeting, row),
        _ => ().into_any(),
    };
    view! {
        <Page title=Signal::stored(t::nav_meetings(lang).to_owned())>
            <MonthChoice/>
            <Missing/>
            <Show when=move || found.with(Vec::is_empty)>
                <div class="empty"><p>{t::meeting_none(lang)}</p></div>
            </Show>
            {long_list(found, move |id| record_line(*id, draw))}
            {move || view! {
                <p class="row">
                    <PaperLink of=PaperOf::List(ListOf::Meetings, book.month())/>
                    <PaperLink of=PaperOf::List(ListOf::Attendance, book.month()) label=t::paper_link_attendance(lang)/>
                </p>
            }}
            <div class="actionbar">
                <a class="button main" id="new-meeting" href="/cell/meetings/new">{Icon::Plus.draw()}<span>{t::meeting_new(lang)}</span></a>
            </div>
        </Page>
    }
}

/// A meeting as a card: what, when, how far it has come.
fn card(lang: Lang, meeting: &Meeting, row: &Row) -> AnyView {
    view! {
        <a class="card link" href=format!("/cell/meetings/{}", row.fact.document)>
            <span class="title">{record_title(lang, &row.fact.record)}</span>
            <span class="meta">{when_line(lang, meeting)}</span>
            <span class="row">
                {state_badge(lang, meeting.state())}
                {row_badges(lang, row)}
            </span>
        </a>
    }
    .into_any()
}

/// The regular meeting of the month and the thematic one of its quarter, where
/// they were not held yet.
#[component]
fn Missing() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let lines = move || {
        let month = book.month();
        let quarter = Quarter::of(month);
        let first = quarter.last().previous().previous();
        let over = quarter.last().last_day().plus_days(1);
        let missing = book.rows.with(|rows| {
            let meetings = rows.values().filter_map(|row| match &row.fact.record {
                Record::Meeting(meeting) => Some(&**meeting),
                _ => None,
            });
            owed(meetings, first, over)
        });
        let lines: Vec<_> = missing
            .into_iter()
            .filter_map(|missing| match missing {
                Owed::Regular(of) => (of == month).then(|| {
                    let planned = book
                        .regular_meeting_id(month)
                        .and_then(|id| book.meeting(id))
                        .is_some_and(|meeting| meeting.cancelled.is_none());
                    let month = write_month(lang, month);
                    if planned {
                        t::meeting_regular_not_held(lang, month)
                    } else {
                        t::meeting_regular_missing(lang, month)
                    }
                }),
                Owed::Thematic(of) => Some(t::meeting_thematic_missing(
                    lang,
                    number(lang, of.number()),
                    number(lang, of.year()),
                )),
            })
            .map(|line| view! { <li>{line}</li> })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="banner" data-kind="info" id="missing">
                    <div><ul role="list">{lines}</ul><p class="meta">{t::meeting_source(lang, Owed::SOURCE)}</p></div>
                </div>
            }
        })
    };
    view! { {lines} }
}
