//! The frame of an office page: where one is, and who one is.

use leptos::prelude::*;
use shared::org::Ward;
use shared::year::Year;

use super::paths;
use crate::format::{as_heading, digits};
use crate::standings::frame::document;
use crate::standings::{Frame, Reader};
use crate::t;

/// Who sits at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The ward.
    pub ward: Ward,
    /// Who rules; none where the visitor may only look.
    pub official: Option<String>,
    /// The year that the ward works on.
    pub year: Year,
    /// The number of the last ruling that the page rests on.
    pub seen: u64,
}

impl Desk {
    /// As whom the visitor reads.
    pub const fn reader(&self) -> Reader {
        match self.official {
            Some(_) => Reader::Official,
            None => Reader::Viewer,
        }
    }
}

/// A whole page of the office.
pub fn desk_page<C: IntoView + 'static>(
    frame: &Frame,
    desk: &Desk,
    title: &str,
    content: C,
) -> impl IntoView + use<C> {
    let lang = frame.lang;
    let title = &as_heading(title);
    let (ward, year) = (&desk.ward.code, desk.year);
    let named = |word: String, href: String| {
        let current = (frame.path == href).then_some("page");
        view! { <a href=href aria-current=current>{word}</a> }
    };
    let of_year = digits(lang, &year.to_string());
    let links = [
        named(t::desk_overview(lang).to_owned(), paths::overview(ward)),
        named(t::desk_registrations(lang, &of_year), paths::registrations(ward, year)),
        named(t::desk_year_end(lang, &of_year), paths::years(ward, year)),
        named(t::desk_periods(lang).to_owned(), paths::periods(ward, year)),
        named(t::desk_schemes(lang).to_owned(), paths::schemes(ward, year)),
        named(t::desk_rulings(lang).to_owned(), paths::rulings(ward)),
        named(t::desk_standings(lang).to_owned(), format!("/standings/{ward}")),
    ];
    let who = match &desk.official {
        Some(official) => t::desk_rules_as(lang, &desk.ward.name, official),
        None => t::desk_looks(lang, &desk.ward.name),
    };
    // Whoever has only looked so far may have the office's code as well.
    let enter = desk.official.is_none().then(|| {
        let href = format!("/enter?next={}", frame.path);
        view! { <p><a class="button" href=href>{t::ward_enter_office_button(lang)}</a></p> }
    });
    let content = view! {
        <nav class="filters parts" aria-label=t::desk_parts(lang)>{links.collect_view()}</nav>
        {enter}
        {content}
    };
    document(frame, title, Some(who), content)
}
