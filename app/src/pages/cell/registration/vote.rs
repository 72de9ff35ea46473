//! The vote that registers, and taking the registration back.

use leptos::prelude::*;
use shared::document::command::registration::{begin_anew, register, withdraw};
use shared::year::Year;

use super::aims::Aiming;
use super::{document, registration, save};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::vote::{VoteFields, VoteInput};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The day and the vote; what is typed above is registered with it.
#[component]
pub fn VoteForm(
    /// The year.
    year: Year,
    /// What is sought, as it is typed.
    typing: Aiming,
) -> impl IntoView {
    let book = typing.book();
    let lang = use_lang();
    let day = untrack(|| book.day());
    let draft = Draft::at(format!("registration/{year}/vote"));
    let on = draft.typed("on", day.to_string());
    let vote = VoteFields::drafted(draft, None, untrack(|| book.roster()).voters_on(day));
    let failed = Failure::none();
    let submit = move || {
        let (Some(on), Some(vote)) = (on.date(lang), vote.read(lang)) else { return };
        let current = untrack(|| registration(book, year));
        let Some(aims) = typing.edits(lang, &current) else { return };
        let edits = register(&current, on, vote).and_then(|mut edits| {
            edits.extend(aims?);
            Ok(edits)
        });
        failed.watch(save(book, year, edits), move |()| {
            draft.forget();
            typing.forget();
        });
    };
    view! {
        <h2>{t::registration_vote(lang)}</h2>
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id="registered_on" label=t::field_registered_on(lang) control=Control::Date of=on/>
            <VoteInput fields=vote/>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="register">{t::registration_register(lang)}</button>
            </div>
        </form>
    }
}

/// Withdrawing what was registered, with the reason.
#[component]
pub fn Registered(
    /// The year.
    year: Year,
) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(document(use_book(), year), format!("registration/{year}/withdraw"));
    let book = draft.book();
    let reason = draft.typed("reason", "");
    let failed = Failure::none();
    let submit = move || {
        let Some(reason) = reason.note(lang) else { return };
        let edits = withdraw(&untrack(|| registration(book, year)), &reason);
        failed.watch(save(book, year, edits), move |()| draft.forget());
    };
    view! {
        <details class="explain" id="withdraw-registration">
            <summary>{t::registration_withdraw(lang)}</summary>
            <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
                <Drafted of=draft/>
                <Field id="reason" label=t::registration_withdraw_reason(lang) control=Control::Lines of=reason/>
                <Failed of=failed/>
                <button type="submit" class="button danger" id="withdraw">{t::registration_withdraw(lang)}</button>
            </form>
        </details>
    }
}

/// Making a withdrawn registration a draft again.
#[component]
pub fn Withdrawn(
    /// The year.
    year: Year,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let again = move |_| failed.watch(save(book, year, Ok(begin_anew())), |()| ());
    view! {
        <Failed of=failed/>
        <div class="actionbar">
            <button type="button" class="button main" id="begin-anew" on:click=again>{t::registration_begin_anew(lang)}</button>
        </div>
    }
}
