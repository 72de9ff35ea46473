//! The registrations of a year, those that wait first.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::Organisation;
use shared::record::registration::Registration;
use shared::ruling::{RegistrationState, RegistrationVerdict, registration_state};
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::paths;
use super::schemes::year_links;
use crate::format::{date, digits};
use crate::standings::Frame;
use crate::t;

/// An organisation with its registration and the ward's last word on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The organisation.
    pub organisation: Organisation,
    /// What it wrote; none where it wrote nothing.
    pub registration: Option<Registration>,
    /// The ward's last word.
    pub verdict: Option<RegistrationVerdict>,
}

impl Registered {
    /// What the cell voted, if it did and did not take it back.
    pub fn voted(&self) -> Option<&Registration> {
        self.registration.as_ref().filter(|registration| registration.in_force())
    }

    /// How it stands with the ward, once it is voted.
    pub fn state(&self) -> Option<RegistrationState<'_>> {
        Some(registration_state(self.voted()?, self.verdict.as_ref()))
    }

    /// Whether the ward has to look at it.
    pub fn waits(&self) -> bool {
        self.state().is_some_and(RegistrationState::waits)
    }
}

/// The page.
pub fn registrations_page(
    frame: &Frame,
    desk: &Desk,
    year: Year,
    registered: &[Registered],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (waiting, others): (Vec<_>, Vec<_>) = registered.iter().partition(|one| one.waits());
    let rows = waiting.into_iter().chain(others).map(|one| row(lang, desk, year, one));
    let title = t::desk_registrations(lang, digits(lang, &year.to_string()));
    let content = view! {
        {year_links(lang, year, &|year| paths::registrations(&desk.ward.code, year))}
        <p>{t::approve_text(lang)}</p>
        <ul class="list" role="list">{rows.collect_view()}</ul>
    };
    desk_page(frame, desk, &title, content)
}

fn row(lang: Lang, desk: &Desk, year: Year, one: &Registered) -> impl IntoView + use<> {
    let (kind, word) = state_badge(lang, one);
    let name = one.organisation.name.clone();
    let inner = view! {
        <span class="title">{name}</span>
        <span class="badge" data-kind=kind>{word}</span>
    };
    if one.voted().is_none() {
        return view! { <li class="card stack tight" id=one.organisation.code.to_string()>{inner}</li> }
            .into_any();
    }
    let href = paths::registration(&desk.ward.code, year, &one.organisation.code);
    view! { <li id=one.organisation.code.to_string()><a class="card link" href=href>{inner}</a></li> }
        .into_any()
}

/// How a registration stands, as a shape and words.
pub fn state_badge(lang: Lang, one: &Registered) -> (&'static str, String) {
    match (one.state(), &one.registration) {
        (None, None) => ("missing", t::approve_none(lang).to_owned()),
        (None, Some(_)) => ("draft", t::approve_draft(lang).to_owned()),
        (Some(RegistrationState::Waiting), _) => ("info", t::approve_waiting(lang).to_owned()),
        (Some(RegistrationState::Changed(_)), _) => ("info", t::approve_changed(lang).to_owned()),
        (Some(RegistrationState::Approved(verdict)), _) => {
            ("ok", t::approve_approved(lang, date(lang, verdict.on)))
        }
        (Some(RegistrationState::SentBack(verdict)), _) => {
            ("late", t::approve_sent_back(lang, date(lang, verdict.on)))
        }
    }
}
