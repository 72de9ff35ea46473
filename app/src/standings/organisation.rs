//! One organisation's month, explained down to the records.

mod records;

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::record::registration::OwnCriterion;
use shared::scheme::Scheme;
use shared::scheme::evaluate::Evaluation;
use shared::scheme::range::GradeRange;
use shared::sorted_map::SortedMap;
use shared::standing::coverage::Coverage;
use shared::standing::facts::Fact;
use shared::standing::month::MonthStanding;
use shared::standing::rank::Trend;
use shared::standing::timeliness::Timeliness;
use shared::year::Year;

use super::address::{organisation_path, organisation_year_path, ward_path};
use super::cells::{CellResult, cells};
use super::effects::{Effects, effects};
use super::evidence::Evidence;
use super::frame::{Frame, document};
use super::reader::Reader;
use super::sheet::{Sheet, Voice};
use super::year::{
    coverage_words, expected_word, open_words, provisional, timeliness_word, trend_sign, trend_word,
};
use crate::explain::{grade_line, missing_list};
use crate::format::{digits, moment, month as write_month, number};
use crate::picture::ring;
use crate::record_word::own_line;
use crate::t;
use records::{behind, records};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
    /// Who reads it.
    pub reader: Reader,
    /// The ward.
    pub ward: Ward,
    /// The organisation.
    pub organisation: Organisation,
    /// The month.
    pub month: Month,
    /// The moment of the computation.
    pub now: Moment,
    /// The scheme in force for it.
    pub scheme: Scheme,
    /// Its standing.
    pub standing: MonthStanding,
    /// The grades that are still possible.
    pub range: GradeRange,
    /// How it compares with the month before.
    pub trend: Option<Trend>,
    /// How much of what is expected is there.
    pub coverage: Coverage,
    /// When its assessment came.
    pub timeliness: Timeliness,
    /// What open conflicts could change.
    pub effects: Effects,
    /// The records that can bear on the month.
    pub facts: Vec<Fact>,
    /// The photos of its records, of any month.
    pub evidence: Vec<Evidence>,
    /// Of a committee, its cells with their grades of the month.
    pub cells: Vec<CellResult>,
    /// What the sheets gave on which its meetings were scored, by the meeting.
    pub scores: SortedMap<DocumentId, MeetingScore>,
    /// The cell's own criteria, as the ward approved them, by the scheme's item id.
    pub own: SortedMap<String, OwnCriterion>,
}

/// What the sheet of a meeting's quality gave.
#[derive(Debug, Clone)]
pub struct MeetingScore {
    /// The sheet.
    pub sheet: Scheme,
    /// What it gave.
    pub evaluation: Evaluation,
}

/// The page.
pub fn organisation_page(frame: &Frame, page: &OrganisationPage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = format!("{}, {}", page.organisation.name, write_month(lang, page.month));
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let year = Year::new(page.month.year()).ok().map(|year| {
        let href = organisation_year_path(&page.ward, year, &page.organisation);
        view! { <a href=href>{t::year_of(lang, digits(lang, &year.to_string()))}</a> }
    });
    let content = view! {
        <nav class="filters" aria-label=t::ward_back(lang)>
            <a href=ward_path(&page.ward, page.month)>{t::ward_back(lang)}</a>
            <a href=month_path(page, page.month.previous())>{t::ward_before(lang)}</a>
            <a href=month_path(page, page.month.next())>{t::ward_after(lang)}</a>
            {year}
        </nav>
        {explained(lang, page, &page.scheme, &page.standing)}
        {cells(lang, &page.cells, |cell| organisation_path(&page.ward, page.month, cell))}
        <h2>{t::ward_records(lang)}</h2>
        {records(lang, page)}
    };
    document(frame, &title, Some(computed), content)
}

fn month_path(page: &OrganisationPage, month: Month) -> String {
    organisation_path(&page.ward, month, &page.organisation)
}

fn explained(
    lang: Lang,
    page: &OrganisationPage,
    scheme: &Scheme,
    standing: &MonthStanding,
) -> impl IntoView + use<> {
    let both = || scheme.criteria.iter().zip(&standing.evaluation.criteria);
    let rings = both()
        .map(|(criterion, result)| ring(lang, scheme, criterion, result, Some(format!("#{}", result.id))));
    let rings = rings.collect_view();
    let sheet = Sheet {
        lang,
        scheme,
        evaluation: &standing.evaluation,
        voice: Voice::Own,
        anchor: String::new(),
        records: &|basis| behind(lang, page, basis),
        beside: &|item| own(lang, page, item).into_any(),
    };
    let open = provisional(lang, scheme, standing.grade(), Some(page.range));
    let ungraded = standing.grade().is_none();
    let range = open.or_else(|| open_words(lang, scheme, page.range).filter(|_| ungraded));
    let range = range.map(|words| view! { <p id="range">{words}</p> });
    let conflicts = (standing.conflicts != 0).then(|| {
        let words = t::ward_conflicts(lang, number(lang, standing.conflicts));
        view! { <p><span class="badge" data-kind="conflict">{words}</span></p> }
    });
    view! {
        <p><strong class="title">{grade_line(lang, scheme, standing)}</strong></p>
        {range}
        {conflicts}
        <ul class="goods" role="list" aria-label=t::goods_label(lang)>{rings}</ul>
        {missing_list(lang, standing)}
        {circumstances(lang, page)}
        {effects(lang, page.reader, Some(scheme), &page.effects, &page.facts)}
        <h2 id="grades">{t::need_title(lang)}</h2>
        {sheet.grades()}
        {sheet.gates()}
        <h2>{t::need_criteria_title(lang)}</h2>
        {sheet.criteria()}
        <p class="meta">{t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang))}</p>
    }
}

/// What the cell makes of the item, once the ward approved it.
fn own(lang: Lang, page: &OrganisationPage, item: &str) -> impl IntoView + use<> {
    let line = page.own.get(item).and_then(|own| own_line(lang, own));
    line.map(|line| {
        view! { <br/><span class="meta" title=t::approve_own(lang)>{t::approve_own_line(lang, line)}</span> }
    })
}

/// What bears on the standing beside the scheme: coverage, time, trend.
fn circumstances(lang: Lang, page: &OrganisationPage) -> impl IntoView + use<> {
    let coverage = coverage_words(lang, &page.coverage).map(|words| {
        let lacking: Vec<_> =
            page.coverage.lacking.iter().map(|expected| expected_word(lang, *expected)).collect();
        let lacking = (!lacking.is_empty()).then(|| {
            let words = format!("{}: {}", t::standing_missing(lang), lacking.join("; "));
            view! { <br/><span class="meta">{words}</span> }
        });
        view! { <dt>{t::heat_column_coverage(lang)}</dt><dd>{words}{lacking}</dd> }
    });
    let trend = page.trend.map(|trend| {
        view! {
            <dt>{t::heat_column_trend(lang)}</dt>
            <dd>{trend_sign(trend)}" "{trend_word(lang, trend)}</dd>
        }
    });
    let received = page.standing.received_at.map(|at| moment(lang, at));
    let received = received.unwrap_or_else(|| t::ward_no_news(lang).to_owned());
    view! {
        <dl class="kv" id="circumstances">
            {coverage}
            <dt>{t::heat_column_timely(lang)}</dt><dd>{timeliness_word(lang, page.timeliness)}</dd>
            <dt>{t::ward_column_news(lang)}</dt><dd>{received}</dd>
            {trend}
        </dl>
    }
}
