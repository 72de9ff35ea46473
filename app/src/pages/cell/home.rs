//! Home: what this month still needs, in order. It is in the program's first
//! part: nothing here writes a record, and what judges the month is drawn by the
//! later part.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::month::Month;
use shared::record::roster::Roster;
use shared::standing::deadline::{Deadline, due_soon, overdue};

use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::format::{age, date, month as write_month, number};
use crate::pages::later::{Later, LaterMonth};
use crate::platform::clock;
use crate::record_word::record_title;
use crate::state::book::{use_book, use_lang};
use crate::state::syncing::SyncState;
use crate::t;

/// The cell's home.
#[component]
pub fn Home(
    /// Where the later part is, which draws the month.
    later: RwSignal<Later>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let title = Signal::derive(move || book.organisation().map(|o| o.name).unwrap_or_default());
    view! {
        <Page title=title>
            <MonthChoice/>
            <Unsent/>
            <Attention/>
            {move || match book.filling.get() {
                true => view! { <Receiving/> }.into_any(),
                false => view! { <LaterMonth later=later/> <Deadlines/> }.into_any(),
            }}
            <p class="row">
                <a class="button quiet" href="/cell/standing">{Icon::Assess.draw()}<span>{t::home_standing(lang)}</span></a>
                <a class="button quiet" href="/cell/settings">{Icon::Settings.draw()}<span>{t::settings_title(lang)}</span></a>
            </p>
        </Page>
    }
}

/// Says that the book is on its way; until all of it is here nothing is counted.
#[component]
fn Receiving() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let words = move || match book.sync.get() {
        SyncState::Failed(..) => t::home_receive_later(lang),
        _ => t::home_receiving(lang),
    };
    view! { <div class="banner" data-kind="info" role="status" id="receiving"><p>{words}</p></div> }
}

/// The month the book is open at, with the months beside it.
#[component]
pub fn MonthChoice() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let step = move |to: fn(Month) -> Month| move |_| book.chosen_month.set(Some(to(book.month())));
    view! {
        <div class="row month">
            <button type="button" class="button quiet" on:click=step(Month::previous)>
                {Icon::Before.draw()}<span class="visually-hidden">{t::home_month_before(lang)}</span>
            </button>
            <strong class="title">{move || write_month(lang, book.month())}</strong>
            <button type="button" class="button quiet" on:click=step(Month::next)>
                {Icon::Chevron.draw()}<span class="visually-hidden">{t::home_month_after(lang)}</span>
            </button>
        </div>
    }
}

/// How much is not yet at the ward, and how old the oldest of it is.
#[component]
fn Unsent() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let line = move || {
        let (count, oldest) = book.outbox.with(|o| (o.len(), o.values().map(|entry| entry.saved_at).min()));
        oldest.map(|oldest| {
            let count = t::home_unsent(lang, number(lang, count as u64));
            let oldest = t::home_oldest(lang, age(lang, oldest, clock::now()));
            view! {
                <a class="card link" href="/cell/sync" id="unsent">
                    <span class="savestate" data-state="phone">{count}</span>
                    <span class="meta">{oldest}</span>
                </a>
            }
        })
    };
    view! { {line} }
}

/// Conflicts to choose, and what the ward did not take.
#[component]
fn Attention() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let conflicts = move || {
        let conflicted = book.conflicted();
        let count: u64 = conflicted.iter().map(|row| u64::from(row.fact.conflicts)).sum();
        (count != 0).then(|| {
            let links = conflicted.into_iter().take(MOST).map(|row| {
                let href = format!("/cell/conflicts/{}", row.fact.document);
                let title = record_title(lang, &row.fact.record);
                view! {
                    <li><a class="card link" href=href>
                        <span class="title">{title}</span>
                        <span class="badge" data-kind="conflict">{t::badge_conflicts(lang, number(lang, row.fact.conflicts))}</span>
                    </a></li>
                }
            });
            view! {
                <h2 id="conflicts">{t::home_conflicts_count(lang, number(lang, count))}</h2>
                <ul class="list" role="list">{links.collect_view()}</ul>
            }
        })
    };
    let refused = move || {
        let refused = book.refused();
        (!refused.is_empty()).then(|| {
            view! {
                <div class="banner" data-kind="error">
                    <p>{t::home_refused(lang, number(lang, refused.len() as u64))}</p>
                    <a class="button" href="/cell/sync">{t::home_refused_look(lang)}</a>
                </div>
            }
        })
    };
    view! { {refused} {conflicts} }
}

/// How many rows of each list are shown; the list's own page has the rest.
const MOST: usize = 5;

/// Days within which a task is due soon.
const SOON: u16 = 7;

/// Tasks whose day is past, and those whose day is near, with who does them.
#[component]
fn Deadlines() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let lists = move || {
        let (day, roster) = (book.day(), book.roster());
        book.rows.with(|rows| {
            let facts = || rows.values().map(|row| &row.fact);
            let late = overdue(facts(), day);
            let soon = due_soon(facts(), day, SOON);
            let count = |list: &[Deadline<'_>]| number(lang, list.len() as u64);
            let (late_word, soon_word) = (t::home_overdue(lang, count(&late)), t::home_soon(lang, count(&soon)));
            let any = !late.is_empty() || !soon.is_empty();
            view! {
                {deadlines(lang, "overdue", late_word, &late, &roster)}
                {deadlines(lang, "soon", soon_word, &soon, &roster)}
                {any.then(|| view! { <p class="row"><a class="button" href="/cell/tasks">{t::home_all_tasks(lang)}</a></p> })}
            }
        })
    };
    view! { {lists} }
}

fn deadlines(
    lang: Lang,
    id: &'static str,
    heading: String,
    list: &[Deadline<'_>],
    roster: &Roster,
) -> impl IntoView + use<> {
    let rows = list.iter().take(MOST).map(|deadline| {
        let names = deadline.task.assignees.iter().filter_map(|id| roster.members.get(id));
        let who: Vec<_> = names.map(|member| member.name.as_str()).collect();
        view! {
            <li><a class="card link" href=format!("/cell/tasks/{}", deadline.document)>
                <span class="title">{deadline.task.what.clone()}</span>
                <span class="meta">{t::task_due_by(lang, who.join(", "), date(lang, deadline.due_on))}</span>
            </a></li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| view! { <h2 id=id>{heading}</h2> <ul class="list" role="list">{rows}</ul> })
}
