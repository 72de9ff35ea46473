//! The year a page is about, with the years beside it.

use leptos::prelude::*;
use shared::year::Year;

use super::icon::Icon;
use crate::format::digits;
use crate::state::book::use_lang;
use crate::t;

/// The year and its two neighbours.
#[component]
pub fn YearChoice(
    /// The year that is shown.
    #[prop(into)]
    year: Signal<Year>,
    /// Called with the year that was tapped.
    on_choose: Callback<Year>,
) -> impl IntoView {
    let lang = use_lang();
    let to = move |number: u16| {
        if let Ok(year) = Year::new(number) {
            on_choose.run(year);
        }
    };
    view! {
        <div class="row month">
            <button type="button" class="button quiet" id="year-before" on:click=move |_| to(year.get().number() - 1)>
                {Icon::Before.draw()}<span class="visually-hidden">{t::year_before(lang)}</span>
            </button>
            <strong class="title">{move || t::year_of(lang, digits(lang, &year.get().to_string()))}</strong>
            <button type="button" class="button quiet" id="year-after" on:click=move |_| to(year.get().number() + 1)>
                {Icon::Chevron.draw()}<span class="visually-hidden">{t::year_after(lang)}</span>
            </button>
        </div>
    }
}
