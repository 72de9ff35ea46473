//! What the scheme gives for a year, down to the items.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::evaluate::{Basis, ItemResult};
use shared::scheme::{Item, Scheme};

use super::case::{Case, CaseResult};
use super::decisions::{decision_words, is_told, reads_reasons};
use super::words::grade_word;
use crate::explain::asked::applied;
use crate::explain::need::barring_words;
use crate::explain::points::{all_points_lines, whole_line};
use crate::explain::year::year_basis_word;
use crate::explain::{criterion_line, held, item_line, levels};
use crate::standings::Reader;
use crate::standings::year::{lacking_list, open_words};
use crate::t;

/// What the scheme gives, down to the items.
pub fn explained(lang: Lang, reader: Reader, case: &Case) -> Option<impl IntoView + use<>> {
    let (scheme, result) = (case.scheme.as_ref()?, case.result.as_ref()?);
    let grade = match case.computed() {
        Some(_) if !is_told(reader, case) => decision_words(lang, case),
        Some(grade) => t::yearend_gives(lang, grade_word(lang, Some(scheme), grade)),
        None => ungraded_words(lang, reader, case, (scheme, result)),
    };
    let criteria = scheme.criteria.iter().zip(&result.evaluation.criteria).map(|(criterion, found)| {
        let items = criterion.all_items();
        let items = items.into_iter().zip(found.all_items()).map(|(item, found)| {
            view! {
                <li class="stack tight">
                    <span>{item.text.get(lang).to_owned()}</span>
                    <span class="meta">{item_line(lang, found)}". "{basis_words(lang, scheme, item, found)}</span>
                    {held(lang, found)}
                </li>
            }
        });
        let points = all_points_lines(lang, criterion, found).into_iter();
        let points = points.map(|words| view! { <p class="meta">{words}</p> });
        view! {
            <details class="explain">
                <summary>
                    <span class="grow">{criterion.text.get(lang).to_owned()}</span>
                    <span class="points">{criterion_line(lang, scheme, found)}</span>
                </summary>
                {points.collect_view()}
                <ul class="stack">{items.collect_view()}</ul>
            </details>
        }
    });
    Some(view! {
        <h2>{t::yearend_explained(lang)}</h2>
        <p><strong class="title">{grade}</strong></p>
        {barred(lang, reader, case, (scheme, result))}
        {case.cap_words(lang).map(|words| view! { <p>{words}</p> })}
        {lacking_list(lang, &result.lacking, result.evaluation.unanswered)}
        {whole_line(lang, scheme, &result.evaluation).map(|words| view! { <p>{words}</p> })}
        {criteria.collect_view()}
        <p class="meta">{t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang))}</p>
    })
}

/// What bars grades. A viewer does not read of a member what that is: it may be
/// a measure of discipline.
fn barred(
    lang: Lang,
    reader: Reader,
    case: &Case,
    (scheme, result): (&Scheme, &CaseResult),
) -> Option<impl IntoView + use<>> {
    reads_reasons(reader, case).then(|| {
        let lines = barring_words(lang, scheme, &result.evaluation).into_iter();
        let lines = lines.map(|words| view! { <li><span class="mark" data-kind="late">{words}</span></li> });
        view! { <ul class="reasons" role="list">{lines.collect_view()}</ul> }
    })
}

/// Whence an item's result comes.
fn basis_words(lang: Lang, scheme: &Scheme, item: &Item, result: &ItemResult) -> String {
    let level = levels(lang, scheme, applied(item, result.case));
    let level = level.into_iter().find(|(level, _)| result.basis == Basis::Answered(*level));
    let word = level.map(|(_, word)| t::yearend_answered(lang, word));
    word.unwrap_or_else(|| year_basis_word(lang, &result.basis))
}

/// That there is no grade yet, and which ones are still possible. A viewer does
/// not read that of a member: what is possible for one and not for another tells
/// what bars it.
pub fn ungraded_words(
    lang: Lang,
    reader: Reader,
    case: &Case,
    (scheme, result): (&Scheme, &CaseResult),
) -> String {
    let open = open_words(lang, scheme, result.range).filter(|_| reads_reasons(reader, case));
    open.map_or_else(|| t::ward_no_grade(lang).to_owned(), |open| t::yearend_ungraded(lang, open))
}
