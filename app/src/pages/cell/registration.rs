//! The registration of a year: what is sought, the cell's own criteria, the
//! members' opinions, the vote.

mod aims;
pub mod criteria;
mod opinions;
mod vote;

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::registration::begin;
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::registration::{self, Registration};
use shared::record::{Kind, Record};
use shared::ruling::{RegistrationState, registration_state};
use shared::scheme::Scheme;
use shared::standing::registration_doubt::{RegistrationDoubt, registration_doubts};
use shared::year::Year;

use super::resolution::Notices;
use crate::components::badge::{badge, row_badges};
use crate::components::layout::Page;
use crate::components::paper_link::PaperLink;
use crate::components::vote::vote_words;
use crate::components::year_choice::YearChoice;
use crate::field_word::four_good_word;
use crate::format::{date, digits, number};
use crate::paper::PaperOf;
use crate::proposal::proposed_word;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;
use aims::{Aiming, AimsForm};
use criteria::{Criteria, OwnCriteria};
use opinions::Opinions;
use vote::{Registered, VoteForm, Withdrawn};

/// The document of this cell's registration of `year`.
fn document(book: Book, year: Year) -> Option<DocumentId> {
    book.organisation_id().map(|organisation| DocumentId::natural(organisation, &registration::key(year)))
}

/// The registration of `year` as far as it was written.
pub fn registration(book: Book, year: Year) -> Registration {
    match document(book, year).and_then(|id| book.row(id)).map(|row| row.fact.record) {
        Some(Record::Registration(registration)) => registration,
        _ => Registration::default(),
    }
}

/// Saves `edits` to the registration of `year`, beginning it where nobody has.
async fn save(book: Book, year: Year, edits: Result<Vec<Edit>, CommandError>) -> Result<(), SaveError> {
    let id = untrack(|| document(book, year)).ok_or(SaveError::NotEnrolled)?;
    let mut edits = edits?;
    let current = untrack(|| registration(book, year));
    if current.year.is_none() {
        edits.extend(begin(&current, year)?);
    }
    book.save(id, Kind::Registration, edits).await
}

/// The scheme by which the year is assessed: that of its last month that has one.
pub fn scheme_of(book: Book, year: Year) -> Option<Scheme> {
    year.months().rev().find_map(|month| book.scheme(month))
}

/// How far the registration has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    Registered,
    Withdrawn,
}

/// The registration of one year.
#[component]
pub fn RegistrationPage(
    /// The year.
    year: Year,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let title = t::record_registration(lang, digits(lang, &year.to_string()));
    let current = Derived::new(move || registration(book, year));
    let stage = Derived::new(move || {
        current.with(|current| match (&current.withdrawn, current.registered_on) {
            (Some(_), _) => Stage::Withdrawn,
            (None, Some(_)) => Stage::Registered,
            (None, None) => Stage::Draft,
        })
    });
    let notices = move || {
        document(book, year).and_then(|id| book.row(id)).map(|row| {
            view! { <p class="row">{row_badges(lang, &row)}</p><Notices id=row.fact.document row=row.clone()/> }
        })
    };
    let facts = move || {
        let scheme = book.year_scheme(year);
        current.with(|current| facts(lang, current, scheme.as_ref()))
    };
    let choose = Callback::new(move |year: Year| book.go(&format!("/cell/registration/{year}")));
    view! {
        <Page title=Signal::stored(title) back=("/cell/shelf", t::nav_shelf(lang))>
            <YearChoice year=Signal::stored(year) on_choose=choose/>
            {notices}
            {move || document(book, year).filter(|id| book.row(*id).is_some()).map(|id| view! { <p class="row"><PaperLink of=PaperOf::Record(id)/></p> })}
            {move || match stage.get() {
                Stage::Draft => view! { <Drafting year=year current=current/> }.into_any(),
                Stage::Registered => view! {
                    <WardsWord year=year current=current/>
                    {facts}
                    <Doubts current=current/>
                    <OwnCriteria year=year current=current/>
                    <Opinions year=year current=current/>
                    <Registered year=year/>
                }.into_any(),
                Stage::Withdrawn => view! {
                    {facts}
                    <OwnCriteria year=year current=current/>
                    <Opinions year=year current=current/>
                    <Withdrawn year=year/>
                }.into_any(),
            }}
        </Page>
    }
}

