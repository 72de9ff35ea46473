//! Pictures drawn from results: the same on the phone and on the server.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::evaluate::{CriterionResult, Outcome};
use shared::scheme::{Criterion, Decision, Scheme};

use crate::explain::criterion_line;
use crate::format::number;
use crate::t;

/// The word for an outcome.
pub fn outcome_word(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => t::outcome_met(lang),
        Outcome::NotMet => t::outcome_not_met(lang),
        Outcome::Missing => t::outcome_missing(lang),
        Outcome::LeftOut => t::outcome_left_out(lang),
    }
}

/// The class that draws an outcome.
pub const fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "is-met",
        Outcome::NotMet | Outcome::LeftOut => "is-open",
        Outcome::Missing => "is-missing",
    }
}

/// The mark that goes with an outcome.
pub const fn outcome_kind(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "ok",
        Outcome::NotMet => "late",
        Outcome::LeftOut => "draft",
        Outcome::Missing => "missing",
    }
}

/// The rank of a grade on the scale of pictures: 4 the best, none the last of
/// so many.
pub fn rank(place: u8, grades: usize) -> u8 {
    if usize::from(place) + 1 == grades { 0 } else { 4_u8.saturating_sub(place).max(1) }
}

/// How much of a criterion is reached: items settled, or points.
pub fn reached(scheme: &Scheme, result: &CriterionResult) -> (u32, u32) {
    match scheme.decision {
        Decision::CriteriaMet | Decision::Needs => (result.settled, result.size()),
        Decision::PercentOfPoints => (result.earned, result.possible),
    }
}

/// One good as a ring, with its name and a sentence that says the same in words.
pub fn ring(
    lang: Lang,
    scheme: &Scheme,
    criterion: &Criterion,
    result: &CriterionResult,
    href: Option<String>,
) -> impl IntoView + use<> {
    let (part, whole) = reached(scheme, result);
    let percent = (u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0).min(100);
    let name = criterion.short.get(lang).to_owned();
    let count = format!("{}/{}", number(lang, part), number(lang, whole));
    let words = criterion_line(lang, scheme, result);
    let inside = match result.outcome {
        Outcome::Met => view! { <path class="ring-mark" d="m22 33 7 7 13-15"/> }.into_any(),
        Outcome::Missing if part == 0 => {
            view! { <text class="ring-text" x="32" y="33">"–"</text> }.into_any()
        }
        _ => view! { <text class="ring-text" x="32" y="33">{count}</text> }.into_any(),
    };
    let value = (percent != 0).then(|| {
        view! {
            <circle class="ring-value" cx="32" cy="32" r="27" pathLength="100"
                stroke-dasharray=format!("{percent} 100")/>
        }
    });
    let inner = view! {
        <svg class="ring" viewBox="0 0 64 64" aria-hidden="true">
            <circle class="ring-track" cx="32" cy="32" r="27"/>
            {value}
            {inside}
        </svg>
        <span class="title">{name}</span>
        <span class="meta">{words}</span>
    };
    let class = format!("good {}", outcome_class(result.outcome));
    let good = match href {
        Some(href) => view! { <a class=class href=href>{inner}</a> }.into_any(),
        None => view! { <div class=class>{inner}</div> }.into_any(),
    };
    view! { <li>{good}</li> }
}
