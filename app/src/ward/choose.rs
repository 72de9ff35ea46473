//! The choice of the scheme that judges something.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::lang::Lang;
use shared::month::Month;
use shared::org::OrganisationKind;
use shared::ruling::RuledWard;
use shared::scheme::{Rule, Scheme, Subject};
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, pick_field, ruling_form};
use super::paths;
use super::schemes::description;
use super::typed::Typed;
use super::words::{choice_words, judges_word, scheme_words};
use crate::explain::rule::kind_word;
use crate::format::{digits, month, number};
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

impl Candidate {
    /// Whether it may be chosen: it fits the year, and judges.
    pub fn can_be_chosen(&self) -> bool {
        self.state != CandidateState::NotValid && !self.scheme.is_roll_up()
    }
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
    /// The month of the year by which it is told what is in force.
    pub month: Month,
    /// The schemes.
    pub candidates: Vec<Candidate>,
    /// What the ward ruled so far.
    pub ward: RuledWard,
}

/// How a form names a scheme.
pub fn candidate_name(scheme: &Scheme) -> String {
    format!("{}:{}", scheme.id, scheme.version)
}

/// Of how many items what was answered so far still counts if the candidate
/// comes after the scheme that is in `force`.
fn kept_words(lang: Lang, force: &Scheme, candidate: &Candidate) -> Option<AnyView> {
    if *force == candidate.scheme || !candidate.can_be_chosen() {
        return None;
    }
    // What was answered about a year counts by the scheme that it was answered for.
    if matches!(force.subject, Subject::Year | Subject::Member) && force.id != candidate.scheme.id {
        return Some(view! { <p class="meta">{t::criteria_appraised_anew(lang)}</p> }.into_any());
    }
    let asked = |scheme: &Scheme| -> BTreeSet<String> {
        let asked = scheme.items().filter(|item| !matches!(item.rule, Rule::Measured { .. }));
        asked.map(|item| item.id.clone()).collect()
    };
    let (before, then) = (asked(force), asked(&candidate.scheme));
    let kept = before.intersection(&then).count();
    let [kept, all] = [kept, then.len()].map(|count| number(lang, count as u64));
    Some(view! { <p class="meta">{t::criteria_kept_answers(lang, kept, all)}</p> }.into_any())
}

/// For how long a choice is made, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanOffered {
    /// For the year alone.
    ThisYear,
    /// From a month of the year on, which another field names.
    FromMonth,
    /// For every year without a choice of its own.
    EveryYear,
}

/// For which kinds of organisations a choice is made, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindsOffered {
    /// For all that the scheme serves.
    All,
    /// For the one of the page alone.
    This,
}

impl KindsOffered {
    const ALL: [Self; 2] = [Self::All, Self::This];

    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::This => "this",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kinds| kinds.name() == name)
    }
}

impl SpanOffered {
    const ALL: [Self; 3] = [Self::ThisYear, Self::FromMonth, Self::EveryYear];

    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThisYear => "this",
            Self::FromMonth => "from",
            Self::EveryYear => "every",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.name() == name)
    }
}

/// The months from which on a subject may be judged by another scheme: of what
/// is classified once a year only the first.
pub fn months_offered(subject: Subject, year: Year) -> Vec<Month> {
    let most = match subject {
        Subject::Month | Subject::Meeting => 12,
        Subject::Year | Subject::Member => 1,
    };
    year.months().take(most).collect()
}

