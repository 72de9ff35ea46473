//! An address that leads nowhere on this phone.

use leptos::prelude::*;

use crate::components::layout::Page;
use crate::state::book::use_lang;
use crate::t;

/// Says so, and leads home. Also what an official's page shows without a signal.
#[component]
pub fn NotFound() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::not_found_title(lang).to_owned())>
            <p>{t::not_found_text(lang)}</p>
            <div class="actionbar"><a class="button main" href="/cell">{t::nav_home(lang)}</a></div>
        </Page>
    }
}
