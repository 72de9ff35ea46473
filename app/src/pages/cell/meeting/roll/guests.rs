//! Those who came from outside the cell.

use leptos::prelude::*;
use shared::document::command::meeting::roll::{drop_guest, enter_guest};
use shared::id::{DocumentId, EntryId};
use shared::record::meeting::Meeting;

use super::super::frame::save_meeting;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::platform::clock;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The guests, and a form for one more.
#[component]
pub fn Guests(
    /// The document.
    id: DocumentId,
    /// The meeting.
    meeting: Derived<Meeting>,
    /// Whether nothing may be changed.
    shut: Derived<bool>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let draft = Draft::at(format!("meetings/{id}/guest"));
    let name = draft.typed("name", "");
    let role = draft.typed("role", "");
    let failed = Failure::none();
    let guests = Derived::new(move || meeting.with(|meeting| meeting.guests.clone()));
    let list = move || {
        let guests = guests.get().into_iter().filter(|(_, guest)| !guest.dropped && !guest.name.is_empty());
        let rows: Vec<_> = guests
            .map(|(guest, found)| {
                let strike = move |_| {
                    let current = meeting.get_untracked();
                    failed.watch(save_meeting(book, id, drop_guest(&current, guest)), |()| ());
                };
                view! {
                    <li class="card row">
                        <span class="grow"><span class="title">{found.name.clone()}</span>" "<span class="meta">{found.role}</span></span>
                        <button type="button" class="button quiet" disabled=move || shut.get() on:click=strike>
                            {t::roll_guest_drop(lang)}<span class="visually-hidden">{found.name.clone()}</span>
                        </button>
                    </li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| view! { <ul class="list" role="list" id="guests">{rows}</ul> })
    };
    let submit = move || {
        let (Some(words), Some(as_what)) = (name.title(lang), role.optional_title(lang)) else { return };
        let saved = async move {
            let guest = EntryId::from_bytes(clock::random()?);
            let current = meeting.get_untracked();
            save_meeting(book, id, enter_guest(&current, guest, &words, as_what.as_ref())).await
        };
        failed.watch(saved, move |()| {
            draft.forget();
            name.text.set(String::new());
            role.text.set(String::new());
        });
    };
    view! {
        <h2>{t::roll_guests(lang)}</h2>
        {list}
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=move || shut.get()>
                <Field id="guest-name" label=t::roll_guest_name(lang) of=name/>
                <Field id="guest-role" label=t::roll_guest_role(lang) hint=t::roll_guest_hint(lang) of=role/>
                <Failed of=failed/>
                <button type="submit" class="button" id="add-guest">{Icon::Plus.draw()}<span>{t::roll_guest_add(lang)}</span></button>
            </fieldset>
        </form>
    }
}
