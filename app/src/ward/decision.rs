//! The decision on a grade.

use leptos::prelude::*;
use shared::date::Date;

use super::case::{Case, Whence};
use super::decisions::{decision_words, is_told};
use super::desk::{Desk, desk_page};
use super::explained::ungraded_words;
use super::form::{Offered, choice_field, line_field, note_field, ruling_form};
use super::typed::Typed;
use super::words::grade_word;
use crate::standings::Frame;
use crate::t;

/// The page; `today` is the day that the form offers.
pub fn decision_page(
    frame: &Frame,
    desk: &Desk,
    case: &Case,
    today: Option<Date>,
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let path = case.path(desk);
    let scheme = case.scheme.as_ref();
    let following = case.following();
    let says = match (following, scheme, &case.result) {
        _ if !is_told(desk.reader(), case) => decision_words(lang, case),
        (Some((grade, Whence::People)), ..) => t::yearend_set(lang, grade_word(lang, scheme, grade)),
        (Some((grade, Whence::Scheme)), ..) => t::yearend_gives(lang, grade_word(lang, scheme, grade)),
        _ => match (case.computed(), scheme, &case.result) {
            (Some(grade), ..) => t::yearend_gives(lang, grade_word(lang, scheme, grade)),
            (None, Some(scheme), Some(result)) => ungraded_words(lang, desk.reader(), case, (scheme, result)),
            (None, ..) => t::yearend_no_scheme(lang).to_owned(),
        },
    };
    let cap = case.cap_words(lang).filter(|_| case.set.is_none() && is_told(desk.reader(), case));
    let cap = cap.map(|words| view! { <p class="banner" data-kind="info">{words}</p> });
    let grades = scheme.map(|scheme| scheme.grades.as_slice()).unwrap_or_default();
    let offered = grades.iter().map(|grade| Offered::new(&grade.id, grade.text.get(lang))).collect();
    let decided = case.decided_word(lang).map(|word| {
        let text = t::yearend_revise_text(lang, word);
        view! { <div class="banner" data-kind="warn"><p>{text}</p></div> }
    });
    let revises = case.decision().map(|_| {
        note_field(
            lang,
            typed,
            "revises",
            t::yearend_why_revised(lang),
            Some(t::yearend_why_revised_hint(lang)),
            "",
        )
    });
    let today = today.map(|today| today.to_string()).unwrap_or_default();
    let fields = view! {
        {choice_field(lang, typed, "grade", t::yearend_grade(lang), offered, following.map(|(grade, _)| grade))}
        {note_field(lang, typed, "reason", t::yearend_why_other(lang), Some(t::yearend_why_other_hint(lang)), "")}
        {revises}
        {line_field(lang, typed, "on", t::yearend_on(lang), "date", &today)}
        {line_field(lang, typed, "number", t::yearend_number_field(lang), "text", "")}
    };
    let button = if case.decision().is_some() {
        t::yearend_revise_button(lang)
    } else {
        t::yearend_decide_button(lang)
    };
    let form = ruling_form(lang, desk, typed, &format!("{path}/decision"), button, fields);
    let back = view! { <p><a class="button" href=path>{case.name(lang)}</a></p> };
    let title = format!("{}: {}", t::yearend_step_decision(lang), case.name(lang));
    desk_page(
        frame,
        desk,
        &title,
        view! { {back}{case.proposal(lang)}{decided}<p><strong>{says}</strong></p>{cap}{form} },
    )
}
