//! The four-good committee: the ward's own month by the committee's scheme.

use std::sync::Arc;

use leptos::prelude::*;
use shared::lang::{Lang, Text3};
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::scheme::evaluate::{Basis, Evaluation, ItemResult, Outcome};
use shared::scheme::measure::Measure;
use shared::scheme::range::GradeRange;
use shared::scheme::{Item, Rule, Scheme};
use shared::year::Year;

use super::address::{committee_path, organisation_path, ward_path, year_path};
use super::frame::{Frame, document};
use super::year::{grade_badge, range_words};
use crate::explain::need::known_word;
use crate::explain::rule::{rule_lines, source_line};
use crate::explain::{criterion_line, item_line};
use crate::format::{digits, moment, month as write_month, number};
use crate::picture::{outcome_kind, rank, ring};
use crate::t;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CommitteePage {
    /// The ward.
    pub ward: Ward,
    /// The month.
    pub month: Month,
    /// The moment of the computation.
    pub now: Moment,
    /// The committee; none where no scheme is in force for one.
    pub found: Option<Committee>,
}

/// The committee's month.
#[derive(Debug, Clone)]
pub struct Committee {
    /// The committee as an organisation of the register, if it is one.
    pub registered: Option<Organisation>,
    /// The scheme in force.
    pub scheme: Arc<Scheme>,
    /// What it gives.
    pub evaluation: Evaluation,
    /// The grades that are still possible.
    pub range: GradeRange,
    /// The cells with their grades.
    pub cells: Vec<CellResult>,
}

/// A cell's month.
#[derive(Debug, Clone)]
pub struct CellResult {
    /// The cell.
    pub organisation: Organisation,
    /// The grade's place and its word, if there is one.
    pub grade: Option<(u8, Text3)>,
    /// How many grades its scheme has.
    pub grades: usize,
}

/// The page.
pub fn committee_page(frame: &Frame, page: &CommitteePage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = t::committee_title(lang, &page.ward.name, write_month(lang, page.month));
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let year = Year::new(page.month.year()).ok().map(|year| {
        let words = t::year_of(lang, digits(lang, &year.to_string()));
        view! { <a href=year_path(&page.ward, year)>{words}</a> }
    });
    let inner = match &page.found {
        Some(found) => committee(lang, page, found).into_any(),
        None => view! { <p class="banner" data-kind="info">{t::committee_no_scheme(lang)}</p> }.into_any(),
    };
    let content = view! {
        <nav class="filters" aria-label=t::heat_kind_committee(lang)>
            <a href=ward_path(&page.ward, page.month)>{t::ward_back(lang)}</a>
            {year}
            <a href=committee_path(&page.ward, page.month.previous())>{t::ward_before(lang)}</a>
            <a href=committee_path(&page.ward, page.month.next())>{t::ward_after(lang)}</a>
        </nav>
        {inner}
    };
    document(frame, &title, Some(computed), content)
}

