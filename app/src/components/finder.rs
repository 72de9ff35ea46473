//! A field that narrows a list; what is typed there is never saved.

use leptos::prelude::*;

/// The field.
#[component]
pub fn Finder(
    /// The control's id, unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// What is typed.
    sought: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="search" autocomplete="off" prop:value=sought
                on:input:target=move |event| sought.set(event.target().value())/>
        </div>
    }
}
