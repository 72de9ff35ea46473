//! The month's steps: what is still to be done in order, and what is done.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::month::Month;
use shared::org::OrganisationKind;
use shared::standing::steps::{Step, StepKind, StepState, month_steps};

use crate::format::{date, digits, number};
use crate::record_word::record_title;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The steps that are left, one tap each; the first of them is the current one.
#[component]
pub fn Next(
    /// Items of the scheme that have no answer; none without a scheme.
    unanswered: Derived<Option<u32>>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let steps = move || {
        let (month, day) = (book.month(), book.day());
        let unanswered = unanswered.get();
        let kind = book.organisation().map_or(OrganisationKind::Cell, |own| own.kind);
        let steps = book
            .rows
            .with(|rows| month_steps(kind, month, day, rows.values().map(|row| &row.fact), unanswered));
        let (done, left): (Vec<_>, Vec<_>) =
            steps.into_iter().partition(|step| step.state == StepState::Done);
        let nothing = left.is_empty();
        let left = left.into_iter().enumerate().map(|(place, step)| {
            let here = (place == 0).then_some("step");
            view! { <li aria-current=here>{card(book, lang, month, &step)}</li> }
        });
        let left = left.collect_view();
        let count = number(lang, done.len() as u64);
        let any = !done.is_empty();
        let done = done.iter().map(|step| view! { <li class="is-done">{card(book, lang, month, step)}</li> });
        let done = done.collect_view();
        view! {
            {if nothing {
                view! { <p>{t::home_nothing_left(lang)}</p> }.into_any()
            } else {
                view! { <ol class="steps" id="steps" role="list">{left}</ol> }.into_any()
            }}
            {any.then(|| view! {
                <details class="explain" id="done-steps">
                    <summary>{t::home_done_steps(lang, count)}</summary>
                    <ol class="steps" role="list">{done}</ol>
                </details>
            })}
        }
    };
    view! { {steps} }
}

fn card(book: Book, lang: Lang, month: Month, step: &Step) -> impl IntoView + use<> {
    let meeting = step.document.filter(|_| step.kind == StepKind::Complete);
    let meeting = meeting.and_then(|id| book.row(id)).map(|row| record_title(lang, &row.fact.record));
    let title = match step.kind {
        StepKind::Register => t::step_register(lang, digits(lang, &month.year().to_string())),
        StepKind::PrepareInCommittee => t::step_committee(lang).to_owned(),
        StepKind::GiveNotice => t::step_notice(lang).to_owned(),
        StepKind::CallRoll => t::step_roll(lang).to_owned(),
        StepKind::AdoptMinutes => t::step_minutes(lang).to_owned(),
        StepKind::HoldThematic => t::step_thematic(lang).to_owned(),
        StepKind::Complete => t::step_complete(lang, meeting.unwrap_or_default()),
        StepKind::AdoptResolution => t::step_adopt(lang).to_owned(),
        StepKind::Issue => t::step_issue(lang).to_owned(),
        StepKind::Post => t::step_post(lang).to_owned(),
        StepKind::Report => t::step_report(lang).to_owned(),
        StepKind::Assign => t::step_assign(lang).to_owned(),
        StepKind::Finish => t::step_finish(lang).to_owned(),
        StepKind::Answer => t::step_answer(lang).to_owned(),
        StepKind::Submit => t::step_submit(lang).to_owned(),
    };
    let left = (step.left != 0).then(|| t::step_left(lang, number(lang, step.left)));
    let late = step.state == StepState::Late;
    let due = step.due_on.filter(|_| !late).map(|due| t::step_due(lang, date(lang, due)));
    let meta = left.into_iter().chain(due).collect::<Vec<_>>().join(", ");
    let late = step.due_on.filter(|_| late).map(|due| t::step_late(lang, date(lang, due)));
    let done = (step.state == StepState::Done)
        .then(|| view! { <span class="visually-hidden">{t::home_step_done(lang)}</span> });
    view! {
        <a class="card link" href=href(month, step)>
            <span class="title">{done}{title}</span>
            {(!meta.is_empty()).then(|| view! { <span class="meta">{meta}</span> })}
            {late.map(|late| view! { <span class="badge" data-kind="late">{late}</span> })}
        </a>
    }
}

/// Where a step is done.
fn href(month: Month, step: &Step) -> String {
    let at = |page: &str, id: Option<DocumentId>, tail: &str| match id {
        Some(id) => format!("/cell/{page}/{id}{tail}"),
        None => format!("/cell/{page}/new"),
    };
    let meeting = |form: &str| match step.document {
        Some(id) => format!("/cell/meetings/{id}"),
        None => format!("/cell/meetings/new?form={form}"),
    };
    match step.kind {
        StepKind::Register => format!("/cell/registration/{}", month.year()),
        StepKind::GiveNotice | StepKind::Complete => at("meetings", step.document, ""),
        StepKind::PrepareInCommittee => meeting("committee"),
        StepKind::HoldThematic => meeting("thematic"),
        StepKind::CallRoll => at("meetings", step.document, "/roll"),
        StepKind::AdoptMinutes => at("meetings", step.document, "/minutes"),
        StepKind::AdoptResolution => at("resolutions", step.document, ""),
        StepKind::Issue | StepKind::Post | StepKind::Report => match step.document {
            Some(id) => format!("/cell/resolutions/{id}"),
            None => "/cell/resolutions".to_owned(),
        },
        StepKind::Assign => match step.document {
            Some(id) => format!("/cell/tasks/new?resolution={id}"),
            None => "/cell/tasks/new".to_owned(),
        },
        StepKind::Finish => "/cell/tasks".to_owned(),
        StepKind::Answer | StepKind::Submit => format!("/cell/assess/{month}"),
    }
}
