//! One task: who, what, by when; its progress; whether it is done.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::CommandError;
use shared::document::command::task::{reopen, take_up};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::task::Task;
use shared::record::{Kind, Record};

use super::record_page::record_page;
use super::resolution::Notices;
use super::task_evidence::Evidence;
use super::task_finish::Finish;
use super::task_progress::{Lines, ReportForm};
use super::tasks::beyond_badge;
use crate::components::badge::{row_badges, task_badge};
use crate::components::draft::Leftover;
use crate::components::failed::{Failed, Failure};
use crate::components::paper_link::PaperLink;
use crate::components::photos::Photos;
use crate::field_word::task_source_word;
use crate::format::{date, number};
use crate::paper::PaperOf;
use crate::record_word::{record_href, record_title};
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
    let open = task.done_on.is_none() && task.cancelled.is_none();
    let current = StoredValue::new(task.clone());
    view! {
        <p class="row">
            {task_badge(lang, task.state_on(day))}
            {beyond_badge(lang, &task)}
            {move || book.row(id).map(|row| row_badges(lang, &row))}
        </p>
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        {task.cancelled.clone().map(|reason| view! {
            <div class="banner" data-kind="warn">
                <p>{t::task_called_off(lang, reason)}</p>
                <button type="button" class="button" id="take-up" on:click=move |_| save(Ok(take_up()))>{t::task_take_up(lang)}</button>
            </div>
        })}
        <Facts task=task.clone()/>
        <h2>{t::task_progress(lang)}</h2>
        <Lines id=id task=task.clone()/>
        {if open {
            view! { <ReportForm id=id task=task.clone()/> }.into_any()
        } else {
            let forms: Vec<(_, &[_])> = vec![
                (format!("tasks/{id}/report"), &["note"]),
                (format!("tasks/{id}/finish"), &["beyond", "reason"]),
            ];
            view! { <Leftover of=forms/> }.into_any()
        }}
        <Evidence id=id task=task.clone()/>
        <Photos of=id/>
        <p class="row"><PaperLink of=PaperOf::Record(id)/></p>
        <Failed of=failed/>
        {if open {
            view! { <Finish id=id task=task.clone()/> }.into_any()
        } else if task.done_on.is_some() {
            let again = move |_| save(reopen(&current.get_value()));
            view! { <p class="row"><button type="button" class="button" id="reopen" on:click=again>{t::task_reopen(lang)}</button></p> }.into_any()
        } else {
            ().into_any()
        }}
    }
}

/// The six clears, the source, and how it ended, by name.
#[component]
fn Facts(task: Task) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let roster = book.roster();
    let who: Vec<_> =
        task.assignees.iter().filter_map(|m| roster.members.get(m)).map(|m| m.name.clone()).collect();
    let text = |word: &'static str, text: Option<&String>| {
        let text = text.filter(|text| !text.is_empty()).cloned();
        text.map(|text| view! { <dt>{word}</dt><dd>{text}</dd> })
    };
    let day = |word: &'static str, on: Option<Date>| {
        on.map(|on| view! { <dt>{word}</dt><dd>{date(lang, on)}</dd> })
    };
    let linked = |word: &'static str, of: Option<DocumentId>| {
        let row = book.row(of?)?;
        let href = record_href(row.fact.document, &row.fact.record);
        Some(view! { <dt>{word}</dt><dd><a href=href>{record_title(lang, &row.fact.record)}</a></dd> })
    };
    let source = task.source.map(|source| task_source_word(lang, source).to_owned());
    view! {
        <dl class="kv">
            <dt>{t::task_who(lang)}</dt>
            <dd>{who.join(", ")}</dd>
            {day(t::task_assigned_on(lang), task.assigned_on)}
            {task.due_on.map(|due| view! { <dt>{t::task_due_on(lang)}</dt><dd id="due">{date(lang, due)}</dd> })}
            {text(t::field_how(lang), task.how.as_ref())}
            {text(t::task_product(lang), Some(&task.product))}
            {text(t::field_responsibility(lang), task.responsibility.as_ref())}
            {text(t::field_task_source(lang), source.as_ref())}
            {text(t::field_source_text(lang), task.source_text.as_ref())}
            {linked(t::task_of_resolution(lang), task.resolution)}
            {linked(t::field_assigning_meeting(lang), task.meeting)}
            <dt>{t::task_percent(lang)}</dt>
            <dd id="percent">{t::common_percent(lang, number(lang, task.percent()))}</dd>
            {day(t::task_done_on(lang), task.done_on)}
            {text(t::task_beyond(lang), task.beyond.as_ref())}
            {text(t::task_cancelled_because(lang), task.cancelled.as_ref())}
        </dl>
    }
}
