//! What needs a person today: never more than nine counts, each of which opens.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::paths;
use crate::format::{digits, number};
use crate::standings::Frame;
use crate::t;

/// The counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Registrations that the ward has said nothing to.
    pub registrations: usize,
    /// Months that are over and not closed.
    pub open_months: usize,
    /// Reviews of the year that were submitted and not appraised.
    pub proposals: usize,
    /// Appraised years that are not decided.
    pub undecided: usize,
    /// Decided years of which the records say something else by now: the first
    /// year, and how many.
    pub reopened: Option<(Year, usize)>,
    /// Records on which two writers differ.
    pub conflicts: usize,
    /// Records that came after their period was closed.
    pub late: usize,
    /// Records of which changes are kept for a decision.
    pub custody: usize,
    /// Organisations from which there is no news of the month.
    pub silent: usize,
}

/// The page.
pub fn overview_page(frame: &Frame, desk: &Desk, waiting: Waiting) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (ward, year) = (&desk.ward.code, desk.year);
    let of_year = digits(lang, &year.to_string());
    let (first, reopened) = waiting.reopened.unwrap_or((year, 0));
    let counts = [
        (waiting.registrations, t::overview_registrations(lang, &of_year), paths::registrations(ward, year)),
        (waiting.proposals, t::overview_proposals(lang, &of_year), paths::years(ward, year)),
        (waiting.undecided, t::overview_undecided(lang, &of_year), paths::years(ward, year)),
        (reopened, t::overview_reopened(lang, digits(lang, &first.to_string())), paths::years(ward, first)),
        (waiting.open_months, t::overview_open_months(lang).to_owned(), paths::periods(ward, year)),
        (waiting.late, t::overview_late(lang).to_owned(), paths::periods(ward, year)),
        (waiting.custody, t::overview_custody(lang).to_owned(), paths::custody(ward)),
        (waiting.conflicts, t::overview_conflicts(lang).to_owned(), paths::conflicts(ward)),
        (waiting.silent, t::overview_silent(lang).to_owned(), paths::silent(ward)),
    ];
    let cards: Vec<_> = counts
        .into_iter()
        .filter(|(count, ..)| *count != 0)
        .map(|(count, words, href)| card(lang, count, words, href))
        .collect();
    let list = if cards.is_empty() {
        view! { <div class="empty"><p>{t::overview_nothing(lang)}</p></div> }.into_any()
    } else {
        view! { <ul class="list waiting" role="list">{cards}</ul> }.into_any()
    };
    let title = t::overview_title(lang, &desk.ward.name);
    let content = view! {
        <h2>{t::overview_today(lang)}</h2>
        {list}
        <p class="row">
            <a class="button quiet" href=paths::devices(ward)>{t::devices_title(lang)}</a>
            <a class="button quiet" href=paths::register(ward)>{t::register_title(lang)}</a>
            <a class="button quiet" href=paths::bundles(ward)>{t::bundle_office_title(lang)}</a>
        </p>
    };
    desk_page(frame, desk, &title, content)
}

fn card(lang: Lang, count: usize, words: String, href: String) -> impl IntoView + use<> {
    view! {
        <li><a class="card link" href=href>
            <span class="waiting-count">{number(lang, count as u64)}</span>
            <span class="title">{words}</span>
        </a></li>
    }
}
