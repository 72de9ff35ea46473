//! Home: what this month still needs, in order.

use leptos::prelude::*;
use shared::month::Month;
use shared::record::resolution::Form;
use shared::record::task::TaskState;
use shared::standing::month::Progress;

use crate::components::badge::task_badge;
use crate::components::goods::Goods;
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::format::{age, date, month as write_month, number};
use crate::platform::clock;
use crate::record_word::record_title;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// The cell's home.
#[component]
pub fn Home() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let title = Signal::derive(move || book.organisation().map(|o| o.name).unwrap_or_default());
    view! {
        <Page title=title>
            <MonthChoice/>
            <Unsent/>
            <Attention/>
            {move || book.standing(book.month()).map(|(scheme, standing)| view! { <Goods scheme=scheme standing=standing/> })}
            <Show when=move || book.scheme(book.month()).is_none()>
                <div class="banner" data-kind="info"><p>{t::home_no_scheme(lang)}</p></div>
            </Show>
            <h2>{t::home_next(lang)}</h2>
            <Next/>
            <Overdue/>
            <p class="row">
                <a class="button quiet" href="/cell/standing">{Icon::Assess.draw()}<span>{t::home_standing(lang)}</span></a>
                <a class="button quiet" href="/cell/settings">{Icon::Settings.draw()}<span>{t::settings_title(lang)}</span></a>
            </p>
        </Page>
    }
}

/// The month the book is open at, with the months beside it.
#[component]
pub fn MonthChoice() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let step = move |to: fn(Month) -> Month| move |_| book.chosen_month.set(Some(to(book.month())));
    view! {
        <div class="row month">
            <button type="button" class="button quiet" on:click=step(Month::previous)>
                {Icon::Before.draw()}<span class="visually-hidden">{t::home_month_before(lang)}</span>
            </button>
            <strong class="title">{move || write_month(lang, book.month())}</strong>
            <button type="button" class="button quiet" on:click=step(Month::next)>
                {Icon::Chevron.draw()}<span class="visually-hidden">{t::home_month_after(lang)}</span>
            </button>
        </div>
    }
}

/// How much is not yet at the ward, and how old the oldest of it is.
#[component]
fn Unsent() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let line = move || {
        let (count, oldest) = book.outbox.with(|o| (o.len(), o.values().map(|entry| entry.saved_at).min()));
        oldest.map(|oldest| {
            let count = t::home_unsent(lang, number(lang, count as u64));
            let oldest = t::home_oldest(lang, age(lang, oldest, clock::now()));
            view! {
                <a class="card link" href="/cell/sync" id="unsent">
                    <span class="savestate" data-state="phone">{count}</span>
                    <span class="meta">{oldest}</span>
                </a>
            }
        })
    };
    view! { {line} }
}

/// Conflicts to choose, and what the ward did not take.
#[component]
fn Attention() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let conflicts = move || {
        let conflicted = book.conflicted();
        (!conflicted.is_empty()).then(|| {
            let links = conflicted.into_iter().map(|row| {
                let href = format!("/cell/conflicts/{}", row.fact.document);
                let title = record_title(lang, &row.fact.record);
                view! {
                    <li><a class="card link" href=href>
                        <span class="title">{title}</span>
                        <span class="badge" data-kind="conflict">{t::badge_conflicts(lang, number(lang, row.fact.conflicts))}</span>
                    </a></li>
                }
            });
            view! {
                <h2>{t::home_conflicts(lang)}</h2>
                <ul class="list" role="list">{links.collect_view()}</ul>
            }
        })
    };
    let refused = move || {
        let refused = book.refused();
        (!refused.is_empty()).then(|| {
            view! {
                <div class="banner" data-kind="error">
                    <p>{t::home_refused(lang, number(lang, refused.len() as u64))}</p>
                    <a class="button" href="/cell/sync">{t::home_refused_look(lang)}</a>
                </div>
            }
        })
    };
    view! { {refused} {conflicts} }
}

/// The steps of the month in order: done ones ticked, the first open one current.
#[component]
fn Next() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let steps = move || {
        let steps = steps(book, lang);
        let current = steps.iter().position(|step| !step.done);
        steps
            .into_iter()
            .enumerate()
            .map(|(place, step)| {
                let here = (current == Some(place)).then_some("step");
                view! {
                    <li class:is-done=step.done aria-current=here>
                        <a class="card link" href=step.href>
                            {step.done.then(|| view! { <span class="visually-hidden">{t::home_step_done(lang)}</span> })}
                            <span class="title">{step.title}</span>
                            <span class="meta">{step.meta}</span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ol class="steps" role="list">{steps}</ol> }
}

struct Step {
    title: String,
    meta: String,
    href: String,
    done: bool,
}

fn steps(book: Book, lang: shared::lang::Lang) -> Vec<Step> {
    let month = book.month();
    let resolutions = book.resolutions();
    let of_month = |form: Form| {
        resolutions
            .iter()
            .filter(|(_, r, _)| r.month == Some(month) && r.form == Some(form) && r.in_force())
            .count()
    };
    let (regular, thematic) = (of_month(Form::Regular), of_month(Form::Thematic));
    let tasks: Vec<_> =
        book.tasks().into_iter().filter(|(_, t, _)| t.due_on.is_some_and(|d| month.contains(d))).collect();
    let open = tasks.iter().filter(|(_, task, _)| task.done_on.is_none() && task.cancelled.is_none()).count();
    let standing = book.standing(month).map(|(_, standing)| standing);
    let submitted = standing.as_ref().is_some_and(|s| matches!(s.progress, Progress::Submitted(_)));
    let unanswered = standing.map_or(0, |standing| standing.evaluation.unanswered);
    let count = |n: usize| number(lang, n as u64);
    vec![
        Step {
            title: t::home_step_resolution(lang).to_owned(),
            meta: t::home_step_resolution_meta(lang, count(regular), count(thematic)),
            href: "/cell/resolutions".to_owned(),
            done: regular != 0,
        },
        Step {
            title: t::home_step_tasks(lang).to_owned(),
            meta: t::home_step_tasks_meta(lang, count(open), count(tasks.len())),
            href: "/cell/tasks".to_owned(),
            done: !tasks.is_empty() && open == 0,
        },
        Step {
            title: t::home_step_assess(lang).to_owned(),
            meta: if submitted {
                t::home_step_assess_done(lang).to_owned()
            } else {
                t::home_step_assess_meta(lang, number(lang, unanswered))
            },
            href: format!("/cell/assess/{month}"),
            done: submitted,
        },
    ]
}

/// Tasks whose day is past, with who does them.
#[component]
fn Overdue() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let today = book.day();
        let roster = book.roster();
        let late = book.tasks().into_iter().filter(|(_, task, _)| task.state_on(today) == TaskState::Overdue);
        let rows: Vec<_> = late
            .map(|(id, task, _)| {
                let who: Vec<_> = task
                    .assignees
                    .iter()
                    .filter_map(|m| roster.members.get(m))
                    .map(|m| m.name.clone())
                    .collect();
                let due = task.due_on.map(|due| date(lang, due)).unwrap_or_default();
                view! {
                    <li><a class="card link" href=format!("/cell/tasks/{id}")>
                        <span class="title">{task.what}</span>
                        <span class="meta">{t::task_due_by(lang, who.join(", "), due)}</span>
                        {task_badge(lang, TaskState::Overdue)}
                    </a></li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h2>{t::home_overdue(lang)}</h2>
                <ul class="list" role="list">{rows}</ul>
            }
        })
    };
    view! { {list} }
}
