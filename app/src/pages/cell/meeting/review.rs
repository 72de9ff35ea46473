//! Last month's tasks, gone through one by one.

use leptos::prelude::*;
use shared::document::command::meeting::assess_last_month;
use shared::document::command::meeting::score::review_task;
use shared::id::DocumentId;
use shared::record::meeting::{Meeting, TaskReview, Verdict};
use shared::record::task::Task;
use shared::standing::last_month::{goes_through, verdict_of};
use shared::words::Note;

use super::frame::{Shut, is_shut, part_page, save_meeting};
use crate::components::badge::task_badge;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::icon::Icon;
use crate::field_word::verdict_word;
use crate::format::{date, number};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The review of last month's tasks.
#[component]
pub fn ReviewPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    part_page(id, t::meeting_step_tasks(lang), move |meeting| {
        view! { <Review id=id meeting=meeting/> }.into_any()
    })
}

/// The tasks that the meeting goes through.
fn tasks_of(book: Book, id: DocumentId, meeting: &Meeting) -> Vec<(DocumentId, Task)> {
    let tasks = book.tasks(|task_id, task| goes_through(id, meeting, task_id, task));
    tasks.into_iter().map(|(id, task, _)| (id, task)).collect()
}

fn is_judged(meeting: &Meeting, task: DocumentId) -> bool {
    meeting.reviews.get(&task).is_some_and(|review| review.verdict.is_some())
}

#[component]
fn Review(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let tasks = Derived::new(move || meeting.with(|meeting| tasks_of(book, id, meeting)));
    let shut = Derived::new(move || meeting.with(is_shut));
    let open = Derived::new(move || {
        let judged = |meeting: &Meeting, tasks: &[(DocumentId, Task)]| {
            tasks.iter().filter(|(task, _)| !is_judged(meeting, *task)).count()
        };
        meeting.with(|meeting| tasks.with(|tasks| judged(meeting, tasks)))
    });
    // What the book knows already is not asked again.
    let rest = move |_| {
        let current = meeting.get_untracked();
        let day = current.day().unwrap_or_else(|| untrack(|| book.day()));
        let tasks = tasks.get_untracked();
        let edits = tasks.iter().filter(|(task, _)| !is_judged(&current, *task)).try_fold(
            Vec::new(),
            |mut edits, (id, task)| {
                let note = current.reviews.get(id).and_then(|review| Note::new(&review.note).ok());
                edits.extend(review_task(&current, *id, Some(verdict_of(task, day)), note.as_ref())?);
                Ok(edits)
            },
        );
        failed.watch(save_meeting(book, id, edits), |()| ());
    };
    view! {
        <Shut id=id meeting=meeting/>
        {move || {
            let tasks = tasks.get();
            if tasks.is_empty() {
                view! { <div class="empty"><p>{t::last_month_none(lang)}</p></div> }.into_any()
            } else {
                let rows = tasks.into_iter().map(|(task, found)| view! { <TaskItem id=id task=task found=found meeting=meeting/> });
                rows.collect_view().into_any()
            }
        }}
        <Failed of=failed/>
        <LastMonth id=id meeting=meeting/>
        <p class="row">
            <a class="button" id="assign-next" href=format!("/cell/tasks/new?meeting={id}")>
                {Icon::Plus.draw()}<span>{t::last_month_assign(lang)}</span>
            </a>
        </p>
        <div class="sumbar">
            <p id="judged" role="status">{move || {
                let all = tasks.with(Vec::len);
                t::meeting_tasks_count(lang, number(lang, (all - open.get().min(all)) as u64), number(lang, all as u64))
            }}</p>
            {move || if open.get() == 0 || shut.get() {
                view! { <a class="button main" id="review-done" href=format!("/cell/meetings/{id}")>{t::last_month_done(lang)}</a> }.into_any()
            } else {
                view! { <button type="button" class="button main" id="by-the-book" on:click=rest>{t::last_month_rest(lang)}</button> }.into_any()
            }}
        </div>
    }
}

/// One task: what the book says, what the meeting finds.
#[component]
fn TaskItem(id: DocumentId, task: DocumentId, found: Task, meeting: Derived<Meeting>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let draft = Draft::about(id, format!("meetings/{id}/tasks/{task}"));
    let seen = draft.book();
    let review =
        Derived::new(move || meeting.with(|meeting| meeting.reviews.get(&task).cloned().unwrap_or_default()));
    let note = draft.typed("note", review.get_untracked().note);
    let save = move |verdict: Option<Verdict>| {
        let Some(words) = note.optional_note(lang) else { return };
        let edits = review_task(&meeting.get_untracked(), task, verdict, words.as_ref());
        failed.watch(save_meeting(seen, id, edits), move |()| draft.forget());
    };
    let chosen = Signal::derive(move || {
        review.with(|review: &TaskReview| review.verdict.map(Verdict::name).unwrap_or_default().to_owned())
    });
    let choose = Callback::new(move |name: String| save(Verdict::from_name(&name)));
    let choices =
        Verdict::ALL.map(|verdict| (verdict.name().to_owned(), verdict_word(lang, verdict).to_owned()));
    let roster = book.roster();
    let names = found.assignees.iter().filter_map(|member| roster.members.get(member));
    let who = names.map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ");
    let due = found.due_on.map(|due| date(lang, due)).unwrap_or_default();
    let day = meeting.get_untracked().day().unwrap_or_else(|| book.day());
    let shut = Derived::new(move || meeting.with(is_shut));
    view! {
        <section class="item" id=format!("task-{task}")>
            <div class="item-head">
                <h2>{found.what.clone()}</h2>
                {task_badge(lang, found.state_on(day))}
            </div>
            <p class="meta">{t::task_due_by(lang, who, due)}</p>
            <fieldset class="plain stack" disabled=move || shut.get()>
                <Choices name=format!("verdict-{task}") legend=t::last_month_verdict(lang) choices=choices.to_vec()
                    chosen=chosen on_choose=choose/>
                <Field id=format!("note-{task}") label=t::last_month_note(lang) of=note/>
                <p><button type="button" class="button" on:click=move |_| save(review.get_untracked().verdict)>
                    {t::last_month_note_save(lang)}<span class="visually-hidden">{found.what.clone()}</span>
                </button></p>
            </fieldset>
            <Failed of=failed/>
        </section>
    }
}

/// How the meeting assesses the last month as a whole.
#[component]
fn LastMonth(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/last-month"));
    let book = draft.book();
    let note = draft.typed("last_month", meeting.get_untracked().last_month);
    let failed = Failure::none();
    let submit = move || {
        let Some(words) = note.optional_note(lang) else { return };
        let edits = assess_last_month(&meeting.get_untracked(), words.as_ref());
        failed.watch(save_meeting(book, id, edits), move |()| draft.forget());
    };
    let shut = Derived::new(move || meeting.with(is_shut));
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=move || shut.get()>
                <Field id="last-month" label=t::last_month_whole(lang) control=Control::Lines of=note/>
                <Failed of=failed/>
                <button type="submit" class="button" id="save-last-month">{t::common_save(lang)}</button>
            </fieldset>
        </form>
    }
}
