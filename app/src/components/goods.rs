//! The four goods of a month as a picture.

use leptos::prelude::*;
use shared::scheme::Scheme;
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
    view! { <ul class="goods" role="list" aria-label=t::goods_label(lang)>{rings}</ul> }
}
