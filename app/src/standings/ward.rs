//! The standings of a ward in one month: a row per organisation, a table for
//! each scheme by which they are judged.

use std::sync::Arc;

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, OrganisationKind, Ward};
use shared::scheme::Scheme;
use shared::scheme::evaluate::{CriterionResult, Outcome};
use shared::scheme::range::GradeRange;
use shared::search::alphabetical;
use shared::standing::coverage::Coverage;
use shared::standing::month::{MonthStanding, Progress};
use shared::standing::rank::{Place, Trend};
use shared::standing::timeliness::Timeliness;
use shared::year::Year;

use super::address::{committee_path, organisation_path, ward_path, year_path};
use super::closed::{ClosedPeriod, as_closed, closed_line};
use super::frame::{Frame, document};
use super::query::{Direction, Query, Sort};
use super::sorting::{Sorting, group_meta, plain_head};
use super::year::{
    coverage_cell, is_stale, news_cell, open_words, place_words, provisional, timeliness_word, trend_sign,
    trend_word,
};
use crate::explain::missing_word;
use crate::explain::rule::kind_word;
use crate::format::{as_heading, digits, moment, month as write_month, number};
use crate::picture::{rank, reached};
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
    /// The order of the rows, and which are shown.
    pub query: Query,
    /// What the closing of the month fixed, if it is closed.
    pub closed: Option<ClosedPeriod>,
    /// The organisations in the order of the register.
    pub rows: Vec<WardRow>,
}

/// One organisation of the page.
#[derive(Debug, Clone)]
pub struct WardRow {
    /// The organisation.
    pub organisation: Organisation,
    /// How many members it has on the month's last day.
    pub members: u32,
    /// The scheme in force for it.
    pub scheme: Arc<Scheme>,
    /// Its standing by that scheme.
    pub standing: MonthStanding,
    /// The grades that are still possible, where it has none yet; of a committee always.
    pub range: Option<GradeRange>,
    /// Its place among those that have a grade by the same scheme.
    pub place: Option<Place>,
    /// How it compares with the month before.
    pub trend: Option<Trend>,
    /// How much of what is expected is there.
    pub coverage: Coverage,
    /// When its assessment came.
    pub timeliness: Timeliness,
}

/// The page.
pub fn ward_page(frame: &Frame, page: &WardPage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = t::ward_standings(lang, &page.ward.name, write_month(lang, page.month));
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let is_submitted = |row: &&WardRow| matches!(row.standing.progress, Progress::Submitted(_));
    let submitted = page.rows.iter().filter(is_submitted).count();
    let summary = t::ward_summary(lang, number(lang, submitted as u64), number(lang, page.rows.len() as u64));
    let path = ward_path(&page.ward, page.month);
    let sorting = Sorting { lang, query: &page.query, path: &path };
    let year = Year::new(page.month.year()).ok().map(|year| {
        let words = t::year_of(lang, digits(lang, &year.to_string()));
        view! { <a href=year_path(&page.ward, year)>{words}</a> }
    });
    let orders = [
        (Sort::Result, t::ward_column_grade(lang)),
        (Sort::Register, t::heat_sort_register(lang)),
        (Sort::Name, t::ward_column_organisation(lang)),
        (Sort::Coverage, t::heat_column_coverage(lang)),
        (Sort::News, t::ward_column_news(lang)),
        (Sort::Missing, t::ward_column_missing(lang)),
    ];
    let organisations: Vec<_> = page.rows.iter().map(|row| &row.organisation).collect();
    let mut schemes: Vec<&Scheme> = Vec::new();
    for row in &page.rows {
        if !schemes.contains(&&*row.scheme) {
            schemes.push(&row.scheme);
        }
    }
    let rows = ordered(page);
    let content = view! {
        <nav class="filters" aria-label=as_heading(&write_month(lang, page.month))>
            <a href=page.query.href(&ward_path(&page.ward, page.month.previous()))>{t::ward_before(lang)}</a>
            <a href=path.clone() aria-current="true">{as_heading(&write_month(lang, page.month))}</a>
            <a href=page.query.href(&ward_path(&page.ward, page.month.next()))>{t::ward_after(lang)}</a>
            {year}
            <a href=committee_path(&page.ward, page.month)>{t::heat_kind_committee(lang)}</a>
        </nav>
        <p>{summary}</p>
        {closed_line(lang, &page.ward, page.closed.as_ref())}
        {sorting.tools(&organisations, &schemes, &orders)}
        {legend(lang, &schemes)}
        {tables(&sorting, page, &rows)}
    };
    document(frame, &title, Some(computed), content)
}

