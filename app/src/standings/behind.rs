//! Links to the records from which a figure comes.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::scheme::evaluate::Basis;
use shared::scheme::measure::Figure;

use crate::t;

/// The figure on which a result rests, if it was measured.
pub const fn figure_of(basis: &Basis) -> Option<&Figure> {
    match basis {
        Basis::Measured(figure) | Basis::Departed { figure, .. } => Some(figure),
        Basis::Answered(_) | Basis::NothingToMeasure | Basis::Unanswered | Basis::DoesNotApply(_) => None,
    }
}

/// A link to each record of the figure, those that were counted first; `find` knows
/// where a record is shown and what it is called.
pub fn record_links(
    lang: Lang,
    figure: &Figure,
    find: impl Fn(DocumentId) -> Option<(String, String)>,
) -> Vec<AnyView> {
    let link = |id: &DocumentId, kind, word| Some(record_link(find(*id)?, kind, word));
    let counted = figure.counted.iter().filter_map(|id| link(id, "ok", t::assess_counts(lang)));
    let others = figure.not_counted.iter().filter_map(|id| link(id, "missing", t::assess_counts_not(lang)));
    counted.chain(others).collect()
}

/// A link to a record, and whether it counts.
pub fn record_link((href, title): (String, String), kind: &'static str, word: &'static str) -> AnyView {
    let link = view! {
        <li><a class="card link" href=href>
            <span class="title">{title}</span><span class="badge" data-kind=kind>{word}</span>
        </a></li>
    };
    link.into_any()
}
