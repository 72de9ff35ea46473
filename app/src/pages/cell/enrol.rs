//! Enrolment: a one-time code makes this phone the cell's.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::replica::{self, ENROLLING};
use shared::sync::engine::Failure;
use shared::sync::wire::{EnrolRequest, Enrolled};

use super::settings::LanguageChoice;
use crate::components::field::Field;
use crate::components::message::failure;
use crate::components::typed::Typed;
use crate::platform::{BrowserError, clock, http, page};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::syncing;
use crate::t;

/// The first page of a phone.
#[component]
pub fn Enrol() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let code = Typed::new(page::fragment());
    let busy = RwSignal::new(false);
    page::set_title(t::common_app(lang));
    let enrol = move || {
        if code.text.with(|code| code.trim().is_empty()) {
            code.error.set(Some(t::enrol_empty(lang).to_owned()));
            return;
        }
        busy.set(true);
        code.error.set(None);
        spawn_local(async move {
            if let Err(reason) = enrol(book, code.text.get_untracked()).await {
                code.error.set(Some(match reason {
                    Failure::NoRoad => t::enrol_no_road(lang).to_owned(),
                    other => failure(lang, other).to_owned(),
                }));
                busy.set(false);
            }
        });
    };
    view! {
        <header class="topbar"><h1>{t::common_app(lang)}</h1></header>
        <main class="page" id="main">
            <h2>{t::enrol_title(lang)}</h2>
            <p>{t::enrol_text(lang)}</p>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); enrol(); }>
                <Field id="code" label=t::enrol_code(lang) hint=t::enrol_hint(lang) of=code/>
                <button type="submit" class="button main" disabled=busy>
                    {move || if busy.get() { t::enrol_busy(lang) } else { t::enrol_button(lang) }}
                </button>
            </form>
            <LanguageChoice/>
        </main>
    }
}

/// The request for this code, stored before it is sent: an answer that is lost
/// can be asked for again, even after the phone was closed.
async fn attempt(book: Book, code: &str) -> Result<EnrolRequest, BrowserError> {
    let before = book.read_setting(ENROLLING).await?;
    let (request, writes) = replica::enrol::attempt(before, code, clock::random()?);
    if !writes.is_empty() {
        book.write_settings(&writes).await?;
    }
    Ok(request)
}

/// Asks the ward, and keeps the answer before anything else happens.
async fn enrol(book: Book, code: String) -> Result<(), Failure> {
    let request = attempt(book, &code).await.map_err(|_| Failure::Store)?;
    let enrolled: Enrolled = http::post("/api/v1/enrol", None, &request).await?;
    book.write_settings(&replica::enrol::enrolled(&enrolled)).await.map_err(|_| Failure::Store)?;
    book.identity.set(Some(enrolled));
    syncing::wake(book);
    Ok(())
}
