//! The periods of a year: which are closed, and what came later.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::ruling::{Closing, Term};
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::paths;
use super::schemes::year_links;
use super::words::term_word;
use crate::format::{as_heading, digits, moment, number};
use crate::standings::Frame;
use crate::t;

/// A period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodLine {
    /// The period.
    pub term: Term,
    /// Whether it is over, so that it may be closed.
    pub over: Over,
    /// Its closing, while it is closed.
    pub closing: Option<Closing>,
    /// How many of its records came later.
    pub late: usize,
    /// Of a year, how many of its months are over and not closed.
    pub open_months: usize,
}

/// Whether a period is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// It is.
    Over,
    /// It still runs, or has not begun.
    NotYet,
}

/// The page.
pub fn periods_page(frame: &Frame, desk: &Desk, year: Year, lines: &[PeriodLine]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = lines.iter().map(|line| {
        let (kind, words) = state_words(lang, line);
        let late = (line.late != 0).then(|| {
            let words = t::period_late(lang, number(lang, line.late as u64));
            view! { <span class="badge" data-kind="late">{words}</span> }
        });
        view! {
            <li><a class="card link" href=paths::period(&desk.ward.code, line.term)>
                <span class="title">{as_heading(&term_word(lang, line.term))}</span>
                <span class="row"><span class="badge" data-kind=kind>{words}</span>{late}</span>
            </a></li>
        }
    });
    let title = t::period_title(lang, digits(lang, &year.to_string()));
    let content = view! {
        {year_links(lang, year, &|year| paths::periods(&desk.ward.code, year))}
        <p>{t::period_text(lang)}</p>
        <ul class="list" role="list">{rows.collect_view()}</ul>
    };
    desk_page(frame, desk, &title, content)
}

/// How a period stands, as a shape and words.
pub fn state_words(lang: Lang, line: &PeriodLine) -> (&'static str, String) {
    match (&line.closing, line.over) {
        (Some(closing), _) => ("ok", t::period_closed(lang, at(lang, closing.at), &closing.by)),
        (None, Over::Over) => ("info", t::period_open(lang).to_owned()),
        (None, Over::NotYet) => ("draft", t::period_running(lang).to_owned()),
    }
}

fn at(lang: Lang, at: Moment) -> String {
    moment(lang, at)
}
