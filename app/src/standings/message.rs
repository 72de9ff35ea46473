//! A page that says why there is no other page.

use leptos::prelude::*;
use shared::lang::Lang;

use super::frame::{Frame, document};
use crate::t;

/// What there is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The address leads nowhere.
    NotFound,
    /// The month does not exist.
    BadMonth,
    /// The binary holds no phone app.
    NotBuilt,
    /// The data cannot be read.
    Storage,
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
        Message::BadMonth => (t::message_bad_month_title(lang), t::message_bad_month(lang)),
        Message::NotBuilt => (t::message_not_built_title(lang), t::message_not_built(lang)),
        Message::Storage => (t::message_storage_title(lang), t::message_storage(lang)),
    }
}
