//! The cell's resolutions.

use leptos::prelude::*;
use shared::record::resolution::Form;

use super::home::MonthChoice;
use crate::components::badge::{badge, row_badges};
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::format::date;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The word for a form.
pub fn form_word(lang: shared::lang::Lang, form: Option<Form>) -> &'static str {
    match form {
        Some(Form::Thematic) => t::resolution_thematic(lang),
        Some(Form::Regular) | None => t::resolution_regular(lang),
    }
}

/// Those of the month, and the way to write one.
#[component]
pub fn Resolutions() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let month = book.month();
        let rows: Vec<_> = book
            .resolutions()
            .into_iter()
            .filter(|(_, resolution, _)| resolution.month == Some(month))
            .map(|(id, resolution, row)| {
                let meta = match resolution.adopted_on {
                    Some(on) => {
                        t::resolution_adopted_meta(lang, form_word(lang, resolution.form), date(lang, on))
                    }
                    None => form_word(lang, resolution.form).to_owned(),
                };
                let state = if resolution.withdrawn_on.is_some() {
                    badge("missing", t::resolution_withdrawn(lang))
                } else if resolution.adopted_on.is_some() {
                    badge("ok", t::resolution_adopted(lang))
                } else {
                    badge("draft", t::resolution_draft(lang))
                };
                view! {
                    <li><a class="card link" href=format!("/cell/resolutions/{id}")>
                        <span class="title">{resolution.title}</span>
                        <span class="meta">{meta}</span>
                        {state}
                        {row_badges(lang, &row)}
                    </a></li>
                }
            })
            .collect();
        if rows.is_empty() {
            view! { <div class="empty"><p>{t::resolution_none(lang)}</p></div> }.into_any()
        } else {
            view! { <ul class="list" role="list">{rows}</ul> }.into_any()
        }
    };
    view! {
        <Page title=Signal::stored(t::nav_resolutions(lang).to_owned())>
            <MonthChoice/>
            {list}
            <div class="actionbar">
                <a class="button main" href="/cell/resolutions/new">{Icon::Plus.draw()}<span>{t::resolution_new(lang)}</span></a>
            </div>
        </Page>
    }
}
