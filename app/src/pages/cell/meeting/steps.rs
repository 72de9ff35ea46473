//! The steps of a meeting in order, as one taps through them.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::meeting::{Meeting, MeetingForm, MeetingState};
use shared::standing::attendance::attendance;
use shared::standing::last_month::goes_through;

use super::quality::{scored, sheet_of};
use crate::explain::sum_line;
use crate::format::{date, digits, number};
use crate::state::book::Book;
use crate::t;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id on the page.
    pub id: &'static str,
    /// What is to be done.
    pub title: &'static str,
    /// How far it has come.
    pub meta: String,
    /// Where it is done.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
}

/// The steps of the meeting, as far as its form has them.
pub fn steps(book: Book, lang: Lang, id: DocumentId, meeting: &Meeting) -> Vec<Step> {
    let at = |part: &str| format!("/cell/meetings/{id}/{part}");
    let of_the_cell = meeting.form.is_none_or(|form| form.of_the_cell());
    let mut steps = vec![notice(lang, at("edit"), meeting), roll(book, lang, at("roll"), meeting)];
    steps.push(start(lang, at("hold"), meeting));
    steps.push(agenda(lang, at("agenda"), meeting));
    // The regular meeting goes through last month's tasks; others only where it was done there.
    if matches!(meeting.form, None | Some(MeetingForm::Regular)) || !meeting.reviews.is_empty() {
        steps.push(last_month(book, lang, at("tasks"), id, meeting));
    }
    steps.extend(next_month(book, lang, id, meeting));
    if of_the_cell {
        steps.push(quality(book, lang, at("quality"), meeting));
    }
    steps.push(Step {
        id: "step-conclusion",
        title: t::meeting_step_conclusion(lang),
        meta: vote_line(lang, meeting).unwrap_or_else(|| t::meeting_not_yet(lang).to_owned()),
        href: at("conclusion"),
        done: !meeting.conclusion.is_empty(),
    });
    if matches!(meeting.form, None | Some(MeetingForm::Regular | MeetingForm::Thematic)) {
        steps.push(resolution(book, lang, id));
    }
    steps.push(end(lang, at("hold"), meeting));
    let written = !meeting.minutes.trim().is_empty();
    steps.push(Step {
        id: "step-minutes",
        title: t::meeting_step_minutes(lang),
        meta: if written { t::meeting_minutes_written(lang) } else { t::meeting_not_yet(lang) }.to_owned(),
        href: at("minutes"),
        done: written,
    });
    steps.push(Step {
        id: "step-adopt",
        title: t::meeting_step_adopt(lang),
        meta: match meeting.adopted_on {
            Some(on) => t::meeting_adopted(lang, date(lang, on)),
            None => t::meeting_not_yet(lang).to_owned(),
        },
        href: at("minutes"),
        done: meeting.state() == MeetingState::Adopted,
    });
    steps
}

/// How the conclusion was voted, where it was.
pub fn vote_line(lang: Lang, meeting: &Meeting) -> Option<String> {
    let written = (!meeting.conclusion.is_empty()).then(|| t::meeting_conclusion_written(lang).to_owned());
    let voted = meeting.vote.map(|vote| {
        let n = |count: u16| number(lang, count);
        t::vote_result(lang, n(vote.approve), n(vote.voters), number(lang, vote.percent().unwrap_or(0)))
    });
    voted.or(written)
}

fn notice(lang: Lang, href: String, meeting: &Meeting) -> Step {
    let meta = match meeting.notified_on {
        Some(on) => t::meeting_notified(lang, date(lang, on)),
        None => t::meeting_not_notified(lang).to_owned(),
    };
    Step {
        id: "step-notice",
        title: t::meeting_step_notice(lang),
        meta,
        href,
        done: meeting.notified_on.is_some(),
    }
}

fn roll(book: Book, lang: Lang, href: String, meeting: &Meeting) -> Step {
    let found = attendance(meeting, &book.roster());
    let share = found.share();
    let meta = t::meeting_roll_count(
        lang,
        number(lang, share.part),
        number(lang, share.whole),
        number(lang, share.percent().unwrap_or(0)),
    );
    let unmarked = found.unmarked.len();
    let meta =
        if unmarked == 0 { meta } else { t::meeting_roll_open(lang, meta, number(lang, unmarked as u64)) };
    let done = !found.expected.is_empty() && unmarked == 0;
    Step { id: "step-roll", title: t::meeting_step_roll(lang), meta, href, done }
}

fn start(lang: Lang, href: String, meeting: &Meeting) -> Step {
    let meta = match (meeting.started_at, meeting.held_on) {
        (Some(at), Some(on)) => t::meeting_started(lang, digits(lang, &at.to_string()), date(lang, on)),
        _ => t::meeting_not_yet(lang).to_owned(),
    };
    Step { id: "step-start", title: t::meeting_step_start(lang), meta, href, done: meeting.held_on.is_some() }
}

