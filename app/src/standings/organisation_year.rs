//! A year of one organisation: at a glance, and its classification opened down
//! to the records.

mod classification;
mod figures;
mod glance;
mod members;

use leptos::prelude::*;
use shared::id::OrganisationId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::Ward;
use shared::scheme::Scheme;
use shared::scheme::cap::GroupKeys;
use shared::scheme::evaluate::Evaluation;
use shared::standing::cap::CapGroup;
use shared::standing::facts::Fact;
use shared::standing::rank::ResultRank;
use shared::year::Year;

use super::address::{organisation_path, organisation_year_path, year_path};
use super::cells::{CellResult, cells};
use super::effects::{Effects, effects};
use super::frame::{Frame, document};
use super::reader::Reader;
use super::year::{
    YearRow, cap_words, coverage_words, grade_badge, grade_lines, group_name, lacking_list, place_words,
    trend_line,
};
use crate::format::{as_heading, digits, moment, month as write_month};
use crate::t;

pub use members::MembersYear;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OrganisationYearPage {
    /// Who reads it.
    pub reader: Reader,
    /// The ward.
    pub ward: Ward,
    /// The year.
    pub year: Year,
    /// The moment of the computation.
    pub now: Moment,
    /// The last month of which records are expected.
    pub until: Option<Month>,
    /// The organisation with its months and its result.
    pub row: YearRow,
    /// The comparable groups with the cap applied.
    pub groups: Vec<CapGroup<OrganisationId, ResultRank>>,
    /// Its records of the year.
    pub facts: Vec<Fact>,
    /// What open conflicts could change.
    pub effects: Effects,
    /// Of a committee, its cells with their grades of the year.
    pub cells: Vec<CellResult>,
    /// Its members' classification; none where no scheme is in force for it.
    pub members: Option<MembersYear>,
    /// What its meetings come to together; none where no scheme sums them up.
    pub meetings: Option<(Scheme, Evaluation)>,
}

/// The page.
pub fn organisation_year_page(frame: &Frame, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let year = digits(lang, &page.year.to_string());
    let title = t::yearly_title(lang, &page.row.organisation.name, &year);
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let content = view! {
        {ways(lang, page)}
        {result(lang, page)}
        <h2 id="glance">{t::yearly_glance(lang)}</h2>
        {glance::glance(lang, page)}
        {classification::classification(lang, page)}
        {classification::meetings(lang, page)}
        {cells(lang, &page.cells, |cell| organisation_year_path(&page.ward, page.year, cell))}
        {members::members(lang, page)}
    };
    document(frame, &title, Some(computed), content)
}

fn ways(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let beside = |number: Option<u16>| number.and_then(|number| Year::new(number).ok());
    let link = |year: Option<Year>, words: &'static str| {
        let href = year.map(|year| organisation_year_path(&page.ward, year, &page.row.organisation));
        href.map(|href| view! { <a href=href>{words}</a> })
    };
    let month = page.until.map(|month| {
        let href = organisation_path(&page.ward, month, &page.row.organisation);
        view! { <a href=href>{as_heading(&write_month(lang, month))}</a> }
    });
    view! {
        <nav class="filters" aria-label=t::ward_back(lang)>
            <a href=year_path(&page.ward, page.year)>{t::ward_back(lang)}</a>
            {link(beside(page.year.number().checked_sub(1)), t::year_before(lang))}
            {link(beside(page.year.number().checked_add(1)), t::year_after(lang))}
            {month}
        </nav>
    }
}

/// The grade with everything that bears on it, in the order in which one asks.
fn result(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let row = &page.row;
    let Some(scheme) = row.scheme.as_deref() else {
        return view! { <p class="banner" data-kind="info">{t::heat_no_scheme(lang)}</p> }.into_any();
    };
    let badge = match row.in_force() {
        Some((scheme, place)) => grade_badge(lang, scheme, place).into_any(),
        None => view! { <span class="grade cell-missing">{t::ward_no_grade(lang)}</span> }.into_any(),
    };
    let lines = grade_lines(lang, scheme, row);
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let group = page
        .groups
        .iter()
        .find(|group| group.lines.iter().any(|line| line.contender.key == row.organisation.id));
    let cap = group.and_then(|group| cap_words(lang, scheme, group));
    // Where groups are other than those of a kind, it is told which one it is.
    let keys = scheme.cap.as_ref().map(|rule| &rule.group).filter(|keys| **keys != GroupKeys::default());
    let organisation = &row.organisation;
    let name = keys.map(|keys| group_name(lang, keys, organisation.kind, organisation.group.as_deref()));
    let cap = cap.map(|words| name.map_or_else(|| words.clone(), |name| format!("{name}. {words}")));
    let cap = cap.map(|words| view! { <dt>{t::yearly_cap(lang)}</dt><dd>{words}</dd> });
    let coverage = coverage_words(lang, &row.coverage);
    let coverage = coverage.map(|words| {
        view! { <dt>{t::heat_column_coverage(lang)}</dt><dd>{words}</dd> }
    });
    view! {
        <p>{badge}</p>
        <ul class="reasons" role="list">{lines}</ul>
        <dl class="kv">
            <dt>{t::heat_column_rank(lang)}</dt><dd>{place_words(lang, row.outcome.place)}</dd>
            {cap}
            {coverage}
            <dt>{t::heat_column_trend(lang)}</dt><dd>{trend_line(lang, &row.cells)}</dd>
        </dl>
        {lacking_list(lang, &row.coverage.lacking, row.unanswered())}
        {effects(lang, page.reader, Some(scheme), &page.effects, &page.facts)}
    }
    .into_any()
}