/// The page.
pub fn choose_page(frame: &Frame, desk: &Desk, page: &ChoosePage, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let of_year = t::paper_year(lang, digits(lang, &page.year.to_string()));
    let action = paths::choose(&desk.ward.code, page.year, page.subject, page.kind);
    let all = || page.candidates.iter().map(|candidate| &candidate.scheme);
    let called = |scheme: &Scheme| scheme_words(lang, scheme, all());
    let in_force = page.candidates.iter().find(|candidate| candidate.state == CandidateState::InForce);
    let cards = page.candidates.iter().map(|candidate| {
        let (kind, word) = match candidate.state {
            CandidateState::InForce => ("ok", t::criteria_in_force(lang)),
            CandidateState::Published => ("info", t::criteria_published(lang)),
            CandidateState::Shipped => ("draft", t::criteria_shipped(lang)),
            CandidateState::NotValid => ("missing", t::criteria_not_valid(lang)),
        };
        let sums = candidate.state == CandidateState::Shipped && candidate.scheme.is_roll_up();
        let publish = sums.then(|| {
            let name = candidate_name(&candidate.scheme);
            let named = view! { <input type="hidden" name="scheme" value=name/> };
            let button = t::criteria_roll_up_button(lang);
            ruling_form(lang, desk, &Typed::default(), &action, button, named)
        });
        view! {
            <section class="card stack tight">
                {description(lang, &candidate.scheme, called(&candidate.scheme))}
                {in_force.and_then(|now| kept_words(lang, &now.scheme, candidate))}
                <p><span class="badge" data-kind=kind>{word}</span></p>
                {publish}
            </section>
        }
    });
    let offered = page.candidates.iter().filter(|candidate| candidate.can_be_chosen());
    let several = offered.clone().any(|candidate| 1 < candidate.scheme.organisations.all().count());
    let offered =
        offered.map(|candidate| Offered::new(candidate_name(&candidate.scheme), called(&candidate.scheme)));
    let current = in_force.map(|candidate| candidate_name(&candidate.scheme));
    let months = months_offered(page.subject, page.year);
    let spans = SpanOffered::ALL.map(|span| {
        let words = match span {
            SpanOffered::ThisYear => t::criteria_only(lang, digits(lang, &page.year.to_string())),
            SpanOffered::FromMonth if months.len() == 1 => {
                t::criteria_from(lang, months.first().map(|of| month(lang, *of)).unwrap_or_default())
            }
            SpanOffered::FromMonth => t::criteria_from_month(lang).to_owned(),
            SpanOffered::EveryYear => t::criteria_every_year(lang).to_owned(),
        };
        Offered::new(span.name(), words)
    });
    let offered_months = months.iter().map(|of| Offered::new(of, month(lang, *of)));
    let at = months.iter().find(|of| **of == page.month).or(months.first()).map(ToString::to_string);
    let from = (months.len() != 1).then(|| {
        pick_field(
            lang,
            typed,
            "from",
            t::criteria_first_month(lang),
            offered_months.collect(),
            at.as_deref(),
        )
    });
    let kinds = several.then(|| {
        let offered = KindsOffered::ALL.map(|kinds| {
            let words = match kinds {
                KindsOffered::All => t::criteria_all_kinds(lang).to_owned(),
                KindsOffered::This => t::criteria_one_kind(lang, kind_word(lang, page.kind)),
            };
            Offered::new(kinds.name(), words)
        });
        let default = Some(KindsOffered::All.name());
        let field = choice_field(lang, typed, "kinds", t::criteria_for_whom(lang), offered.into(), default);
        view! { <p class="hint">{t::criteria_several(lang)}</p> {field} }
    });
    let fields = view! {
        {choice_field(lang, typed, "scheme", t::criteria_which(lang), offered.collect(), current.as_deref())}
        {kinds}
        {choice_field(lang, typed, "span", t::criteria_how_long(lang), spans.into(), Some(SpanOffered::ThisYear.name()))}
        {from}
    };
    let form = ruling_form(lang, desk, typed, &action, t::criteria_choose_button(lang), fields);
    let why = match page.ward.chosen(page.subject, page.kind, page.month) {
        Some(choice) => {
            let [scheme, when] = choice_words(lang, &page.ward, choice);
            t::criteria_by_choice(lang, scheme, when)
        }
        None => t::criteria_last_published(lang).to_owned(),
    };
    let chosen = page.ward.choices.iter();
    let chosen = chosen.filter(|choice| (choice.subject, choice.kind) == (page.subject, page.kind));
    let chosen: Vec<_> = chosen
        .map(|choice| {
            let [scheme, when] = choice_words(lang, &page.ward, choice);
            view! { <li>{format!("{when}: {scheme}")}</li> }
        })
        .collect();
    let chosen = (1 < chosen.len()).then(|| view! { <ul id="choices">{chosen}</ul> });
    let why = view! {
        <div class="banner" data-kind="info" id="effect"><div>
            <p>{why}</p>
            {chosen}
            <p>{t::criteria_computed_again(lang)}</p>
        </div></div>
    };
    let title = format!("{}, {of_year}", judges_word(lang, page.subject, page.kind));
    desk_page(frame, desk, &title, view! { {why} {cards.collect_view()} {form} })
}
