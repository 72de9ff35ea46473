//! The month on the home page: its goods, and what is still to be done. It is
//! in the later part: it judges by a scheme.

use leptos::prelude::*;

use super::home_steps::Next;
use crate::components::goods::Goods;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The goods of the month and its steps.
#[component]
pub fn MonthSoFar() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let standing = Derived::new(move || book.standing(book.month()));
    let unanswered = Derived::new(move || {
        standing.with(|standing| standing.as_ref().map(|(_, standing)| standing.evaluation.unanswered))
    });
    view! {
        {move || match standing.get() {
            Some((scheme, standing)) => view! { <Goods scheme=scheme standing=standing/> }.into_any(),
            None => view! { <div class="banner" data-kind="info"><p>{t::home_no_scheme(lang)}</p></div> }.into_any(),
        }}
        <h2>{t::home_next(lang)}</h2>
        <Next unanswered=unanswered/>
    }
}
