//! Writing a resolution, and adopting it.

use leptos::prelude::*;
use shared::document::command::resolution::{Adoption, Wording, adopt, write};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::resolution::{Form, Resolution};
use shared::record::{Kind, Record};
use shared::words::Title;

use super::record_page::edit_page;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::layout::Page;
use crate::components::typed::Typed;
use crate::components::vote::{VoteFields, VoteInput};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::saving::SaveError;
use crate::t;

/// A new resolution.
#[component]
pub fn NewResolution() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::resolution_new(lang).to_owned()) back=("/cell/resolutions", t::nav_resolutions(lang))>
            <ResolutionForm document=None current=Resolution::default()/>
        </Page>
    }
}

/// A draft, or an adopted resolution that is amended.
#[component]
pub fn EditResolution(
    /// The resolution.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    let back = ("/cell/resolutions", t::nav_resolutions(lang));
    let of = |record| match record {
        Record::Resolution(current) => Some(current),
        _ => None,
    };
    let form = |document, current| view! { <ResolutionForm document=document current=current/> }.into_any();
    edit_page(id, t::resolution_edit(lang), back, of, form)
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typing {
    form: Typed,
    title: Typed,
    body: Typed,
    adopted_on: Typed,
    vote: VoteFields,
}

#[component]
fn ResolutionForm(document: Option<DocumentId>, current: Resolution) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let day = book.day();
    let draft = Draft::of("resolutions", document);
    let typing = Typing {
        form: draft.typed("form", current.form.unwrap_or(Form::Thematic).name()),
        title: draft.typed("title", current.title.clone()),
        body: draft.typed("body", current.body.clone()),
        adopted_on: draft.typed("adopted_on", day.to_string()),
        vote: VoteFields::unanimous(book.roster().voters_on(day)),
    };
    let adopted = current.adopted_on.is_some();
    let failed = Failure::none();
    let current = StoredValue::new(current);
    let submit = move |adopting: Adopting| {
        let current = current.get_value();
        let Some(edits) = edits(book, lang, typing, &current, adopting) else { return };
        failed.watch(async move { book.keep(document, Kind::Resolution, edits?).await }, move |id| {
            draft.forget();
            book.go(&format!("/cell/resolutions/{id}"));
        });
    };
    let forms = Form::ALL
        .map(|form| (form.name().to_owned(), super::resolutions::form_word(lang, Some(form)).to_owned()));
    let main = if adopted { Adopting::No } else { Adopting::Now };
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(main); }>
            <Drafted of=draft/>
            <Choices name="form".to_owned() legend=t::resolution_form(lang) choices=forms.to_vec()
                chosen=typing.form.text on_choose=typing.form.chooser()/>
            <Field id="title" label=t::resolution_title(lang) hint=t::resolution_title_hint(lang)
                of=typing.title/>
            <Field id="body" label=t::resolution_body(lang) control=Control::Lines
                of=typing.body/>
            {(!adopted).then(|| view! {
                <h2>{t::resolution_adoption(lang)}</h2>
                <Field id="adopted_on" label=t::resolution_adopted_on(lang) control=Control::Date
                    of=typing.adopted_on/>
                <VoteInput fields=typing.vote/>
            })}
            <Failed of=failed/>
            {(!adopted).then(|| view! {
                <button type="button" class="button" id="draft" on:click=move |_| submit(Adopting::No)>{t::resolution_save_draft(lang)}</button>
            })}
            <div class="actionbar">
                <button type="submit" class="button main" id="adopt">
                    {if adopted { t::common_save(lang) } else { t::resolution_adopt(lang) }}
                </button>
            </div>
        </form>
    }
}

/// Whether the wording is adopted as it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adopting {
    Now,
    No,
}

/// The edits for what was typed, or `None` with what is wrong shown at the fields.
fn edits(
    book: Book,
    lang: shared::lang::Lang,
    typing: Typing,
    current: &Resolution,
    adopting: Adopting,
) -> Option<Result<Vec<Edit>, SaveError>> {
    let form = typing.form.text.with_untracked(|name| Form::from_name(name)).unwrap_or(Form::Regular);
    let (title, body) = (typing.title.title(lang), typing.body.optional_body(lang));
    let adoption = match adopting {
        Adopting::No => None,
        Adopting::Now => {
            let (on, vote) = (typing.adopted_on.date(lang), typing.vote.read(lang));
            Some(Adoption { on: on?, vote: vote?, number: provisional_number(book, form)? })
        }
    };
    let month = current.month.unwrap_or_else(|| book.month());
    let wording = Wording { form, title: title?, body: body?, month };
    Some(write(current, &wording).map_err(SaveError::from).and_then(|mut edits| {
        if let Some(adoption) = &adoption {
            edits.extend(adopt(current, adoption)?);
        }
        Ok(edits)
    }))
}

/// A number that no other phone gives: the device's number and a count of its own.
/// The ward issues the official one (HD 36-HD/VPTW 03/4/2018: from 01 per kind and term).
fn provisional_number(book: Book, form: Form) -> Option<Title> {
    let device =
        book.identity.with_untracked(|identity| identity.as_ref().map(|identity| identity.device))?;
    let symbol = match form {
        Form::Regular => "NQ/CB",
        Form::Thematic => "NQ/CĐ-CB",
    };
    let prefix = format!("{device}.");
    let used = book
        .resolutions()
        .iter()
        .filter_map(|(_, r, _)| Some(r.number.as_ref()?.strip_prefix(&prefix)?.to_owned()))
        .filter_map(|rest| rest.split('-').next()?.parse::<u32>().ok())
        .max();
    Title::new(&format!("{prefix}{:02}-{symbol}", used.unwrap_or(0) + 1)).ok()
}
