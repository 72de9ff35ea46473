//! Every ruling with who made it and when, the latest first.

use leptos::prelude::*;
use shared::ruling::RuledWard;

use super::contested::Meanwhile;
use super::desk::{Desk, desk_page};
use super::words::{by_whom, ruling_words};
use crate::format::number;
use crate::standings::Frame;
use crate::t;

/// A ruling with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the ward's sequence.
    pub seq: u64,
    /// The ruling.
    pub ruling: Meanwhile,
}

/// The page.
pub fn rulings_page(
    frame: &Frame,
    desk: &Desk,
    ward: &RuledWard,
    entries: &[Entry],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = entries.iter().rev().map(|entry| {
        view! {
            <li class="card stack tight" id=format!("ruling-{}", entry.seq)>
                <p>{ruling_words(lang, ward, &entry.ruling.ruling)}</p>
                <p class="meta">
                    {t::rulings_number(lang, number(lang, entry.seq))}", "
                    {by_whom(lang, entry.ruling.official.as_deref(), entry.ruling.at)}
                </p>
            </li>
        }
    });
    let content = view! {
        <p>{t::rulings_text(lang)}</p>
        <ul class="list" role="list">{rows.collect_view()}</ul>
    };
    desk_page(frame, desk, t::desk_rulings(lang), content)
}