fn agenda(lang: Lang, href: String, meeting: &Meeting) -> Step {
    let items = meeting.agenda_in_order();
    let told = items.iter().filter(|(item, _)| super::agenda::is_told(meeting, *item)).count();
    let n = |count: usize| number(lang, count as u64);
    let meta = if items.is_empty() {
        t::meeting_not_yet(lang).to_owned()
    } else {
        t::meeting_agenda_count(lang, n(told), n(items.len()))
    };
    // A meeting goes through its agenda; when it is over, so is the agenda.
    let done = !items.is_empty() && (told == items.len() || MeetingState::Ended <= meeting.state());
    Step { id: "step-agenda", title: t::meeting_step_agenda(lang), meta, href, done }
}

fn last_month(book: Book, lang: Lang, href: String, id: DocumentId, meeting: &Meeting) -> Step {
    let tasks = book.tasks(|task_id, task| goes_through(id, meeting, task_id, task));
    let found: Vec<_> = tasks.into_iter().map(|(task, ..)| task).collect();
    let judged =
        |task: &&DocumentId| meeting.reviews.get(*task).is_some_and(|review| review.verdict.is_some());
    let done = found.iter().filter(judged).count();
    let n = |count: usize| number(lang, count as u64);
    let meta = if found.is_empty() {
        t::meeting_no_tasks(lang).to_owned()
    } else {
        t::meeting_tasks_count(lang, n(done), n(found.len()))
    };
    Step { id: "step-tasks", title: t::meeting_step_tasks(lang), meta, href, done: done == found.len() }
}

/// Assigning tasks; the committee only prepares the meeting at which they are assigned.
fn next_month(book: Book, lang: Lang, id: DocumentId, meeting: &Meeting) -> Option<Step> {
    let assigned = book.tasks(|_, task| task.meeting == Some(id)).len();
    (assigned != 0 || meeting.form != Some(MeetingForm::Committee)).then(|| Step {
        id: "step-assign",
        title: t::meeting_step_assign(lang),
        meta: t::meeting_assigned(lang, number(lang, assigned as u64)),
        href: format!("/cell/tasks/new?meeting={id}"),
        done: assigned != 0,
    })
}

fn resolution(book: Book, lang: Lang, id: DocumentId) -> Step {
    let made = book.resolutions(|_, resolution| resolution.meeting == Some(id)).into_iter().next();
    let (meta, href) = match &made {
        Some((made, resolution, _)) => (resolution.title.clone(), format!("/cell/resolutions/{made}")),
        None => (t::meeting_not_yet(lang).to_owned(), format!("/cell/resolutions/new?meeting={id}")),
    };
    Step { id: "step-resolution", title: t::meeting_step_resolution(lang), meta, href, done: made.is_some() }
}

fn quality(book: Book, lang: Lang, href: String, meeting: &Meeting) -> Step {
    let (meta, done) = match sheet_of(book, meeting) {
        Some(sheet) => {
            let result = scored(book, meeting, &sheet);
            (sum_line(lang, &sheet, &result), result.unanswered == 0)
        }
        // Without a sheet there is nothing to score.
        None => (t::quality_none(lang).to_owned(), true),
    };
    Step { id: "step-quality", title: t::meeting_step_quality(lang), meta, href, done }
}

fn end(lang: Lang, href: String, meeting: &Meeting) -> Step {
    let meta = match (meeting.ended_at, meeting.duration()) {
        (Some(at), Some(minutes)) => {
            t::meeting_ended(lang, digits(lang, &at.to_string()), number(lang, minutes))
        }
        _ => t::meeting_not_yet(lang).to_owned(),
    };
    Step { id: "step-end", title: t::meeting_step_end(lang), meta, href, done: meeting.ended_at.is_some() }
}

/// The place of the step that is next. A meeting that was held is past its
/// notice, and one whose minutes are adopted past all of them.
pub fn current(steps: &[Step], meeting: &Meeting) -> Option<usize> {
    let past = if meeting.was_held() { "step-notice" } else { "" };
    let over = matches!(meeting.state(), MeetingState::Adopted | MeetingState::Cancelled);
    steps.iter().position(|step| !step.done && step.id != past).filter(|_| !over)
}

/// The steps as a list.
#[component]
pub fn Steps(
    /// The steps.
    steps: Vec<Step>,
    /// The place of the step that is next, if any.
    current: Option<usize>,
) -> impl IntoView {
    let lang = crate::state::book::use_lang();
    let rows = steps.into_iter().enumerate().map(|(place, step)| {
        let here = (current == Some(place)).then_some("step");
        view! {
            <li class:is-done=step.done aria-current=here>
                <a class="card link" id=step.id href=step.href>
                    {step.done.then(|| view! { <span class="visually-hidden">{t::home_step_done(lang)}</span> })}
                    <span class="title">{step.title}</span>
                    <span class="meta">{step.meta}</span>
                </a>
            </li>
        }
    });
    view! { <ol class="steps" role="list">{rows.collect_view()}</ol> }
}
