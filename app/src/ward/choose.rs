//! The choice of the scheme that judges something.

use leptos::prelude::*;
use shared::org::OrganisationKind;
use shared::ruling::{RuledWard, SchemeChoice};
use shared::scheme::{Scheme, Subject};
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, ruling_form};
use super::paths;
use super::schemes::description;
use super::typed::Typed;
use super::words::{choice_words, judges_word};
use crate::format::{digits, number};
use crate::standings::Frame;
use crate::t;

/// A scheme that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The scheme.
    pub scheme: Scheme,
    /// Where it stands.
    pub state: CandidateState,
}

/// Where a candidate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateState {
    /// It is in force.
    InForce,
    /// The ward published it.
    Published,
    /// It comes with the program and is published with the choice.
    Shipped,
    /// It is not valid in the year.
    NotValid,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ChoosePage {
    /// The year.
    pub year: Year,
    /// What is judged.
    pub subject: Subject,
    /// Of which organisations.
    pub kind: OrganisationKind,
    /// The schemes.
    pub candidates: Vec<Candidate>,
    /// What the ward ruled so far.
    pub ward: RuledWard,
}

impl ChoosePage {
    /// The choice by which the year is judged; that of the year goes before one for every year.
    fn choice(&self) -> Option<&SchemeChoice> {
        let of = |choice: &&SchemeChoice| (choice.subject, choice.kind) == (self.subject, self.kind);
        let choices = || self.ward.choices.iter().rev().filter(of);
        let for_year = |choice: &&SchemeChoice| choice.year == Some(self.year);
        choices().find(for_year).or_else(|| choices().find(|choice| choice.year.is_none()))
    }
}

/// How a form names a scheme.
pub fn candidate_name(scheme: &Scheme) -> String {
    format!("{}:{}", scheme.id, scheme.version)
}

/// For how long a choice is made, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceSpan {
    /// For the year alone.
    ThisYear,
    /// For every year without a choice of its own.
    EveryYear,
}

impl ChoiceSpan {
    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThisYear => "this",
            Self::EveryYear => "every",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::ThisYear, Self::EveryYear].into_iter().find(|span| span.name() == name)
    }
}

/// The page.
pub fn choose_page(frame: &Frame, desk: &Desk, page: &ChoosePage, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let of_year = t::paper_year(lang, digits(lang, &page.year.to_string()));
    let cards = page.candidates.iter().map(|candidate| {
        let (kind, word) = match candidate.state {
            CandidateState::InForce => ("ok", t::criteria_in_force(lang)),
            CandidateState::Published => ("info", t::criteria_published(lang)),
            CandidateState::Shipped => ("draft", t::criteria_shipped(lang)),
            CandidateState::NotValid => ("missing", t::criteria_not_valid(lang)),
        };
        view! {
            <section class="card stack tight">
                {description(lang, &candidate.scheme)}
                <p><span class="badge" data-kind=kind>{word}</span></p>
            </section>
        }
    });
    let offered = page.candidates.iter().filter(|candidate| candidate.state != CandidateState::NotValid);
    let offered = offered.map(|candidate| {
        let title = candidate.scheme.title.get(lang);
        let words = t::criteria_version(lang, title, number(lang, candidate.scheme.version));
        Offered::new(candidate_name(&candidate.scheme), words)
    });
    let current = page.candidates.iter().find(|candidate| candidate.state == CandidateState::InForce);
    let current = current.map(|candidate| candidate_name(&candidate.scheme));
    let spans = vec![
        Offered::new(
            ChoiceSpan::ThisYear.name(),
            t::criteria_only(lang, digits(lang, &page.year.to_string())),
        ),
        Offered::new(ChoiceSpan::EveryYear.name(), t::criteria_every_year(lang)),
    ];
    let fields = view! {
        {choice_field(lang, typed, "scheme", t::criteria_which(lang), offered.collect(), current.as_deref())}
        {choice_field(lang, typed, "span", t::criteria_how_long(lang), spans, Some(ChoiceSpan::ThisYear.name()))}
    };
    let action = paths::choose(&desk.ward.code, page.year, page.subject, page.kind);
    let form = ruling_form(lang, desk, typed, &action, t::criteria_choose_button(lang), fields);
    let why = match page.choice() {
        Some(choice) => {
            let [scheme, when] = choice_words(lang, &page.ward, choice);
            t::criteria_by_choice(lang, scheme, when)
        }
        None => t::criteria_last_published(lang).to_owned(),
    };
    let why = view! {
        <div class="banner" data-kind="info" id="effect"><div>
            <p>{why}</p>
            <p>{t::criteria_computed_again(lang)}</p>
        </div></div>
    };
    let title = format!("{}, {of_year}", judges_word(lang, page.subject, page.kind));
    desk_page(frame, desk, &title, view! { {why} {cards.collect_view()} {form} })
}
