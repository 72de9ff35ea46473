//! The review of a year: twelve months side by side, what the cell says of
//! them, the grade it proposes, the members' vote.

mod findings;
mod months;
mod submit;

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::review::take_back;
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::review::{self, Review};
use shared::record::roster::Roster;
use shared::record::{Kind, Record};
use shared::scheme::Scheme;
use shared::year::Year;

use super::members::name_of;
use super::resolution::Notices;
use crate::components::badge::row_badges;
use crate::components::failed::{Failed, Failure};
use crate::components::layout::Page;
use crate::components::paper_link::PaperLink;
use crate::components::vote::vote_words;
use crate::components::year_choice::YearChoice;
use crate::field_word::discipline_line;
use crate::format::{date, digits};
use crate::paper::PaperOf;
use crate::proposal::proposed_word;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;
use findings::{Finding, FindingsForm};
use months::Months;
use submit::SubmitForm;

/// The document of this cell's review of `year`.
fn document(book: Book, year: Year) -> Option<DocumentId> {
    book.organisation_id().map(|organisation| DocumentId::natural(organisation, &review::key(year)))
}

/// The review of `year` as far as it was written.
fn review(book: Book, year: Year) -> Review {
    match document(book, year).and_then(|id| book.row(id)).map(|row| row.fact.record) {
        Some(Record::Review(review)) => review,
        _ => Review::default(),
    }
}

async fn save(book: Book, year: Year, edits: Result<Vec<Edit>, CommandError>) -> Result<(), SaveError> {
    let id = untrack(|| document(book, year)).ok_or(SaveError::NotEnrolled)?;
    book.save(id, Kind::Review, edits?).await
}

/// The review of one year.
#[component]
pub fn YearReviewPage(
    /// The year.
    year: Year,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let title = t::record_review(lang, digits(lang, &year.to_string()));
    let current = Derived::new(move || review(book, year));
    let submitted = Derived::new(move || current.with(|current| current.submitted_on.is_some()));
    let notices = move || {
        document(book, year).and_then(|id| book.row(id)).map(|row| {
            view! { <p class="row">{row_badges(lang, &row)}</p><Notices id=row.fact.document row=row.clone()/> }
        })
    };
    let choose = Callback::new(move |year: Year| book.go(&format!("/cell/review/{year}")));
    view! {
        <Page title=Signal::stored(title) back=("/cell/shelf", t::nav_shelf(lang))>
            <YearChoice year=Signal::stored(year) on_choose=choose/>
            {notices}
            <Months year=year/>
            {move || disciplined(lang, &book.roster(), year)}
            {move || document(book, year).filter(|id| book.row(*id).is_some()).map(|id| view! { <p class="row"><PaperLink of=PaperOf::Record(id)/></p> })}
            {move || {
                if submitted.get() {
                    view! {
                        {move || current.with(|current| facts(lang, book.year_scheme(year).as_ref(), current))}
                        <TakeBack year=year/>
                    }.into_any()
                } else {
                    let typing = Finding::of(year, &current.get_untracked());
                    view! {
                        <FindingsForm year=year typing=typing/>
                        <SubmitForm year=year typing=typing/>
                    }.into_any()
                }
            }}
        </Page>
    }
}

/// The measures that count for the year, each a way to its member: they bar grades.
fn disciplined(lang: Lang, roster: &Roster, year: Year) -> Option<AnyView> {
    let measures = roster.members.iter().flat_map(|(id, member)| {
        let counted = member.discipline.values().filter(|one| one.counts_in(year));
        counted.map(move |one| {
            (format!("/cell/members/{id}"), name_of(lang, member), discipline_line(lang, one))
        })
    });
    let lines = measures.map(|(href, name, line)| view! { <li><a href=href>{name}</a>": "{line}</li> });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty())
        .then(|| view! { <h2>{t::discipline_title(lang)}</h2><ul id="discipline">{lines}</ul> }.into_any())
}

/// What was submitted.
fn facts(lang: Lang, scheme: Option<&Scheme>, current: &Review) -> impl IntoView + use<> {
    let known = [
        (t::field_grade(lang), proposed_word(lang, scheme, current.grade, current.own_grade.as_deref())),
        (t::vote_title(lang), current.vote.map(|vote| vote_words(lang, vote))),
        (t::assess_submitted_on(lang), current.submitted_on.map(|on| date(lang, on))),
    ];
    let known = known.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let known = known.map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> }).collect_view();
    let texts = [
        (t::field_strengths(lang), &current.strengths),
        (t::assess_shortcomings(lang), &current.shortcomings),
        (t::field_causes(lang), &current.causes),
        (t::field_next_year(lang), &current.measures),
    ];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(heading, text)| {
        let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <h2>{heading}</h2><div class="card stack tight">{lines}</div> }
    });
    view! { <dl class="kv" id="review-facts">{known}</dl>{texts.collect_view()} }
}

#[component]
fn TakeBack(year: Year) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let back = move |_| failed.watch(save(book, year, Ok(take_back())), |()| ());
    view! {
        <Failed of=failed/>
        <p class="row">
            <button type="button" class="button" id="take-back" on:click=back>{t::assess_take_back(lang)}</button>
        </p>
    }
}
