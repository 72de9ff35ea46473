//! The state of saving, always in sight: ○ typing, ◐ on this phone, ● at the ward.

use leptos::prelude::*;

use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::pictures::use_waiting;
use crate::state::saving::Saving;
use crate::t;

/// One line with a shape and a word; it leads to the page that tells more.
#[component]
pub fn SaveState() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let waiting = use_waiting();
    let state = Derived::new(move || match book.saving.get() {
        Saving::Typing => ("typing", t::save_typing(lang)),
        Saving::Kept => ("typing", t::save_kept(lang)),
        Saving::Writing => ("typing", t::save_writing(lang)),
        Saving::Failed(_) => ("error", t::save_failed(lang)),
        Saving::Quiet | Saving::OnPhone => {
            if book.all_is_at_ward() && waiting.with(|waiting| waiting.is_empty()) {
                ("ward", t::save_ward(lang))
            } else {
                ("phone", t::save_phone(lang))
            }
        }
    });
    view! {
        <a class="savestate" href="/cell/sync" data-state=move || state.get().0>
            {move || state.get().1}
        </a>
    }
}
