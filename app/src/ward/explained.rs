//! What the scheme gives for a year, down to the items.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::evaluate::{Basis, ItemResult};
use shared::scheme::range::GradeRange;
use shared::scheme::{Item, Scheme};
use shared::standing::year::YearMissing;

use super::case::Case;
use super::words::grade_word;
use crate::explain::asked::applied;
use crate::explain::{answer_word, basis_line, criterion_line, held, item_line, levels};
use crate::format::{month, number};
use crate::t;

/// What the scheme gives, down to the items.
pub fn explained(lang: Lang, case: &Case) -> Option<impl IntoView + use<>> {
    let (scheme, result) = (case.scheme.as_ref()?, case.result.as_ref()?);
    let grade = match case.computed() {
        Some(grade) => t::yearend_gives(lang, grade_word(lang, Some(scheme), grade)),
        None => range_words(lang, scheme, result.range),
    };
    let missing = result.missing.iter().map(|missing| {
        view! { <li><span class="badge" data-kind="missing">{missing_word(lang, *missing)}</span></li> }
    });
    let missing: Vec<_> = missing.collect();
    let missing = (!missing.is_empty()).then(|| view! { <ul class="row" role="list">{missing}</ul> });
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
        view! {
            <details class="explain">
                <summary>
                    <span class="grow">{criterion.text.get(lang).to_owned()}</span>
                    <span class="points">{criterion_line(lang, scheme, found)}</span>
                </summary>
                <ul class="stack">{items.collect_view()}</ul>
            </details>
        }
    });
    Some(view! {
        <h2>{t::yearend_explained(lang)}</h2>
        <p><strong class="title">{grade}</strong></p>
        {case.cap_words(lang).map(|words| view! { <p>{words}</p> })}
        {missing}
        {criteria.collect_view()}
        <p class="meta">{t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang))}</p>
    })
}

/// Whence an item's result comes; an answer is the committee's.
fn basis_words(lang: Lang, scheme: &Scheme, item: &Item, result: &ItemResult) -> String {
    let Basis::Answered(answer) = result.basis else { return basis_line(lang, result) };
    let level =
        levels(lang, scheme, applied(item, result.case)).into_iter().find(|(level, _)| *level == answer);
    t::yearend_answered(lang, level.map_or_else(|| answer_word(lang, answer), |(_, word)| word))
}

/// Between which grades the result still lies.
pub fn range_words(lang: Lang, scheme: &Scheme, range: GradeRange) -> String {
    let word = |place: Option<u8>| {
        let grade = place.and_then(|place| scheme.grades.get(usize::from(place)));
        grade.map_or_else(|| t::ward_no_grade(lang).to_owned(), |grade| grade.text.get(lang).to_owned())
    };
    t::yearend_range(lang, word(range.worst), word(range.best))
}

/// What is missing for a year's grade.
fn missing_word(lang: Lang, missing: YearMissing) -> String {
    match missing {
        YearMissing::Month(of) => t::yearend_missing_month(lang, month(lang, of)),
        YearMissing::Registration => t::yearend_missing_registration(lang).to_owned(),
        YearMissing::Review => t::yearend_missing_review(lang).to_owned(),
        YearMissing::Answers(count) => t::missing_answers(lang, number(lang, count)),
    }
}
