//! The year's classification opened: grade, need and gate, criterion, item,
//! rule with its source, measure, records.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::month::Month;
use shared::scheme::Scheme;
use shared::scheme::evaluate::{Basis, Evaluation};

use super::OrganisationYearPage;
use crate::standings::address::{organisation_year_path, record_path};
use crate::standings::behind::{figure_of, record_links};
use crate::standings::cells::cell_of;
use crate::standings::record::record_name;
use crate::standings::sheet::{Sheet, Voice, nothing_beside};
use crate::t;

/// The classification; nothing where no scheme is in force.
pub fn classification(lang: Lang, page: &OrganisationYearPage) -> Option<AnyView> {
    let (scheme, standing) = (page.row.scheme.as_deref()?, page.row.standing.as_ref()?);
    Some(opened(lang, page, (scheme, &standing.evaluation), ["classification", "year-"], ()))
}

/// What the year's meetings come to together, beside the classification.
pub fn meetings(lang: Lang, page: &OrganisationYearPage) -> Option<AnyView> {
    let (scheme, evaluation) = page.meetings.as_ref()?;
    let grade = evaluation.grade.and_then(|place| scheme.grades.get(usize::from(place)));
    let grade = grade.map_or(t::ward_no_grade(lang), |grade| grade.text.get(lang));
    let beside = view! {
        <p><strong>{grade.to_owned()}</strong></p>
        <p class="banner" data-kind="info">{t::yearly_meetings_sum(lang)}</p>
    };
    Some(opened(lang, page, (scheme, evaluation), ["meetings-sum", "meetings-"], beside))
}

/// A scheme with what it gave, opened.
fn opened(
    lang: Lang,
    page: &OrganisationYearPage,
    (scheme, evaluation): (&Scheme, &Evaluation),
    [id, anchor]: [&'static str; 2],
    beside: impl IntoView + 'static,
) -> AnyView {
    let sheet = Sheet {
        lang,
        scheme,
        evaluation,
        voice: Voice::Appraisal,
        anchor: anchor.to_owned(),
        records: &|basis| records(lang, page, basis).into_any(),
        beside: &nothing_beside,
    };
    let note = scheme.note.as_ref().map(|note| view! { <p class="meta">{note.get(lang).to_owned()}</p> });
    view! {
        <h2 id=id>{scheme.title.get(lang).to_owned()}</h2>
        <p class="meta">{scheme.source.get(lang).to_owned()}</p>
        {note}
        {beside}
        <h3>{t::need_title(lang)}</h3>
        {sheet.grades()}
        {sheet.gates()}
        <h3>{t::need_criteria_title(lang)}</h3>
        {sheet.criteria()}
    }
    .into_any()
}

/// Links to the records from which a figure comes.
pub fn records(lang: Lang, page: &OrganisationYearPage, basis: &Basis) -> impl IntoView + use<> {
    let last = page.until.or_else(|| page.year.months().last()).unwrap_or(Month::FIRST);
    let found = |id: DocumentId| {
        let own = page.facts.iter().find(|fact| fact.document == id).map(|fact| {
            let month = fact.record.month().unwrap_or(last);
            let href = record_path(&page.ward, &page.row.organisation, month, id);
            (href, record_name(lang, &fact.record))
        });
        let of_cell = || {
            let cell = &cell_of(&page.cells, id)?.organisation;
            Some((organisation_year_path(&page.ward, page.year, cell), cell.name.clone()))
        };
        own.or_else(of_cell)
    };
    let links = figure_of(basis).map(|figure| record_links(lang, figure, found)).unwrap_or_default();
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
