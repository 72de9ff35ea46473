//! Words that only papers need.

use shared::lang::Lang;
use shared::record::meeting::MeetingForm;
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
