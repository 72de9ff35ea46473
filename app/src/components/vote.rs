//! The three counters of a vote, which must not exceed those who may vote.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::resolution::Vote;

use super::draft::Draft;
use super::field::{Control, Field};
use super::typed::Typed;
use crate::format::number;
use crate::state::book::use_lang;
use crate::t;

/// The result of a vote in words.
pub fn vote_words(lang: Lang, vote: Vote) -> String {
    let n = |count: u16| number(lang, count);
    t::vote_result(lang, n(vote.approve), n(vote.voters), number(lang, vote.percent().unwrap_or(0)))
}

/// What is typed about a vote.
#[derive(Clone, Copy)]
pub struct VoteFields {
    voters: Typed,
    approve: Typed,
    against: Typed,
    abstain: Typed,
}

impl VoteFields {
    /// Fields that begin with everyone of `voters` in favour.
    pub fn unanimous(voters: usize) -> Self {
        let count = || Typed::new(voters.to_string());
        let none = || Typed::new("0");
        Self { voters: count(), approve: count(), against: none(), abstain: none() }
    }

    /// Fields of a form with a draft, that begin with `vote`, or else with
    /// everyone of `voters` in favour.
    pub fn drafted(draft: Draft, vote: Option<Vote>, voters: usize) -> Self {
        let count = |name, of: fn(Vote) -> u16, else_: usize| {
            draft.typed(name, vote.map_or_else(|| else_.to_string(), |vote| of(vote).to_string()))
        };
        Self {
            voters: count("voters", |vote| vote.voters, voters),
            approve: count("approve", |vote| vote.approve, voters),
            against: count("against", |vote| vote.against, 0),
            abstain: count("abstain", |vote| vote.abstain, 0),
        }
    }

    /// The vote, or `None` with what is wrong shown at the fields.
    pub fn read(self, lang: Lang) -> Option<Vote> {
        let count = |typed: Typed| typed.count(lang);
        let counts = (count(self.voters), count(self.approve), count(self.against), count(self.abstain));
        let (Some(voters), Some(approve), Some(against), Some(abstain)) = counts else { return None };
        let vote = Vote::new(voters, approve, against, abstain);
        if vote.is_none() {
            self.voters.refuse(t::error_too_many_votes(lang).to_owned());
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
        <Field id="voters" label=t::vote_voters(lang) control=Control::Number of=fields.voters/>
        <Field id="approve" label=t::vote_approve(lang) control=Control::Number of=fields.approve/>
        <Field id="against" label=t::vote_against(lang) control=Control::Number of=fields.against/>
        <Field id="abstain" label=t::vote_abstain(lang) control=Control::Number of=fields.abstain/>
    }
}
