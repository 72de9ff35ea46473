//! One photo, as large as the page, and the record for which it is evidence.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::record::Record;
use shared::record::photo::Photo;

use super::record_page::record_page;
use super::resolution::Notices;
use crate::components::photos::{place_badge, words};
use crate::components::picture::Picture;
use crate::format::date;
use crate::record_word::{record_href, record_title};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The page of a photo.
#[component]
pub fn PhotoPage(
    /// The photo.
    id: DocumentId,
) -> impl IntoView {
    let back = ("/cell", t::nav_home(use_lang()));
    let of = |record| match record {
        Record::Photo(photo) => Some(photo),
        _ => None,
    };
    let title = |photo: &Photo| words(use_lang(), photo);
    let show = |id, photo| view! { <Shown id=id photo=photo/> }.into_any();
    record_page(id, back, of, title, show)
}

#[component]
fn Shown(id: DocumentId, photo: Photo) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let alt = Signal::stored(words(lang, &photo));
    let of = photo.of.and_then(|of| book.row(of)).map(|row| {
        let title = record_title(lang, &row.fact.record);
        view! {
            <a class="card link" href=record_href(row.fact.document, &row.fact.record)>
                <span class="meta">{t::photo_evidence_for(lang)}</span><span class="title">{title}</span>
            </a>
        }
    });
    let removed =
        photo.removed.clone().map(|reason| view! { <p>{t::photo_removed_because(lang, reason)}</p> });
    let badge = {
        let photo = photo.clone();
        move || place_badge(book, lang, &photo)
    };
    view! {
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        <div class="photo"><Picture of=photo.clone() alt=alt/></div>
        <p class="row">{badge}</p>
        {photo.taken_on.map(|day| view! { <p class="meta">{t::photo_taken_on(lang, date(lang, day))}</p> })}
        {removed}
        {of}
    }
}
