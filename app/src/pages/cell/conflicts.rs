//! Conflicts of one record: both values, who, when; one tap chooses.

use leptos::prelude::*;
use shared::document::command::choose;
use shared::document::conflict::{Alternative, Conflict};
use shared::document::edit::{Path, Value};
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::record::resolution::Form;
use shared::record::roster::{Membership, Office};

use super::home::{record_href, record_title};
use super::members::{membership_word, office_word};
use super::resolutions::form_word;
use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::explain::answer_word;
use crate::format::{date, moment, month, number};
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// The page of a record's conflicts.
#[component]
pub fn Conflicts(
    /// The record's document.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::conflict_title(lang).to_owned()) back=("/cell", t::nav_home(lang))>
            <Open id=id/>
        </Page>
    }
}

#[component]
fn Open(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let row = Memo::new(move |_| book.row(id));
    let found = RwSignal::new(None::<Vec<Conflict>>);
    let failed = Failure::none();
    Effect::new(move |_| {
        // Read again whenever the record changed.
        let Some(row) = row.get() else { return };
        failed.watch(book.conflicts(id, row.fact.record.kind()), move |conflicts| found.set(Some(conflicts)));
    });
    let settle = Callback::new(move |(conflict, value): (Conflict, Value)| {
        let Some(row) = row.get_untracked() else { return };
        failed.watch(book.save(id, row.fact.record.kind(), choose(&conflict, value)), |()| ());
    });
    let cards = move || {
        let conflicts = found.get()?;
        if conflicts.is_empty() {
            return Some(view! { <div class="empty"><p>{t::conflict_none(lang)}</p></div> }.into_any());
        }
        let cards = conflicts.into_iter().map(|conflict| card(book, lang, &conflict, settle)).collect_view();
        Some(view! { <p>{t::conflict_text(lang)}</p> {cards} }.into_any())
    };
    let back = move || {
        row.get().map(|row| {
            view! {
                <a class="card link" href=record_href(id, &row.fact.record)>
                    <span class="title">{record_title(lang, &row.fact.record)}</span>
                </a>
            }
        })
    };
    view! {
        {back}
        <Failed of=failed/>
        {cards}
    }
}

fn card(
    book: Book,
    lang: Lang,
    conflict: &Conflict,
    settle: Callback<(Conflict, Value)>,
) -> impl IntoView + use<> {
    let title = path_word(book, lang, &conflict.path);
    let own = book.identity.with_untracked(|identity| identity.as_ref().map(|identity| identity.device));
    let conflict = conflict.clone();
    let cards = conflict.alternatives.clone().into_iter().map(|alternative| {
        let Alternative { value, device, at, stands } = alternative;
        let who = if Some(device) == own {
            t::conflict_this_phone(lang).to_owned()
        } else {
            t::conflict_other_phone(lang, number(lang, device.0))
        };
        let shown = value_word(book, lang, &conflict.path, &value);
        let conflict = conflict.clone();
        let take = move |_| settle.run((conflict.clone(), value.clone()));
        view! {
            <section class="value-card">
                <div>
                    <h3>{who}</h3>
                    <p class="meta">{moment(lang, at)}</p>
                </div>
                <blockquote>{shown}</blockquote>
                {stands.then(|| view! { <p class="meta">{t::conflict_stands(lang)}</p> })}
                <button type="button" class="button" on:click=take>{t::conflict_take(lang)}</button>
            </section>
        }
    });
    let cards = cards.collect_view();
    view! { <h2>{title}</h2> <div class="conflict">{cards}</div> }
}