/// A table for each scheme, the cells' first; one that judges all rows stands alone.
fn tables(sorting: &Sorting<'_>, page: &WardPage, rows: &[&WardRow]) -> impl IntoView + use<> {
    let lang = sorting.lang;
    if rows.is_empty() {
        return view! { <div class="empty"><p>{t::heat_none(lang)}</p></div> }.into_any();
    }
    // A section is of its first row's kind: a scheme may be written for several.
    let mut sections: Vec<(OrganisationKind, &Arc<Scheme>, Vec<&WardRow>)> = Vec::new();
    for row in rows {
        match sections.iter_mut().find(|(_, scheme, _)| **scheme == row.scheme) {
            Some((_, _, own)) => own.push(row),
            None => sections.push((row.organisation.kind, &row.scheme, vec![row])),
        }
    }
    sections.sort_by_key(|(kind, ..)| match kind {
        OrganisationKind::Cell => 0,
        OrganisationKind::Committee => 1,
    });
    let several = 1 < sections.len();
    let tables = sections.into_iter().map(|(kind, scheme, rows)| {
        let heading = several.then(|| view! { <h2>{kind_word(lang, kind)}</h2> });
        let source = t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang));
        view! {
            {heading}
            {table(sorting, page, scheme, &rows)}
            <p class="meta">{source}</p>
        }
    });
    tables.collect_view().into_any()
}

/// The rows that are shown, in the order that is asked for.
fn ordered(page: &WardPage) -> Vec<&WardRow> {
    let shown = |row: &&WardRow| {
        let grade = row.standing.grade().and_then(|place| row.scheme.grades.get(usize::from(place)));
        let grade = grade.map(|grade| grade.id.as_str());
        page.query.shows(&row.organisation, grade, row.standing.missing.len())
    };
    let mut rows: Vec<&WardRow> = page.rows.iter().filter(shown).collect();
    match page.query.sort {
        Sort::Register => {}
        Sort::Result => rows.sort_by_key(|row| row.place.map_or(u32::MAX, |place| place.place)),
        Sort::Name => rows.sort_by_cached_key(|row| alphabetical(&row.organisation.name)),
        Sort::Coverage => rows.sort_by_key(|row| std::cmp::Reverse(row.coverage.share.percent())),
        Sort::News => rows.sort_by_key(|row| std::cmp::Reverse(row.standing.received_at)),
        Sort::Conflicts => rows.sort_by_key(|row| std::cmp::Reverse(row.standing.conflicts)),
        Sort::Missing => rows.sort_by_key(|row| std::cmp::Reverse(row.standing.missing.len())),
    }
    if page.query.direction == Direction::Back {
        rows.reverse();
    }
    rows
}

/// What the signs mean: the grades of each scheme once.
pub fn legend(lang: Lang, schemes: &[&Scheme]) -> impl IntoView + use<> {
    let mut grades: Vec<(String, String)> = Vec::new();
    for scheme in schemes {
        for (grade, place) in scheme.grades.iter().zip(0_u8..) {
            let one = (rank(place, scheme.grades.len()).to_string(), grade.text.get(lang).to_owned());
            if !grades.contains(&one) {
                grades.push(one);
            }
        }
    }
    let grades = grades.into_iter().map(|(rank, word)| {
        view! { <li><span class="grade" data-rank=rank>{word}</span></li> }
    });
    view! {
        <ul class="legend" role="list" aria-label=t::ward_legend(lang)>
            {grades.collect_view()}
            <li><span class="swatch cell-missing"></span>{t::ward_legend_missing(lang)}</li>
            <li><span class="swatch cell-stale"></span>{t::ward_legend_stale(lang)}</li>
            <li><span class="swatch cell-conflict"></span>{t::ward_legend_conflict(lang)}</li>
            <li><span class="swatch cell-later"></span>{t::heat_legend_later(lang)}</li>
        </ul>
    }
}

