//! The four goods of a month as a picture.

use leptos::prelude::*;
use shared::org::{Organisation, OrganisationKind};
use shared::scheme::measure::Measure;
use shared::scheme::{Rule, Scheme};
use shared::standing::month::MonthStanding;

use crate::picture::ring;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// One ring per good, each with its word.
#[component]
pub fn Goods(
    /// The scheme.
    scheme: Scheme,
    /// What it gives.
    standing: MonthStanding,
) -> impl IntoView {
    let lang = use_lang();
    let rings = scheme.criteria.iter().zip(&standing.evaluation.criteria);
    let month = standing.month;
    let href = |id: &str| Some(format!("/cell/assess/{month}#{id}"));
    let rings = rings
        .map(|(criterion, result)| ring(lang, &scheme, criterion, result, href(&criterion.id)))
        .collect_view();
    let judged = use_book().organisation();
    let at_the_ward = judged.is_some_and(|judged| rests_on_cells(&judged, &scheme)).then(
        || view! { <p class="banner" data-kind="info" id="at-the-ward">{t::goods_at_the_ward(lang)}</p> },
    );
    view! {
        <ul class="goods" role="list" aria-label=t::goods_label(lang)>{rings}</ul>
        {at_the_ward}
    }
}

/// Whether something of a committee is measured by its cells, of whose grades
/// only the ward knows.
fn rests_on_cells(judged: &Organisation, scheme: &Scheme) -> bool {
    let of_cells = |rule: &Rule| {
        matches!(rule, Rule::Measured { measure: Measure::CellsGraded { .. } | Measure::Coverage, .. })
    };
    judged.kind == OrganisationKind::Committee && scheme.items().any(|item| of_cells(&item.rule))
}
