//! What followed from a meeting: its resolutions, and the tasks it assigned.

use leptos::prelude::*;
use shared::id::DocumentId;

use super::super::resolution_road::state_badge;
use super::super::tasks::task_rows;
use crate::components::icon::Icon;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The resolutions and tasks that name the meeting, with the way to more of them.
#[component]
pub fn Followed(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let resolutions = Derived::new(move || book.resolutions(|_, resolution| resolution.meeting == Some(id)));
    let tasks = Derived::new(move || book.tasks(|_, task| task.meeting == Some(id)));
    let made = move || {
        let rows = resolutions.get().into_iter().map(|(id, resolution, _)| {
            view! {
                <li><a class="card link" href=format!("/cell/resolutions/{id}")>
                    <span class="title">{resolution.title.clone()}</span>
                    {state_badge(lang, &resolution)}
                </a></li>
            }
        });
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h2 id="resolutions">{t::meeting_resolutions(lang)}</h2>
                <ul class="list" role="list">{rows}</ul>
            }
        })
    };
    let assigned = move || {
        let tasks = tasks.get();
        (!tasks.is_empty()).then(|| {
            view! {
                <h2 id="assigned">{t::meeting_assigned_here(lang)}</h2>
                {task_rows(book, lang, tasks)}
                <p class="row">
                    <a class="button" id="assign-another" href=format!("/cell/tasks/new?meeting={id}")>
                        {Icon::Plus.draw()}<span>{t::meeting_assign_another(lang)}</span>
                    </a>
                </p>
            }
        })
    };
    view! { {made} {assigned} }
}
