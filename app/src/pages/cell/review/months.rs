//! The twelve months of the year: grade and goods, each a tap from its sheet.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::month::Month;
use shared::scheme::Scheme;
use shared::scheme::evaluate::Outcome;
use shared::standing::month::Progress;
use shared::standing::year::{MonthColumn, YearTable, year_table};
use shared::year::Year;

use crate::format::{month as write_month, number};
use crate::pages::cell::registration::scheme_of;
use crate::picture::{outcome_word, rank};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The table, what is missing, and what the months said.
#[component]
pub fn Months(
    /// The year.
    year: Year,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let table = move || {
        let standings: Vec<_> =
            year.months().filter_map(|month| book.standing(month)).map(|(_, standing)| standing).collect();
        let Some(scheme) = scheme_of(book, year) else {
            return view! { <div class="banner" data-kind="info"><p>{t::home_no_scheme(lang)}</p></div> }
                .into_any();
        };
        let table = year_table(year, &standings);
        let grades = |column: &MonthColumn| {
            // Another scheme may have been in force in that month.
            let scheme = column.grade.and_then(|_| book.scheme(column.month));
            grade_cell(lang, scheme.as_ref(), column)
        };
        let grades: Vec<_> = table.months.iter().map(grades).collect();
        view! { {drawn(lang, &scheme, &table, grades)}{missing(lang, &table)} }.into_any()
    };
    let shortcomings = Derived::new(move || {
        let said = year.months().map(|month| (month, book.assessment(month).shortcomings));
        said.filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>()
    });
    let said = move || {
        let said: Vec<_> = shortcomings
            .get()
            .into_iter()
            .map(|(month, text)| view! { <dt>{write_month(lang, month)}</dt><dd>{text}</dd> })
            .collect();
        (!said.is_empty()).then(|| {
            view! {
                <details class="explain" id="said">
                    <summary>{t::review_said(lang)}</summary>
                    <dl class="kv">{said}</dl>
                </details>
            }
        })
    };
    view! { {table}{said} }
}

fn drawn(lang: Lang, scheme: &Scheme, table: &YearTable, grades: Vec<AnyView>) -> impl IntoView + use<> {
    let heads = table.months.iter().map(|column| {
        view! { <th role="columnheader" scope="col">{label(lang, column.month)}</th> }
    });
    let heads = heads.collect_view();
    let goods = scheme.criteria.iter().map(|criterion| {
        let cells = table.months.iter().map(|column| {
            let outcome =
                column.goods.iter().find(|(id, _)| *id == criterion.id).map(|(_, outcome)| *outcome);
            good_cell(lang, column, outcome)
        });
        row(criterion.short.get(lang).to_owned(), cells.collect())
    });
    let goods = goods.collect_view();
    let caption = t::review_table(lang, number(lang, table.submitted() as u64));
    view! {
        <table class="heat" role="table" id="months">
            <caption>{caption}</caption>
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">{t::review_good(lang)}</th>{heads}
            </tr></thead>
            <tbody role="rowgroup">{row(t::review_grade(lang).to_owned(), grades)}{goods}</tbody>
        </table>
    }
}

fn row(head: String, cells: Vec<AnyView>) -> impl IntoView {
    view! { <tr role="row"><th role="rowheader" scope="row"><span>{head}</span></th>{cells}</tr> }
}

/// A month in a column's head.
fn label(lang: Lang, month: Month) -> String {
    t::review_month(lang, number(lang, month.number()))
}

fn grade_cell(lang: Lang, scheme: Option<&Scheme>, column: &MonthColumn) -> AnyView {
    let grade = scheme.zip(column.grade).and_then(|(scheme, place)| {
        let grade = scheme.grades.get(usize::from(place))?;
        Some((rank(place, scheme.grades.len()), grade.text.get(lang).to_owned()))
    });
    match grade {
        Some((rank, word)) => cell(lang, column, Some(rank), word),
        None => cell(lang, column, None, missing_word(lang, column).to_owned()),
    }
}

fn good_cell(lang: Lang, column: &MonthColumn, outcome: Option<Outcome>) -> AnyView {
    let known = outcome.filter(|_| column.progress != Progress::NotBegun);
    match known {
        Some(Outcome::Met) => cell(lang, column, Some(4), outcome_word(lang, Outcome::Met).to_owned()),
        Some(Outcome::NotMet) => cell(lang, column, Some(1), outcome_word(lang, Outcome::NotMet).to_owned()),
        Some(Outcome::LeftOut) => {
            cell(lang, column, Some(0), outcome_word(lang, Outcome::LeftOut).to_owned())
        }
        Some(Outcome::Missing) | None => cell(lang, column, None, missing_word(lang, column).to_owned()),
    }
}

/// The word for a month that has no result yet.
fn missing_word(lang: Lang, column: &MonthColumn) -> &'static str {
    match column.progress {
        Progress::NotBegun => t::review_not_begun(lang),
        Progress::Draft => t::review_draft(lang),
        Progress::Submitted(_) => t::review_incomplete(lang),
    }
}

fn cell(lang: Lang, column: &MonthColumn, rank: Option<u8>, word: String) -> AnyView {
    let class = if rank.is_some() { "grade" } else { "grade cell-missing" };
    view! {
        <td role="cell" data-label=label(lang, column.month)>
            <a class=class data-rank=rank.map(|rank| rank.to_string()) href=format!("/cell/assess/{}", column.month)>{word}</a>
        </td>
    }
    .into_any()
}

/// The months that were not submitted, each one tap away.
fn missing(lang: Lang, table: &YearTable) -> impl IntoView + use<> {
    let open = table.months.iter().filter(|column| !matches!(column.progress, Progress::Submitted(_)));
    let links: Vec<_> = open
        .map(|column| {
            let href = format!("/cell/assess/{}", column.month);
            view! { <li><a class="button" href=href>{write_month(lang, column.month)}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <h2>{t::review_missing(lang, number(lang, links.len() as u64))}</h2>
            <ul class="row" role="list" id="missing-months">{links}</ul>
        }
    })
}
