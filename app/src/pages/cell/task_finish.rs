//! The end of a task: done, with what the rules ask; or called off, with the reason.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::task::{cancel, finish};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::Kind;
use shared::record::task::Task;

use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::format::date;
use crate::state::book::use_lang;
use crate::t;

/// The forms of an open task.
#[component]
pub fn Finish(
    /// The document.
    id: DocumentId,
    /// The task.
    task: Task,
) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("tasks/{id}/finish"));
    let book = draft.book();
    let done_on = draft.typed("done_on", untrack(|| book.day()).to_string());
    let beyond = draft.typed("beyond", "");
    let reason = draft.typed("reason", "");
    let failed = Failure::none();
    let due = task.due_on.map(|due| t::clear_due_hint(lang, date(lang, due)));
    let current = StoredValue::new(task);
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        failed.watch(async move { book.save(id, Kind::Task, edits?).await }, move |()| draft.forget());
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
        <p class="row"><a class="button" id="edit" href=format!("/cell/tasks/{id}/edit")>{t::task_edit(lang)}</a></p>
        <details class="explain">
            <summary>{t::task_call_off(lang)}</summary>
            <form class="stack" on:submit=move |event| { event.prevent_default(); call_off(); }>
                <Field id="reason" label=t::task_reason(lang) control=Control::Lines of=reason/>
                <button type="submit" class="button danger" id="call-off">{t::task_call_off(lang)}</button>
            </form>
        </details>
        <h2>{t::task_finish_title(lang)}</h2>
        <Drafted of=draft/>
        {due.map(|due| view! { <p class="hint">{due}</p> })}
        <form class="stack" on:submit=move |event| { event.prevent_default(); done(); }>
            <Field id="done_on" label=t::task_done_on(lang) control=Control::Date of=done_on/>
            <Field id="beyond" label=t::task_beyond(lang) hint=t::task_beyond_hint(lang) control=Control::Lines
                of=beyond/>
            <Failed of=failed/>
            <div class="actionbar"><button type="submit" class="button main" id="finish">{t::task_finish(lang)}</button></div>
        </form>
    }
}
