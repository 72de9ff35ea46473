//! Writing a resolution, and adopting it.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::resolution::publish::amend;
use shared::document::command::resolution::{Adoption, Wording, adopt, denote, of_meeting, write};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::meeting::MeetingForm;
use shared::record::resolution::number::provisional_number;
use shared::record::resolution::{Form, Resolution, Vote};
use shared::record::{Kind, Record};
use shared::standing::attendance::attendance;
use shared::words::Title;

use super::meeting_choice::{MeetingChoice, likely};
use super::record_page::edit_page;
use crate::components::doubt::Doubt;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::layout::{Back, Page};
use crate::components::typed::Typed;
use crate::components::vote::{VoteFields, VoteInput};
use crate::field_word::form_word;
use crate::platform::clock;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::saving::SaveError;
use crate::t;

/// A new resolution.
#[component]
pub fn NewResolution(
    /// The meeting that makes it, if any.
    meeting: Option<DocumentId>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let held = meeting.and_then(|id| untrack(|| book.meeting(id)));
    let form = held.as_ref().and_then(|held| held.form).map(|form| match form {
        MeetingForm::Thematic => Form::Thematic,
        _ => Form::Regular,
    });
    let month = held.and_then(|held| held.month);
    let current = Resolution { meeting, form, month, ..Resolution::default() };
    let back: Back = match meeting {
        Some(id) => (format!("/cell/meetings/{id}"), t::meeting_back(lang)).into(),
        None => ("/cell/resolutions", t::nav_resolutions(lang)).into(),
    };
    view! {
        <Page title=Signal::stored(t::resolution_new(lang).to_owned()) back=back>
            <ResolutionForm document=None current=current/>
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
    symbol: Typed,
    meeting: Typed,
    adopted_on: Typed,
    amended_on: Typed,
    vote: VoteFields,
}

#[component]
fn ResolutionForm(document: Option<DocumentId>, current: Resolution) -> impl IntoView {
    let lang = use_lang();
    let draft = match current.meeting.filter(|_| document.is_none()) {
        Some(meeting) => Draft::at(format!("resolutions/new/{meeting}")),
        None => Draft::of("resolutions", document),
    };
    let book = draft.book();
    let typing = Typing::begin(book, draft, &current);
    let adopted = current.adopted_on.is_some();
    let failed = Failure::none();
    let current = StoredValue::new(current);
    let submit = move |adopting: Adopting| {
        let Some(typed) = typing.read(book, lang, &current.get_value(), adopting) else { return };
        let saved = async move {
            let id = match document {
                Some(id) => id,
                None => DocumentId::new(clock::now(), clock::random()?),
            };
            book.save(id, Kind::Resolution, edits(book, id, &current.get_value(), &typed)?).await?;
            Ok(id)
        };
        failed.watch(saved, move |id| {
            draft.forget();
            book.go(&format!("/cell/resolutions/{id}"));
        });
    };
    let forms = Form::ALL.map(|form| (form.name().to_owned(), form_word(lang, form).to_owned()));
    // The usual symbol follows the form for as long as nobody wrote another.
    let choose_form = Callback::new(move |name: String| {
        let usual = |name: &str| Form::from_name(name).map_or("", Form::usual_symbol);
        let untouched = typing.symbol.text.with_untracked(|symbol| {
            symbol.is_empty() || typing.form.text.with_untracked(|old| symbol == usual(old))
        });
        if untouched {
            typing.symbol.write(usual(&name).to_owned());
        }
        typing.form.write(name);
    });
    let main = if adopted { Adopting::No } else { Adopting::Now };
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(main); }>
            <Drafted of=draft/>
            <Choices name="form".to_owned() legend=t::resolution_form(lang) choices=forms.to_vec()
                chosen=typing.form.text on_choose=choose_form/>
            <Field id="title" label=t::resolution_title(lang) hint=t::resolution_title_hint(lang)
                of=typing.title/>
            <Field id="body" label=t::resolution_body(lang) control=Control::Lines
                of=typing.body/>
            <Field id="symbol" label=t::field_symbol(lang) hint=t::publish_symbol_hint(lang) of=typing.symbol/>
            {if adopted {
                view! {
                    <Field id="amended_on" label=t::field_amended_on(lang) control=Control::Date of=typing.amended_on/>
                }
                .into_any()
            } else {
                view! {
                    <h2>{t::resolution_adoption(lang)}</h2>
                    <MeetingChoice label=t::field_meeting(lang) of=typing.meeting/>
                    <Field id="adopted_on" label=t::resolution_adopted_on(lang) control=Control::Date
                        of=typing.adopted_on/>
                    <VoteInput fields=typing.vote/>
                }
                .into_any()
            }}
            <Doubt of=Signal::derive(move || {
                let none = |text: &String| text.trim().is_empty();
                let empty = typing.body.text.with(none) && !typing.title.text.with(none);
                empty.then(|| t::doubt_empty_body(lang).to_owned())
            })/>
            <Failed of=failed/>
            {(!adopted).then(|| view! {
                <button type="button" class="button" id="draft" on:click=move |_| submit(Adopting::No)>{t::resolution_save_draft(lang)}</button>
            })}
            <div class="actionbar">
                <button type="submit" class="button main" id="adopt">
                    {if adopted { t::publish_amend(lang) } else { t::resolution_adopt(lang) }}
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

/// What was typed, read.
struct Read {
    wording: Wording,
    symbol: Option<Title>,
    meeting: Option<DocumentId>,
    /// The day and the vote, where it is adopted now.
    adoption: Option<(Date, Vote)>,
    /// The day of the amendment, where it was adopted before.
    amended_on: Option<Date>,
}

impl Typing {
    fn begin(book: Book, draft: Draft, current: &Resolution) -> Self {
        let day = book.day();
        let form = current.form.unwrap_or(Form::Thematic);
        let meeting = match current.meeting {
            Some(id) => book.meeting(id).map(|meeting| (id, meeting)),
            None => likely(book, current.month.unwrap_or_else(|| book.month())),
        };
        let adopted_on = meeting.as_ref().and_then(|(_, meeting)| meeting.held_on).unwrap_or(day);
        let roster = book.roster();
        // Until the roll is called, everybody who may vote is proposed.
        let present = meeting.as_ref().map_or(0, |(_, meeting)| attendance(meeting, &roster).voters as usize);
        let voters = if present == 0 { roster.voters_on(adopted_on) } else { present };
        let meeting = current.meeting.or(meeting.map(|(id, _)| id));
        let symbol = current.symbol.clone().unwrap_or_else(|| form.usual_symbol().to_owned());
        Self {
            form: draft.typed("form", form.name()),
            title: draft.typed("title", current.title.clone()),
            body: draft.typed("body", current.body.clone()),
            symbol: draft.typed("symbol", symbol),
            meeting: draft.typed("meeting", meeting.map(|id| id.to_string()).unwrap_or_default()),
            adopted_on: draft.typed("adopted_on", adopted_on.to_string()),
            amended_on: draft.typed("amended_on", day.to_string()),
            vote: VoteFields::drafted(draft, current.vote, voters),
        }
    }

    /// What was typed, or `None` with what is wrong shown at the fields.
    fn read(self, book: Book, lang: Lang, current: &Resolution, adopting: Adopting) -> Option<Read> {
        let form = self.form.text.with_untracked(|name| Form::from_name(name)).unwrap_or(Form::Regular);
        let (title, body) = (self.title.title(lang), self.body.optional_body(lang));
        let symbol = self.symbol.optional_title(lang);
        let amended_on = match current.adopted_on {
            Some(_) => Some(self.amended_on.date(lang)?),
            None => None,
        };
        let adoption = match adopting {
            Adopting::No => None,
            Adopting::Now => {
                let (on, vote) = (self.adopted_on.date(lang), self.vote.read(lang));
                Some((on?, vote?))
            }
        };
        let month = current.month.unwrap_or_else(|| book.month());
        let meeting = self.meeting.text.with_untracked(|id| id.parse().ok());
        let wording = Wording { form, title: title?, body: body?, month };
        Some(Read { wording, symbol: symbol?, meeting, adoption, amended_on })
    }
}

/// The edits of `document` for what was typed.
fn edits(
    book: Book,
    document: DocumentId,
    current: &Resolution,
    typed: &Read,
) -> Result<Vec<Edit>, SaveError> {
    let mut edits = match typed.amended_on {
        Some(on) => amend(current, &typed.wording, on)?,
        None => write(current, &typed.wording)?,
    };
    edits.extend(denote(current, typed.symbol.as_ref())?);
    if let Some((on, vote)) = typed.adoption {
        let device =
            book.identity.with_untracked(|identity| identity.as_ref().map(|identity| identity.device));
        let number = provisional_number(device.ok_or(SaveError::NotEnrolled)?, document);
        let number = Title::new(&number).map_err(|error| SaveError::Document(error.to_string()))?;
        edits.extend(adopt(current, &Adoption { on, vote, number })?);
    }
    if typed.adoption.is_some() || (current.meeting.is_some() && current.adopted_on.is_none()) {
        edits.extend(of_meeting(typed.meeting));
    }
    Ok(edits)
}