/// The forms, drawn once: what other phones write meanwhile disturbs nobody.
#[component]
fn Drafting(year: Year, current: Derived<Registration>) -> impl IntoView {
    let typing = Aiming::of(year, &current.get_untracked());
    view! {
        <AimsForm year=year typing=typing/>
        <Criteria year=year current=current/>
        <Opinions year=year current=current/>
        <Doubts current=current/>
        <VoteForm year=year typing=typing/>
    }
}

/// What the ward said to the registration: approved, or sent back with a reason.
#[component]
fn WardsWord(year: Year, current: Derived<Registration>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let word = move || {
        let organisation = book.organisation_id()?;
        let verdict = book.opened().registration_verdict(organisation, year).cloned()?;
        let (kind, words, reason) = match current.with(|current| registration_state(current, Some(&verdict)))
        {
            RegistrationState::Approved(verdict) => {
                ("ok", t::approve_approved(lang, date(lang, verdict.on)), None)
            }
            RegistrationState::SentBack(verdict) => {
                ("late", t::approve_sent_back(lang, date(lang, verdict.on)), verdict.sent_back.clone())
            }
            RegistrationState::Waiting | RegistrationState::Changed(_) => {
                ("draft", t::approve_changed(lang).to_owned(), None)
            }
        };
        let reason = reason.map(|reason| view! { <p class="written">{t::approve_because(lang, reason)}</p> });
        Some(view! { <p class="row" id="wards-word">{badge(kind, words)}</p>{reason} })
    };
    view! { {word} }
}

/// What was registered; what nobody wrote is left out.
fn facts(lang: Lang, current: &Registration, scheme: Option<&Scheme>) -> impl IntoView + use<> {
    let state = if current.withdrawn.is_some() {
        badge("missing", t::registration_withdrawn(lang))
    } else {
        badge("ok", t::registration_registered(lang))
    };
    let known = [
        (t::field_registered_on(lang), current.registered_on.map(|on| date(lang, on))),
        (t::vote_title(lang), current.vote.map(|vote| vote_words(lang, vote))),
        (
            t::field_title_sought(lang),
            current.title_sought.map(|title| four_good_word(lang, title).to_owned()),
        ),
        (
            t::field_grade_sought(lang),
            proposed_word(lang, scheme, current.grade_sought, current.own_grade_sought.as_deref()),
        ),
        (t::field_withdrawn(lang), current.withdrawn.clone()),
    ];
    let known = known.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let known = known.map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> }).collect_view();
    let targets = (!current.targets.is_empty()).then(|| {
        let lines = current.targets.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <h2>{t::field_targets(lang)}</h2><div class="card stack tight">{lines}</div> }
    });
    view! { <p class="row">{state}</p><dl class="kv" id="registration-facts">{known}</dl>{targets} }
}

/// What the model asks for and the registration lacks.
#[component]
fn Doubts(current: Derived<Registration>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let doubts = current.with(|current| registration_doubts(current, &book.roster()));
        (!doubts.is_empty()).then(|| {
            let lines = doubts.into_iter().map(|doubt| {
                let word = doubt_word(lang, doubt);
                let line = match doubt.source() {
                    Some(source) => t::registration_doubt_by(lang, word, source),
                    None => word,
                };
                view! { <li>{line}</li> }
            });
            view! {
                <div class="banner" data-kind="warn" id="doubts"><div>
                    <p><strong>{t::registration_doubts(lang)}</strong></p>
                    <ul>{lines.collect_view()}</ul>
                </div></div>
            }
        })
    };
    view! { {list} }
}

fn doubt_word(lang: Lang, doubt: RegistrationDoubt) -> String {
    match doubt {
        RegistrationDoubt::NoTitle => t::registration_no_title(lang).to_owned(),
        RegistrationDoubt::NoTargets => t::registration_no_targets(lang).to_owned(),
        RegistrationDoubt::NoOwnCriteria => t::registration_no_criteria(lang).to_owned(),
        RegistrationDoubt::OpinionsMissing(count) => {
            t::registration_opinions_missing(lang, number(lang, count))
        }
        RegistrationDoubt::OutsideTheYear => t::registration_outside(lang).to_owned(),
    }
}
