//! What was refused for who brought it, and waits for the ward's word: the list.

use leptos::prelude::*;
use shared::id::DeviceNumber;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::org::Organisation;
use shared::record::Record;
use shared::sync::custody::Cause;

use super::desk::{Desk, desk_page};
use super::paths;
use crate::format::{moment, number};
use crate::standings::Frame;
use crate::standings::record::record_name;
use crate::t;

/// What the ward decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// When.
    pub at: Moment,
    /// Who.
    pub official: String,
    /// Why it was not accepted; none where it was.
    pub declined: Option<String>,
}

/// Changes of one record that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number in addresses.
    pub key: i64,
    /// The organisation whose phone brought them.
    pub organisation: Organisation,
    /// The record with them; none where they build on what is not here.
    pub record: Option<Record>,
    /// The phone that brought them.
    pub device: DeviceNumber,
    /// Who uses that phone, as the roster says.
    pub users: Option<String>,
    /// Why they are kept.
    pub cause: Cause,
    /// When the last of them came.
    pub came_at: Moment,
    /// What was decided; none while nobody has.
    pub decided: Option<Decided>,
}

impl Kept {
    /// What the record is called.
    pub fn title(&self, lang: Lang) -> String {
        let title = self.record.as_ref().map(|record| record_name(lang, record));
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| t::custody_untitled(lang).to_owned())
    }

    /// A sign and words for how it stands.
    pub fn badge(&self, lang: Lang) -> (&'static str, &'static str) {
        match &self.decided {
            None => ("info", t::custody_waits(lang)),
            Some(Decided { declined: None, .. }) => ("ok", t::custody_accepted(lang)),
            Some(_) => ("late", t::custody_declined(lang)),
        }
    }
}

/// A phone, and who uses it.
pub fn phone_words(lang: Lang, device: DeviceNumber, users: Option<&str>) -> String {
    let phone = t::conflict_other_phone(lang, number(lang, device.0));
    match users {
        Some(users) => t::custody_phone_of(lang, phone, users),
        None => phone,
    }
}

/// Why changes are kept.
pub fn cause_words(lang: Lang, cause: Cause) -> &'static str {
    match cause {
        Cause::Revoked => t::custody_revoked(lang),
        Cause::OtherAuthor => t::custody_other_author(lang),
        Cause::OtherOrganisation => t::custody_other_organisation(lang),
    }
}

/// The page: those that wait first.
pub fn custody_page(frame: &Frame, desk: &Desk, kept: &[Kept]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = kept.iter().map(|one| {
        let (kind, word) = one.badge(lang);
        let came = t::custody_came(lang, moment(lang, one.came_at));
        view! {
            <li><a class="card link" href=paths::kept(&desk.ward.code, one.key)>
                <span class="title">{one.title(lang)}</span>
                <span class="meta">{one.organisation.name.clone()}", "{phone_words(lang, one.device, one.users.as_deref())}</span>
                <span class="meta">{came}</span>
                <span class="badge" data-kind=kind>{word}</span>
            </a></li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        view! { <div class="empty"><p>{t::custody_none(lang)}</p></div> }.into_any()
    } else {
        view! { <ul class="list" role="list">{rows}</ul> }.into_any()
    };
    let content = view! {
        <p>{t::custody_text(lang)}</p>
        {list}
        <p><a class="button" href=paths::devices(&desk.ward.code)>{t::devices_title(lang)}</a></p>
    };
    desk_page(frame, desk, t::custody_title(lang), content)
}
