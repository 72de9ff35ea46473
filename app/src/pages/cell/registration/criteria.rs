//! The scheme's items with what the cell makes of them.

use leptos::prelude::*;
use shared::document::command::registration::specialise;
use shared::record::registration::{OwnCriterion, Registration};
use shared::scheme::Item;
use shared::year::Year;

use super::{document, registration, save, scheme_of};
use crate::components::badge::badge;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::outline::outline;
use crate::record_word::own_line;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

fn is_written(own: &OwnCriterion) -> bool {
    !own.text.is_empty() || !own.target.is_empty()
}

/// Every item, to make concrete.
#[component]
pub fn Criteria(
    /// The year.
    year: Year,
    /// The registration.
    current: Derived<Registration>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let content = match untrack(|| scheme_of(book, year)) {
        None => {
            view! { <div class="banner" data-kind="info"><p>{t::home_no_scheme(lang)}</p></div> }.into_any()
        }
        Some(scheme) => {
            let criteria = outline(&scheme.criteria).into_iter().map(|(number, criterion)| {
                let items = criterion.items.iter();
                let items = items.map(|item| view! { <Own year=year item=item.clone() current=current/> });
                view! { <h3>{t::assess_criterion(lang, number, criterion.text.get(lang))}</h3><div>{items.collect_view()}</div> }
            });
            criteria.collect_view().into_any()
        }
    };
    view! {
        <h2>{t::registration_criteria(lang)}</h2>
        <p class="meta">{t::registration_criteria_hint(lang)}</p>
        {content}
    }
}

#[component]
fn Own(year: Year, item: Item, current: Derived<Registration>) -> impl IntoView {
    let lang = use_lang();
    let own = current.with_untracked(|current| current.criteria.get(&item.id).cloned()).unwrap_or_default();
    let draft = Draft::about(document(use_book(), year), format!("registration/{year}/{}", item.id));
    let book = draft.book();
    let text = draft.typed("text", own.text);
    let target = draft.typed("target", own.target);
    let failed = Failure::none();
    let id = StoredValue::new(item.id.clone());
    let submit = move || {
        let (Some(text), Some(target)) = (text.optional_note(lang), target.optional_title(lang)) else {
            return;
        };
        let current = untrack(|| registration(book, year));
        let edits = id.with_value(|id| specialise(&current, id, text.as_ref(), target.as_ref()));
        failed.watch(save(book, year, edits), move |()| draft.forget());
    };
    let mark = move || {
        let written =
            current.with(|current| id.with_value(|id| current.criteria.get(id).is_some_and(is_written)));
        written.then(|| badge("ok", t::registration_specialised(lang)))
    };
    view! {
        <details class="explain">
            <summary><span class="grow">{item.text.get(lang).to_owned()}</span>{mark}</summary>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
                <Drafted of=draft/>
                <Field id=format!("{}-text", item.id) label=t::field_own_criterion(lang) control=Control::Lines of=text/>
                <Field id=format!("{}-target", item.id) label=t::field_own_target(lang)
                    hint=t::registration_target_hint(lang) of=target/>
                <Failed of=failed/>
                <button type="submit" class="button" id=format!("{}-save", item.id)>{t::common_save(lang)}</button>
            </form>
        </details>
    }
}

/// The items that were made concrete, to read.
#[component]
pub fn OwnCriteria(
    /// The year.
    year: Year,
    /// The registration.
    current: Derived<Registration>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let scheme = scheme_of(book, year)?;
        let rows: Vec<_> = current.with(|current| {
            let own = |item: &Item| {
                let line = own_line(lang, current.criteria.get(&item.id)?)?;
                Some(view! { <dt>{item.text.get(lang).to_owned()}</dt><dd>{line}</dd> })
            };
            scheme.items().filter_map(own).collect()
        });
        (!rows.is_empty()).then(|| {
            view! { <h2>{t::registration_criteria(lang)}</h2><dl class="kv" id="own-criteria">{rows}</dl> }
        })
    };
    view! { {list} }
}
