//! The agenda: its items in order, and how they come to be there.

use leptos::prelude::*;
use shared::document::command::meeting::agenda::{ItemPlan, arrange, drop_item, lay_out, set_item};
use shared::document::edit::Edit;
use shared::id::{DocumentId, EntryId};
use shared::lang::Lang;
use shared::record::meeting::agenda::AgendaStep;
use shared::record::meeting::{AgendaItem, Meeting, MeetingForm};
use shared::words::{Note, Title};

use super::frame::{Shut, is_shut, part_page, save_meeting};
use crate::components::badge::badge;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::components::show::Show;
use crate::field_word::{agenda_step_of, agenda_step_word, agenda_title};
use crate::format::number;
use crate::platform::clock;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;

/// Whether anything was recorded about an item.
pub fn is_told(meeting: &Meeting, id: EntryId) -> bool {
    let told =
        |item: &AgendaItem| !item.content.is_empty() || !item.conclusion.is_empty() || item.vote.is_some();
    meeting.agenda.get(&id).is_some_and(told) || meeting.opinions_on(Some(id)).next().is_some()
}

/// The items as links with their state.
#[component]
pub fn Items(
    /// The document.
    id: DocumentId,
    /// The meeting.
    meeting: Meeting,
) -> impl IntoView {
    let lang = use_lang();
    let items = meeting.agenda_in_order();
    if items.is_empty() {
        return view! {
            <div class="empty">
                <p>{t::agenda_none(lang)}</p>
                <p><a class="button" id="plan-agenda" href=format!("/cell/meetings/{id}/agenda")>{t::agenda_plan(lang)}</a></p>
            </div>
        }
        .into_any();
    }
    let rows = items.into_iter().map(|(item, found)| {
        let opinions = meeting.opinions_on(Some(item)).count();
        let told = is_told(&meeting, item);
        view! {
            <li><a class="card link" href=format!("/cell/meetings/{id}/agenda/{item}")>
                <span class="title">{agenda_title(lang, &found.title).to_owned()}</span>
                {(opinions != 0).then(|| view! { <span class="meta">{t::agenda_opinions(lang, number(lang, opinions as u64))}</span> })}
                {told.then(|| badge("ok", t::agenda_told(lang)))}
            </a></li>
        }
    });
    view! {
        <ol class="list" role="list" id="items">{rows.collect_view()}</ol>
        <p class="row"><a class="button" id="plan-agenda" href=format!("/cell/meetings/{id}/agenda")>{t::agenda_plan(lang)}</a></p>
    }
    .into_any()
}

/// Arranging the agenda.
#[component]
pub fn AgendaPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    part_page(id, t::meeting_step_agenda(lang), move |meeting| {
        view! { <Plan id=id meeting=meeting/> }.into_any()
    })
}

#[component]
fn Plan(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let shut = Derived::new(move || meeting.with(is_shut));
    let empty = Derived::new(move || meeting.with(|meeting| meeting.agenda_in_order().is_empty()));
    let official = move |_| {
        let saved = async move {
            let edits = official_order(lang, &meeting.get_untracked())?;
            save_meeting(book, id, Ok(edits)).await
        };
        failed.watch(saved, |()| ());
    };
    view! {
        <Shut id=id meeting=meeting/>
        <Show when=move || empty.get()>
            <div class="empty"><p>{t::agenda_none(lang)}</p></div>
        </Show>
        <ol class="list" role="list" id="items">
            {move || meeting.with(|meeting| rows(book, lang, id, meeting, failed))}
        </ol>
        <Failed of=failed/>
        <Dropped id=id meeting=meeting failed=failed/>
        <AddItem id=id meeting=meeting/>
        <Show when=move || !shut.get()>
            <div class="actionbar">
                <button type="button" id="official-order" on:click=official
                    class=move || if empty.get() { "button main" } else { "button" }>
                    {move || if empty.get() { t::agenda_official(lang) } else { t::agenda_official_rest(lang) }}
                </button>
            </div>
        </Show>
    }
}

/// The items with the controls that move and drop them.
fn rows(book: Book, lang: Lang, id: DocumentId, meeting: &Meeting, failed: Failure) -> impl IntoView + use<> {
    let items = meeting.agenda_in_order();
    let order: Vec<EntryId> = items.iter().map(|(item, _)| *item).collect();
    let shut = is_shut(meeting);
    let last = order.len().saturating_sub(1);
    let save = move |edits: Vec<EntryId>| {
        let current = book.meeting(id).unwrap_or_default();
        failed.watch(save_meeting(book, id, arrange(&current, &edits)), |()| ());
    };
    let rows = items.into_iter().enumerate().map(|(place, (item, found))| {
        let swapped = |other: usize| {
            let mut order = order.clone();
            if place < order.len() && other < order.len() {
                order.swap(place, other);
            }
            order
        };
        let (up, down) = (swapped(place.wrapping_sub(1)), swapped(place + 1));
        let drop = move |_| {
            let current = untrack(|| book.meeting(id)).unwrap_or_default();
            failed.watch(save_meeting(book, id, drop_item(&current, item)), |()| ());
        };
        let title = agenda_title(lang, &found.title).to_owned();
        view! {
            <li class="card stack tight">
                <a class="title" href=format!("/cell/meetings/{id}/agenda/{item}")>
                    {t::agenda_line(lang, number(lang, (place + 1) as u64), &title)}
                </a>
                <div class="row">
                    <button type="button" class="button quiet" disabled=shut || place == 0 on:click=move |_| untrack(|| save(up.clone()))>
                        {Icon::Up.draw()}<span class="visually-hidden">{t::agenda_up(lang, &title)}</span>
                    </button>
                    <button type="button" class="button quiet" disabled=shut || place == last on:click=move |_| untrack(|| save(down.clone()))>
                        {Icon::Down.draw()}<span class="visually-hidden">{t::agenda_down(lang, &title)}</span>
                    </button>
                    <button type="button" class="button quiet" disabled=shut on:click=drop>
                        {t::agenda_drop(lang)}<span class="visually-hidden">{title.clone()}</span>
                    </button>
                </div>
            </li>
        }
    });
    rows.collect_view()
}

