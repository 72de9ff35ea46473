//! The three counters of a vote, which must not exceed those who may vote.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::resolution::Vote;

use super::field::{Control, Field};
use crate::state::book::use_lang;
use crate::t;

/// What is typed about a vote.
#[derive(Clone, Copy)]
pub struct VoteFields {
    voters: RwSignal<String>,
    approve: RwSignal<String>,
    against: RwSignal<String>,
    abstain: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl VoteFields {
    /// Fields that begin with everyone of `voters` in favour.
    pub fn unanimous(voters: usize) -> Self {
        let count = || RwSignal::new(voters.to_string());
        let none = || RwSignal::new("0".to_owned());
        Self {
            voters: count(),
            approve: count(),
            against: none(),
            abstain: none(),
            error: RwSignal::new(None),
        }
    }

    /// The vote, or `None` with what is wrong shown at the fields.
    pub fn read(self, lang: Lang) -> Option<Vote> {
        self.error.set(None);
        let count = |typed: RwSignal<String>| {
            let typed = typed.get_untracked();
            let typed = typed.trim();
            if typed.is_empty() { Some(0) } else { typed.parse::<u16>().ok().filter(|count| *count <= 9_999) }
        };
        let counts = (count(self.voters), count(self.approve), count(self.against), count(self.abstain));
        let (Some(voters), Some(approve), Some(against), Some(abstain)) = counts else {
            self.error.set(Some(t::error_not_a_count(lang).to_owned()));
            return None;
        };
        let vote = Vote::new(voters, approve, against, abstain);
        if vote.is_none() {
            self.error.set(Some(t::error_too_many_votes(lang).to_owned()));
        }
        vote
    }
}

/// The counters.
#[component]
pub fn VoteInput(
    /// What is typed.
    fields: VoteFields,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Field id="voters" label=t::vote_voters(lang) control=Control::Number value=fields.voters error=fields.error/>
        <Field id="approve" label=t::vote_approve(lang) control=Control::Number value=fields.approve/>
        <Field id="against" label=t::vote_against(lang) control=Control::Number value=fields.against/>
        <Field id="abstain" label=t::vote_abstain(lang) control=Control::Number value=fields.abstain/>
    }
}
