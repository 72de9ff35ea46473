//! One task: who, what, by when; its progress; whether it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::command::CommandError;
use shared::document::command::task::{cancel, finish, reopen};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::task::Task;
use shared::record::{Kind, Record};

use super::resolution::Notices;
use super::task_progress::{Lines, ReportForm};
use crate::components::badge::{row_badges, task_badge};
use crate::components::field::{Control, Field};
use crate::components::layout::Page;
use crate::components::message::save_error;
use crate::components::typed::Typed;
use crate::format::{date, number};
use crate::state::book::{use_book, use_lang};
use crate::state::saving::SaveError;
use crate::t;

/// The page of a task.
#[component]
pub fn TaskPage(
    /// The task.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    // What is typed into the page's forms outlives everything but a change of
    // the record itself: receipts come in beside it.
    let found = Memo::new(move |_| match book.row(id)?.fact.record {
        Record::Task(task) => Some(task),
        _ => None,
    });
    let title = Signal::derive(move || {
        found.with(|found| {
            found.as_ref().map_or_else(|| t::not_found_title(lang).to_owned(), |t| t.what.clone())
        })
    });
    view! {
        <Page title=title back=("/cell/tasks", t::nav_tasks(lang))>
            {move || match found.get() {
                Some(task) => view! { <Shown id=id task=task/> }.into_any(),
                None => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn Shown(id: DocumentId, task: Task) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = RwSignal::new(None::<String>);
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        spawn_local(async move {
            let result = match edits {
                Ok(edits) => book.save(id, Kind::Task, edits).await,
                Err(error) => Err(SaveError::Command(error)),
            };
            failed.set(result.err().map(|error| save_error(lang, &error)));
        });
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
        <Show when=move || failed.with(Option::is_some)>
            <div class="banner" data-kind="error" role="alert"><p>{move || failed.get()}</p></div>
        </Show>
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
    let failed = RwSignal::new(None::<String>);
    let current = StoredValue::new(task);
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        spawn_local(async move {
            let result = match edits {
                Ok(edits) => book.save(id, Kind::Task, edits).await,
                Err(error) => Err(SaveError::Command(error)),
            };
            failed.set(result.err().map(|error| save_error(lang, &error)));
        });
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
                <Field id="reason" label=t::task_reason(lang) control=Control::Lines value=reason.text error=reason.error/>
                <button type="submit" class="button danger">{t::task_call_off(lang)}</button>
            </form>
        </details>
        <h2>{t::task_finish_title(lang)}</h2>
        <form class="stack" on:submit=move |event| { event.prevent_default(); done(); }>
            <Field id="done_on" label=t::task_done_on(lang) control=Control::Date value=done_on.text error=done_on.error/>
            <Field id="beyond" label=t::task_beyond(lang) hint=t::task_beyond_hint(lang) control=Control::Lines
                value=beyond.text error=beyond.error/>
            <Show when=move || failed.with(Option::is_some)>
                <div class="banner" data-kind="error" role="alert"><p>{move || failed.get()}</p></div>
            </Show>
            <div class="actionbar"><button type="submit" class="button main" id="finish">{t::task_finish(lang)}</button></div>
        </form>
    }
}
