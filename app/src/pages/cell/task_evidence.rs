//! By what one saw that a task was done.

use leptos::prelude::*;
use shared::document::command::task::record_evidence;
use shared::id::DocumentId;
use shared::record::Kind;
use shared::record::task::Task;

use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::state::book::use_lang;
use crate::t;

/// The evidence as it stands, and a form to write it.
#[component]
pub fn Evidence(
    /// The document.
    id: DocumentId,
    /// The task.
    task: Task,
) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("tasks/{id}/evidence"));
    let book = draft.book();
    let words = draft.typed("evidence", task.evidence.clone().unwrap_or_default());
    let failed = Failure::none();
    let written = task.evidence.clone();
    let open = task.cancelled.is_none();
    let current = StoredValue::new(task);
    let submit = move || {
        let Some(words) = words.optional_note(lang) else { return };
        let edits = record_evidence(&current.get_value(), words.as_ref());
        failed.watch(async move { book.save(id, Kind::Task, edits?).await }, move |()| draft.forget());
    };
    view! {
        <h2>{t::field_evidence(lang)}</h2>
        {match written {
            Some(text) => view! { <p id="evidence-text">{text}</p> }.into_any(),
            None => view! { <div class="empty"><p>{t::clear_evidence_none(lang)}</p></div> }.into_any(),
        }}
        {open.then(|| view! {
            <details class="explain">
                <summary>{t::clear_evidence_save(lang)}</summary>
                <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
                    <Drafted of=draft/>
                    <Field id="evidence" label=t::field_evidence(lang) control=Control::Lines of=words/>
                    <Failed of=failed/>
                    <button type="submit" class="button" id="save-evidence">{t::clear_evidence_save(lang)}</button>
                </form>
            </details>
        })}
    }
}
