//! Issuing a resolution under its official number, and mending a number given twice.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::resolution::publish;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::resolution::number::{Duplicate, OfficialNumber, duplicate, next_official, term_of};
use shared::record::resolution::{Form, Resolution};
use shared::record::{Kind, Record};

use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::typed::Typed;
use crate::format::{date, number, western_digits};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The official number that follows for a resolution of `form` issued on `day`.
fn proposed(book: Book, form: Form, day: Date) -> String {
    let next = issued(book, |all| {
        let all = || all.iter().map(|(_, resolution)| *resolution);
        next_official(all(), form, term_of(all(), form, day))
    });
    next.map(|next| next.to_string()).unwrap_or_default()
}

/// What was typed as an official number.
fn official(lang: Lang, typed: Typed) -> Option<OfficialNumber> {
    let read = |text: &str| western_digits(text.trim()).parse::<u16>().ok();
    let found = typed.text.with_untracked(|text| read(text)).and_then(|n| OfficialNumber::new(n).ok());
    typed.error.set(found.is_none().then(|| t::publish_no_number(lang).to_owned()));
    found
}

/// Number, symbol and day of the issue.
#[component]
pub fn IssueForm(
    /// The document.
    id: DocumentId,
    /// The resolution.
    current: StoredValue<Resolution>,
) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("resolutions/{id}/issue"));
    let book = draft.book();
    let day = untrack(|| book.day());
    let (form, symbol, adopted) = current.with_value(|current| {
        (current.form.unwrap_or(Form::Regular), current.symbol.clone(), current.adopted_on)
    });
    let symbol = symbol.unwrap_or_else(|| form.usual_symbol().to_owned());
    let day = adopted.map_or(day, |adopted| adopted.max(day));
    let nth = draft.typed("number", untrack(|| proposed(book, form, day)));
    let symbol = draft.typed("symbol", symbol);
    let on = draft.typed("on", day.to_string());
    let failed = Failure::none();
    let submit = move || {
        let (Some(nth), Some(symbol), Some(on)) = (official(lang, nth), symbol.title(lang), on.date(lang))
        else {
            return;
        };
        let edits = publish::issue(&current.get_value(), on, nth, &symbol);
        failed.watch(async move { book.save(id, Kind::Resolution, edits?).await }, move |()| draft.forget());
    };
    view! {
        <h2>{t::publish_step_issue(lang)}</h2>
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id="official_number" label=t::field_official_number(lang) hint=t::publish_number_hint(lang)
                control=Control::Number of=nth/>
            <Field id="symbol" label=t::field_symbol(lang) of=symbol/>
            <Field id="issued_on" label=t::field_issued_on(lang) control=Control::Date of=on/>
            <Failed of=failed/>
            <div class="actionbar"><button type="submit" class="button main" id="issue">{t::publish_issue(lang)}</button></div>
        </form>
    }
}

/// What `find` says of the resolutions that have an official number. A book of
/// years holds thousands; they are looked at where they lie.
pub fn issued<R>(book: Book, find: impl FnOnce(&[(DocumentId, &Resolution)]) -> R) -> R {
    book.rows.with(|rows| {
        let all = rows.values().filter_map(|row| match &row.fact.record {
            Record::Resolution(resolution) if resolution.official_number.is_some() => {
                Some((row.fact.document, resolution))
            }
            _ => None,
        });
        find(&all.collect::<Vec<_>>())
    })
}

/// Says that another resolution has the same number, and gives this one another.
#[component]
pub fn SameNumber(
    /// The document.
    id: DocumentId,
    /// The resolution.
    current: StoredValue<Resolution>,
) -> impl IntoView {
    let book = use_book();
    let same = Derived::new(move || issued(book, |all| duplicate(id, all)));
    move || same.get().map(|same| view! { <Renumber id=id current=current same=same/> })
}

#[component]
fn Renumber(id: DocumentId, current: StoredValue<Resolution>, same: Duplicate) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let others = same.documents.into_iter().filter(|other| *other != id).filter_map(|other| {
        let Record::Resolution(resolution) = book.row(other)?.fact.record else { return None };
        let issued = resolution.issued_on.map(|on| date(lang, on)).unwrap_or_default();
        Some(view! {
            <li><a class="card link" href=format!("/cell/resolutions/{other}")>
                <span class="title">{resolution.title}</span>
                <span class="meta">{t::publish_issued_on(lang, issued)}</span>
            </a></li>
        })
    });
    let others = others.collect_view();
    let draft = Draft::about(id, format!("resolutions/{id}/renumber"));
    let seen = draft.book();
    let day = current.with_value(|current| current.issued_on).unwrap_or_else(|| untrack(|| book.day()));
    let nth = draft.typed("number", untrack(|| proposed(book, same.form, day)));
    let failed = Failure::none();
    let submit = move || {
        let Some(nth) = official(lang, nth) else { return };
        let edits = publish::renumber(&current.get_value(), nth);
        failed.watch(async move { seen.save(id, Kind::Resolution, edits?).await }, move |()| draft.forget());
    };
    let given = number(lang, same.number.number());
    view! {
        <div class="banner" data-kind="warn" id="same-number"><p>{t::publish_same_number(lang, given)}</p></div>
        <ul class="list" role="list">{others}</ul>
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id="new_number" label=t::publish_new_number(lang) control=Control::Number of=nth/>
            <Failed of=failed/>
            <button type="submit" class="button" id="renumber">{t::publish_renumber(lang)}</button>
        </form>
    }
}
