//! Who uses this phone: said once, so that history and conflicts call people by name.

use leptos::prelude::*;
use shared::document::command::roster::name_user;
use shared::id::{DeviceNumber, MemberId};
use shared::record::Kind;

use super::members::{name_of, roster_id};
use crate::components::failed::{Failed, Failure};
use crate::components::pick::Pick;
use crate::components::typed::Typed;
use crate::state::book::{use_book, use_lang};
use crate::state::saving::SaveError;
use crate::t;

/// The choice of the member who uses the phone `device`.
#[component]
pub fn PhoneUser(
    /// This phone.
    device: DeviceNumber,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let roster = untrack(|| book.roster());
    let user = roster.users_of(device).next().map(|(id, _)| id.to_string());
    let chosen = Typed::new(user.unwrap_or_default());
    let mut choices = vec![(String::new(), t::settings_user_none(lang).to_owned())];
    let members = roster.on(untrack(|| book.day()));
    choices.extend(members.into_iter().map(|(id, member)| (id.to_string(), name_of(lang, member))));
    // Who has left may still stand here, until somebody else is chosen.
    let known = chosen.text.with_untracked(|id| choices.iter().any(|(choice, _)| choice == id));
    if !known
        && let Some(id) = chosen.text.with_untracked(|id| id.parse::<MemberId>().ok())
        && let Some(member) = roster.members.get(&id)
    {
        choices.push((id.to_string(), name_of(lang, member)));
    }
    let save = move |_| {
        let user = chosen.text.with_untracked(|id| id.parse::<MemberId>().ok());
        let edits = name_user(&untrack(|| book.roster()), device, user);
        failed.watch(
            async move {
                let id = roster_id(book).ok_or(SaveError::NotEnrolled)?;
                book.save(id, Kind::Roster, edits).await
            },
            |()| (),
        );
    };
    view! {
        <div class="stack">
            <Pick id="phone-user" label=t::settings_user(lang) choices=choices of=chosen/>
            <p class="hint">{t::settings_user_hint(lang)}</p>
            <Failed of=failed/>
            <button type="button" class="button" id="name-user" on:click=save>{t::settings_user_save(lang)}</button>
        </div>
    }
}
