//! Enrolment: a one-time code makes this phone the cell's.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::lang::Lang;
use shared::sync::engine::Failure;
use shared::sync::wire::Fault;

use super::settings::LanguageChoice;
use crate::components::field::Field;
use crate::components::message::failure;
use crate::components::typed::Typed;
use crate::platform::page;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::enrolling::NotEnrolled;
use crate::t;

/// The first page of a phone.
#[component]
pub fn Enrol() -> impl IntoView {
    let lang = use_lang();
    page::set_title(t::common_app(lang));
    view! {
        <header class="topbar"><h1>{t::common_app(lang)}</h1></header>
        <main class="page" id="main">
            <h2>{t::enrol_title(lang)}</h2>
            <p>{t::enrol_text(lang)}</p>
            <CodeForm code=Typed::new(page::fragment())/>
            <LanguageChoice/>
        </main>
    }
}

/// The form for a code.
#[component]
pub fn CodeForm(
    /// What is typed.
    code: Typed,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let busy = RwSignal::new(false);
    let enrol = move || {
        if code.text.with(|code| code.trim().is_empty()) {
            code.error.set(Some(t::enrol_empty(lang).to_owned()));
            return;
        }
        busy.set(true);
        code.error.set(None);
        spawn_local(async move {
            let enrolled = book.enrol(&code.text.get_untracked()).await;
            // Whoever is enrolled is on another page by now.
            let _ = busy.try_set(false);
            if let Err(reason) = enrolled {
                let _ = code.error.try_set(Some(not_enrolled(book, lang, &reason)));
            }
        });
    };
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); untrack(enrol); }>
            <Field id="code" label=t::enrol_code(lang) hint=t::enrol_hint(lang) of=code/>
            <button type="submit" class="button main" disabled=busy>
                {move || if busy.get() { t::enrol_busy(lang) } else { t::enrol_button(lang) }}
            </button>
        </form>
    }
}

/// Why the code did not do.
fn not_enrolled(book: Book, lang: Lang, reason: &NotEnrolled) -> String {
    let cell = || untrack(|| book.organisation()).map(|own| own.name).unwrap_or_default();
    match reason {
        NotEnrolled::Failed(Failure::NoRoad) => t::enrol_no_road(lang).to_owned(),
        NotEnrolled::Failed(Failure::Fault(Fault::OtherOrganisation)) => t::enrol_other_cell(lang, cell()),
        NotEnrolled::Failed(other) => failure(lang, *other).to_owned(),
        NotEnrolled::Other(other) => t::enrol_other_cell_named(lang, &other.name, cell()),
    }
}
