//! The cell's tasks.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::task::Task;
use shared::replica::Row;

use super::home::MonthChoice;
use crate::components::badge::{row_badges, task_badge};
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::format::date;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// Those due in the month, and open ones from before.
#[component]
pub fn Tasks() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let month = book.month();
        let open = |task: &Task| task.done_on.is_none() && task.cancelled.is_none();
        let tasks: Vec<_> = book
            .tasks()
            .into_iter()
            .filter(|(_, task, _)| {
                task.due_on.is_none_or(|due| month.contains(due) || (due < month.first_day() && open(task)))
            })
            .collect();
        if tasks.is_empty() {
            view! { <div class="empty"><p>{t::task_none(lang)}</p></div> }.into_any()
        } else {
            task_rows(book, lang, tasks).into_any()
        }
    };
    view! {
        <Page title=Signal::stored(t::nav_tasks(lang).to_owned())>
            <MonthChoice/>
            {list}
            <div class="actionbar">
                <a class="button main" href="/cell/tasks/new">{Icon::Plus.draw()}<span>{t::task_new(lang)}</span></a>
            </div>
        </Page>
    }
}

/// Tasks as rows: what, who, by when, where they stand.
pub fn task_rows(book: Book, lang: Lang, tasks: Vec<(DocumentId, Task, Row)>) -> impl IntoView {
    let roster = book.roster();
    let day = book.day();
    let rows = tasks.into_iter().map(|(id, task, row)| {
        let who: Vec<_> =
            task.assignees.iter().filter_map(|m| roster.members.get(m)).map(|m| m.name.as_str()).collect();
        let due = task.due_on.map(|due| date(lang, due)).unwrap_or_default();
        let meta = t::task_due_by(lang, who.join(", "), due);
        let state = task_badge(lang, task.state_on(day));
        view! {
            <li><a class="card link" href=format!("/cell/tasks/{id}")>
                <span class="title">{task.what}</span>
                <span class="meta">{meta}</span>
                {state}
                {row_badges(lang, &row)}
            </a></li>
        }
    });
    view! { <ul class="list" role="list">{rows.collect_view()}</ul> }
}
