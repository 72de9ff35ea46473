//! The month's standing as the phone computes it, explained down to the records.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::evaluate::CriterionResult;
use shared::scheme::{Criterion, Scheme};
use shared::standing::month::MonthStanding;

use super::assess_item::MeasuredRecords;
use super::home::MonthChoice;
use crate::components::goods::Goods;
use crate::components::layout::Page;
use crate::explain;
use crate::explain::rule::{open_lines, source_line};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The page of the standing.
#[component]
pub fn StandingPage() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = move || book.standing(book.month());
    view! {
        <Page title=Signal::stored(t::standing_title(lang).to_owned()) back=("/cell", t::nav_home(lang))>
            <MonthChoice/>
            {move || match found() {
                Some((scheme, standing)) => {
                    let missing = explain::missing_list(lang, &standing);
                    let grade = explain::grade_line(lang, &scheme, &standing);
                    let reasons = explain::reasons_list(lang, &scheme, &standing.evaluation);
                    let criteria = criteria(lang, &scheme, &scheme.criteria, &standing.evaluation.criteria);
                    let picture: MonthStanding = standing;
                    view! {
                        <p><strong class="title">{grade}</strong></p>
                        <Goods scheme=scheme.clone() standing=picture/>
                        {missing}
                        {reasons}
                        {criteria}
                        {source(lang, &scheme)}
                    }.into_any()
                }
                None => view! { <div class="banner" data-kind="info"><p>{t::home_no_scheme(lang)}</p></div> }.into_any(),
            }}
        </Page>
    }
}

/// Whence the scheme comes, and what its source leaves open.
pub fn source(lang: Lang, scheme: &Scheme) -> AnyView {
    let source = t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang));
    let lines = std::iter::once(source).chain(open_lines(lang, scheme));
    lines.map(|line| view! { <p class="meta">{line}</p> }).collect_view().into_any()
}

/// The criteria with all that is within them, each to be opened.
fn criteria(lang: Lang, scheme: &Scheme, criteria: &[Criterion], results: &[CriterionResult]) -> AnyView {
    let lines = criteria.iter().zip(results).map(|(criterion, result)| {
        let items = criterion.items.iter().zip(result.items.clone()).map(|(item, result)| {
            let line = explain::item_line(lang, &result);
            let measured = explain::basis_line(lang, &result);
            view! {
                <section class="item">
                    <div class="item-head"><h3>{item.text.get(lang).to_owned()}</h3><span class="points">{line}</span></div>
                    <p class="measured">{measured}</p>
                    {explain::held(lang, &result)}
                    <MeasuredRecords result=Signal::stored(Some(result))/>
                    <p class="meta">{source_line(lang, scheme, item.source.as_deref(), item.certainty)}</p>
                </section>
            }
        });
        view! {
            <details class="explain">
                <summary><span class="grow">{criterion.text.get(lang).to_owned()}</span>
                    <span class="points">{explain::criterion_line(lang, scheme, result)}</span></summary>
                {items.collect_view()}
                {self::criteria(lang, scheme, &criterion.criteria, &result.criteria)}
            </details>
        }
    });
    lines.collect_view().into_any()
}
