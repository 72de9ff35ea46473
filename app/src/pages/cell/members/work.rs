//! What a member has to do, and what they did this year.

use leptos::prelude::*;
use shared::id::{DocumentId, MemberId};
use shared::record::task::{Task, TaskState};
use shared::replica::Row;
use shared::sorted_set::SortedSet;
use shared::standing::deadline::{Deadline, by_member, due_soon, overdue};

use crate::format::number;
use crate::pages::cell::tasks::task_rows;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// How many days ahead a task is due soon.
const SOON: u16 = 7;

/// The tasks of one member, the urgent ones first.
#[derive(Default)]
struct Lists {
    late: Vec<(DocumentId, Task, Row)>,
    soon: Vec<(DocumentId, Task, Row)>,
    open: Vec<(DocumentId, Task, Row)>,
    done: Vec<(DocumentId, Task, Row)>,
}

/// The tasks that the member does.
#[component]
pub fn Work(
    /// The member.
    member: MemberId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let lists = move || {
        let Lists { late, soon, open, done } = lists(book, member);
        let nothing = late.is_empty() && soon.is_empty() && open.is_empty();
        let part = |heading: fn(_, String) -> String, tasks: Vec<(DocumentId, Task, Row)>| {
            (!tasks.is_empty()).then(|| {
                let heading = heading(lang, number(lang, tasks.len() as u64));
                view! { <h3>{heading}</h3>{task_rows(book, lang, tasks)} }
            })
        };
        let done = (!done.is_empty()).then(|| {
            view! {
                <details class="explain">
                    <summary>{t::member_tasks_done(lang, number(lang, done.len() as u64))}</summary>
                    {task_rows(book, lang, done)}
                </details>
            }
        });
        view! {
            {nothing.then(|| view! { <div class="empty"><p>{t::member_tasks_none(lang)}</p></div> })}
            {part(t::member_tasks_late, late)}
            {part(t::member_tasks_soon, soon)}
            {part(t::member_tasks_open, open)}
            {done}
        }
    };
    view! { <h2>{t::member_tasks(lang)}</h2>{lists} }
}

fn lists(book: Book, member: MemberId) -> Lists {
    let day = book.day();
    let of = |deadlines: Vec<Deadline<'_>>| -> SortedSet<DocumentId> {
        let mine = by_member(deadlines).remove(&member).unwrap_or_default();
        mine.into_iter().map(|deadline| deadline.document).collect()
    };
    let (late, soon) = book.rows.with(|rows| {
        let facts = || rows.values().map(|row| &row.fact);
        (of(overdue(facts(), day)), of(due_soon(facts(), day, SOON)))
    });
    let mut lists = Lists::default();
    for (id, task, row) in book.tasks(|_, task| task.assignees.contains(&member)) {
        let list = match task.state_on(day) {
            TaskState::Cancelled => continue,
            TaskState::DoneOnTime | TaskState::DoneLate => {
                if task.done_on.is_none_or(|done| done.year() != day.year()) {
                    continue;
                }
                &mut lists.done
            }
            TaskState::Open | TaskState::Overdue if late.contains(&id) => &mut lists.late,
            TaskState::Open | TaskState::Overdue if soon.contains(&id) => &mut lists.soon,
            TaskState::Open | TaskState::Overdue => &mut lists.open,
        };
        list.push((id, task, row));
    }
    lists
}
