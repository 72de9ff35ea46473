//! The first page, and the page that asks for the viewing code.

use leptos::prelude::*;
use shared::month::Month;
use shared::org::Ward;

use super::frame::{Frame, document};
use crate::t;

/// The address of a ward's standings.
pub fn ward_path(ward: &Ward, month: Month) -> String {
    format!("/standings/{}/{}/{:02}", ward.code, month.year(), month.number())
}

/// The first page: to the cell's book, or to a ward's standings.
pub fn home_page(frame: &Frame, wards: &[(Ward, Month)]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let links = wards.iter().map(|(ward, month)| {
        let words = t::ward_home_standings(lang, &ward.name);
        view! {
            <li><a class="card link" href=ward_path(ward, *month)>
                <span class="title">{words}</span><span class="meta">{ward.town.clone()}</span>
            </a></li>
        }
    });
    let content = view! {
        <p>{t::ward_home_text(lang)}</p>
        <p><a class="button main" href="/cell">{t::ward_home_phone(lang)}</a></p>
        <ul class="list" role="list">{links.collect_view()}</ul>
    };
    document(frame, t::ward_home_title(lang), None, content)
}

/// Why the code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnterError {
    /// No such code, or it expired.
    Wrong,
    /// Too many attempts.
    TooMany,
}

/// The page that asks for the viewing code; `next` is where it leads.
pub fn enter_page(frame: &Frame, next: &str, error: Option<EnterError>) -> impl IntoView + use<> {
    let lang = frame.lang;
    let error = error.map(|error| match error {
        EnterError::Wrong => t::ward_enter_wrong(lang),
        EnterError::TooMany => t::ward_enter_many(lang),
    });
    let (invalid, described) = (error.map(|_| "true"), error.map(|_| "code-error"));
    let next = next.to_owned();
    let content = view! {
        <p>{t::ward_enter_text(lang)}</p>
        <form class="stack" method="post" action="/enter">
            <input type="hidden" name="next" value=next/>
            <div class="field">
                <label for="code">{t::ward_enter_code(lang)}</label>
                <input id="code" name="code" type="text" autocomplete="off" required aria-invalid=invalid aria-describedby=described/>
                {error.map(|error| view! { <p class="error" id="code-error" role="alert">{error}</p> })}
            </div>
            <p><button class="button main" type="submit">{t::ward_enter_button(lang)}</button></p>
        </form>
    };
    document(frame, t::ward_enter_title(lang), None, content)
}
