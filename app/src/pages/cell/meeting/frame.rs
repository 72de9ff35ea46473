//! What the pages of one meeting have in common.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::edit::Edit;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::record::Kind;
use shared::record::meeting::{Meeting, MeetingState};
use shared::record::roster::Roster;
use shared::standing::attendance::attendance;

use super::super::members::{by_group, office_line};
use crate::components::conflicted::Conflicted;
use crate::components::layout::{Back, Page};
use crate::components::pick::Groups;
use crate::components::typed::Typed;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;

/// A page of the meeting `id`, drawn once by `show`, which looks at the memo
/// where it must follow the record.
pub fn meeting_page(
    id: DocumentId,
    back: impl Into<Back>,
    title: impl Fn(&Meeting) -> String + Send + Sync + 'static,
    show: impl Fn(Derived<Meeting>) -> AnyView + Send + 'static,
) -> AnyView {
    let book = use_book();
    let lang = use_lang();
    let back = back.into();
    let found = Derived::new(move || book.meeting(id));
    let there = Derived::new(move || found.with(Option::is_some));
    let meeting = Derived::new(move || found.get().unwrap_or_default());
    let title = Signal::derive(move || {
        found.with(|found| found.as_ref().map_or_else(|| t::not_found_title(lang).to_owned(), &title))
    });
    view! {
        <Page title=title back=back>
            {move || if there.get() {
                show(meeting)
            } else {
                view! { <p>{t::not_found_text(lang)}</p> }.into_any()
            }}
        </Page>
    }
    .into_any()
}

/// A page about one part of the meeting, from which the arrow leads to the meeting.
pub fn part_page(
    id: DocumentId,
    title: &'static str,
    show: impl Fn(Derived<Meeting>) -> AnyView + Send + 'static,
) -> AnyView {
    let back = (format!("/cell/meetings/{id}"), t::meeting_back(use_lang()));
    let show = move |meeting| view! { <Conflicted id=id/> {show(meeting)} }.into_any();
    meeting_page(id, back, move |_| title.to_owned(), show)
}

/// Saves `edits` to the meeting `id`.
pub async fn save_meeting(
    book: Book,
    id: DocumentId,
    edits: Result<Vec<Edit>, CommandError>,
) -> Result<(), SaveError> {
    book.save(id, Kind::Meeting, edits?).await
}

/// Whether nothing of the meeting may be changed: it is cancelled, or its
/// minutes are adopted.
pub fn is_shut(meeting: &Meeting) -> bool {
    matches!(meeting.state(), MeetingState::Adopted | MeetingState::Cancelled)
}

/// Says that the meeting is shut, and where it is opened again.
#[component]
pub fn Shut(
    /// The document.
    id: DocumentId,
    /// The meeting.
    meeting: Derived<Meeting>,
) -> impl IntoView {
    let lang = use_lang();
    let state = Derived::new(move || meeting.with(Meeting::state));
    move || match state.get() {
        MeetingState::Adopted => Some(view! {
            <div class="banner" data-kind="info">
                <p>{t::error_minutes_adopted(lang)}</p>
                <a class="button" href=format!("/cell/meetings/{id}/minutes")>{t::meeting_step_minutes(lang)}</a>
            </div>
        }),
        MeetingState::Cancelled => Some(view! {
            <div class="banner" data-kind="info">
                <p>{t::meeting_shut_cancelled(lang)}</p>
                <a class="button" href=format!("/cell/meetings/{id}")>{t::meeting_back(lang)}</a>
            </div>
        }),
        _ => None,
    }
}

/// Those of whom one may be named at the meeting: whoever is to attend, those
/// present first, then everybody else on its roll.
pub fn people(lang: Lang, meeting: &Meeting, roster: &Roster) -> Vec<(MemberId, String)> {
    let found = attendance(meeting, roster);
    let absent = found.excused.iter().chain(&found.absent);
    let everyone = found.present.iter().chain(&found.unmarked).chain(&found.others).chain(absent);
    let name = |id: &MemberId| {
        let member = roster.members.get(id)?;
        Some((*id, t::meeting_person(lang, &member.name, office_line(lang, member))))
    };
    everyone.filter_map(name).collect()
}

/// The name of a member, as far as the roster knows it.
pub fn name_of(lang: Lang, roster: &Roster, member: Option<MemberId>) -> String {
    let known = member.and_then(|id| roster.members.get(&id)).map(|member| member.name.clone());
    known.filter(|name| !name.is_empty()).unwrap_or_else(|| t::common_unknown(lang).to_owned())
}

/// The choices of one member: the first is nobody.
pub fn or_nobody(
    lang: Lang,
    roster: &Roster,
    people: Vec<(MemberId, String)>,
) -> (Vec<(String, String)>, Groups) {
    by_group(lang, roster, t::meeting_nobody(lang), people)
}

/// The member that was chosen.
pub fn chosen(of: Typed) -> Option<MemberId> {
    of.text.with_untracked(|text| text.parse().ok())
}

/// A member as the draft keeps them.
pub fn keep(member: Option<MemberId>) -> String {
    member.map(|id| id.to_string()).unwrap_or_default()
}
