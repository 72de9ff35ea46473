//! How a member attended the meetings of the year.

use leptos::prelude::*;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::meeting::Presence;
use shared::record::roster::Member;
use shared::standing::meeting_doubt::MOST_EXCUSED_RUNNING;
use shared::standing::member_year::{Attended, member_year};
use shared::year::Year;

use crate::components::badge::badge;
use crate::field_word::presence_word;
use crate::format::{date, digits, number};
use crate::record_word::record_title;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The meetings of the year the book is open at, the newest first.
#[component]
pub fn Attendance(
    /// The member.
    id: MemberId,
    /// What stands about them.
    member: Member,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let year = Derived::new(move || Year::of(book.day()));
    let content = move || {
        book.rows.with(|rows| {
            let found = member_year(id, &member, year.get(), rows.values().map(|row| &row.fact));
            if found.meetings.is_empty() {
                return view! { <div class="empty"><p>{t::member_no_meetings(lang)}</p></div> }.into_any();
            }
            let (share, running) = (found.share(), found.excused_running());
            let sum = share.percent().map(|percent| {
                let (part, whole) = (number(lang, share.part), number(lang, share.whole));
                view! { <p><strong id="attended">{t::member_attended(lang, part, whole, number(lang, percent))}</strong></p> }
            });
            let warning = found.allowance_used().then(|| {
                let (times, most) = (number(lang, running), number(lang, MOST_EXCUSED_RUNNING));
                let words = if running <= MOST_EXCUSED_RUNNING {
                    t::member_excused_used_up(lang, times, most)
                } else {
                    t::member_excused_running(lang, times, most)
                };
                view! { <div class="banner" data-kind="warn" id="excused-running"><p>{words}</p></div> }
            });
            let lines = found.meetings.iter().rev().map(|attended| line(lang, id, attended)).collect_view();
            view! { {sum}{warning}<ul class="list" role="list">{lines}</ul> }.into_any()
        })
    };
    let heading = move || t::member_attendance(lang, digits(lang, &year.get().to_string()));
    view! { <h2>{heading}</h2>{content} }
}

const fn presence_kind(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "ok",
        Presence::Excused => "draft",
        Presence::Absent => "late",
    }
}

fn line(lang: Lang, id: MemberId, attended: &Attended<'_>) -> impl IntoView + use<> {
    let (kind, word) = match attended.presence {
        Some(presence) => (presence_kind(presence), presence_word(lang, presence)),
        None => ("missing", t::member_unmarked(lang)),
    };
    let reason = attended.meeting.roll.get(&id).and_then(|entry| entry.reason.clone());
    let meta = match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => t::member_excused_because(lang, date(lang, attended.held_on), reason),
        None => date(lang, attended.held_on),
    };
    let title = record_title(lang, &Record::Meeting(Box::new(attended.meeting.clone())));
    view! {
        <li><a class="card link" href=format!("/cell/meetings/{}", attended.document)>
            <span class="title">{title}</span>
            <span class="meta">{meta}</span>
            {badge(kind, word)}
        </a></li>
    }
}
