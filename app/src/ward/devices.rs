//! The phones of the ward's organisations, and taking a phone's right to write.

use leptos::prelude::*;
use shared::id::DeviceNumber;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::org::Organisation;

use super::custody::phone_words;
use super::desk::{Desk, desk_page};
use super::form::{note_field, ruling_form};
use super::paths;
use super::typed::Typed;
use super::words::by_whom;
use crate::format::moment;
use crate::standings::Frame;
use crate::t;

/// That a phone was revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    /// When.
    pub at: Moment,
    /// Who did it; none where it was the command line.
    pub official: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// A phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Its number.
    pub number: DeviceNumber,
    /// Whose it is.
    pub organisation: Organisation,
    /// Who uses it, as the roster says.
    pub users: Option<String>,
    /// When it was enrolled.
    pub enrolled_at: Moment,
    /// That it was revoked, if it was.
    pub revoked: Option<Revoked>,
}

impl Phone {
    fn words(&self, lang: Lang) -> String {
        phone_words(lang, self.number, self.users.as_deref())
    }

    fn badge(&self, lang: Lang) -> impl IntoView + use<> {
        self.revoked
            .as_ref()
            .map(|_| view! { <span class="badge" data-kind="late">{t::devices_revoked(lang)}</span> })
    }
}

/// The list, organisation by organisation.
pub fn devices_page(frame: &Frame, desk: &Desk, phones: &[Phone]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = phones.iter().map(|phone| {
        view! {
            <li><a class="card link" href=paths::device(&desk.ward.code, phone.number)>
                <span class="title">{phone.words(lang)}</span>
                <span class="meta">{phone.organisation.name.clone()}</span>
                <span class="meta">{t::devices_enrolled(lang, moment(lang, phone.enrolled_at))}</span>
                {phone.badge(lang)}
            </a></li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        view! { <div class="empty"><p>{t::devices_none(lang)}</p></div> }.into_any()
    } else {
        view! { <ul class="list" role="list">{rows}</ul> }.into_any()
    };
    desk_page(frame, desk, t::devices_title(lang), view! { <p>{t::devices_text(lang)}</p>{list} })
}

/// One phone, and the form that revokes it.
pub fn device_page(frame: &Frame, desk: &Desk, phone: &Phone, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let state = match &phone.revoked {
        Some(revoked) => {
            let why = revoked.why.clone().map(|why| view! { <p class="written">{why}</p> });
            let by = by_whom(lang, revoked.official.as_deref(), revoked.at);
            view! { {why}<p class="meta">{by}</p><p>{t::devices_after(lang)}</p> }.into_any()
        }
        None => {
            let fields = note_field(lang, typed, "reason", t::devices_reason(lang), None, "");
            let action = paths::device(&desk.ward.code, phone.number);
            view! {
                <h2>{t::devices_revoke(lang)}</h2>
                <p>{t::devices_what_follows(lang)}</p>
                {ruling_form(lang, desk, typed, &action, t::devices_button(lang), fields)}
            }
            .into_any()
        }
    };
    let content = view! {
        <p class="meta">{phone.organisation.name.clone()}</p>
        <p class="meta">{t::devices_enrolled(lang, moment(lang, phone.enrolled_at))}</p>
        <p>{phone.badge(lang)}</p>
        {state}
        <p><a class="button" href=paths::devices(&desk.ward.code)>{t::devices_title(lang)}</a></p>
    };
    desk_page(frame, desk, &phone.words(lang), content)
}
