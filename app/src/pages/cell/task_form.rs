//! Assigning a task: what, who, by when, with which product.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::date::Date;
use shared::document::command::task::{Assignment, assign};
use shared::id::{DocumentId, MemberId};
use shared::record::task::Task;
use shared::record::{Kind, Record};

use crate::components::field::{Control, Field};
use crate::components::layout::Page;
use crate::components::message::{command_error, save_error};
use crate::components::typed::Typed;
use crate::platform::clock;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::saving::{SaveError, Saving};
use crate::t;

/// A new task, perhaps of a resolution.
#[component]
pub fn NewTask(
    /// The resolution it is to carry out, if any.
    resolution: Option<DocumentId>,
) -> impl IntoView {
    let lang = use_lang();
    let task = Task { resolution, ..Task::default() };
    view! {
        <Page title=Signal::stored(t::task_new(lang).to_owned()) back=("/cell/tasks", t::nav_tasks(lang))>
            <TaskForm document=None current=task/>
        </Page>
    }
}

/// Another assignment of an open task.
#[component]
pub fn EditTask(
    /// The task.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = untrack(|| book.row(id)).map(|row| row.fact.record);
    view! {
        <Page title=Signal::stored(t::task_edit(lang).to_owned()) back=("/cell/tasks", t::nav_tasks(lang))>
            {match found {
                Some(Record::Task(task)) => view! { <TaskForm document=Some(id) current=task/> }.into_any(),
                _ => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn TaskForm(document: Option<DocumentId>, current: Task) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let what = Typed::new(current.what.clone());
    let product = Typed::new(current.product.clone());
    let likely = current.assigned_on.unwrap_or_else(|| likely_day(book, current.resolution));
    let assigned_on = Typed::new(likely.to_string());
    let due_on =
        Typed::new(current.due_on.unwrap_or_else(|| book.month().last_day().max(likely)).to_string());
    let assignees = RwSignal::new(current.assignees.clone());
    let nobody = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let current = StoredValue::new(current);
    let submit = move || {
        nobody.set(None);
        let current = current.get_value();
        let (Some(what), Some(product)) = (what.title(lang), product.optional_title(lang)) else {
            return;
        };
        let (Some(assigned_on), Some(due_on)) = (assigned_on.date(lang), due_on.date(lang)) else {
            return;
        };
        let assignees = assignees.get_untracked();
        let assignment =
            Assignment { resolution: current.resolution, what, product, assignees, assigned_on, due_on };
        let edits = match assign(&current, &assignment) {
            Ok(edits) => edits,
            Err(error) => return nobody.set(Some(command_error(lang, error))),
        };
        spawn_local(async move {
            let saved = async {
                let id = match document {
                    Some(id) => id,
                    None => DocumentId::new(clock::now(), clock::random()?),
                };
                book.save(id, Kind::Task, edits).await?;
                Ok::<_, SaveError>(id)
            };
            match saved.await {
                Ok(id) => book.go(&format!("/cell/tasks/{id}")),
                Err(error) => failed.set(Some(save_error(lang, &error))),
            }
        });
    };
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
            <Field id="what" label=t::task_what(lang) value=what.text error=what.error/>
            <Assignees chosen=assignees/>
            <Show when=move || nobody.with(Option::is_some)>
                <div class="banner" data-kind="error" role="alert"><p>{move || nobody.get()}</p></div>
            </Show>
            <Field id="assigned_on" label=t::task_assigned_on(lang) control=Control::Date
                value=assigned_on.text error=assigned_on.error/>
            <Field id="due_on" label=t::task_due_on(lang) control=Control::Date value=due_on.text error=due_on.error/>
            <Field id="product" label=t::task_product(lang) hint=t::task_product_hint(lang) value=product.text error=product.error/>
            <Show when=move || failed.with(Option::is_some)>
                <div class="banner" data-kind="error" role="alert"><p>{move || failed.get()}</p></div>
            </Show>
            <div class="actionbar"><button type="submit" class="button main" id="assign">{t::task_assign(lang)}</button></div>
        </form>
    }
}

/// The day a task was most likely assigned: with its resolution, else today or
/// at the beginning of the month that is written up.
fn likely_day(book: Book, resolution: Option<DocumentId>) -> Date {
    let record = resolution.and_then(|id| book.row(id)).map(|row| row.fact.record);
    let adopted = match record {
        Some(Record::Resolution(resolution)) => resolution.adopted_on,
        _ => None,
    };
    adopted.unwrap_or_else(|| {
        let (day, month) = (book.day(), book.month());
        if day == month.last_day() { month.first_day() } else { day }
    })
}

/// The members as cards to tick.
#[component]
fn Assignees(chosen: RwSignal<BTreeSet<MemberId>>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let roster = book.roster();
    let cards = roster.on(book.day()).into_iter().map(|(id, member)| {
        let toggle = move |_| {
            chosen.update(|chosen| {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            });
            book.saving.set(Saving::Typing);
        };
        let office = super::members::office_line(lang, member);
        view! {
            <label class="checkcard">
                <input type="checkbox" name="assignee" value=id.to_string()
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&id)) on:change=toggle/>
                <span>{member.name.clone()}<span class="meta">{office}</span></span>
            </label>
        }
    });
    let cards = cards.collect_view();
    view! {
        <fieldset class="choices"><legend>{t::task_who(lang)}</legend><div class="checkcards">{cards}</div></fieldset>
    }
}
