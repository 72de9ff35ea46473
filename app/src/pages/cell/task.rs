//! One task: who, what, by when; its progress; whether it is done.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::task::{cancel, finish, reopen};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::task::Task;
use shared::record::{Kind, Record};

use super::record_page::record_page;
use super::resolution::Notices;
use super::task_progress::{Lines, ReportForm};
use crate::components::badge::{row_badges, task_badge};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::photos::Photos;
use crate::components::typed::Typed;
use crate::format::{date, number};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The page of a task.
#[component]
pub fn TaskPage(
    /// The task.
    id: DocumentId,
) -> impl IntoView {
    let back = ("/cell/tasks", t::nav_tasks(use_lang()));
    let of = |record| match record {
        Record::Task(task) => Some(task),
        _ => None,
    };
    let show = |id, task| view! { <Shown id=id task=task/> }.into_any();
    record_page(id, back, of, |task| task.what.clone(), show)
}

#[component]
fn Shown(id: DocumentId, task: Task) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        failed.watch(async move { book.save(id, Kind::Task, edits?).await }, |()| ());
    };
    let day = book.day();
    let roster = book.roster();
    let who: Vec<_> =
        task.assignees.iter().filter_map(|m| roster.members.get(m)).map(|m| m.name.clone()).collect();
    let open = task.done_on.is_none() && task.cancelled.is_none();
    let current = StoredValue::new(task.clone());
    let resolution = task.resolution.and_then(|id| Some((id, book.row(id)?)));
    view! {
        <p class="row">{task_badge(lang, task.state_on(day))} {move || book.row(id).map(|row| row_badges(lang, &row))}</p>
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        <dl class="kv">
            <dt>{t::task_who(lang)}</dt>
            <dd>{who.join(", ")}</dd>
            {task.due_on.map(|due| view! { <dt>{t::task_due_on(lang)}</dt><dd id="due">{date(lang, due)}</dd> })}
            {(!task.product.is_empty()).then(|| view! { <dt>{t::task_product(lang)}</dt><dd>{task.product.clone()}</dd> })}
            <dt>{t::task_percent(lang)}</dt>
            <dd id="percent">{t::common_percent(lang, number(lang, task.percent()))}</dd>
            {task.done_on.map(|on| view! { <dt>{t::task_done_on(lang)}</dt><dd>{date(lang, on)}</dd> })}
            {task.beyond.clone().map(|beyond| view! { <dt>{t::task_beyond(lang)}</dt><dd>{beyond}</dd> })}
            {task.cancelled.clone().map(|reason| view! { <dt>{t::task_cancelled_because(lang)}</dt><dd>{reason}</dd> })}
        </dl>
        {resolution.map(|(id, row)| {
            let title = super::home::record_title(lang, &row.fact.record);
            view! {
                <a class="card link" href=format!("/cell/resolutions/{id}")>
                    <span class="meta">{t::task_of_resolution(lang)}</span><span class="title">{title}</span>
                </a>
            }
        })}
        <h2>{t::task_progress(lang)}</h2>
        <Lines task=task.clone()/>
        {open.then(|| view! { <ReportForm id=id task=task.clone()/> })}
        <Photos of=id/>
        <Failed of=failed/>
        {if open {
            view! { <Finish id=id task=task.clone()/> }.into_any()
        } else if task.done_on.is_some() {
            let again = move |_| save(reopen(&current.get_value()));
            view! { <p class="row"><button type="button" class="button" on:click=again>{t::task_reopen(lang)}</button></p> }.into_any()
        } else {
            ().into_any()
        }}
    }
}

/// Done, with what the rules ask; or called off, with the reason.
#[component]
fn Finish(id: DocumentId, task: Task) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let done_on = Typed::new(book.day().to_string());
    let beyond = Typed::new("");
    let reason = Typed::new("");
    let failed = Failure::none();
    let current = StoredValue::new(task);
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        failed.watch(async move { book.save(id, Kind::Task, edits?).await }, |()| ());
    };
    let done = move || {
        if let (Some(on), Some(beyond)) = (done_on.date(lang), beyond.optional_note(lang)) {
            save(finish(&current.get_value(), on, beyond.as_ref()));
        }
    };
    let call_off = move || {
        if let Some(reason) = reason.note(lang) {
            save(cancel(&current.get_value(), &reason));
        }
    };
    view! {
        <p class="row"><a class="button" href=format!("/cell/tasks/{id}/edit")>{t::task_edit(lang)}</a></p>
        <details class="explain">
            <summary>{t::task_call_off(lang)}</summary>
            <form class="stack" on:submit=move |event| { event.prevent_default(); call_off(); }>
                <Field id="reason" label=t::task_reason(lang) control=Control::Lines of=reason/>
                <button type="submit" class="button danger">{t::task_call_off(lang)}</button>
            </form>
        </details>
        <h2>{t::task_finish_title(lang)}</h2>
        <form class="stack" on:submit=move |event| { event.prevent_default(); done(); }>
            <Field id="done_on" label=t::task_done_on(lang) control=Control::Date of=done_on/>
            <Field id="beyond" label=t::task_beyond(lang) hint=t::task_beyond_hint(lang) control=Control::Lines
                of=beyond/>
            <Failed of=failed/>
            <div class="actionbar"><button type="submit" class="button main" id="finish">{t::task_finish(lang)}</button></div>
        </form>
    }
}
