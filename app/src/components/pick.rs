//! A choice out of many in one line.

use leptos::prelude::*;

use super::typed::Typed;

/// Choices under the headings they belong to.
pub type Groups = Vec<(String, Vec<(String, String)>)>;

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
    /// More choices below these, under their headings; an empty group is left out.
    #[prop(optional)]
    groups: Groups,
    /// The chosen value.
    of: Typed,
) -> impl IntoView {
    let options = move |choices: Vec<(String, String)>| {
        let option = move |(value, word): (String, String)| {
            let selected = {
                let value = value.clone();
                move || of.text.with(|chosen| *chosen == value)
            };
            view! { <option value=value prop:selected=selected>{word}</option> }
        };
        choices.into_iter().map(option).collect_view()
    };
    let groups = groups.into_iter().filter(|(_, choices)| !choices.is_empty()).map(|(name, choices)| {
        view! { <optgroup label=name>{options(choices)}</optgroup> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change:target=move |event| of.write(event.target().value())>
                {options(choices)}
                {groups.collect_view()}
            </select>
        </div>
    }
}
