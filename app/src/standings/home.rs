//! The first page, and the page that asks for the viewing code.

use leptos::prelude::*;
use shared::org::Ward;

use super::frame::{Frame, document};
use super::query::{Query, encoded};
use crate::t;

/// The front page: to the cell's book, or to the standings; who has a session
/// finds the door to their ward.
pub fn home_page(frame: &Frame, ward: Option<&Ward>) -> impl IntoView + use<> {
    let lang = frame.lang;
    let standings = match ward {
        Some(ward) => {
            let words = t::ward_home_standings(lang, &ward.name);
            view! { <a class="button" href=format!("/standings/{}", ward.code)>{words}</a> }.into_any()
        }
        None => view! { <a class="button" href="/enter">{t::ward_enter_title(lang)}</a> }.into_any(),
    };
    let content = view! {
        <p>{t::ward_home_text(lang)}</p>
        <p class="row"><a class="button main" href="/cell">{t::ward_home_phone(lang)}</a> {standings}</p>
    };
    document(frame, t::ward_home_title(lang), None, content)
}

/// Why the code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnterFault {
    /// No such code was given out.
    CodeUnknown,
    /// The code has expired.
    CodeExpired,
    /// Too many wrong codes were tried lately.
    TooManyAttempts,
}

/// Under this path lie the pages of the office.
const OFFICE: &str = "/ward/";

/// The page that asks for a code: an office code where `next`, to which it
/// leads, is a page of the office, else a viewing code.
pub fn enter_page(frame: &Frame, next: &str, fault: Option<EnterFault>) -> impl IntoView + use<> {
    let lang = frame.lang;
    let error = fault.map(|fault| match fault {
        EnterFault::CodeUnknown => t::ward_enter_unknown(lang),
        EnterFault::CodeExpired => t::ward_enter_expired(lang),
        EnterFault::TooManyAttempts => t::ward_enter_many(lang),
    });
    let (invalid, described) = (error.map(|_| "true"), error.map(|_| "code-error"));
    let [title, text, label, button] = if next.starts_with(OFFICE) {
        [
            t::ward_enter_office_title(lang),
            t::ward_enter_office_text(lang),
            t::ward_enter_office_code(lang),
            t::ward_enter_office_button(lang),
        ]
    } else {
        [
            t::ward_enter_title(lang),
            t::ward_enter_text(lang),
            t::ward_enter_code(lang),
            t::ward_enter_button(lang),
        ]
    };
    // In another language the page leads to the same place.
    let path =
        if next == "/" { frame.path.clone() } else { format!("{}?next={}", frame.path, encoded(next)) };
    let frame = Frame { path, kept: Query::default(), ..frame.clone() };
    let next = next.to_owned();
    let content = view! {
        <p>{text}</p>
        <form class="stack" method="post" action="/enter">
            <input type="hidden" name="next" value=next/>
            <div class="field">
                <label for="code">{label}</label>
                <input id="code" name="code" type="text" autocomplete="off" required aria-invalid=invalid aria-describedby=described/>
                {error.map(|error| view! { <p class="error" id="code-error" role="alert">{error}</p> })}
            </div>
            <p><button class="button main" type="submit">{button}</button></p>
        </form>
    };
    document(&frame, title, None, content)
}
