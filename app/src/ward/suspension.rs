//! The suspension (đình chỉ sinh hoạt đảng) of a member, or its end.

use leptos::prelude::*;

use super::case::{Case, suspension_words};
use super::desk::{Desk, desk_page};
use super::form::{line_field, ruling_form};
use super::typed::Typed;
use crate::standings::{Frame, Reader};
use crate::t;

/// The page. It offers the suspension that lasts, so that its end can be entered.
pub fn suspension_page(frame: &Frame, desk: &Desk, case: &Case, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let path = case.path(desk);
    let lasting = case.suspensions.iter().rev().find(|one| one.until.is_none());
    let from = lasting.map(|one| one.from.to_string()).unwrap_or_default();
    let number = lasting.map(|one| one.number.clone()).unwrap_or_default();
    // A viewer learns of nobody that they are suspended.
    let known = lasting.filter(|_| desk.reader() == Reader::Official);
    let known = known.map(|one| view! { <p>{suspension_words(lang, one)}</p> });
    let fields = view! {
        {line_field(lang, typed, "from", t::yearend_suspend_from(lang), "date", &from)}
        {line_field(lang, typed, "until", t::yearend_suspend_until(lang), "date", "")}
        {line_field(lang, typed, "number", t::yearend_number_field(lang), "text", &number)}
    };
    let action = format!("{path}/suspension");
    let form = ruling_form(lang, desk, typed, &action, t::yearend_suspend_button(lang), fields);
    let back = view! { <p><a class="button" href=path>{case.name(lang)}</a></p> };
    let title = format!("{}: {}", t::yearend_suspension(lang), case.name(lang));
    let content = view! { {back}<p>{t::yearend_suspend_text(lang)}</p>{known}{form} };
    desk_page(frame, desk, &title, content)
}
