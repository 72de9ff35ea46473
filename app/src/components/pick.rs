//! A choice out of many in one line.

use leptos::prelude::*;

use super::typed::Typed;

/// Choices under a heading of their own.
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// Value and word of each choice.
    pub choices: Vec<(String, String)>,
}

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
    /// Further choices in groups; an empty group is left out.
    #[prop(optional)]
    groups: Vec<Group>,
    /// The chosen value.
    of: Typed,
) -> impl IntoView {
    let options = move |choices: Vec<(String, String)>| {
        let options = choices.into_iter().map(|(value, word)| {
            let selected = {
                let value = value.clone();
                move || of.text.with(|chosen| *chosen == value)
            };
            view! { <option value=value prop:selected=selected>{word}</option> }
        });
        options.collect_view()
    };
    let groups = groups.into_iter().filter(|group| !group.choices.is_empty());
    let groups =
        groups.map(|group| view! { <optgroup label=group.title>{options(group.choices)}</optgroup> });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change:target=move |event| of.write(event.target().value())>
                {options(choices)} {groups.collect_view()}
            </select>
        </div>
    }
}
