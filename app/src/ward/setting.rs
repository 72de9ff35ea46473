//! A grade that people set against the scheme or the cap, or take back.

use leptos::prelude::*;

use super::case::Case;
use super::decisions::{decision_words, is_told};
use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, note_field, ruling_form};
use super::typed::Typed;
use super::words::grade_word;
use crate::standings::Frame;
use crate::t;

/// How the form names the end of an override.
pub const AS_THE_SCHEME: &str = "-";

/// The page.
pub fn setting_page(frame: &Frame, desk: &Desk, case: &Case, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let path = case.path(desk);
    let scheme = case.scheme.as_ref();
    let grades = scheme.map(|scheme| scheme.grades.as_slice()).unwrap_or_default();
    // What is decided is not computed any more: it is revised, not set.
    let decided = case.decision().is_some();
    let own = grades.iter().filter(|_| !decided);
    let own = own.map(|grade| Offered::new(&grade.id, grade.text.get(lang)));
    let as_the_scheme = Offered::new(AS_THE_SCHEME, t::yearend_as_the_scheme(lang));
    let offered = own.chain([as_the_scheme]).collect();
    let set = case.set.as_ref().and_then(|set| set.grade.as_deref());
    let says = case
        .computed()
        .filter(|_| is_told(desk.reader(), case))
        .map(|grade| t::yearend_gives(lang, grade_word(lang, scheme, grade)));
    let fields = view! {
        {choice_field(lang, typed, "grade", t::yearend_grade(lang), offered, set)}
        {note_field(lang, typed, "reason", t::yearend_reason(lang), Some(t::yearend_set_hint(lang)), "")}
    };
    let revise = decided.then(|| {
        let href = format!("{path}/decision");
        view! {
            <div class="banner" data-kind="warn" id="decided"><div>
                <p>{t::yearend_set_decided(lang, decision_words(lang, case))}</p>
                <a class="button" href=href>{t::yearend_revise_button(lang)}</a>
            </div></div>
        }
    });
    let form = (!decided || case.set.is_some()).then(|| {
        ruling_form(lang, desk, typed, &format!("{path}/override"), t::yearend_set_button(lang), fields)
    });
    let back = view! { <p><a class="button" href=path>{case.name(lang)}</a></p> };
    let title = format!("{}: {}", t::yearend_set_title(lang), case.name(lang));
    desk_page(frame, desk, &title, view! { {back}{revise}{says.map(|says| view! { <p>{says}</p> })}{form} })
}
