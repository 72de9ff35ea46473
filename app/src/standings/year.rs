//! A year of the whole ward: the heat map of its months, and the year's
//! classification with the cap over each comparable group.

mod cap;
mod cells;
mod heat;
mod lacking;
mod results;
mod trend;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::OrganisationId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::ruling::{Overridden, Recognition};
use shared::scheme::Scheme;
use shared::scheme::range::GradeRange;
use shared::search::alphabetical;
use shared::standing::cap::{CapGroup, CapVerdict};
use shared::standing::coverage::Coverage;
use shared::standing::month::MonthStanding;
use shared::standing::rank::{Place, ResultRank};
use shared::standing::timeliness::Timeliness;
use shared::standing::year::YearStanding;
use shared::year::Year;

use super::address::{committee_path, ward_path, year_path};
use super::closed::{ClosedPeriod, closed_line};
use super::decided::DecidedGrade;
use super::frame::{Frame, document};
use super::query::{Direction, Query, Sort};
use super::sorting::Sorting;
use super::ward::legend;
use crate::format::{as_heading, digits, moment, month as write_month, number};
use crate::t;

pub use cap::{Side, around_line, cap_row, cap_words, group_name, line_at, share_words, side, verdict_words};
pub use cells::{
    coverage_cell, coverage_words, expected_word, grade_badge, grade_words, news_cell, open_words,
    place_words, provisional, timeliness_word,
};
pub use heat::is_stale;
pub use lacking::lacking_list;
pub use results::grade_lines;
pub use trend::{trend_line, trend_sign, trend_word};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct YearPage {
    /// The ward.
    pub ward: Ward,
    /// The year.
    pub year: Year,
    /// The moment of the computation.
    pub now: Moment,
    /// The order of the rows, and which are shown.
    pub query: Query,
    /// The last month of which records are expected.
    pub until: Option<Month>,
    /// The organisations in the order of the register.
    pub rows: Vec<YearRow>,
    /// The comparable groups with the cap applied.
    pub groups: Vec<CapGroup<OrganisationId, ResultRank>>,
    /// What the closing of the year fixed, if it is closed.
    pub closed: Option<ClosedPeriod>,
    /// What the closings of its months fixed, of those that are closed.
    pub closed_months: HashMap<Month, ClosedPeriod>,
}

/// One organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct YearRow {
    /// The organisation.
    pub organisation: Organisation,
    /// How many members it has.
    pub members: u32,
    /// Its twelve months.
    pub cells: Vec<HeatCell>,
    /// The scheme that classifies its year; none where none is in force.
    pub scheme: Option<Arc<Scheme>>,
    /// What that gives.
    pub standing: Option<YearStanding>,
    /// How much of what is expected is there.
    pub coverage: Coverage,
    /// How each expected month's assessment came.
    pub timeliness: Vec<Timeliness>,
    /// What the cap and people make of the result.
    pub outcome: Outcome,
}

/// One month of an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// The month.
    pub month: Month,
    /// Whether its records are expected by now.
    pub due: Due,
    /// The scheme in force.
    pub scheme: Option<Arc<Scheme>>,
    /// The standing by it.
    pub standing: Option<MonthStanding>,
    /// The grades that are still possible, where it has none yet; of a committee always.
    pub range: Option<GradeRange>,
}

/// Whether a month's records are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// They are.
    Expected,
    /// The ward has not come to it.
    NotYet,
}

/// What becomes of a computed grade.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The grade's place after overrides and the cap; none where it is not settled.
    pub grade: Option<u8>,
    /// What the cap says, where it concerns the organisation.
    pub verdict: Option<CapVerdict>,
    /// The place within the group.
    pub place: Option<Place>,
    /// What people set against the scheme or the cap.
    pub overridden: Option<Overridden>,
    /// The decision in force.
    pub decided: Option<DecidedGrade>,
    /// Whether the title of the model was recognised.
    pub recognition: Option<Recognition>,
}

