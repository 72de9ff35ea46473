//! A closed period on the standings: the grade as closed beside the present one
//! where they differ, and the late records that made the difference.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::id::OrganisationId;
use shared::lang::Lang;
use shared::org::{Organisation, Ward};
use shared::ruling::Closing;
use shared::scheme::Scheme;
use shared::standing::late::Late;

use crate::format::{moment, number};
use crate::t;
use crate::ward::paths;
use crate::ward::period::late_line;

/// A period that is closed.
#[derive(Debug, Clone)]
pub struct ClosedPeriod {
    /// The closing.
    pub closing: Closing,
    /// The organisations whose grade is another one now.
    pub differing: HashMap<OrganisationId, AsClosed>,
}

/// An organisation's period as it was closed.
#[derive(Debug, Clone)]
pub struct AsClosed {
    /// The scheme that was in force.
    pub scheme: Scheme,
    /// The grade's place that it gave; none where it gave none.
    pub grade: Option<u8>,
    /// The late records that made the difference; none where rulings, the roster
    /// or other organisations did.
    pub late: Vec<Late>,
    /// Of a committee, the names of the cells whose grades are other ones now.
    pub cells: Vec<String>,
}

impl AsClosed {
    /// The grade in words.
    pub fn word(&self, lang: Lang) -> String {
        let grade = self.grade.and_then(|place| self.scheme.grades.get(usize::from(place)));
        grade.map_or_else(|| t::ward_no_grade(lang).to_owned(), |grade| grade.text.get(lang).to_owned())
    }
}

/// Where the office shows an organisation's closed period.
pub fn closed_path(ward: &Ward, closing: &Closing, organisation: &Organisation) -> String {
    format!("{}#{}", paths::period(&ward.code, closing.term), organisation.code)
}

/// That the period is closed, with the way to the office's page about it.
pub fn closed_line(lang: Lang, ward: &Ward, period: Option<&ClosedPeriod>) -> impl IntoView + use<> {
    period.map(|ClosedPeriod { closing, differing }| {
        let words = t::period_closed(lang, moment(lang, closing.at), &closing.by);
        let href = paths::period(&ward.code, closing.term);
        let count = (!differing.is_empty()).then(|| {
            let words = t::period_differ(lang, number(lang, differing.len() as u64));
            view! { " "<span class="badge" data-kind="late">{words}</span> }
        });
        view! { <p id="closed"><a href=href>{words}</a>{count}</p> }
    })
}

/// The grade of the organisation as closed, where it is another one now.
pub fn as_closed(
    lang: Lang,
    ward: &Ward,
    organisation: &Organisation,
    period: Option<&ClosedPeriod>,
) -> impl IntoView + use<> {
    let found = period.and_then(|period| Some((period, period.differing.get(&organisation.id)?)));
    found.map(|(ClosedPeriod { closing, .. }, then)| {
        let href = closed_path(ward, closing, organisation);
        let words = match (then.late.len(), then.cells.as_slice()) {
            (0, []) => t::period_by_ruling(lang).to_owned(),
            (0, cells) => t::period_by_cells(lang, cells.join("; ")),
            (count, _) => t::period_late(lang, number(lang, count as u64)),
        };
        let lines = then.late.iter().map(|late| late_line(lang, late)).collect_view();
        view! {
            <details class="explain">
                <summary><span class="grow">{t::period_as_closed(lang, then.word(lang))}</span></summary>
                <ul>{lines}</ul>
                <p><a href=href>{words}</a></p>
            </details>
        }
    })
}
