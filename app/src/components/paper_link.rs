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
    /// What it is called beside another on the same page.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let id = if label.is_some() { "paper-other" } else { "paper" };
    let label = label.unwrap_or_else(|| t::paper_link(use_lang()));
    view! {
        <a class="button" id=id href=of.address()>{Icon::Print.draw()}<span>{label}</span></a>
    }
}