impl YearRow {
    /// How many months have the best grade.
    pub fn best_months(&self) -> u32 {
        let best = |cell: &&HeatCell| cell.standing.as_ref().and_then(MonthStanding::grade) == Some(0);
        u32::try_from(self.cells.iter().filter(best).count()).unwrap_or(u32::MAX)
    }

    /// The grade in force with its scheme: the decided one, or else the computed one.
    pub fn in_force(&self) -> Option<(&Scheme, u8)> {
        let decided = self.outcome.decided.as_ref().and_then(DecidedGrade::in_force);
        decided.or_else(|| Some((self.scheme.as_deref()?, self.outcome.grade?)))
    }

    /// The place of the grade in force, where it is one of the scheme in force.
    pub fn grade(&self) -> Option<u8> {
        let (scheme, place) = self.in_force()?;
        self.scheme.as_ref().is_some_and(|own| own.id == scheme.id).then_some(place)
    }

    /// The id of the grade in force.
    pub fn grade_id(&self) -> Option<&str> {
        let (scheme, place) = self.in_force()?;
        scheme.grades.get(usize::from(place)).map(|grade| grade.id.as_str())
    }

    /// How many items of the year nobody answered.
    pub fn unanswered(&self) -> u32 {
        self.standing.as_ref().map_or(0, |standing| standing.evaluation.unanswered)
    }

    /// Fields of the year's records that people have to choose.
    pub fn conflicts(&self) -> u32 {
        self.standing.as_ref().map_or_else(
            || {
                let months = self.cells.iter().filter_map(|cell| cell.standing.as_ref());
                months.map(|standing| standing.conflicts).fold(0, u32::saturating_add)
            },
            |standing| standing.conflicts,
        )
    }

    /// When the newest news of the year was received.
    pub fn received_at(&self) -> Option<Moment> {
        self.cells.iter().filter_map(|cell| cell.standing.as_ref()?.received_at).max()
    }

    /// When it was written.
    pub fn written_at(&self) -> Option<Moment> {
        self.cells.iter().filter_map(|cell| cell.standing.as_ref()?.written_at).max()
    }
}

/// The page.
pub fn year_page(frame: &Frame, page: &YearPage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let year = digits(lang, &page.year.to_string());
    let title = t::heat_title(lang, &page.ward.name, &year);
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let path = year_path(&page.ward, page.year);
    let rows = ordered(page);
    let sorting = Sorting { lang, query: &page.query, path: &path };
    let organisations: Vec<_> = page.rows.iter().map(|row| &row.organisation).collect();
    let mut schemes: Vec<&Scheme> = Vec::new();
    for scheme in page.rows.iter().filter_map(|row| row.scheme.as_deref()) {
        if !schemes.contains(&scheme) {
            schemes.push(scheme);
        }
    }
    let orders = [
        (Sort::Result, t::heat_column_grade(lang)),
        (Sort::Register, t::heat_sort_register(lang)),
        (Sort::Name, t::ward_column_organisation(lang)),
        (Sort::Coverage, t::heat_column_coverage(lang)),
        (Sort::News, t::ward_column_news(lang)),
        (Sort::Missing, t::ward_column_missing(lang)),
        (Sort::Conflicts, t::heat_column_conflicts(lang)),
    ];
    let heat = heat::table(&sorting, page, &rows);
    let results = results::table(&sorting, page, &rows);
    let sources = sources(lang, &schemes);
    let shown = (rows.len() != page.rows.len()).then(|| {
        let words =
            t::heat_shown(lang, number(lang, rows.len() as u64), number(lang, page.rows.len() as u64));
        view! { <p class="meta" id="shown">{words}</p> }
    });
    let mut of_months: Vec<&Scheme> = Vec::new();
    for scheme in page.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.scheme.as_deref()) {
        if !of_months.contains(&scheme) {
            of_months.push(scheme);
        }
    }
    let content = view! {
        {years(lang, page)}
        <p class="screen-only">{t::heat_intro(lang)}</p>
        {sorting.tools(&organisations, &schemes, &orders)}
        {shown}
        {legend(lang, &of_months)}
        {differing_line(lang, page)}
        {heat}
        <h2 id="results">{t::heat_results(lang, &year)}</h2>
        {closed_line(lang, &page.ward, page.closed.as_ref())}
        {results}
        {sources}
    };
    document(frame, &title, Some(computed), content)
}

