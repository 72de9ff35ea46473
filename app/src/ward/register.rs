//! The register of organisations: into which comparable group each is put.

use leptos::prelude::*;
use shared::org::Organisation;

use super::desk::{Desk, desk_page};
use super::form::{line_field, ruling_form};
use super::paths;
use super::typed::Typed;
use crate::explain::rule::kind_word;
use crate::standings::Frame;
use crate::t;

/// The page of all of them.
pub fn register_page(frame: &Frame, desk: &Desk, all: &[Organisation]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = all.iter().map(|one| {
        let group = one.group.clone().unwrap_or_else(|| t::cap_no_group(lang).to_owned());
        let words = format!("{} · {group}", kind_word(lang, one.kind));
        view! {
            <li><a class="card link" href=paths::registered(&desk.ward.code, &one.code)>
                <span class="title">{one.name.clone()}</span>
                <span class="meta">{words}</span>
            </a></li>
        }
    });
    let content = view! {
        <p>{t::register_text(lang)}</p>
        <ul class="list" role="list">{rows.collect_view()}</ul>
    };
    desk_page(frame, desk, t::register_title(lang), content)
}

/// The form for the group of one; `groups` are those that there are.
pub fn registered_page(
    frame: &Frame,
    desk: &Desk,
    one: &Organisation,
    groups: &[String],
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let known = (!groups.is_empty()).then(|| {
        view! { <p class="hint">{t::register_known(lang, groups.join(", "))}</p> }
    });
    let fields = view! {
        {line_field(lang, typed, "group", t::register_group(lang), "text", one.group.as_deref().unwrap_or_default())}
        {known}
    };
    let action = paths::registered(&desk.ward.code, &one.code);
    let form = ruling_form(lang, desk, typed, &action, t::register_button(lang), fields);
    let content = view! {
        <p><a class="button" href=paths::register(&desk.ward.code)>{t::register_title(lang)}</a></p>
        <p>{t::register_text(lang)}</p>
        {form}
    };
    desk_page(frame, desk, &one.name, content)
}
