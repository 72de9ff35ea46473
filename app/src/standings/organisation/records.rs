//! The records behind a month: links to what was counted, and each record with
//! all that it says.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::{Kind, Record};
use shared::scheme::evaluate::Basis;
use shared::standing::facts::Fact;

use super::{MeetingScore, OrganisationPage};
use crate::explain::sum_line;
use crate::standings::address::organisation_path;
use crate::standings::behind::{figure_of, record_link, record_links};
use crate::standings::cells::cell_of;
use crate::standings::evidence::evidence;
use crate::standings::reader::disciplined;
use crate::standings::record::{record_card, record_name};
use crate::standings::sheet::{Sheet, Voice, nothing_beside};
use crate::t;

/// Links to the records a result of the month comes from.
pub fn behind(lang: Lang, page: &OrganisationPage, basis: &Basis) -> AnyView {
    let Basis::Answered(_) = basis else { return figures(lang, page, basis) };
    let found = page.standing.assessment.and_then(|id| found(lang, page, id));
    links(found.map(|found| record_link(found, "ok", t::assess_counts(lang))).into_iter().collect())
}

/// Links to the records that were counted.
fn figures(lang: Lang, page: &OrganisationPage, basis: &Basis) -> AnyView {
    let Some(figure) = figure_of(basis) else { return ().into_any() };
    links(record_links(lang, figure, |id| found(lang, page, id)))
}

fn links(links: Vec<AnyView>) -> AnyView {
    (!links.is_empty()).then(|| view! { <ul class="list" role="list">{links}</ul> }).into_any()
}

/// Where a record of the page is shown and what it is called, or the cell whose record it is.
fn found(lang: Lang, page: &OrganisationPage, id: DocumentId) -> Option<(String, String)> {
    let own = page.facts.iter().find(|fact| fact.document == id);
    let own = own.map(|fact| (format!("#record-{id}"), record_name(lang, &fact.record)));
    let of_cell = || {
        let cell = &cell_of(&page.cells, id)?.organisation;
        Some((organisation_path(&page.ward, page.month, cell), cell.name.clone()))
    };
    own.or_else(of_cell)
}

/// Every record that the page shows: those of the month, the roster, and those
/// of other months that a measurement counted.
pub fn records(lang: Lang, page: &OrganisationPage) -> impl IntoView + use<> {
    let counted: Vec<DocumentId> = page
        .standing
        .evaluation
        .items()
        .filter_map(|item| figure_of(&item.basis))
        .flat_map(|figure| [figure.counted.as_slice(), figure.not_counted.as_slice()].concat())
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
    // In a month that runs nothing is overdue before its day.
    let last = page.month.last_day();
    let day = page.now.date_in_vietnam().map_or(last, |today| today.min(last));
    let cards = shown.into_iter().map(|fact| {
        let pictures = evidence(lang, &page.ward, fact.document, &page.evidence);
        let score = page.scores.get(&fact.document).map(|found| score(lang, page, fact.document, found));
        let discipline = match &fact.record {
            Record::Roster(roster) => disciplined(lang, page.reader, roster),
            _ => None,
        };
        record_card(lang, fact, &roster, day, view! { {score}{discipline}{pictures} })
    });
    let cards = cards.collect_view();
    view! { {cards} }.into_any()
}

/// The meeting's score, opened down to the records.
fn score(
    lang: Lang,
    page: &OrganisationPage,
    meeting: DocumentId,
    found: &MeetingScore,
) -> impl IntoView + use<> {
    let sheet = Sheet {
        lang,
        scheme: &found.sheet,
        evaluation: &found.evaluation,
        voice: Voice::Own,
        anchor: format!("{meeting}-"),
        records: &|basis| figures(lang, page, basis),
        beside: &nothing_beside,
    };
    let source = t::standing_source(lang, found.sheet.title.get(lang), found.sheet.source.get(lang));
    view! {
        <details class="explain score">
            <summary>
                <span class="grow">{t::meeting_step_quality(lang)}</span>
                <span class="points">{sum_line(lang, &found.sheet, &found.evaluation)}</span>
            </summary>
            {sheet.grades()}
            {sheet.gates()}
            <h3>{t::need_criteria_title(lang)}</h3>
            {sheet.criteria()}
            <p class="meta">{source}</p>
        </details>
    }
}