/// In how many cells of the map the month was closed with another grade.
fn differing_line(lang: Lang, page: &YearPage) -> impl IntoView + use<> {
    let count: usize = page.closed_months.values().map(|period| period.differing.len()).sum();
    (count != 0).then(|| {
        let words = t::heat_differ(lang, number(lang, count as u64));
        view! { <p id="differ"><span class="mark" data-kind="late">{words}</span></p> }
    })
}

/// To the years beside this one, to the month in work, to the committee.
fn years(lang: Lang, page: &YearPage) -> impl IntoView + use<> {
    let beside = |number: Option<u16>| number.and_then(|number| Year::new(number).ok());
    let link = |year: Option<Year>, words: &'static str| {
        year.map(|year| view! { <a href=page.query.href(&year_path(&page.ward, year))>{words}</a> })
    };
    let before = link(beside(page.year.number().checked_sub(1)), t::year_before(lang));
    let after = link(beside(page.year.number().checked_add(1)), t::year_after(lang));
    let month = page.until.map(|month| {
        let committee = committee_path(&page.ward, month);
        view! {
            <a href=ward_path(&page.ward, month)>{as_heading(&write_month(lang, month))}</a>
            <a href=committee>{t::heat_kind_committee(lang)}</a>
        }
    });
    let own = t::year_of(lang, digits(lang, &page.year.to_string()));
    view! {
        <nav class="filters" aria-label=own.clone()>
            {before}
            <a href=year_path(&page.ward, page.year) aria-current="true">{own.clone()}</a>
            {after}
            {month}
        </nav>
    }
}

fn sources(lang: Lang, schemes: &[&Scheme]) -> impl IntoView + use<> {
    if schemes.is_empty() {
        return view! { <p class="banner" data-kind="info">{t::heat_no_scheme(lang)}</p> }.into_any();
    }
    let lines = schemes.iter().map(|scheme| {
        let words = t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang));
        view! { <p class="meta">{words}</p> }
    });
    view! { {lines.collect_view()}<p class="meta">{t::heat_ranked(lang)}</p> }.into_any()
}

/// The rows that are shown, in the order that is asked for.
fn ordered(page: &YearPage) -> Vec<&YearRow> {
    let query = &page.query;
    let mut rows: Vec<&YearRow> = page
        .rows
        .iter()
        .filter(|row| query.shows(&row.organisation, row.grade_id(), row.coverage.lacking.len()))
        .collect();
    match query.sort {
        Sort::Register => {}
        Sort::Result => {
            let of = |row: &YearRow| {
                let lines = page.groups.iter().enumerate().flat_map(|(group, capped)| {
                    capped.lines.iter().enumerate().map(move |(line, found)| (group, line, found))
                });
                let mut own = lines.filter(|(_, _, line)| line.contender.key == row.organisation.id);
                own.next().map(|(group, line, found)| {
                    let place = found.place.map_or(u32::MAX, |place| place.place);
                    (group, around_line(side(&found.verdict)), place, line)
                })
            };
            rows.sort_by_key(|row| of(row).unwrap_or((usize::MAX, u8::MAX, u32::MAX, usize::MAX)));
        }
        Sort::Name => rows.sort_by_cached_key(|row| alphabetical(&row.organisation.name)),
        Sort::Coverage => rows.sort_by(|a, b| {
            let (a, b) = (a.coverage.share, b.coverage.share);
            let product = |x: u32, y: u32| u64::from(x) * u64::from(y);
            product(b.part, a.whole).cmp(&product(a.part, b.whole))
        }),
        Sort::News => rows.sort_by_key(|row| std::cmp::Reverse(row.received_at())),
        Sort::Conflicts => rows.sort_by_key(|row| std::cmp::Reverse(row.conflicts())),
        Sort::Missing => rows.sort_by_key(|row| std::cmp::Reverse(row.coverage.lacking.len())),
    }
    if query.direction == Direction::Back {
        rows.reverse();
    }
    rows
}
