//! Assigning a task by the six clears: who, what, by when, how, with which
//! product, answering for what.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::task::{Assignment, Details, assign, detail};
use shared::id::DocumentId;
use shared::record::task::Task;
use shared::record::{Kind, Record};

use super::record_page::edit_page;
use super::task_assignees::{Assignees, join, split};
use super::task_source::{SourceFields, SourceInput};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::layout::{Back, Page};
use crate::state::book::{Book, use_lang};
use crate::t;

/// A new task, perhaps of a resolution.
#[component]
pub fn NewTask(
    /// The resolution it is to carry out, if any.
    resolution: Option<DocumentId>,
    /// The meeting at which it is assigned, if any.
    meeting: Option<DocumentId>,
) -> impl IntoView {
    let lang = use_lang();
    let task = Task { resolution, meeting, ..Task::default() };
    let back: Back = match meeting {
        Some(id) => (format!("/cell/meetings/{id}"), t::meeting_back(lang)).into(),
        None => ("/cell/tasks", t::nav_tasks(lang)).into(),
    };
    view! {
        <Page title=Signal::stored(t::task_new(lang).to_owned()) back=back>
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
    let lang = use_lang();
    let back = ("/cell/tasks", t::nav_tasks(lang));
    let of = |record| match record {
        Record::Task(current) => Some(current),
        _ => None,
    };
    let form = |document, current| view! { <TaskForm document=document current=current/> }.into_any();
    edit_page(id, t::task_edit(lang), back, of, form)
}

#[component]
fn TaskForm(document: Option<DocumentId>, current: Task) -> impl IntoView {
    let lang = use_lang();
    let draft = match current.meeting.filter(|_| document.is_none()) {
        Some(meeting) => Draft::at(format!("tasks/new/{meeting}")),
        None => Draft::of("tasks", document),
    };
    let book = draft.book();
    let what = draft.typed("what", current.what.clone());
    let product = draft.typed("product", current.product.clone());
    let likely = current.assigned_on.unwrap_or_else(|| likely_day(book, &current));
    let assigned_on = draft.typed("assigned_on", likely.to_string());
    let due = current.due_on.unwrap_or_else(|| book.month().last_day().max(likely));
    let due_on = draft.typed("due_on", due.to_string());
    let assignees = draft.typed("assignees", join(&current.assignees));
    let how = draft.typed("how", current.how.clone().unwrap_or_default());
    let responsibility = draft.typed("responsibility", current.responsibility.clone().unwrap_or_default());
    let source = SourceFields::begin(draft, &current);
    let at_meeting = current.meeting.filter(|_| document.is_none());
    let failed = Failure::none();
    let button = if document.is_some() { t::common_save(lang) } else { t::task_assign(lang) };
    let current = StoredValue::new(current);
    let submit = move || {
        let current = current.get_value();
        let (Some(what), Some(product)) = (what.title(lang), product.optional_title(lang)) else {
            return;
        };
        let (Some(assigned_on), Some(due_on)) = (assigned_on.date(lang), due_on.date(lang)) else {
            return;
        };
        let (Some(how), Some(responsibility)) =
            (how.optional_note(lang), responsibility.optional_title(lang))
        else {
            return;
        };
        let Some(source_text) = source.text.optional_title(lang) else { return };
        let assignees = assignees.text.with_untracked(|text| split(text));
        let resolution = source.resolution();
        let assignment = Assignment { resolution, what, product, assignees, assigned_on, due_on };
        let details = Details {
            how,
            responsibility,
            source: source.source(),
            source_text: source_text.filter(|_| source.has_text()),
            meeting: source.meeting(),
        };
        let edits = assign(&current, &assignment).and_then(|mut edits| {
            edits.extend(detail(&current, &details)?);
            Ok(edits)
        });
        failed.watch(async move { book.keep(document, Kind::Task, edits?).await }, move |id| {
            draft.forget();
            // Whoever assigns at a meeting goes on with the meeting.
            book.go(&match at_meeting {
                Some(meeting) => format!("/cell/meetings/{meeting}"),
                None => format!("/cell/tasks/{id}"),
            });
        });
    };
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id="what" label=t::task_what(lang) of=what/>
            <Assignees chosen=assignees/>
            <Field id="assigned_on" label=t::task_assigned_on(lang) control=Control::Date
                of=assigned_on/>
            <Field id="due_on" label=t::task_due_on(lang) control=Control::Date of=due_on/>
            <Field id="how" label=t::field_how(lang) hint=t::clear_how_hint(lang) control=Control::Lines of=how/>
            <Field id="product" label=t::task_product(lang) hint=t::task_product_hint(lang) of=product/>
            <Field id="responsibility" label=t::field_responsibility(lang) hint=t::clear_responsibility_hint(lang)
                of=responsibility/>
            <SourceInput fields=source/>
            <Failed of=failed/>
            <div class="actionbar"><button type="submit" class="button main" id="assign">{button}</button></div>
        </form>
    }
}

/// The day a task was most likely assigned: at its meeting or with its
/// resolution, else today or at the beginning of the month that is written up.
fn likely_day(book: Book, task: &Task) -> Date {
    let held = task.meeting.and_then(|id| book.meeting(id)).and_then(|meeting| meeting.held_on);
    let record = task.resolution.and_then(|id| book.row(id)).map(|row| row.fact.record);
    let adopted = match record {
        Some(Record::Resolution(resolution)) => resolution.adopted_on,
        _ => None,
    };
    held.or(adopted).unwrap_or_else(|| {
        let (day, month) = (book.day(), book.month());
        if day == month.last_day() { month.first_day() } else { day }
    })
}
