//! A line of text for which known ones are offered.

use leptos::prelude::*;

use super::typed::Typed;
use crate::components::show::Show;
use crate::state::book::use_book;
use crate::state::saving::Saving;

/// The line.
#[component]
pub fn Offered(
    /// The control's id, unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// A word of help.
    hint: &'static str,
    /// What is offered.
    offers: Vec<String>,
    /// What is typed, and what is wrong with it.
    of: Typed,
) -> impl IntoView {
    let book = use_book();
    let typed = move |text: String| {
        of.write(text);
        book.saving.set(Saving::Typing);
    };
    let (list, help, wrong) = (format!("{id}-offers"), format!("{id}-help"), format!("{id}-error"));
    let invalid = move || of.error.with(Option::is_some);
    let described = {
        let (help, wrong) = (help.clone(), wrong.clone());
        move || if invalid() { wrong.clone() } else { help.clone() }
    };
    let options = offers.into_iter().map(|offer| view! { <option value=offer></option> }).collect_view();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="text" autocomplete="off" list=list.clone() aria-describedby=described
                aria-invalid=move || invalid().then_some("true") prop:value=of.text
                on:input:target=move |event| typed(event.target().value())/>
            <datalist id=list>{options}</datalist>
            <p class="hint" id=help>{hint}</p>
            <Show when=invalid>
                <p class="error" id=wrong.clone() role="alert">{move || of.error.get()}</p>
            </Show>
        </div>
    }
}
