//! A choice out of many in one line.

use leptos::prelude::*;

use super::typed::Typed;

/// A labelled list that opens when it is tapped.
#[component]
pub fn Pick(
    /// The control's id, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    label: &'static str,
    /// Value and word of each choice.
    choices: Vec<(String, String)>,
    /// The chosen value.
    of: Typed,
) -> impl IntoView {
    let options = choices.into_iter().map(|(value, word)| {
        let selected = {
            let value = value.clone();
            move || of.text.with(|chosen| *chosen == value)
        };
        view! { <option value=value prop:selected=selected>{word}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change:target=move |event| of.write(event.target().value())>{options.collect_view()}</select>
        </div>
    }
}
