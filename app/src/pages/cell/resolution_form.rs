//! Writing a resolution, and adopting it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::command::resolution::{Adoption, Wording, adopt, write};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::resolution::{Form, Resolution};
use shared::record::{Kind, Record};
use shared::words::Title;

use crate::components::field::{Choices, Control, Field};
use crate::components::layout::Page;
use crate::components::message::save_error;
use crate::components::typed::Typed;
use crate::components::vote::{VoteFields, VoteInput};
use crate::platform::clock;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::saving::SaveError;
use crate::t;

/// A new resolution.
#[component]
pub fn NewResolution() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::resolution_new(lang).to_owned()) back=("/cell/resolutions", t::nav_resolutions(lang))>
            <Form_ document=None current=Resolution::default()/>
        </Page>
    }
}

/// A draft, or an adopted resolution that is amended.
#[component]
pub fn EditResolution(
    /// The resolution.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = untrack(|| book.row(id)).map(|row| row.fact.record);
    view! {
        <Page title=Signal::stored(t::resolution_edit(lang).to_owned()) back=("/cell/resolutions", t::nav_resolutions(lang))>
            {match found {
                Some(Record::Resolution(current)) => view! { <Form_ document=Some(id) current=current/> }.into_any(),
                _ => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
            }}
        </Page>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typing {
    form: RwSignal<Form>,
    title: Typed,
    body: Typed,
    adopted_on: Typed,
    vote: VoteFields,
}

#[component]
fn Form_(document: Option<DocumentId>, current: Resolution) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let day = book.day();
    let typing = Typing {
        form: RwSignal::new(current.form.unwrap_or(Form::Thematic)),
        title: Typed::new(current.title.clone()),
        body: Typed::new(current.body.clone()),
        adopted_on: Typed::new(day.to_string()),
        vote: VoteFields::unanimous(book.roster().voters_on(day)),
    };
    let adopted = current.adopted_on.is_some();
    let failed = RwSignal::new(None::<String>);
    let current = StoredValue::new(current);
    let submit = move |adopting: Adopting| {
        let current = current.get_value();
        let Some(edits) = edits(book, lang, typing, &current, adopting) else { return };
        spawn_local(async move {
            match keep(book, document, edits).await {
                Ok(id) => book.go(&format!("/cell/resolutions/{id}")),
                Err(error) => failed.set(Some(save_error(lang, &error))),
            }
        });
    };
    let draft = submit;
    let forms = Form::ALL
        .map(|form| (form.name().to_owned(), super::resolutions::form_word(lang, Some(form)).to_owned()));
    let choose =
        Callback::new(move |name: String| typing.form.set(Form::from_name(&name).unwrap_or(Form::Regular)));
    let main = if adopted { Adopting::No } else { Adopting::Now };
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(main); }>
            <Choices name="form".to_owned() legend=t::resolution_form(lang) choices=forms.to_vec()
                chosen=Signal::derive(move || typing.form.get().name().to_owned()) on_choose=choose/>
            <Field id="title" label=t::resolution_title(lang) hint=t::resolution_title_hint(lang)
                value=typing.title.text error=typing.title.error/>
            <Field id="body" label=t::resolution_body(lang) control=Control::Lines
                value=typing.body.text error=typing.body.error/>
            {(!adopted).then(|| view! {
                <h2>{t::resolution_adoption(lang)}</h2>
                <Field id="adopted_on" label=t::resolution_adopted_on(lang) control=Control::Date
                    value=typing.adopted_on.text error=typing.adopted_on.error/>
                <VoteInput fields=typing.vote/>
            })}
            <Show when=move || failed.with(Option::is_some)>
                <div class="banner" data-kind="error" role="alert"><p>{move || failed.get()}</p></div>
            </Show>
            {(!adopted).then(|| view! {
                <button type="button" class="button" id="draft" on:click=move |_| draft(Adopting::No)>{t::resolution_save_draft(lang)}</button>
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
    let (title, body) = (typing.title.title(lang), typing.body.optional_body(lang));
    let adoption = match adopting {
        Adopting::No => None,
        Adopting::Now => {
            let (on, vote) = (typing.adopted_on.date(lang), typing.vote.read(lang));
            Some(Adoption {
                on: on?,
                vote: vote?,
                number: provisional_number(book, typing.form.get_untracked())?,
            })
        }
    };
    let month = current.month.unwrap_or_else(|| book.month());
    let wording = Wording { form: typing.form.get_untracked(), title: title?, body: body?, month };
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

async fn keep(
    book: Book,
    document: Option<DocumentId>,
    edits: Result<Vec<Edit>, SaveError>,
) -> Result<DocumentId, SaveError> {
    let id = match document {
        Some(id) => id,
        None => DocumentId::new(clock::now(), clock::random()?),
    };
    book.save(id, Kind::Resolution, edits?).await?;
    Ok(id)
}
