//! One organisation's month, explained down to the records.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::record::registration::OwnCriterion;
use shared::record::{Kind, Record};
use shared::scheme::evaluate::{Basis, ItemResult};
use shared::scheme::{Criterion, Scheme};
use shared::standing::facts::Fact;
use shared::standing::month::MonthStanding;

use super::evidence::{Evidence, evidence};
use super::frame::{Frame, document};
use super::home::ward_path;
use super::record::record_card;
use crate::explain::{basis_line, criterion_line, grade_line, item_line, missing_list};
use crate::format::{moment, month as write_month, number};
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
    /// The records that can bear on the month.
    pub facts: Vec<Fact>,
    /// The photos of its records, of any month.
    pub evidence: Vec<Evidence>,
    /// The cell's own criteria, as the ward approved them, by the scheme's item id.
    pub own: BTreeMap<String, OwnCriterion>,
}

/// The page.
pub fn organisation_page(frame: &Frame, page: &OrganisationPage) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = format!("{}, {}", page.organisation.name, write_month(lang, page.month));
    let computed = t::ward_computed(lang, moment(lang, page.now));
    let content = view! {
        <nav class="filters" aria-label=t::ward_back(lang)>
            <a href=ward_path(&page.ward, page.month)>{t::ward_back(lang)}</a>
            <a href=month_path(page, page.month.previous())>{t::ward_before(lang)}</a>
            <a href=month_path(page, page.month.next())>{t::ward_after(lang)}</a>
        </nav>
        {explained(lang, page, &page.scheme, &page.standing)}
        <h2>{t::ward_records(lang)}</h2>
        {records(lang, page)}
    };
    document(frame, &title, Some(computed), content)
}

fn month_path(page: &OrganisationPage, month: Month) -> String {
    format!("{}/{}", ward_path(&page.ward, month), page.organisation.code)
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
        let items = criterion_items(lang, page, criterion, &result.items);
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
    let conflicts = (standing.conflicts != 0).then(|| {
        let words = t::ward_conflicts(lang, number(lang, standing.conflicts));
        view! { <p><span class="badge" data-kind="conflict">{words}</span></p> }
    });
    view! {
        <p><strong class="title">{grade_line(lang, scheme, standing)}</strong></p>
        {conflicts}
        <ul class="goods" role="list" aria-label=t::goods_label(lang)>{rings}</ul>
        {missing_list(lang, standing)}
        {criteria}
        <p class="meta">{t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang))}</p>
    }
}

fn criterion_items(
    lang: Lang,
    page: &OrganisationPage,
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

/// Links to the records an item's result comes from.
fn behind(lang: Lang, page: &OrganisationPage, result: &ItemResult) -> impl IntoView + use<> {
    let link = |id: DocumentId, kind: &'static str, word: &'static str| {
        let fact = page.facts.iter().find(|fact| fact.document == id)?;
        let title = record_title(lang, &fact.record);
        Some(view! {
            <li><a class="card link" href=format!("#record-{id}")>
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
