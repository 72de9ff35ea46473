//! The standings of a ward in one month: a row per organisation.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::scheme::Scheme;
use shared::scheme::evaluate::{CriterionResult, Outcome};
use shared::standing::month::{MonthStanding, Progress};

use super::frame::{Frame, document};
use super::home::ward_path;
use crate::explain::missing_word;
use crate::format::{date, moment, month as write_month, number};
use crate::picture::{outcome_word, rank, reached};
use crate::t;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct WardPage {
    /// The ward.
    pub ward: Ward,
    /// The month.
    pub month: Month,
    /// The moment of the computation.
    pub now: Moment,
    /// The scheme in force for the ward's cells.
    pub scheme: Scheme,
    /// The organisations in the order of the register.
    pub rows: Vec<WardRow>,
}

/// One organisation of the page.
#[derive(Debug, Clone)]
pub struct WardRow {
    /// The organisation.
    pub organisation: Organisation,
    /// How many members it has on the month's last day.
    pub members: usize,
    /// Its standing.
    pub standing: MonthStanding,
}

/// The page.
pub fn ward_page(frame: &Frame, page: &WardPage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = t::ward_standings(lang, &page.ward.name, write_month(lang, page.month));
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let is_submitted = |row: &&WardRow| matches!(row.standing.progress, Progress::Submitted(_));
    let submitted = page.rows.iter().filter(is_submitted).count();
    let summary = t::ward_summary(lang, number(lang, submitted as u64), number(lang, page.rows.len() as u64));
    let scheme = &page.scheme;
    let content = view! {
        <nav class="filters" aria-label=write_month(lang, page.month)>
            <a href=ward_path(&page.ward, page.month.previous())>{t::ward_before(lang)}</a>
            <a href=ward_path(&page.ward, page.month) aria-current="true">{write_month(lang, page.month)}</a>
            <a href=ward_path(&page.ward, page.month.next())>{t::ward_after(lang)}</a>
        </nav>
        <p>{summary}</p>
        {legend(lang, scheme)}
        {table(lang, page, scheme)}
        <p class="meta">{t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang))}</p>
    };
    document(frame, &title, Some(computed), content)
}

fn legend(lang: Lang, scheme: &Scheme) -> impl IntoView + use<> {
    let grades = scheme.grades.iter().zip(0_u8..).map(|(grade, place)| {
        let word = grade.text.get(lang).to_owned();
        view! { <li><span class="grade" data-rank=rank(place, scheme.grades.len()).to_string()>{word}</span></li> }
    });
    view! {
        <ul class="legend" role="list" aria-label=t::ward_legend(lang)>
            {grades.collect_view()}
            <li><span class="swatch cell-missing"></span>{t::ward_legend_missing(lang)}</li>
            <li><span class="swatch cell-stale"></span>{t::ward_legend_stale(lang)}</li>
            <li><span class="swatch cell-conflict"></span>{t::ward_legend_conflict(lang)}</li>
        </ul>
    }
}

