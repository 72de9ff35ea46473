//! Whence a task comes: a resolution, the ward, the year's programme, a meeting.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::record::task::{Task, TaskSource};

use super::meeting_choice::MeetingChoice;
use crate::components::draft::Draft;
use crate::components::field::Field;
use crate::components::pick::Pick;
use crate::components::show::Show;
use crate::components::typed::Typed;
use crate::field_word::task_source_word;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// What is typed about the source.
#[derive(Clone, Copy)]
pub struct SourceFields {
    source: Typed,
    resolution: Typed,
    meeting: Typed,
    /// The ward's ruling or the programme by name.
    pub text: Typed,
}

impl SourceFields {
    /// Fields that begin with what stands in `task`.
    pub fn begin(draft: Draft, task: &Task) -> Self {
        let source = task.source.or(task.resolution.map(|_| TaskSource::Resolution));
        let source = source.or(task.meeting.map(|_| TaskSource::Meeting));
        let id = |id: Option<DocumentId>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            source: draft.typed("source", source.map_or("", TaskSource::name)),
            resolution: draft.typed("resolution", id(task.resolution)),
            meeting: draft.typed("meeting", id(task.meeting)),
            text: draft.typed("source_text", task.source_text.clone().unwrap_or_default()),
        }
    }

    /// The source that is chosen.
    pub fn source(self) -> Option<TaskSource> {
        self.source.text.with_untracked(|name| TaskSource::from_name(name))
    }

    /// The resolution, where the task comes from one.
    pub fn resolution(self) -> Option<DocumentId> {
        let chosen = self.resolution.text.with_untracked(|id| id.parse().ok());
        chosen.filter(|_| self.source() == Some(TaskSource::Resolution))
    }

    /// The meeting that assigned it.
    pub fn meeting(self) -> Option<DocumentId> {
        self.meeting.text.with_untracked(|id| id.parse().ok())
    }

    /// Whether the source is named by a text.
    pub fn has_text(self) -> bool {
        matches!(self.source(), Some(TaskSource::WardRuling | TaskSource::Programme))
    }
}

/// The source, and what belongs to it.
#[component]
pub fn SourceInput(
    /// What is typed.
    fields: SourceFields,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let mut sources = vec![(String::new(), t::clear_source_none(lang).to_owned())];
    sources
        .extend(TaskSource::ALL.map(|one| (one.name().to_owned(), task_source_word(lang, one).to_owned())));
    let resolutions = StoredValue::new(resolutions(book, fields));
    let is = move |one: TaskSource| fields.source.text.with(|name| name == one.name());
    let named = move || is(TaskSource::WardRuling) || is(TaskSource::Programme);
    view! {
        <Pick id="source" label=t::field_task_source(lang) choices=sources of=fields.source/>
        <Show when=move || is(TaskSource::Resolution)>
            <Pick id="resolution" label=t::task_of_resolution(lang) choices=resolutions.get_value() of=fields.resolution/>
        </Show>
        <Show when=named>
            <Field id="source_text" label=t::field_source_text(lang) hint=t::clear_source_text_hint(lang) of=fields.text/>
        </Show>
        <MeetingChoice label=t::field_assigning_meeting(lang) of=fields.meeting/>
    }
}

/// Resolutions in force, the newest first, and the one that is chosen.
fn resolutions(book: Book, fields: SourceFields) -> Vec<(String, String)> {
    let chosen = fields.resolution.text.get_untracked();
    let mut choices = vec![(String::new(), t::clear_no_resolution(use_lang()).to_owned())];
    let all =
        untrack(|| book.resolutions(|id, resolution| resolution.in_force() || id.to_string() == chosen));
    choices.extend(all.into_iter().map(|(id, resolution, _)| (id.to_string(), resolution.title)));
    choices
}
