//! What was contributed, and what it comes to.

use leptos::prelude::*;
use shared::amount::Amount;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::contribution::Contribution;
use shared::replica::Row;
use shared::year::Year;

use super::contribution_sums::Sums;
use crate::components::badge::{badge, row_badges};
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::long_list::long_list;
use crate::components::paper_link::PaperLink;
use crate::components::year_choice::YearChoice;
use crate::field_word::{amount_words, giver_word};
use crate::format::date;
use crate::paper::{ListOf, PaperOf};
use crate::record_word::record_title;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The contributions that `wanted` says yes to, the newest first.
pub fn contributions(
    book: Book,
    wanted: &dyn Fn(&Contribution) -> bool,
) -> Vec<(DocumentId, Contribution, Row)> {
    let mut found = book.rows.with(|rows| {
        let of = |row: &Row| match &row.fact.record {
            Record::Contribution(contribution) if wanted(contribution) => {
                Some((row.fact.document, contribution.clone(), row.clone()))
            }
            _ => None,
        };
        rows.values().filter_map(of).collect::<Vec<_>>()
    });
    found.sort_by(|(a, x, _), (b, y, _)| (y.given_on, b).cmp(&(x.given_on, a)));
    found
}

/// The sums and the list of a year.
#[component]
pub fn Contributions() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let year = RwSignal::new(untrack(|| Year::of(book.day())));
    let of_year = Derived::new(move || {
        let year = year.get();
        contributions(book, &|one| one.given_on.is_none_or(|given| Year::of(given) == year))
    });
    let empty = Derived::new(move || of_year.with(Vec::is_empty));
    let list = move || {
        if empty.get() {
            view! { <div class="empty"><p>{t::contribution_none(lang)}</p></div> }.into_any()
        } else {
            long_list(of_year, move |(id, one, row)| card(lang, *id, one, row).into_any()).into_any()
        }
    };
    view! {
        <Page title=Signal::stored(t::shelf_contributions(lang).to_owned()) back=("/cell/shelf", t::nav_shelf(lang))>
            <YearChoice year=year on_choose=Callback::new(move |chosen| year.set(chosen))/>
            <Sums year=year/>
            <h2>{t::contribution_list(lang)}</h2>
            {list}
            {move || view! { <p class="row"><PaperLink of=PaperOf::List(ListOf::Contributions, book.month())/></p> }}
            <div class="actionbar">
                <a class="button main" id="new-contribution" href="/cell/contributions/new">
                    {Icon::Plus.draw()}<span>{t::contribution_new(lang)}</span>
                </a>
            </div>
        </Page>
    }
}

/// What was given, or what was pledged where nothing was given with it.
fn sum_words(lang: Lang, contribution: &Contribution) -> Option<String> {
    let unit = contribution.unit?;
    let words = |amount: Amount| amount_words(lang, unit, amount.number().into());
    let pledged = || Some(t::contribution_pledged(lang, words(contribution.pledged?)));
    contribution.amount.map(words).or_else(pledged)
}

/// A contribution as lists show it.
pub fn card(lang: Lang, id: DocumentId, contribution: &Contribution, row: &Row) -> impl IntoView + use<> {
    let amount = sum_words(lang, contribution);
    let given_on = contribution.given_on.map(|given| date(lang, given));
    let source = contribution.source.map(|source| giver_word(lang, source).to_owned());
    let project = Some(contribution.project.clone()).filter(|project| !project.is_empty());
    let meta: Vec<_> = [project, source, given_on].into_iter().flatten().collect();
    let cancelled =
        contribution.cancelled.is_some().then(|| badge("missing", t::contribution_cancelled(lang)));
    view! {
        <li><a class="card link" href=format!("/cell/contributions/{id}")>
            <span class="title">{record_title(lang, &row.fact.record)}</span>
            <strong>{amount}</strong>
            <span class="meta">{meta.join(" · ")}</span>
            {cancelled}
            {row_badges(lang, row)}
        </a></li>
    }
}