fn table(lang: Lang, page: &WardPage, scheme: &Scheme) -> impl IntoView + use<> {
    let head = |text: String| view! { <th role="columnheader" scope="col">{text}</th> };
    let goods =
        scheme.criteria.iter().map(|criterion| head(criterion.short.get(lang).to_owned())).collect_view();
    let rows = page.rows.iter().map(|row| table_row(lang, page, scheme, row)).collect_view();
    view! {
        <table class="standings" role="table">
            <caption>{t::ward_caption(lang, number(lang, page.rows.len() as u64))}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {head(t::ward_column_organisation(lang).to_owned())}
                    {goods}
                    {head(t::ward_column_grade(lang).to_owned())}
                    {head(t::ward_column_missing(lang).to_owned())}
                    {head(t::ward_column_news(lang).to_owned())}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn table_row(lang: Lang, page: &WardPage, scheme: &Scheme, row: &WardRow) -> impl IntoView + use<> {
    let href = format!("{}/{}", ward_path(&page.ward, page.month), row.organisation.code);
    let members = t::ward_members(lang, number(lang, row.members as u64));
    let name = row.organisation.name.clone();
    let head = view! {
        <th role="rowheader" scope="row">
            <a href=href.clone()><span>{name}</span><span class="meta">{members}</span></a>
        </th>
    };
    let standing = &row.standing;
    let goods = scheme.criteria.iter().zip(&standing.evaluation.criteria);
    let goods = goods
        .map(|(criterion, result)| {
            good_cell(lang, scheme, criterion.short.get(lang), result, standing, &href)
        })
        .collect_view();
    view! {
        <tr role="row" id=row.organisation.code.to_string()>
            {head}
            {goods}
            <td role="cell">{grade_cell(lang, scheme, standing, &href)}</td>
            <td role="cell">{missing_cell(lang, standing)}</td>
            {news_cell(lang, page.month, standing)}
        </tr>
    }
}

fn good_cell(
    lang: Lang,
    scheme: &Scheme,
    name: &str,
    result: &CriterionResult,
    standing: &MonthStanding,
    href: &str,
) -> impl IntoView + use<> {
    if standing.progress == Progress::NotBegun {
        return view! { <td role="cell" class="cell-missing" data-label=name.to_owned()>{t::ward_nothing(lang)}</td> }.into_any();
    }
    let (part, whole) = reached(scheme, result);
    let width = (u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0).min(100).to_string();
    let count = format!("{}/{}", number(lang, part), number(lang, whole));
    let word = match result.outcome {
        Outcome::Missing => Some(outcome_word(lang, result.outcome)),
        Outcome::Met | Outcome::NotMet | Outcome::LeftOut => None,
    };
    view! {
        <td role="cell">
            <a href=format!("{href}#{}", result.id) data-label=name.to_owned()>
                <span>{count}</span>
                {word.map(|word| view! { <span class="meta">{word}</span> })}
                <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar-track" width="100" height="6"/>
                    <rect class="bar-value" width=width height="6"/>
                </svg>
            </a>
        </td>
    }
    .into_any()
}

/// The grade as a link to its reasons.
pub fn grade_cell(
    lang: Lang,
    scheme: &Scheme,
    standing: &MonthStanding,
    href: &str,
) -> impl IntoView + use<> {
    let conflict = if standing.conflicts == 0 { "" } else { " cell-conflict" };
    let grade = standing.grade().and_then(|place| Some((place, scheme.grades.get(usize::from(place))?)));
    match grade {
        Some((place, grade)) => {
            let word = grade.text.get(lang).to_owned();
            view! { <a class=format!("grade{conflict}") data-rank=rank(place, scheme.grades.len()).to_string() href=href.to_owned()>{word}</a> }.into_any()
        }
        None => {
            view! { <a class=format!("grade cell-missing{conflict}") href=href.to_owned()>{t::ward_no_grade(lang)}</a> }.into_any()
        }
    }
}

fn missing_cell(lang: Lang, standing: &MonthStanding) -> impl IntoView + use<> {
    let conflicts = (standing.conflicts != 0).then(|| {
        let words = t::ward_conflicts(lang, number(lang, standing.conflicts));
        view! { <span class="badge" data-kind="conflict">{words}</span> }
    });
    if standing.missing.is_empty() {
        return view! { <span class="badge" data-kind="ok">{t::ward_complete(lang)}</span> {conflicts} }
            .into_any();
    }
    let missing = standing.missing.iter().map(|missing| {
        let words = missing_word(lang, *missing);
        view! { <span class="badge" data-kind="missing">{words}</span> }
    });
    view! { {missing.collect_view()} {conflicts} }.into_any()
}

/// How old the news of the month is; stale where the newest is from before its end.
fn news_cell(lang: Lang, month: Month, standing: &MonthStanding) -> impl IntoView + use<> {
    let label = t::ward_column_news(lang);
    let Some(day) = standing.received_at.and_then(Moment::date_in_vietnam) else {
        return view! { <td role="cell" class="wide cell-missing" data-label=label>{t::ward_no_news(lang)}</td> }.into_any();
    };
    let stale = day <= month.last_day() && standing.grade().is_none();
    let written = standing.written_at.and_then(Moment::date_in_vietnam).filter(|written| *written != day);
    let written = written.map(|written| {
        view! { <span class="meta">{format!(" ({})", t::ward_written(lang, date(lang, written)))}</span> }
    });
    let class = if stale { "wide cell-stale" } else { "wide" };
    view! {
        <td role="cell" class=class data-label=label>
            <time datetime=day.to_string()>{date(lang, day)}</time>
            {stale.then(|| format!(" {}", t::ward_stale(lang)))}
            {written}
        </td>
    }
    .into_any()
}
