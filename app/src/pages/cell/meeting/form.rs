//! The notice of a meeting: what members are told beforehand.

use leptos::prelude::*;
use shared::document::command::meeting::{Notice, call};
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::meeting::{Meeting, MeetingForm};
use shared::record::{Kind, Record};

use super::super::record_page::edit_page;
use super::frame::{Shut, is_shut};
use crate::components::doubt::Doubt;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::layout::Page;
use crate::components::show::Show;
use crate::components::typed::Typed;
use crate::format::month as write_month;
use crate::record_word::meeting_form_word;
use crate::state::book::{Book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// A new meeting.
#[component]
pub fn NewMeeting(
    /// The form that is asked for, if any.
    form: Option<MeetingForm>,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::meeting_new(lang).to_owned()) back=("/cell/meetings", t::nav_meetings(lang))>
            <NoticeForm document=None current=Meeting::default() asked=form/>
        </Page>
    }
}

/// Another notice of a meeting.
#[component]
pub fn EditMeeting(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    let back = (format!("/cell/meetings/{id}"), t::meeting_back(lang));
    let of = |record| match record {
        Record::Meeting(current) => Some(*current),
        _ => None,
    };
    let form =
        |document, current| view! { <NoticeForm document=document current=current asked=None/> }.into_any();
    edit_page(id, t::meeting_edit(lang), back, of, form)
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typing {
    form: Typed,
    theme: Typed,
    group: Typed,
    planned_on: Typed,
    planned_at: Typed,
    place: Typed,
    notified_on: Typed,
}

impl Typing {
    fn begin(book: Book, draft: Draft, current: &Meeting, asked: Option<MeetingForm>) -> Self {
        // Cells meet at the same place and hour: what the last notice said is proposed.
        let last = book.meetings(|_| true).into_iter().next_back().map(|(_, last, _)| last);
        let last = last.filter(|_| current.form.is_none()).unwrap_or_default();
        let form = current.form.or(asked).unwrap_or_else(|| likely_form(book));
        let day = current.planned_on.or(current.held_on).unwrap_or_else(|| book.day());
        let time = current.planned_at.or(last.planned_at).map(|time| time.to_string());
        let place = if current.place.is_empty() { last.place } else { current.place.clone() };
        let notified = current.notified_on.map(|on| on.to_string());
        Self {
            form: draft.typed("form", form.name()),
            theme: draft.typed("theme", current.theme.clone()),
            group: draft.typed("group", current.group.map(|group| group.to_string()).unwrap_or_default()),
            planned_on: draft.typed("planned_on", day.to_string()),
            planned_at: draft.typed("planned_at", time.unwrap_or_default()),
            place: draft.typed("place", place),
            notified_on: draft.typed("notified_on", notified.unwrap_or_default()),
        }
    }

    fn form(self) -> MeetingForm {
        self.form.text.with(|name| MeetingForm::from_name(name)).unwrap_or(MeetingForm::Regular)
    }

    fn has_theme(self) -> bool {
        self.theme.text.with(|text| !text.trim().is_empty())
    }

    /// The notice, or `None` with what is wrong shown at the fields.
    fn read(self, lang: Lang, book: Book, current: &Meeting) -> Option<Notice> {
        let form = untrack(|| self.form());
        let group = if form == MeetingForm::Group { self.read_group(lang) } else { Some(None) };
        let (theme, place) = (self.theme.optional_title(lang), self.place.optional_title(lang));
        let (on, at) = (self.planned_on.date(lang), self.planned_at.optional_time(lang));
        let notified_on = self.notified_on.optional_date(lang);
        let month = current.month.unwrap_or_else(|| untrack(|| book.month()));
        Some(Notice {
            form,
            month,
            theme: theme?,
            group: group?,
            notified_on: notified_on?,
            planned_on: on?,
            planned_at: at?,
            place: place?,
        })
    }

    fn read_group(self, lang: Lang) -> Option<Option<u8>> {
        let group = self.group.optional_number(lang, 99)?.and_then(|group| u8::try_from(group).ok());
        if group.is_none() {
            self.group.refuse(t::meeting_group_wrong(lang).to_owned());
        }
        group.map(Some)
    }
}

/// The regular one while the month has none.
fn likely_form(book: Book) -> MeetingForm {
    let regular = book.regular_meeting_id(book.month()).and_then(|id| book.meeting(id));
    if regular.is_none() { MeetingForm::Regular } else { MeetingForm::Thematic }
}

#[component]
fn NoticeForm(document: Option<DocumentId>, current: Meeting, asked: Option<MeetingForm>) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::of("meetings", document);
    let book = draft.book();
    let typing = untrack(|| Typing::begin(book, draft, &current, asked));
    let failed = Failure::none();
    // The regular meeting of the month is one document for all phones, so its
    // form is fixed, and there is at most one.
    let fixed = current.form == Some(MeetingForm::Regular);
    let taken = Derived::new(move || {
        let regular = document.is_none() && typing.form() == MeetingForm::Regular;
        let id = book.regular_meeting_id(book.month()).filter(|_| regular)?;
        book.meeting(id).map(|_| id)
    });
    let shut = is_shut(&current);
    let current = StoredValue::new(current);
    let submit = move || {
        let current = current.get_value();
        let Some(notice) = typing.read(lang, book, &current) else { return };
        let natural = (notice.form == MeetingForm::Regular && document.is_none())
            .then(|| untrack(|| book.regular_meeting_id(notice.month)))
            .flatten();
        if untrack(|| taken.get()).is_some() {
            return;
        }
        let edits = call(&current, &notice);
        let target = document.or(natural);
        failed.watch(async move { book.keep(target, Kind::Meeting, edits?).await }, move |id| {
            draft.forget();
            book.go(&format!("/cell/meetings/{id}"));
        });
    };
    let forms =
        MeetingForm::ALL.into_iter().filter(|form| document.is_none() || *form != MeetingForm::Regular);
    let forms =
        forms.map(|form| (form.name().to_owned(), meeting_form_word(lang, form).to_owned())).collect();
    let choice = (!fixed).then(|| {
        view! {
            <Choices name="form".to_owned() legend=t::meeting_form(lang) choices=forms
                chosen=typing.form.text on_choose=typing.form.chooser()/>
        }
    });
    view! {
        {document.map(|id| view! { <Shut id=id meeting=Derived::new(move || book.meeting(id).unwrap_or_default())/> })}
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=shut>
                {choice}
                {move || taken.get().map(|id| view! {
                    <div class="banner" data-kind="warn" role="alert" id="taken">
                        <p>{t::meeting_taken(lang, write_month(lang, book.month()))}</p>
                        <a class="button" href=format!("/cell/meetings/{id}")>{t::meeting_taken_look(lang)}</a>
                    </div>
                })}
                <Show when=move || typing.form() == MeetingForm::Group>
                    <Field id="group" label=t::member_group(lang) control=Control::Number of=typing.group/>
                </Show>
                // Only meetings of the whole cell have a theme; one that is written already is not hidden.
                <Show when=move || typing.form().of_the_cell() || typing.has_theme()>
                    <Field id="theme" label=t::meeting_theme(lang) hint=t::meeting_theme_hint(lang) of=typing.theme/>
                </Show>
                <Field id="planned_on" label=t::meeting_planned_on(lang) control=Control::Date of=typing.planned_on/>
                <Field id="planned_at" label=t::meeting_planned_at(lang) control=Control::Time of=typing.planned_at/>
                <Field id="place" label=t::meeting_place(lang) of=typing.place/>
                <Field id="notified_on" label=t::meeting_notified_on(lang) hint=t::meeting_notified_hint(lang)
                    control=Control::Date of=typing.notified_on/>
            </fieldset>
            <Doubt of=Signal::derive(move || {
                let lacks = typing.form() == MeetingForm::Thematic && !typing.has_theme();
                lacks.then(|| t::doubt_no_theme(lang).to_owned())
            })/>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="call" disabled=move || shut || taken.get().is_some()>{t::meeting_call(lang)}</button>
            </div>
        </form>
    }
}
