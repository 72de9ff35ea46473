//! The four goods of a month as a picture.

use leptos::prelude::*;
use shared::org::OrganisationKind;
use shared::scheme::measure::Measure;
use shared::scheme::{Rule, Scheme};
use shared::standing::month::MonthStanding;

use crate::picture::ring;
use crate::state::book::use_lang;
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
    let at_the_ward = rests_on_cells(&scheme).then(
        || view! { <p class="banner" data-kind="info" id="at-the-ward">{t::goods_at_the_ward(lang)}</p> },
    );
    view! {
        <ul class="goods" role="list" aria-label=t::goods_label(lang)>{rings}</ul>
        {at_the_ward}
    }
}

/// Whether something of a committee is measured by its cells, of whose grades
/// only the ward knows.
fn rests_on_cells(scheme: &Scheme) -> bool {
    let of_cells = |rule: &Rule| match rule {
        Rule::Measured { measure: Measure::CellsGraded { .. }, .. } => true,
        Rule::Measured { measure: Measure::Coverage, .. } => {
            scheme.organisations == OrganisationKind::Committee
        }
        _ => false,
    };
    scheme.items().any(|item| of_cells(&item.rule))
}
