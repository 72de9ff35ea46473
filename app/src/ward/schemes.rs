//! Which scheme judges what in a year.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::OrganisationKind;
use shared::scheme::{Scheme, Subject};
use shared::year::Year;

use super::contents::contents;
use super::desk::{Desk, desk_page};
use super::paths;
use super::words::{certainty_word, judges_word, scheme_words, validity_word};
use crate::explain::rule as explain;
use crate::explain::rule::kind_word;
use crate::format::{digits, number};
use crate::standings::Frame;
use crate::t;

/// What is judged, and by which scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// What is judged.
    pub subject: Subject,
    /// Of which organisations.
    pub kind: OrganisationKind,
    /// The scheme in force; none where there is none.
    pub scheme: Option<Scheme>,
    /// How many schemes could be chosen.
    pub candidates: usize,
}

/// The page.
pub fn schemes_page(frame: &Frame, desk: &Desk, year: Year, lines: &[InForce]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let ward = &desk.ward.code;
    let rows = lines.iter().map(|line| {
        let href = paths::choose(ward, year, line.subject, line.kind);
        let described = match &line.scheme {
            Some(scheme) => description(lang, scheme, scheme_words(lang, scheme, [])).into_any(),
            None => view! { <p class="badge" data-kind="missing">{t::criteria_none(lang)}</p> }.into_any(),
        };
        let choose = t::criteria_choose(lang, number(lang, line.candidates as u64));
        view! {
            <section class="card stack tight" id=format!("{}-{}", paths::subject_name(line.subject), paths::kind_name(line.kind))>
                <h2>{judges_word(lang, line.subject, line.kind)}</h2>
                {described}
                <p><a class="button" href=href>{choose}</a></p>
            </section>
        }
    });
    let title = t::criteria_title(lang, digits(lang, &year.to_string()));
    let content = view! {
        {year_links(lang, year, &|year| paths::schemes(ward, year))}
        {rows.collect_view()}
        <p><a class="button main" href=paths::publish(ward)>{t::criteria_publish(lang)}</a></p>
    };
    desk_page(frame, desk, &title, content)
}

/// What a scheme is called, its source, validity and certainty.
pub fn description(lang: Lang, scheme: &Scheme, called: String) -> impl IntoView + use<> {
    let note = scheme.note.as_ref().map(|note| view! { <p class="meta">{note.get(lang).to_owned()}</p> });
    let open = explain::open_lines(lang, scheme);
    let open = open.into_iter().map(|words| view! { <p class="meta">{words}</p> }).collect_view();
    let serves: Vec<_> = scheme.organisations.all().map(|kind| kind_word(lang, kind)).collect();
    let sums = scheme.is_roll_up();
    let sums = sums.then(|| view! { <p class="banner" data-kind="info">{t::criteria_roll_up(lang)}</p> });
    view! {
        <p class="title">{called}</p>
        <p>{scheme.source.get(lang).to_owned()}</p>
        <p>{t::criteria_serves(lang, serves.join(", "))}</p>
        {sums}
        <p class="meta">{validity_word(lang, scheme)}". "{certainty_word(lang, scheme)}</p>
        {note}
        {open}
        {contents(lang, scheme)}
    }
}

/// Links to the years around.
pub fn year_links(lang: Lang, year: Year, href: &dyn Fn(Year) -> String) -> impl IntoView + use<> {
    let to = |number: Option<u16>, words: &'static str| {
        let year = Year::new(number?).ok()?;
        Some(view! { <a href=href(year)>{words}</a> })
    };
    let before = to(year.number().checked_sub(1), t::year_before(lang));
    let after = to(year.number().checked_add(1), t::year_after(lang));
    let of = t::year_of(lang, digits(lang, &year.to_string()));
    let (here, label) = (href(year), of.clone());
    view! { <nav class="filters" aria-label=label>{before}<a href=here aria-current="true">{of}</a>{after}</nav> }
}