fn committee(lang: Lang, page: &CommitteePage, found: &Committee) -> impl IntoView + use<> {
    let scheme = found.scheme.as_ref();
    let badge = match found.evaluation.grade {
        Some(place) => grade_badge(lang, scheme, place).into_any(),
        None => view! { <span class="grade cell-missing">{t::committee_grade_open(lang)}</span> }.into_any(),
    };
    // Without a book nothing but the cells' results is known.
    let has_book = found.registered.is_some();
    let range = range_words(lang, scheme, found.range);
    let range = range.filter(|_| has_book && found.evaluation.grade.is_none());
    let register = found.registered.is_none().then(|| {
        view! { <p class="banner" data-kind="info">{t::committee_no_register(lang)}</p> }
    });
    let both = || scheme.criteria.iter().zip(&found.evaluation.criteria);
    let rings = both()
        .map(|(criterion, result)| ring(lang, scheme, criterion, result, Some(format!("#{}", result.id))));
    let rings: Vec<_> = rings.filter(|_| has_book).collect();
    let rings = (!rings.is_empty()).then(|| {
        view! { <ul class="goods" role="list" aria-label=t::goods_label(lang)>{rings}</ul> }
    });
    let criteria = both().map(|(criterion, result)| {
        let items = criterion.items.iter().zip(&result.items).map(|(item, result)| {
            let rule = rule_lines(lang, scheme, item, result);
            let source = source_line(lang, scheme, item.source.as_deref(), item.certainty);
            let words = known_word(lang, &result.basis).into_iter().chain(rule).chain([source]);
            let words = words.map(|words| view! { <p>{words}</p> }).collect_view();
            let (kind, word) = match needs(lang, found, item, result) {
                Some(needs) => ("missing", needs.to_owned()),
                None => (outcome_kind(result.outcome), item_line(lang, result)),
            };
            view! {
                <details class="explain">
                    <summary>
                        <span class="grow">{item.text.get(lang).to_owned()}</span>
                        <span class="points outcome" data-kind=kind>{word}</span>
                    </summary>
                    {words}
                </details>
            }
        });
        let items = items.collect_view();
        view! {
            <details class="explain" open id=criterion.id.clone()>
                <summary>
                    <span class="grow">{criterion.text.get(lang).to_owned()}</span>
                    <span class="points">{has_book.then(|| criterion_line(lang, scheme, result))}</span>
                </summary>
                {items}
            </details>
        }
    });
    let criteria = criteria.collect_view();
    let source = t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang));
    view! {
        <p class="row">{badge}{range.map(|range| view! { <span>{range}</span> })}</p>
        {register}
        {rings}
        {lacking(lang, found)}
        {criteria}
        {cells(lang, page, found)}
        <p class="meta">{source}</p>
    }
}

/// The items without a result, and what each of them needs.
fn lacking(lang: Lang, found: &Committee) -> impl IntoView + use<> {
    let items = found.scheme.items().zip(found.evaluation.items());
    let lines = items.filter_map(|(item, result)| {
        let needs = needs(lang, found, item, result)?;
        let words = format!("{}: {needs}", item.text.get(lang));
        Some(view! { <li><span class="mark" data-kind="missing">{words}</span></li> })
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! { <h2>{t::committee_lacking(lang)}</h2><ul class="reasons" role="list" id="lacking">{lines}</ul> }
    })
}

/// What an item without a result needs; none where it has one. What is
/// measured in a book that is not kept is not known, whatever the figure.
fn needs(lang: Lang, found: &Committee, item: &Item, result: &ItemResult) -> Option<&'static str> {
    let of_cells = matches!(item.rule, Rule::Measured { measure: Measure::CellsGraded { .. }, .. });
    let measured = matches!(item.rule, Rule::Measured { .. });
    if measured && !of_cells && (found.registered.is_none() || result.basis == Basis::NothingToMeasure) {
        Some(t::committee_needs_record(lang))
    } else {
        (result.outcome == Outcome::Missing).then(|| t::committee_needs_answer(lang))
    }
}

/// The cells with their grades, each a way to its month.
fn cells(lang: Lang, page: &CommitteePage, found: &Committee) -> impl IntoView + use<> {
    let count = |wanted: &dyn Fn(&CellResult) -> bool| {
        number(lang, found.cells.iter().filter(|cell| wanted(cell)).count() as u64)
    };
    let best = |cell: &CellResult| cell.grade.as_ref().is_some_and(|(place, _)| *place == 0);
    let words = t::committee_cells_words(
        lang,
        count(&best),
        number(lang, found.cells.len() as u64),
        count(&|cell| cell.grade.is_none()),
    );
    let lines = found.cells.iter().map(|cell| {
        let href = organisation_path(&page.ward, page.month, &cell.organisation);
        let grade = match &cell.grade {
            Some((place, text)) => {
                let rank = rank(*place, cell.grades).to_string();
                view! { <span class="grade" data-rank=rank>{text.get(lang).to_owned()}</span> }.into_any()
            }
            None => view! { <span class="grade cell-missing">{t::ward_no_grade(lang)}</span> }.into_any(),
        };
        view! {
            <li><a class="card link" href=href><span class="title">{cell.organisation.name.clone()}</span>{grade}</a></li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <h2>{t::committee_cells(lang)}</h2>
        <p>{words}</p>
        <ul class="list cells" role="list">{lines}</ul>
    }
}
