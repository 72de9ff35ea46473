//! The four-good committee of a ward that has not registered its own: what
//! follows from its cells' results, and what is missing. A registered one has
//! the page of an organisation.

use std::sync::Arc;

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::Ward;
use shared::scheme::evaluate::{CriterionResult, Evaluation, ItemResult, Outcome};
use shared::scheme::measure::Measure;
use shared::scheme::range::GradeRange;
use shared::scheme::{Item, Need, Rule, Scheme};
use shared::year::Year;

use super::address::{committee_path, organisation_path, ward_path, year_path};
use super::cells::{CellResult, cells};
use super::frame::{Frame, document};
use super::year::{grade_badge, provisional};
use crate::explain::asked::applied;
use crate::explain::item_line;
use crate::explain::need::known_word;
use crate::explain::rule::{rule_lines, source_line};
use crate::format::{digits, moment, month as write_month};
use crate::outline::outline;
use crate::picture::outcome_kind;
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
    /// The scheme in force.
    pub scheme: Arc<Scheme>,
    /// What it gives.
    pub evaluation: Evaluation,
    /// The grades that are still possible.
    pub range: GradeRange,
    /// The cells with their grades.
    pub cells: Vec<CellResult>,
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
    let open = provisional(lang, scheme, found.evaluation.grade, Some(found.range));
    let results = found.evaluation.criteria.iter().flat_map(CriterionResult::all);
    let criteria = outline(&scheme.criteria).into_iter().zip(results).map(|((number, criterion), result)| {
        let items = criterion.items.iter().zip(&result.items).map(|(item, result)| {
            let rule = rule_lines(lang, scheme, item, result);
            let source = source_line(lang, scheme, item.source.as_deref(), item.certainty);
            let words = known_word(lang, &result.basis).into_iter().chain(rule).chain([source]);
            let words = words.map(|words| view! { <p>{words}</p> }).collect_view();
            let (kind, word) = match needs(lang, item, result) {
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
                    <span class="grow">{t::assess_criterion(lang, number, criterion.text.get(lang))}</span>
                </summary>
                {items}
            </details>
        }
    });
    let criteria = criteria.collect_view();
    let source = t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang));
    view! {
        <p class="row">{badge}</p>
        {open.map(|words| view! { <p id="range">{words}</p> })}
        <p class="banner" data-kind="info">{t::committee_no_register(lang)}</p>
        {lacking(lang, found)}
        {criteria}
        {cells(lang, &found.cells, |cell| organisation_path(&page.ward, page.month, cell))}
        <p class="meta">{source}</p>
    }
}

/// The items without a result, and what each of them needs; and the questions
/// beside the items that nobody answered.
fn lacking(lang: Lang, found: &Committee) -> impl IntoView + use<> {
    let items = found.scheme.items().zip(found.evaluation.items());
    let lines = items.filter_map(|(item, result)| {
        let needs = needs(lang, item, result)?;
        Some(format!("{}: {needs}", item.text.get(lang)))
    });
    let grades = found.scheme.grades.iter().zip(&found.evaluation.grades);
    let asked = grades.flat_map(|(grade, result)| grade.needs.iter().zip(&result.needs));
    let asked = asked.filter_map(|(need, result)| match need {
        Need::Answered { text, .. } if result.holds.is_none() => Some(text),
        _ => None,
    });
    let gates = found.scheme.gates.iter().zip(&found.evaluation.gates);
    let gates = gates.filter(|(_, result)| result.bars.is_none()).map(|(gate, _)| &gate.text);
    let asked = asked.chain(gates);
    let asked = asked.map(|text| format!("{}: {}", text.get(lang), t::committee_needs_answer(lang)));
    let lines = lines.chain(asked);
    let lines = lines.map(|words| view! { <li><span class="mark" data-kind="missing">{words}</span></li> });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! { <h2>{t::committee_lacking(lang)}</h2><ul class="reasons" role="list" id="lacking">{lines}</ul> }
    })
}

/// What an item without a result needs; none where it has one. What is
/// measured in a book that is not kept is not known, whatever the figure.
fn needs(lang: Lang, item: &Item, result: &ItemResult) -> Option<&'static str> {
    match applied(item, result.case) {
        Rule::Measured { measure: Measure::CellsGraded { .. } | Measure::Coverage, .. } => None,
        Rule::Measured { .. } => Some(t::committee_needs_record(lang)),
        _ => (result.outcome == Outcome::Missing).then(|| t::committee_needs_answer(lang)),
    }
}