/// What a field is called.
fn path_word(book: Book, lang: Lang, path: &Path) -> String {
    match (path.field.as_str(), path.name.as_deref()) {
        ("title", _) => t::resolution_title(lang).to_owned(),
        ("form", _) => t::resolution_form(lang).to_owned(),
        ("month", _) => t::resolution_month(lang).to_owned(),
        ("number", _) => t::resolution_number(lang).to_owned(),
        ("adopted_on", _) => t::resolution_adopted_on(lang).to_owned(),
        ("withdrawn_on", _) => t::resolution_withdrawn(lang).to_owned(),
        ("voters", _) => t::vote_voters(lang).to_owned(),
        ("approve", _) => t::vote_approve(lang).to_owned(),
        ("against", _) => t::vote_against(lang).to_owned(),
        ("abstain", _) => t::vote_abstain(lang).to_owned(),
        ("what", _) => t::task_what(lang).to_owned(),
        ("product", _) => t::task_product(lang).to_owned(),
        ("assigned_on", _) => t::task_assigned_on(lang).to_owned(),
        ("due_on", _) => t::task_due_on(lang).to_owned(),
        ("done_on", _) => t::task_done_on(lang).to_owned(),
        ("beyond", _) => t::task_beyond(lang).to_owned(),
        ("cancelled", _) => t::task_cancelled_because(lang).to_owned(),
        ("resolution", _) => t::task_of_resolution(lang).to_owned(),
        ("progress", _) => t::task_progress(lang).to_owned(),
        ("assignees", _) => t::conflict_assignee(lang, member_name(book, path)),
        ("members", Some("membership")) => t::member_membership(lang).to_owned(),
        ("members", Some("office")) => t::member_office(lang).to_owned(),
        ("members", Some("left_on")) => t::member_leave(lang).to_owned(),
        ("members", Some("group")) => t::member_group(lang).to_owned(),
        ("members", _) => t::member_name(lang).to_owned(),
        ("answers" | "notes", _) => item_word(book, lang, path),
        ("shortcomings", _) => t::assess_shortcomings(lang).to_owned(),
        ("measures", _) => t::assess_measures(lang).to_owned(),
        ("submitted_on", _) => t::assess_submitted_on(lang).to_owned(),
        _ => path.to_string(),
    }
}

fn member_name(book: Book, path: &Path) -> String {
    let id = path.key.as_deref().and_then(|key| key.parse::<MemberId>().ok());
    let roster = book.roster();
    id.and_then(|id| roster.members.get(&id)).map(|member| member.name.clone()).unwrap_or_default()
}

fn item_word(book: Book, lang: Lang, path: &Path) -> String {
    let key = path.key.clone().unwrap_or_default();
    let found = book.ruled.with_untracked(|ruled| {
        let mut items = ruled.schemes.iter().rev().flat_map(shared::scheme::Scheme::items);
        items.find(|item| item.id == key).map(|item| item.text.get(lang).to_owned())
    });
    found.unwrap_or(key)
}

/// A value as people read it.
fn value_word(book: Book, lang: Lang, path: &Path, value: &Value) -> String {
    match value {
        Value::Null => t::conflict_nothing(lang).to_owned(),
        Value::Int(n) => number(lang, *n),
        Value::Bool(true) => t::common_yes(lang).to_owned(),
        Value::Bool(false) => t::common_no(lang).to_owned(),
        Value::Text(text) => match (path.field.as_str(), path.name.as_deref()) {
            ("form", _) => form_word(lang, Form::from_name(text)).to_owned(),
            ("month", _) => text.parse().map_or_else(|_| text.clone(), |m| month(lang, m)),
            ("answers", _) => {
                text.parse::<Answer>().map_or_else(|_| text.clone(), |answer| answer_word(lang, answer))
            }
            ("members", Some("membership")) => Membership::from_name(text)
                .map_or_else(|| text.clone(), |m| membership_word(lang, m).to_owned()),
            ("members", Some("office")) => {
                Office::from_name(text).map_or_else(|| text.clone(), |o| office_word(lang, o).to_owned())
            }
            ("resolution", _) => text
                .parse::<DocumentId>()
                .ok()
                .and_then(|id| book.row(id))
                .map_or_else(|| text.clone(), |row| record_title(lang, &row.fact.record)),
            // Free text may look like a date and then reads as well as one.
            _ => text.parse().map_or_else(|_| text.clone(), |day| date(lang, day)),
        },
    }
}
