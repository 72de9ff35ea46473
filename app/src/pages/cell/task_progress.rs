//! The lines of progress of a task.

use leptos::prelude::*;
use shared::document::command::task::{Report, report};
use shared::id::{DocumentId, EntryId};
use shared::record::Kind;
use shared::record::task::Task;

use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::format::{date, number};
use crate::platform::clock;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// What was reported, the oldest first.
#[component]
pub fn Lines(
    /// The task.
    task: Task,
) -> impl IntoView {
    let lang = use_lang();
    let lines = task.progress_by_day();
    if lines.is_empty() {
        return view! { <div class="empty"><p>{t::task_no_progress(lang)}</p></div> }.into_any();
    }
    let lines = lines.into_iter().map(|(_, line)| {
        let day = line.on.map(|on| (on.to_string(), date(lang, on))).unwrap_or_default();
        view! {
            <li class:is-done=line.percent == 100>
                <time class="meta" datetime=day.0>{day.1}</time>
                {t::task_line(lang, number(lang, line.percent), &line.note)}
            </li>
        }
    });
    view! { <ul class="progress-line" role="list">{lines.collect_view()}</ul> }.into_any()
}

/// The percentages offered; finer ones say nothing a neighbour could check.
const STEPS: [u8; 4] = [25, 50, 75, 100];

/// A new line of progress.
#[component]
pub fn ReportForm(
    /// The document.
    id: DocumentId,
    /// The task.
    task: Task,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let draft = Draft::at(format!("tasks/{id}/report"));
    let note = draft.typed("note", "");
    let next = STEPS.into_iter().find(|step| task.percent() < *step).unwrap_or(100);
    let percent = draft.typed("percent", next.to_string());
    let failed = Failure::none();
    let current = StoredValue::new(task);
    let submit = move || {
        let Some(words) = note.note(lang) else { return };
        let percent = percent.text.with_untracked(|step| step.parse().unwrap_or(100));
        let line = Report { on: book.day(), percent, note: words };
        let saved = async move {
            let entry = EntryId::from_bytes(clock::random()?);
            let edits = report(&current.get_value(), entry, &line)?;
            book.save(id, Kind::Task, edits).await
        };
        failed.watch(saved, move |()| {
            draft.forget();
            note.text.set(String::new());
        });
    };
    let choices = STEPS.map(|step| (step.to_string(), t::common_percent(lang, number(lang, step)))).to_vec();
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id="note" label=t::task_report(lang) control=Control::Lines of=note/>
            <Choices name="percent".to_owned() legend=t::task_percent(lang) choices=choices
                chosen=percent.text on_choose=percent.chooser()/>
            <Failed of=failed/>
            <button type="submit" class="button" id="report">{t::task_report_save(lang)}</button>
        </form>
    }
}
