//! The words of the search page.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::Kind;
use shared::record::state::State;

use crate::components::badge::badge;
use crate::t;

/// The word for a kind.
pub fn kind_word(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Roster => t::search_kind_roster(lang),
        Kind::Resolution => t::search_kind_resolution(lang),
        Kind::Task => t::search_kind_task(lang),
        Kind::Assessment => t::search_kind_assessment(lang),
        Kind::Meeting => t::search_kind_meeting(lang),
        Kind::Contribution => t::search_kind_contribution(lang),
        Kind::Registration => t::search_kind_registration(lang),
        Kind::Review => t::search_kind_review(lang),
        Kind::Photo => t::search_kind_photo(lang),
    }
}

/// The word for a state.
pub fn state_word(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => t::search_state_draft(lang),
        State::Open => t::search_state_open(lang),
        State::Overdue => t::search_state_overdue(lang),
        State::Done => t::search_state_done(lang),
        State::Withdrawn => t::search_state_withdrawn(lang),
    }
}

/// A state as a mark.
pub fn state_mark(lang: Lang, state: State) -> impl IntoView {
    let kind = match state {
        State::Draft | State::Open => "draft",
        State::Overdue => "late",
        State::Done => "ok",
        State::Withdrawn => "missing",
    };
    badge(kind, state_word(lang, state))
}