/// What was taken off the agenda, and the way back onto it.
#[component]
fn Dropped(id: DocumentId, meeting: Derived<Meeting>, failed: Failure) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let meeting = meeting.get();
        let shut = is_shut(&meeting);
        let rows: Vec<_> = meeting
            .agenda
            .iter()
            .filter(|(_, item)| item.dropped && !item.title.is_empty())
            .map(|(item, found)| {
                let item = *item;
                let back = move |_| {
                    let current = untrack(|| book.meeting(id)).unwrap_or_default();
                    if let Some(plan) = current.agenda.get(&item).and_then(plan_of) {
                        failed.watch(save_meeting(book, id, set_item(&current, item, &plan)), |()| ());
                    }
                };
                let title = agenda_title(lang, &found.title).to_owned();
                view! {
                    <li class="row">
                        <span class="grow">{title.clone()}</span>
                        <button type="button" class="button" disabled=shut on:click=back>
                            {t::agenda_put_back(lang)}<span class="visually-hidden">{title}</span>
                        </button>
                    </li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <details class="explain" id="dropped">
                    <summary>{t::agenda_dropped(lang, number(lang, rows.len() as u64))}</summary>
                    <ul class="list" role="list">{rows}</ul>
                </details>
            }
        })
    };
    view! { {list} }
}

/// The plan that leaves an item as it is.
fn plan_of(item: &AgendaItem) -> Option<ItemPlan> {
    Some(ItemPlan {
        order: item.order,
        title: Title::new(&item.title).ok()?,
        presenter: item.presenter,
        content: Note::optional(&item.content).ok()?,
    })
}

#[component]
fn AddItem(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let draft = Draft::at(format!("meetings/{id}/agenda/new"));
    let title = draft.typed("title", "");
    let failed = Failure::none();
    let submit = move || {
        let Some(words) = title.title(lang) else { return };
        let saved = async move {
            let current = meeting.get_untracked();
            let entry = EntryId::from_bytes(clock::random()?);
            save_meeting(book, id, lay_out(&current, &with_item(&current, entry, words))).await
        };
        failed.watch(saved, move |()| {
            draft.forget();
            title.text.set(String::new());
        });
    };
    let shut = Derived::new(move || meeting.with(is_shut));
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=move || shut.get()>
                <Field id="title" label=t::agenda_add_title(lang) of=title/>
                <Failed of=failed/>
                <button type="submit" class="button" id="add-item">{Icon::Plus.draw()}<span>{t::agenda_add(lang)}</span></button>
            </fieldset>
        </form>
    }
}

/// Where an item's title stands in the official order of `form`, if it does.
fn official_place(form: MeetingForm, title: &str) -> Option<usize> {
    let named = agenda_step_of(title)?;
    AgendaStep::template(form).iter().position(|step| *step == named)
}

/// The steps with which a meeting ends: nothing is discussed after them.
const LAST_STEPS: [AgendaStep; 3] = [AgendaStep::Score, AgendaStep::Minutes, AgendaStep::Closing];

/// The agenda with a new item before the steps with which it ends.
fn with_item(meeting: &Meeting, id: EntryId, title: Title) -> Vec<(EntryId, Option<Title>)> {
    let items = meeting.agenda_in_order();
    let ends = |title: &str| agenda_step_of(title).is_some_and(|step| LAST_STEPS.contains(&step));
    let last = items.iter().rev().take_while(|(_, item)| ends(&item.title)).count();
    let mut order: Vec<_> = items.iter().map(|(item, _)| (*item, None)).collect();
    order.insert(order.len().saturating_sub(last), (id, Some(title)));
    order
}

/// The edits that set the missing steps of the official order on the agenda,
/// each before what follows it there; what stands there under the same title is
/// left alone.
fn official_order(lang: Lang, meeting: &Meeting) -> Result<Vec<Edit>, SaveError> {
    let form = meeting.form.unwrap_or(MeetingForm::Regular);
    let mut order: Vec<(EntryId, Option<Title>, Option<usize>)> = meeting
        .agenda_in_order()
        .into_iter()
        .map(|(id, item)| (id, None, official_place(form, &item.title)))
        .collect();
    for (place, step) in AgendaStep::template(form).iter().enumerate() {
        if order.iter().any(|(.., known)| *known == Some(place)) {
            continue;
        }
        // Titles of the locales are short lines.
        let Ok(title) = Title::new(agenda_step_word(lang, *step)) else { continue };
        let before = order.iter().position(|(.., known)| known.is_some_and(|known| place < known));
        let id = EntryId::from_bytes(clock::random()?);
        order.insert(before.unwrap_or(order.len()), (id, Some(title), Some(place)));
    }
    let order: Vec<_> = order.into_iter().map(|(id, title, _)| (id, title)).collect();
    Ok(lay_out(meeting, &order)?)
}
