//! Sums of contributions: of the year, by month, by project, by source.
//!
//! Public money stands beside what people gave, and is never added to it.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::contribution::Contribution;
use shared::replica::Row;
use shared::sorted_map::SortedMap;
use shared::standing::contributed::{self, by_month, by_project, by_source, total};
use shared::standing::pledged::{kept_by_unit, pledges};
use shared::year::Year;

use super::contribution::kept_words;
use crate::field_word::{amount_words, giver_word};
use crate::format::{month, number};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The sums.
#[component]
pub fn Sums(
    /// The year; projects are summed up over all years.
    #[prop(into)]
    year: Signal<Year>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let counted = Derived::new(move || {
        let of = |rows: &SortedMap<_, Row>| {
            let facts = rows.values().map(|row| (row.fact.document, &row.fact.record));
            let counted = facts.filter_map(|(id, record)| match record {
                Record::Contribution(one) if one.cancelled.is_none() => Some((id, one.clone())),
                _ => None,
            });
            counted.collect::<Vec<_>>()
        };
        book.rows.with(of)
    });
    let sums = move || {
        counted.with(|counted| {
            let of_year = |contribution: &&Contribution| {
                contribution.given_on.is_some_and(|given| Year::of(given) == year.get())
            };
            let all: Vec<&Contribution> = counted.iter().map(|(_, one)| one).collect();
            let known: Vec<_> =
                counted.iter().map(|(id, one)| (*id, one)).filter(|(_, one)| of_year(one)).collect();
            let kept = kept_by_unit(&pledges(&known)).into_iter().map(|(unit, kept)| {
                view! { <li><strong>{kept_words(lang, unit, kept.given, kept.pledged)}</strong></li> }
            });
            let kept: Vec<_> = kept.collect();
            let kept = (!kept.is_empty()).then(|| {
                view! { <h2>{t::contribution_pledges(lang)}</h2><ul class="list" role="list" id="sum-pledged">{kept}</ul> }
            });
            let some: Vec<_> = all.iter().copied().filter(of_year).collect();
            let months = by_month(some.iter().copied()).into_iter().rev();
            let months: Vec<_> = months.map(|(of, sums)| (month(lang, of), sums)).collect();
            let projects = by_project(all.iter().copied()).into_iter().map(|(project, sums)| {
                let none = project.is_empty();
                (if none { t::contribution_no_project(lang).to_owned() } else { project }, sums)
            });
            let projects: Vec<_> = projects.collect();
            let sources = by_source(some.iter().copied()).into_iter();
            let sources: Vec<_> =
                sources.map(|(source, sums)| (giver_word(lang, source).to_owned(), sums)).collect();
            view! {
                {whole(lang, &total(some.iter().copied()))}
                {kept}
                {part(lang, "sums-by-project", t::contribution_by_project(lang), projects)}
                {part(lang, "sums-by-month", t::contribution_by_month(lang), months)}
                {part(lang, "sums-by-source", t::contribution_by_source(lang), sources)}
            }
        })
    };
    view! { {sums} }
}

/// The year's sums with how often and by how many was given.
fn whole(lang: Lang, sums: &contributed::Sums) -> impl IntoView + use<> {
    let given = sums.iter().filter(|(_, sum)| sum.gifts != 0).map(|(unit, sum)| {
        let gifts = t::contribution_gifts(lang, number(lang, sum.gifts), number(lang, sum.givers));
        let amount = amount_words(lang, *unit, sum.given);
        view! { <li><strong>{amount}</strong><br/><span class="meta">{gifts}</span></li> }
    });
    let given = given.collect_view();
    let public = sums.iter().filter(|(_, sum)| sum.public != 0).map(|(unit, sum)| {
        view! { <li><strong>{amount_words(lang, *unit, sum.public)}</strong></li> }
    });
    let public: Vec<_> = public.collect();
    let given = (sums.values().any(|sum| sum.gifts != 0)).then(|| {
        view! { <h2>{t::contribution_given(lang)}</h2><ul class="list" role="list" id="sum-given">{given}</ul> }
    });
    let public = (!public.is_empty()).then(|| {
        view! { <h2>{t::contribution_public(lang)}</h2><ul class="list" role="list" id="sum-public">{public}</ul> }
    });
    view! { {given}{public} }
}

/// Sums side by side, folded away.
fn part(
    lang: Lang,
    id: &'static str,
    heading: &'static str,
    rows: Vec<(String, contributed::Sums)>,
) -> impl IntoView + use<> {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(key, sums)| {
            let given = sums.iter().filter(|(_, sum)| sum.gifts != 0);
            let given = given.map(|(unit, sum)| amount_words(lang, *unit, sum.given));
            let public = sums.iter().filter(|(_, sum)| sum.public != 0);
            let public = public
                .map(|(unit, sum)| t::contribution_of_public(lang, amount_words(lang, *unit, sum.public)));
            let lines = given.chain(public).map(|line| view! { <p>{line}</p> });
            view! { <dt>{key}</dt><dd>{lines.collect_view()}</dd> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="explain" id=id>
                <summary>{heading}</summary>
                <dl class="kv">{rows}</dl>
            </details>
        }
    })
}
