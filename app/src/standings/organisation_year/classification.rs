//! The year's classification opened: grade, need and gate, criterion, item,
//! rule with its source, measure, records.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::month::Month;
use shared::scheme::evaluate::{Basis, CriterionResult, Evaluation, ItemResult};
use shared::scheme::measure::Figure;
use shared::scheme::{Criterion, Item, Need, Scheme};

use super::OrganisationYearPage;
use crate::explain::need::{
    against_word, bars_word, effect_word, enough_word, holds_kind, holds_word, known_word, need_word,
    reached, trigger_word,
};
use crate::explain::rule::{rule_lines, source_line};
use crate::explain::{criterion_line, item_line, levels};
use crate::picture::outcome_kind;
use crate::record_word::record_title;
use crate::standings::address::{organisation_year_path, record_path};
use crate::standings::cells::cell_of;
use crate::t;

/// The classification; nothing where no scheme is in force.
pub fn classification(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let (Some(scheme), Some(standing)) = (page.row.scheme.as_deref(), &page.row.standing) else {
        return ().into_any();
    };
    let evaluation = &standing.evaluation;
    let note = scheme.note.as_ref().map(|note| view! { <p class="meta">{note.get(lang).to_owned()}</p> });
    view! {
        <h2 id="classification">{scheme.title.get(lang).to_owned()}</h2>
        <p class="meta">{scheme.source.get(lang).to_owned()}</p>
        {note}
        <h3>{t::need_title(lang)}</h3>
        {grades(lang, page, scheme, evaluation)}
        {gates(lang, page, scheme, evaluation)}
        <h3>{t::need_criteria_title(lang)}</h3>
        {criteria(lang, page, scheme, &scheme.criteria, &evaluation.criteria)}
    }
    .into_any()
}

/// A line that may be opened, with its mark.
fn line(text: String, kind: &'static str, word: String, inside: AnyView) -> impl IntoView {
    view! {
        <details class="explain">
            <summary>
                <span class="grow">{text}</span>
                <span class="points outcome" data-kind=kind>{word}</span>
            </summary>
            {inside}
        </details>
    }
}

fn grades(
    lang: Lang,
    page: &OrganisationYearPage,
    scheme: &Scheme,
    evaluation: &Evaluation,
) -> impl IntoView + use<> {
    let lines = scheme.grades.iter().zip(&evaluation.grades).map(|(grade, result)| {
        let whole = reached(result);
        let enough = enough_word(lang, scheme, grade).map(|words| {
            let holds = Some(result.enough);
            view! { <li><span class="mark" data-kind=holds_kind(holds)>{format!("{words}: {}", holds_word(lang, holds))}</span></li> }
        });
        let needs = grade.needs.iter().zip(&result.needs).map(|(need, found)| {
            let what = need_word(lang, scheme, need);
            let against = against_word(lang, scheme, found);
            let known = found.basis.as_ref().and_then(|basis| known_word(lang, basis));
            let source = match need {
                Need::Answered { certainty, .. } => Some(source_line(lang, scheme, None, *certainty)),
                _ => None,
            };
            let links = found.basis.as_ref().map(|basis| records(lang, page, basis));
            let more: Vec<_> = [against, known, source].into_iter().flatten().collect();
            let more = more.into_iter().map(|words| view! { <p class="meta">{words}</p> }).collect_view();
            view! {
                <li>
                    <span class="mark" data-kind=holds_kind(found.holds)>{format!("{what}: {}", holds_word(lang, found.holds))}</span>
                    {more}{links}
                </li>
            }
        });
        let needs = needs.collect_view();
        let nothing = (grade.needs.is_empty() && grade.at_least == 0)
            .then(|| view! { <li>{t::need_nothing_more(lang)}</li> });
        let closed = (!result.open).then(|| {
            view! { <li><span class="mark" data-kind="late">{t::need_closed(lang)}</span></li> }
        });
        let inside = view! { <ul class="reasons" role="list">{enough}{needs}{nothing}{closed}</ul> };
        let word = holds_word(lang, whole).to_owned();
        line(grade.text.get(lang).to_owned(), holds_kind(whole), word, inside.into_any())
    });
    lines.collect_view()
}