fn table(
    sorting: &Sorting<'_>,
    page: &WardPage,
    scheme: &Scheme,
    rows: &[&WardRow],
) -> impl IntoView + use<> {
    let lang = sorting.lang;
    let goods = scheme.criteria.iter().map(|criterion| plain_head(criterion.short.get(lang))).collect_view();
    let body = rows.iter().map(|row| table_row(lang, page, scheme, row)).collect_view();
    view! {
        <table class="standings" role="table">
            <caption>{t::ward_caption(lang, number(lang, rows.len() as u64))}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {sorting.head(Sort::Name, t::ward_column_organisation(lang))}
                    {goods}
                    {sorting.head(Sort::Result, t::ward_column_grade(lang))}
                    {plain_head(t::heat_column_rank(lang))}
                    {sorting.head(Sort::Coverage, t::heat_column_coverage(lang))}
                    {sorting.head(Sort::Missing, t::ward_column_missing(lang))}
                    {sorting.head(Sort::News, t::ward_column_news(lang))}
                </tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
}

fn table_row(lang: Lang, page: &WardPage, scheme: &Scheme, row: &WardRow) -> impl IntoView + use<> {
    let href = organisation_path(&page.ward, page.month, &row.organisation);
    let members = t::ward_members(lang, number(lang, row.members));
    let name = row.organisation.name.clone();
    let head = view! {
        <th role="rowheader" scope="row">
            <a href=href.clone()><span>{name}</span><span class="meta">{members}</span>{group_meta(&row.organisation)}</a>
        </th>
    };
    let standing = &row.standing;
    let goods = scheme.criteria.iter().zip(&standing.evaluation.criteria);
    let goods = goods
        .map(|(criterion, result)| {
            good_cell(lang, scheme, criterion.short.get(lang), result, standing, &href)
        })
        .collect_view();
    let open = provisional(lang, scheme, standing.grade(), row.range);
    let range = open.or_else(|| open_words(lang, scheme, row.range.filter(|_| standing.grade().is_none())?));
    let range = range.map(|range| view! { <span class="meta">{range}</span> });
    let closed = as_closed(lang, &page.ward, &row.organisation, page.closed.as_ref());
    let stale = is_stale(standing.received_at, page.month, page.now) && standing.grade().is_none();
    let stale = stale.then(|| t::ward_stale(lang));
    view! {
        <tr role="row" id=row.organisation.code.to_string()>
            {head}
            {goods}
            <td role="cell">{grade_cell(lang, scheme, standing, &href)}{range}{closed}</td>
            {rank_cell(lang, row)}
            {coverage_cell(lang, &row.coverage)}
            <td role="cell" class="wide marks" data-label=t::ward_column_missing(lang)>{missing_cell(lang, row)}</td>
            {news_cell(lang, page.now, standing.received_at, standing.written_at, stale)}
        </tr>
    }
}

/// The place, and how it compares with the month before.
fn rank_cell(lang: Lang, row: &WardRow) -> impl IntoView + use<> {
    let place = place_words(lang, row.place);
    let trend = row.trend.map(|trend| {
        view! { <span class="meta">{trend_sign(trend)}" "{trend_word(lang, trend)}</span> }
    });
    view! { <td role="cell" class="marks" data-label=t::heat_column_rank(lang)><span>{place}</span>{trend}</td> }
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
        Outcome::Missing => Some(t::outcome_partly(lang)),
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

fn missing_cell(lang: Lang, row: &WardRow) -> impl IntoView + use<> {
    let standing = &row.standing;
    let conflicts = (standing.conflicts != 0).then(|| {
        let words = t::ward_conflicts(lang, number(lang, standing.conflicts));
        view! { <span class="badge" data-kind="conflict">{words}</span> }
    });
    let timely = match row.timeliness {
        // That it was not sent stands among what is missing.
        Timeliness::OnTime | Timeliness::Open | Timeliness::Missing => None,
        Timeliness::ArrivedLate => Some("phone"),
        Timeliness::Late => Some("late"),
    };
    let timely = timely.map(|kind| {
        view! { <span class="mark" data-kind=kind>{timeliness_word(lang, row.timeliness)}</span> }
    });
    if standing.missing.is_empty() {
        return view! { <span class="badge" data-kind="ok">{t::ward_complete(lang)}</span> {timely} {conflicts} }
            .into_any();
    }
    let missing = standing.missing.iter().map(|missing| {
        let words = missing_word(lang, *missing);
        view! { <span class="badge" data-kind="missing">{words}</span> }
    });
    view! { {missing.collect_view()} {timely} {conflicts} }.into_any()
}

#[cfg(test)]
mod tests {
    use shared::scheme::{Grade, shipped};

    use super::*;

    /// As many grades as a scheme may have are all in the legend.
    #[test]
    fn the_legend_has_every_grade() {
        let mut scheme = shipped::monthly_checklist().unwrap();
        let mut grade = Grade::default();
        scheme.grades.clear();
        for number in 0..255 {
            grade.text.en = format!("No. {number}");
            scheme.grades.push(grade.clone());
        }
        let html = legend(Lang::En, &[&scheme]).to_html();
        assert!(html.contains("No. 0<") && html.contains("No. 254<"), "{html}");
    }
}
