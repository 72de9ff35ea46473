//! One organisation's month, explained down to the records.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::record::registration::OwnCriterion;
use shared::record::{Kind, Record};
use shared::scheme::evaluate::{Basis, ItemResult};
use shared::scheme::range::GradeRange;
use shared::scheme::{Criterion, Item, Scheme};
use shared::sorted_map::SortedMap;
use shared::standing::coverage::Coverage;
use shared::standing::facts::Fact;
use shared::standing::month::MonthStanding;
use shared::standing::rank::Trend;
use shared::standing::timeliness::Timeliness;
use shared::year::Year;

use super::address::{organisation_path, organisation_year_path, ward_path};
use super::cells::{CellResult, cell_of, cells};
use super::effects::{Effects, effects};
use super::evidence::{Evidence, evidence};
use super::frame::{Frame, document};
use super::record::record_card;
use super::year::{
    coverage_words, expected_word, provisional, range_words, timeliness_word, trend_sign, trend_word,
};
use crate::explain::rule::{rule_lines, source_line};
use crate::explain::{basis_line, criterion_line, grade_line, item_line, missing_list};
use crate::format::{digits, moment, month as write_month, number};
use crate::picture::{outcome_kind, ring};
use crate::record_word::{own_line, record_title};
use crate::t;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
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
    /// The cell's own criteria, as the ward approved them, by the scheme's item id.
    pub own: SortedMap<String, OwnCriterion>,
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
    let criteria = both().map(|(criterion, result)| {
        let items = criterion_items(lang, page, scheme, criterion, &result.items);
        view! {
            <details class="explain" open id=criterion.id.clone()>
                <summary>
                    <span class="grow">{criterion.text.get(lang).to_owned()}</span>
                    <span class="points">{criterion_line(lang, scheme, result)}</span>
                </summary>
                {items}
            </details>
        }
    });
    let criteria = criteria.collect_view();
    let open = provisional(lang, scheme, standing.grade(), Some(page.range));
    let range = open.or_else(|| range_words(lang, scheme, page.range));
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
        {effects(lang, Some(scheme), &page.effects, &page.facts)}
        {criteria}
        <p class="meta">{t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang))}</p>
    }
}

fn criterion_items(
    lang: Lang,
    page: &OrganisationPage,
    scheme: &Scheme,
    criterion: &Criterion,
    results: &[ItemResult],
) -> impl IntoView + use<> {
    let items = criterion.items.iter().zip(results).map(|(item, result)| {
        view! {
            <details class="explain">
                <summary>
                    <span class="grow">{item.text.get(lang).to_owned()}{own(lang, page, &item.id)}</span>
                    <span class="points outcome" data-kind=outcome_kind(result.outcome)>{item_line(lang, result)}</span>
                </summary>
                <p>{basis_line(lang, result)}</p>
                {behind(lang, page, result)}
                {rule(lang, scheme, item, result)}
            </details>
        }
    });
    items.collect_view()
}

/// What the cell makes of the item, once the ward approved it.
fn own(lang: Lang, page: &OrganisationPage, item: &str) -> impl IntoView + use<> {
    let line = page.own.get(item).and_then(|own| own_line(lang, own));
    line.map(|line| {
        view! { <br/><span class="meta" title=t::approve_own(lang)>{t::approve_own_line(lang, line)}</span> }
    })
}

/// How the item is judged, and whence that comes.
fn rule(lang: Lang, scheme: &Scheme, item: &Item, result: &ItemResult) -> impl IntoView + use<> {
    let source = source_line(lang, scheme, item.source.as_deref(), item.certainty);
    let lines = rule_lines(lang, scheme, item, result).into_iter().chain([source]);
    lines.map(|line| view! { <p class="meta">{line}</p> }).collect_view()
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

/// Links to the records an item's result comes from.
fn behind(lang: Lang, page: &OrganisationPage, result: &ItemResult) -> impl IntoView + use<> {
    let link = |id: DocumentId, kind: &'static str, word: &'static str| {
        let own = page.facts.iter().find(|fact| fact.document == id);
        let own = own.map(|fact| (format!("#record-{id}"), record_title(lang, &fact.record)));
        let of_cell = || {
            let cell = &cell_of(&page.cells, id)?.organisation;
            Some((organisation_path(&page.ward, page.month, cell), cell.name.clone()))
        };
        let (href, title) = own.or_else(of_cell)?;
        Some(view! {
            <li><a class="card link" href=href>
                <span class="title">{title}</span><span class="badge" data-kind=kind>{word}</span>
            </a></li>
        })
    };
    let links: Vec<_> = match &result.basis {
        Basis::Measured(figure) | Basis::Departed { figure, .. } => {
            let counted = figure.counted.iter().filter_map(|id| link(*id, "ok", t::assess_counts(lang)));
            let others =
                figure.not_counted.iter().filter_map(|id| link(*id, "missing", t::assess_counts_not(lang)));
            counted.chain(others).collect()
        }
        Basis::Answered(_) => page
            .standing
            .assessment
            .and_then(|id| link(id, "ok", t::assess_counts(lang)))
            .into_iter()
            .collect(),
        Basis::NothingToMeasure | Basis::Unanswered | Basis::DoesNotApply(_) => Vec::new(),
    };
    (!links.is_empty()).then(|| view! { <ul class="list" role="list">{links}</ul> })
}

/// Every record that the page shows: those of the month, the roster, and those
/// of other months that a measurement counted.
fn records(lang: Lang, page: &OrganisationPage) -> impl IntoView + use<> {
    let counted: Vec<DocumentId> = page
        .standing
        .evaluation
        .items()
        .flat_map(|item| match &item.basis {
            Basis::Measured(figure) | Basis::Departed { figure, .. } => {
                [figure.counted.as_slice(), figure.not_counted.as_slice()].concat()
            }
            Basis::Answered(_) | Basis::NothingToMeasure | Basis::Unanswered | Basis::DoesNotApply(_) => {
                Vec::new()
            }
        })
        .collect();
    let roster = page.facts.iter().find_map(|fact| match &fact.record {
        Record::Roster(roster) => Some(roster.clone()),
        _ => None,
    });
    let roster = roster.unwrap_or_default();
    let mut shown: Vec<&Fact> = page
        .facts
        .iter()
        // Photos are shown with the record for which they are evidence.
        .filter(|fact| fact.record.kind() != Kind::Photo)
        .filter(|fact| {
            fact.record.month().is_none_or(|m| m == page.month) || counted.contains(&fact.document)
        })
        .collect();
    if shown.is_empty() {
        return view! { <div class="empty"><p>{t::ward_no_records(lang)}</p></div> }.into_any();
    }
    shown.sort_by_key(|fact| (fact.record.kind(), fact.document));
    let cards = shown.into_iter().map(|fact| {
        let pictures = evidence(lang, &page.ward, fact.document, &page.evidence);
        record_card(lang, fact, &roster, page.month, pictures)
    });
    let cards = cards.collect_view();
    view! { {cards} }.into_any()
}
