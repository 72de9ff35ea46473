//! Words that only papers need.

use shared::lang::Lang;
use shared::record::meeting::{MeetingForm, MeetingState};
use shared::record::resolution::ResolutionState;
use shared::record::task::TaskState;

use crate::record_word::meeting_form_word;
use crate::t;

/// A sort of meeting; the regular one where none was chosen.
pub fn meeting_form(lang: Lang, form: Option<MeetingForm>) -> &'static str {
    meeting_form_word(lang, form.unwrap_or(MeetingForm::Regular))
}

/// Where a task stands.
pub fn task_state(lang: Lang, state: TaskState) -> &'static str {
    match state {
        TaskState::Open => t::task_state_open(lang),
        TaskState::Overdue => t::task_state_overdue(lang),
        TaskState::DoneOnTime => t::task_state_done(lang),
        TaskState::DoneLate => t::task_state_done_late(lang),
        TaskState::Cancelled => t::task_state_cancelled(lang),
    }
}

/// How far a meeting has come.
pub fn meeting_state(lang: Lang, state: MeetingState) -> &'static str {
    match state {
        MeetingState::Planned => t::meeting_state_planned(lang),
        MeetingState::Called => t::meeting_state_called(lang),
        MeetingState::Open => t::meeting_state_open(lang),
        MeetingState::Ended => t::meeting_state_ended(lang),
        MeetingState::Adopted => t::meeting_state_adopted(lang),
        MeetingState::Cancelled => t::meeting_state_cancelled(lang),
    }
}

/// How far a resolution has come.
pub fn resolution_state(lang: Lang, state: ResolutionState) -> &'static str {
    match state {
        ResolutionState::Draft => t::resolution_draft(lang),
        ResolutionState::Discussed => t::publish_discussed(lang),
        ResolutionState::Adopted => t::resolution_adopted(lang),
        ResolutionState::Issued => t::publish_issued(lang),
        ResolutionState::HalfPublished => t::publish_half(lang),
        ResolutionState::Published => t::publish_done(lang),
        ResolutionState::Superseded => t::publish_superseded(lang),
        ResolutionState::Withdrawn => t::resolution_withdrawn(lang),
    }
}
