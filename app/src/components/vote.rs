//! The three counters of a vote, which must not exceed those who may vote.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::resolution::Vote;

use super::draft::Draft;
use super::field::{Control, Field};
use super::typed::Typed;
use crate::components::show::Show;
use crate::format::{number, western_digits};
use crate::state::book::{use_book, use_lang};
use crate::state::saving::Saving;
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
    /// Fields of a form with a draft, that begin with `vote`, or else with
    /// `voters` who may vote. Nobody's approval is taken for granted.
    pub fn drafted(draft: Draft, vote: Option<Vote>, voters: usize) -> Self {
        let count = |name, of: fn(Vote) -> u16, else_: String| {
            draft.typed(name, vote.map_or(else_, |vote| of(vote).to_string()))
        };
        Self {
            voters: count("voters", |vote| vote.voters, voters.to_string()),
            approve: count("approve", |vote| vote.approve, String::new()),
            against: count("against", |vote| vote.against, "0".to_owned()),
            abstain: count("abstain", |vote| vote.abstain, "0".to_owned()),
        }
    }

    /// The vote, or `None` with what is wrong shown at the fields.
    pub fn read(self, lang: Lang) -> Option<Vote> {
        if self.approve.is_blank() {
            self.approve.refuse(t::vote_approve_needed(lang).to_owned());
            return None;
        }
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

/// How a count is read while it is typed: nothing written is nobody.
fn count_of(text: &str) -> Option<u16> {
    let digits = western_digits(text.trim());
    if digits.is_empty() { Some(0) } else { digits.parse().ok().filter(|count| *count <= MOST_PEOPLE) }
}

/// The largest number of people a count may name.
const MOST_PEOPLE: u16 = 9_999;

/// The counters, and what they add up to.
#[component]
pub fn VoteInput(
    /// What is typed.
    fields: VoteFields,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Field id="voters" label=t::vote_voters(lang) control=Control::Number of=fields.voters/>
        <Counter id="approve" label=t::vote_approve(lang) of=fields.approve/>
        <Counter id="against" label=t::vote_against(lang) of=fields.against/>
        <Counter id="abstain" label=t::vote_abstain(lang) of=fields.abstain/>
        <Sum fields=fields/>
    }
}

/// A figure to type, with a button on either side that counts by one.
#[component]
fn Counter(id: &'static str, label: &'static str, of: Typed) -> impl IntoView {
    let book = use_book();
    let lang = book.lang.get_untracked();
    let write = move |text: String| {
        of.write(text);
        book.saving.set(Saving::Typing);
    };
    let step = move |up: fn(u16) -> u16| {
        move |_| {
            let count = of.text.with_untracked(|text| count_of(text)).unwrap_or(0);
            write(up(count).to_string());
        }
    };
    let fewer = step(|count| count.saturating_sub(1));
    let more = step(|count| count.saturating_add(1).min(MOST_PEOPLE));
    let wrong = format!("{id}-error");
    let invalid = move || of.error.with(Option::is_some);
    let described = {
        let wrong = wrong.clone();
        move || invalid().then(|| wrong.clone())
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="stepper">
                <button type="button" class="button" id=format!("{id}-fewer") on:click=fewer>
                    <span aria-hidden="true">"−"</span><span class="visually-hidden">{t::vote_fewer(lang, label)}</span>
                </button>
                <input id=id type="text" inputmode="numeric" autocomplete="off" aria-describedby=described
                    aria-invalid=move || invalid().then_some("true") prop:value=of.text
                    on:input:target=move |event| write(event.target().value())/>
                <button type="button" class="button" id=format!("{id}-more") on:click=more>
                    <span aria-hidden="true">"+"</span><span class="visually-hidden">{t::vote_more(lang, label)}</span>
                </button>
            </div>
            <Show when=invalid>
                <p class="error" id=wrong.clone() role="alert">{move || of.error.get()}</p>
            </Show>
        </div>
    }
}

/// What the counts add up to against those who may vote: more than they are
/// cannot be, fewer is doubted.
#[component]
fn Sum(fields: VoteFields) -> impl IntoView {
    let lang = use_lang();
    let n = move |count: u32| number(lang, count);
    move || {
        if fields.approve.text.with(|text| text.trim().is_empty()) {
            return None;
        }
        let counts = [fields.approve, fields.against, fields.abstain, fields.voters];
        let [approve, against, abstain, voters] = counts.map(|typed| typed.text.with(|text| count_of(text)));
        let (approve, against, abstain, voters) = (approve?, against?, abstain?, voters?);
        let cast = u32::from(approve) + u32::from(against) + u32::from(abstain);
        let sum = t::vote_sum(lang, n(cast), n(voters.into()));
        Some(match Vote::new(voters, approve, against, abstain) {
            None => view! {
                <div class="banner" data-kind="error" id="vote-sum" role="status">
                    <p>{sum}" "{t::error_too_many_votes(lang)}</p>
                </div>
            }
            .into_any(),
            Some(vote) => {
                let percent = vote.percent().map(|percent| t::vote_percent(lang, number(lang, percent)));
                let kind = if vote.uncounted() == 0 { "info" } else { "warn" };
                let left =
                    (vote.uncounted() != 0).then(|| t::vote_uncounted(lang, n(vote.uncounted().into())));
                view! {
                    <div class="banner" data-kind=kind id="vote-sum" role="status">
                        <p>{sum}" "{percent}" "{left}</p>
                    </div>
                }
                .into_any()
            }
        })
    }
}
