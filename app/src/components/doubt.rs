//! A word about what is typed that the rules leave to doubt; it stops nobody.

use leptos::prelude::*;
use shared::date::Date;

use super::typed::Typed;
use crate::platform::clock;
use crate::state::book::use_lang;
use crate::t;

/// The word, while there is one.
#[component]
pub fn Doubt(
    /// What is to be looked at again.
    #[prop(into)]
    of: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        of.get().map(|words| {
            view! { <div class="banner doubt" data-kind="warn" role="status"><p>{words}</p></div> }
        })
    }
}

/// Doubts a day that is still to come.
#[component]
pub fn FutureDoubt(
    /// The day as it is typed.
    of: Typed,
) -> impl IntoView {
    let lang = use_lang();
    let found = move || {
        let day = of.text.with(|text| text.parse::<Date>().ok())?;
        let today = clock::now().date_in_vietnam()?;
        (today < day).then(|| t::doubt_future_day(lang).to_owned())
    };
    view! { <Doubt of=Signal::derive(found)/> }
}
