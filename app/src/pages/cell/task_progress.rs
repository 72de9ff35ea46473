//! The lines of progress of a task.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::task::{Report, let_stand, report, take_back};
use shared::document::edit::Edit;
use shared::id::{DocumentId, EntryId};
use shared::record::Kind;
use shared::record::task::{Progress, Task};

use crate::components::badge::badge;
use crate::components::doubt::FutureDoubt;
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
    /// The document.
    id: DocumentId,
    /// The task.
    task: Task,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let lines: Vec<(EntryId, Progress)> =
        task.every_line().into_iter().map(|(entry, line)| (entry, line.clone())).collect();
    if lines.is_empty() {
        return view! { <div class="empty"><p>{t::task_no_progress(lang)}</p></div> }.into_any();
    }
    let failed = Failure::none();
    let save = move |edits: Result<Vec<Edit>, CommandError>| {
        failed.watch(async move { book.save(id, Kind::Task, edits?).await }, |()| ());
    };
    let mendable = task.cancelled.is_none();
    let current = StoredValue::new(task);
    let lines = lines.into_iter().map(|(entry, line)| {
        let day = line.on.map(|on| (on.to_string(), date(lang, on))).unwrap_or_default();
        let words = t::task_line(lang, number(lang, line.percent), &line.note);
        let act = move |_| {
            let mark = if line.taken_back { let_stand } else { take_back };
            save(current.with_value(|current| mark(current, entry)));
        };
        let word = if line.taken_back { t::task_line_let_stand(lang) } else { t::task_line_take_back(lang) };
        let text = if line.taken_back {
            view! { <s>{words}</s> {badge("missing", t::task_line_taken_back(lang))} }.into_any()
        } else {
            view! { <span>{words}</span> }.into_any()
        };
        view! {
            <li class:is-done=line.percent == 100 && !line.taken_back>
                <time class="meta" datetime=day.0>{day.1}</time>
                {text}
                {mendable.then(|| view! {
                    <button type="button" class="button quiet mend-line" on:click=act>
                        {word}" "<span class="visually-hidden">{line.note.clone()}</span>
                    </button>
                })}
            </li>
        }
    });
    view! { <ul class="progress-line" role="list">{lines.collect_view()}</ul> <Failed of=failed/> }.into_any()
}

/// The percentages that are one tap away; any other one can be written.
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
    let on = draft.typed("on", untrack(|| book.day()).to_string());
    let next = STEPS.into_iter().find(|step| task.percent() < *step).unwrap_or(100);
    let percent = draft.typed("percent", next.to_string());
    let failed = Failure::none();
    let current = StoredValue::new(task);
    let submit = move || {
        let (words, day, done) = (note.note(lang), on.date(lang), percent.percent(lang));
        let (Some(words), Some(day), Some(done)) = (words, day, done) else { return };
        let line = Report { on: day, percent: done, note: words };
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
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id="note" label=t::task_report(lang) control=Control::Lines of=note/>
            <Field id="progress_on" label=t::field_progress_on(lang) control=Control::Date of=on/>
            <FutureDoubt of=on/>
            <Choices name="percent".to_owned() legend=t::task_percent(lang) choices=choices
                chosen=percent.text on_choose=percent.chooser()/>
            <Field id="percent-number" label=t::task_percent_other(lang) control=Control::Number of=percent/>
            <Failed of=failed/>
            <button type="submit" class="button" id="report">{t::task_report_save(lang)}</button>
        </form>
    }
}
