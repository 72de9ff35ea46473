//! The cell's tasks.

use leptos::prelude::*;
use shared::date::Date;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::month::Month;
use shared::record::Record;
use shared::record::roster::Roster;
use shared::record::task::{Task, TaskState};
use shared::replica::Row;

use super::home::MonthChoice;
use super::members::by_group;
use crate::components::badge::{badge, row_badges, task_badge};
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::long_list::{long_list, record_line};
use crate::components::paper_link::PaperLink;
use crate::components::pick::{Groups, Pick};
use crate::components::show::Show;
use crate::format::date;
use crate::paper::{ListOf, PaperOf};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::task_filter::TaskFilter;
use crate::t;

/// Days within which a task is due soon.
const SOON: i64 = 7;

/// What is looked at, by the names of the list's choices.
const VIEWS: [&str; 6] = ["month", "overdue", "soon", "open", "done", "all"];

fn view_word(lang: Lang, view: &str) -> &'static str {
    match view {
        "month" => t::clear_show_month(lang),
        "overdue" => t::clear_show_overdue(lang),
        "soon" => t::clear_show_soon(lang),
        "open" => t::clear_show_open(lang),
        "done" => t::clear_show_done(lang),
        _ => t::clear_show_all(lang),
    }
}

/// Whether a view of `month` on `day` shows the task.
fn shown(view: &str, task: &Task, month: Month, day: Date) -> bool {
    let state = task.state_on(day);
    let open = matches!(state, TaskState::Open | TaskState::Overdue);
    match view {
        // Those due in the month, and open ones from before.
        "month" => task.due_on.is_none_or(|due| month.contains(due) || (due < month.first_day() && open)),
        "overdue" => state == TaskState::Overdue,
        "soon" => open && task.due_on.is_some_and(|due| (0..=SOON).contains(&due.days_since(day))),
        "open" => open,
        "done" => task.done_on.is_some_and(|done| month.contains(done)),
        _ => true,
    }
}

/// Tasks by month, by how they stand, and by member.
#[component]
pub fn Tasks() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let TaskFilter { view, member } = expect_context();
    let found = Derived::new(move || {
        let (month, day) = (book.month(), book.day());
        let member = member.text.with(|id| id.parse::<MemberId>().ok());
        let view = view.text.get();
        book.rows.with(|rows| {
            let of = |row: &Row| match &row.fact.record {
                Record::Task(task)
                    if shown(&view, task, month, day)
                        && member.is_none_or(|member| task.assignees.contains(&member)) =>
                {
                    Some((task.due_on, row.fact.document))
                }
                _ => None,
            };
            let mut found: Vec<_> = rows.values().filter_map(of).collect();
            found.sort_unstable();
            found.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        })
    });
    let roster = Derived::new(move || book.roster());
    let draw = move |row: &Row| match &row.fact.record {
        Record::Task(task) => roster.with(|roster| card(lang, roster, book.day(), task, row)),
        _ => ().into_any(),
    };
    let views = VIEWS.map(|view| (view.to_owned(), view_word(lang, view).to_owned())).to_vec();
    let none = move || {
        if view.text.with(|view| view == "month") { t::task_none(lang) } else { t::clear_nothing(lang) }
    };
    let (members, groups) = everybody(book, lang);
    view! {
        <Page title=Signal::stored(t::nav_tasks(lang).to_owned())>
            <MonthChoice/>
            <Pick id="view" label=t::clear_show(lang) choices=views of=view/>
            <Pick id="of-member" label=t::clear_member(lang) choices=members groups=groups of=member/>
            <Show when=move || found.with(Vec::is_empty)>
                <div class="empty"><p>{none}</p></div>
            </Show>
            {long_list(found, move |id| record_line(*id, draw))}
            {move || view! { <p class="row"><PaperLink of=PaperOf::List(ListOf::Tasks, book.month())/></p> }}
            <div class="actionbar">
                <a class="button main" href="/cell/tasks/new">{Icon::Plus.draw()}<span>{t::task_new(lang)}</span></a>
            </div>
        </Page>
    }
}

/// Nobody in particular, and each member of the day.
fn everybody(book: Book, lang: Lang) -> (Vec<(String, String)>, Groups) {
    let (roster, day) = untrack(|| (book.roster(), book.day()));
    let members = roster.on(day).into_iter().map(|(id, member)| (id, member.name.clone())).collect();
    by_group(lang, &roster, t::clear_anybody(lang), members)
}

/// Tasks as rows: what, who, by when, where they stand.
pub fn task_rows(book: Book, lang: Lang, tasks: Vec<(DocumentId, Task, Row)>) -> impl IntoView {
    let (roster, day) = (book.roster(), book.day());
    let rows = tasks.into_iter().map(|(_, task, row)| {
        view! { <li>{card(lang, &roster, day, &task, &row)}</li> }
    });
    view! { <ul class="list" role="list">{rows.collect_view()}</ul> }
}

fn card(lang: Lang, roster: &Roster, day: Date, task: &Task, row: &Row) -> AnyView {
    let who: Vec<_> =
        task.assignees.iter().filter_map(|m| roster.members.get(m)).map(|m| m.name.as_str()).collect();
    let due = task.due_on.map(|due| date(lang, due)).unwrap_or_default();
    let meta = t::task_due_by(lang, who.join(", "), due);
    view! {
        <a class="card link" href=format!("/cell/tasks/{}", row.fact.document)>
            <span class="title">{task.what.clone()}</span>
            <span class="meta">{meta}</span>
            <span class="row">
                {task_badge(lang, task.state_on(day))}
                {beyond_badge(lang, task)}
                {row_badges(lang, row)}
            </span>
        </a>
    }
    .into_any()
}

/// Whether it went beyond what was asked, as a mark.
pub fn beyond_badge(lang: Lang, task: &Task) -> impl IntoView + use<> {
    task.went_beyond().then(|| badge("ok", t::clear_beyond(lang)))
}
