//! The lines of progress of a task.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::command::task::{Report, report};
use shared::id::{DocumentId, EntryId};
use shared::record::Kind;
use shared::record::task::Task;

use crate::components::field::{Choices, Control, Field};
use crate::components::message::save_error;
use crate::components::typed::Typed;
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
    let note = Typed::new("");
    let percent = RwSignal::new(STEPS.into_iter().find(|step| task.percent() < *step).unwrap_or(100));
    let failed = RwSignal::new(None::<String>);
    let current = StoredValue::new(task);
    let submit = move || {
        let Some(words) = note.note(lang) else { return };
        let line = Report { on: book.day(), percent: percent.get_untracked(), note: words };
        spawn_local(async move {
            let saved = async {
                let entry = EntryId::from_bytes(clock::random()?);
                let edits = report(&current.get_value(), entry, &line)?;
                book.save(id, Kind::Task, edits).await
            };
            match saved.await {
                Ok(()) => note.text.set(String::new()),
                Err(error) => failed.set(Some(save_error(lang, &error))),
            }
        });
    };
    let choices = STEPS.map(|step| (step.to_string(), t::common_percent(lang, number(lang, step)))).to_vec();
    let choose = Callback::new(move |step: String| percent.set(step.parse().unwrap_or(100)));
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
            <Field id="note" label=t::task_report(lang) control=Control::Lines value=note.text error=note.error/>
            <Choices name="percent".to_owned() legend=t::task_percent(lang) choices=choices
                chosen=Signal::derive(move || percent.get().to_string()) on_choose=choose/>
            <Show when=move || failed.with(Option::is_some)>
                <div class="banner" data-kind="error" role="alert"><p>{move || failed.get()}</p></div>
            </Show>
            <button type="submit" class="button" id="report">{t::task_report_save(lang)}</button>
        </form>
    }
}
