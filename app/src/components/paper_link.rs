//! The way from a record to its paper.

use leptos::prelude::*;

use super::icon::Icon;
use crate::paper::PaperOf;
use crate::state::book::use_lang;
use crate::t;

/// Leads to a paper, where it is printed and its files are had.
#[component]
pub fn PaperLink(
    /// The paper.
    of: PaperOf,
) -> impl IntoView {
    view! {
        <a class="button" id="paper" href=of.address()>{Icon::Print.draw()}<span>{t::paper_link(use_lang())}</span></a>
    }
}
