//! A year's grades as a line, and the word for where it goes.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::standing::month::MonthStanding;
use shared::standing::rank::Trend;

use super::HeatCell;
use super::cells::grade_words;
use crate::format::{month as write_month, number};
use crate::picture::rank;
use crate::t;

/// The word for a trend.
pub fn trend_word(lang: Lang, trend: Trend) -> &'static str {
    match trend {
        Trend::Up => t::heat_trend_up(lang),
        Trend::Level => t::heat_trend_level(lang),
        Trend::Down => t::heat_trend_down(lang),
    }
}

/// The sign that goes with the word.
pub fn trend_sign(trend: Trend) -> &'static str {
    match trend {
        Trend::Up => "↗",
        Trend::Level => "→",
        Trend::Down => "↘",
    }
}

/// Width of a month in the picture.
const STEP: usize = 10;
/// Height of a grade.
const HEIGHT: usize = 8;

/// The line through the months' grades, and what it says in words; months
/// without a grade leave a gap.
pub fn trend_line(lang: Lang, cells: &[HeatCell]) -> impl IntoView + use<> {
    let graded: Vec<_> = cells
        .iter()
        .enumerate()
        .filter_map(|(place, cell)| {
            let (scheme, grade) = (cell.scheme.as_ref()?, cell.standing.as_ref()?.grade()?);
            Some((place, cell.month, grade, scheme))
        })
        .collect();
    let (Some(first), Some(last)) = (graded.first(), graded.last()) else {
        return view! { <span class="meta">"–"</span> }.into_any();
    };
    let point = |(place, _, grade, scheme): &(usize, _, u8, &std::sync::Arc<_>)| {
        let scheme: &shared::scheme::Scheme = scheme;
        let below = usize::from(4_u8.saturating_sub(rank(*grade, scheme.grades.len())));
        (place * STEP + STEP / 2, below * HEIGHT + HEIGHT / 2)
    };
    let points: Vec<_> = graded.iter().map(|one| (one.0, point(one))).collect();
    let mut lines: Vec<String> = Vec::new();
    let mut before = None;
    for (place, (x, y)) in &points {
        let joined = before.is_some_and(|before: usize| before + 1 == *place);
        lines.push(format!("{}{x} {y}", if joined { 'L' } else { 'M' }));
        before = Some(*place);
    }
    let dots = points.iter().map(|(_, (x, y))| {
        view! { <circle class="trend-dot" cx=x.to_string() cy=y.to_string() r="2.5"/> }
    });
    let dots = dots.collect_view();
    let word = |one: &(usize, shared::month::Month, u8, &std::sync::Arc<shared::scheme::Scheme>)| {
        grade_words(lang, one.3, one.2).unwrap_or_default()
    };
    let words = if first.1 == last.1 {
        t::heat_trend_one(lang, write_month(lang, first.1), word(first))
    } else {
        let count = number(lang, graded.len() as u64);
        t::heat_trend_from(
            lang,
            count,
            word(first),
            write_month(lang, first.1),
            word(last),
            write_month(lang, last.1),
        )
    };
    let size = format!("0 0 {} {}", 12 * STEP, 5 * HEIGHT);
    view! {
        <svg class="trend" viewBox=size role="img" aria-label=words>
            <path class="trend-line" d=lines.join("")/>
            {dots}
        </svg>
    }
    .into_any()
}

/// How the last month with a grade compares with the one before it.
pub fn last_trend(cells: &[HeatCell]) -> Option<Trend> {
    let graded = cells.iter().filter_map(|cell| cell.standing.as_ref());
    let graded: Vec<&MonthStanding> = graded.filter(|standing| standing.grade().is_some()).collect();
    let [.., before, now] = graded.as_slice() else { return None };
    shared::standing::rank::trend(before, now)
}
