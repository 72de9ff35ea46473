//! A page that says why there is no other page.

use leptos::prelude::*;
use shared::lang::Lang;

use super::frame::{Frame, document};
use crate::t;

/// What there is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// There is no such page.
    NotFound,
    /// There is no such ward.
    UnknownWard,
    /// There is no such organisation in the ward.
    UnknownOrganisation,
    /// No scheme is in force in that month.
    NoScheme,
    /// There is no such month.
    NoSuchMonth,
    /// There is no such year.
    NoSuchYear,
    /// The visitor may look and not rule.
    OnlyLook,
    /// The form came from another site.
    ForeignForm,
    /// The form is larger than the server reads.
    TooLarge,
    /// The data file cannot be read or written.
    Storage,
    /// The server was built without the phone's program.
    SiteNotBuilt,
}

/// The page.
pub fn message_page(frame: &Frame, message: Message) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (title, text) = words(lang, message);
    let content = view! {
        <p>{text}</p>
        <p><a class="button" href="/">{t::message_home(lang)}</a></p>
    };
    document(frame, title, None, content)
}

fn words(lang: Lang, message: Message) -> (&'static str, &'static str) {
    match message {
        Message::NotFound => (t::message_not_found_title(lang), t::message_not_found(lang)),
        Message::UnknownWard => (t::message_not_found_title(lang), t::message_unknown_ward(lang)),
        Message::UnknownOrganisation => {
            (t::message_not_found_title(lang), t::message_unknown_organisation(lang))
        }
        Message::NoScheme => (t::message_no_scheme_title(lang), t::ward_no_scheme(lang)),
        Message::NoSuchMonth => (t::message_bad_month_title(lang), t::message_bad_month(lang)),
        Message::NoSuchYear => (t::message_bad_year_title(lang), t::message_bad_year(lang)),
        Message::OnlyLook => (t::message_only_look_title(lang), t::message_only_look(lang)),
        Message::ForeignForm => (t::message_foreign_form_title(lang), t::message_foreign_form(lang)),
        Message::TooLarge => (t::message_too_large_title(lang), t::message_too_large(lang)),
        Message::Storage => (t::message_storage_title(lang), t::message_storage(lang)),
        Message::SiteNotBuilt => (t::message_not_built_title(lang), t::message_not_built(lang)),
    }
}