fn gates(
    lang: Lang,
    page: &OrganisationYearPage,
    scheme: &Scheme,
    evaluation: &Evaluation,
) -> impl IntoView + use<> {
    let lines = scheme.gates.iter().zip(&evaluation.gates).map(|(gate, result)| {
        let source = source_line(lang, scheme, gate.source.as_deref(), gate.certainty);
        let words = [
            Some(effect_word(lang, scheme, gate)),
            Some(trigger_word(lang, gate)),
            known_word(lang, &result.basis),
            Some(source),
        ];
        let words = words.into_iter().flatten().map(|words| view! { <p>{words}</p> }).collect_view();
        let inside = view! { {words}{records(lang, page, &result.basis)} };
        let open = result.bars.map(|bars| !bars);
        let word = bars_word(lang, result).to_owned();
        line(gate.text.get(lang).to_owned(), holds_kind(open), word, inside.into_any())
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| view! { <h3>{t::need_gates(lang)}</h3>{lines} })
}

fn criteria(
    lang: Lang,
    page: &OrganisationYearPage,
    scheme: &Scheme,
    criteria: &[Criterion],
    results: &[CriterionResult],
) -> AnyView {
    let lines = criteria.iter().zip(results).map(|(criterion, result)| {
        let items = criterion.items.iter().zip(&result.items);
        let items = items.map(|(item, result)| item_view(lang, page, scheme, item, result)).collect_view();
        let within = self::criteria(lang, page, scheme, &criterion.criteria, &result.criteria);
        view! {
            <details class="explain" open id=format!("year-{}", criterion.id)>
                <summary>
                    <span class="grow">{criterion.text.get(lang).to_owned()}</span>
                    <span class="points">{criterion_line(lang, scheme, result)}</span>
                </summary>
                {items}
                {within}
            </details>
        }
    });
    lines.collect_view().into_any()
}

fn item_view(
    lang: Lang,
    page: &OrganisationYearPage,
    scheme: &Scheme,
    item: &Item,
    result: &ItemResult,
) -> impl IntoView + use<> {
    let level = levels(lang, scheme, item).into_iter().nth(usize::from(result.level.unwrap_or(u8::MAX)));
    let word = level.as_ref().map_or_else(|| item_line(lang, result), |(_, word)| word.clone());
    let known = match (&result.basis, level) {
        (Basis::Answered(_), Some((_, word))) => Some(t::need_answered(lang, word)),
        (basis, _) => known_word(lang, basis),
    };
    let reason = match &result.basis {
        Basis::Departed { reason, .. } => Some(t::yearly_departed(lang, reason)),
        Basis::DoesNotApply(condition) => {
            Some(t::yearly_does_not_apply(lang, crate::explain::rule::condition_word(lang, condition)))
        }
        _ => None,
    };
    let rule = rule_lines(lang, scheme, item, result);
    let source = source_line(lang, scheme, item.source.as_deref(), item.certainty);
    let words = known.into_iter().chain(reason).chain(rule).chain([source]);
    let words = words.map(|words| view! { <p>{words}</p> }).collect_view();
    let inside = view! { {words}{records(lang, page, &result.basis)} };
    line(item.text.get(lang).to_owned(), outcome_kind(result.outcome), word, inside.into_any())
}

/// Links to the records from which a figure comes.
fn records(lang: Lang, page: &OrganisationYearPage, basis: &Basis) -> impl IntoView + use<> {
    let none = Figure::default();
    let figure = match basis {
        Basis::Measured(figure) | Basis::Departed { figure, .. } => figure,
        _ => &none,
    };
    let last = page.until.or_else(|| page.year.months().last()).unwrap_or(Month::FIRST);
    let link = |id: &DocumentId, kind: &'static str, word: &'static str| {
        let own = page.facts.iter().find(|fact| fact.document == *id).map(|fact| {
            let month = fact.record.month().unwrap_or(last);
            let href = record_path(&page.ward, &page.row.organisation, month, *id);
            (href, record_title(lang, &fact.record))
        });
        let of_cell = || {
            let cell = &cell_of(&page.cells, *id)?.organisation;
            Some((organisation_year_path(&page.ward, page.year, cell), cell.name.clone()))
        };
        let (href, title) = own.or_else(of_cell)?;
        Some(view! {
            <li><a class="card link" href=href>
                <span class="title">{title}</span><span class="badge" data-kind=kind>{word}</span>
            </a></li>
        })
    };
    let counted = figure.counted.iter().filter_map(|id| link(id, "ok", t::assess_counts(lang)));
    let others = figure.not_counted.iter().filter_map(|id| link(id, "missing", t::assess_counts_not(lang)));
    let links: Vec<_> = counted.chain(others).collect();
    (!links.is_empty()).then(|| {
        let count = crate::format::number(lang, links.len() as u64);
        view! {
            <details class="explain">
                <summary>{t::assess_records(lang, count)}</summary>
                <ul class="list" role="list">{links}</ul>
            </details>
        }
    })
}
