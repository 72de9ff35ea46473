//! The photos of a record: taking, showing, describing, removing them.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::photo::{describe, put_back, remove};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::photo::Photo;
use shared::record::{Kind, Record};

use super::badge::{badge, row_badges};
use super::draft::{Draft, Drafted};
use super::failed::{Failed, Failure};
use super::field::{Control, Field};
use super::picture::Picture;
use crate::components::show::Show;
use crate::format::{date, number};
use crate::platform::picture;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;

/// The photos that are evidence for a record, and the way to take one more.
#[component]
pub fn Photos(
    /// The record.
    of: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let photos = Derived::new(move || book.photos(of));
    let those = move |removed: bool| {
        let is_asked = move |photo: &Photo| photo.removed.is_some() == removed;
        photos.with(|all| {
            let asked = all.iter().filter(|(_, photo)| is_asked(photo));
            asked.map(|(id, _)| *id).collect::<Vec<_>>()
        })
    };
    let shown = Derived::new(move || those(false));
    let removed = Derived::new(move || those(true));
    view! {
        <h2 id="photos">{t::photo_title(lang)}</h2>
        <Show when=move || shown.with(Vec::is_empty)><p class="meta">{t::photo_none(lang)}</p></Show>
        <Show when=move || !shown.with(Vec::is_empty)>
            <ul class="photos" role="list">
                {each(shown, |id| view! { <Card id=id/> }.into_any())}
            </ul>
        </Show>
        <Take of=of/>
        <Show when=move || !removed.with(Vec::is_empty)>
            <details class="explain" id="removed-photos">
                <summary>{move || t::photo_removed(lang, number(lang, removed.with(Vec::len) as u64))}</summary>
                <ul class="list" role="list">
                    {each(removed, |id| view! { <Removed id=id/> }.into_any())}
                </ul>
            </details>
        </Show>
    }
}

/// A line for each photo. Both lists are drawn here, since the phone downloads
/// one `For` for each place that has one.
fn each(photos: Derived<Vec<DocumentId>>, line: fn(DocumentId) -> AnyView) -> AnyView {
    view! { <For each=move || photos.get() key=|id| *id children=move |id| view! { <li>{line(id)}</li> }/> }
        .into_any()
}

/// The photo `id` as its row has it.
pub fn photo(book: Book, id: DocumentId) -> Option<Photo> {
    match book.row(id)?.fact.record {
        Record::Photo(photo) => Some(photo),
        _ => None,
    }
}

/// What a photo is called.
pub fn words(lang: Lang, photo: &Photo) -> String {
    if photo.caption.is_empty() { t::record_photo(lang).to_owned() } else { photo.caption.clone() }
}

/// Where its picture is, as far as this phone knows.
pub fn place_badge(book: Book, lang: Lang, photo: &Photo) -> Option<impl IntoView + use<>> {
    let held = book.held.with(|held| held.get(&photo.hash?).copied())?;
    Some(if held.is_at_ward(book.epoch.get()) {
        badge("ward", t::photo_at_ward(lang)).into_any()
    } else {
        badge("phone", t::photo_on_phone(lang)).into_any()
    })
}

/// Takes a picture, or chooses one; it is stored at once.
#[component]
fn Take(of: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let said = RwSignal::new("");
    let take = move |files: Vec<_>| {
        if files.is_empty() {
            return;
        }
        said.set(t::photo_storing(lang));
        let work = async move {
            for file in &files {
                let scaled = picture::scale(file).await.map_err(|error| SaveError::Picture(error.0));
                let stored = match scaled {
                    Ok(scaled) => book.attach(of, scaled).await.map(drop),
                    Err(error) => Err(error),
                };
                if let Err(error) = stored {
                    said.set("");
                    return Err(error);
                }
            }
            Ok(())
        };
        failed.watch(work, move |()| said.set(t::photo_stored(lang)));
    };
    view! {
        <Failed of=failed/>
        <p class="meta" role="status" id="photo-said">{move || said.get()}</p>
        <p class="row">
            <input class="visually-hidden" id="photo-take" type="file" accept="image/*" capture="environment"
                on:change:target=move |event| take(picture::chosen(&event.target()))/>
            <label class="button" for="photo-take">{t::photo_take(lang)}</label>
            <input class="visually-hidden" id="photo-choose" type="file" accept="image/*" multiple
                on:change:target=move |event| take(picture::chosen(&event.target()))/>
            <label class="button" for="photo-choose">{t::photo_choose(lang)}</label>
        </p>
    }
}

/// One photo with its caption, and the ways to change or remove it.
#[component]
fn Card(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let Some(first) = untrack(|| photo(book, id)) else { return ().into_any() };
    let current = Derived::new(move || photo(book, id).unwrap_or_default());
    let alt = Signal::derive(move || current.with(|photo| words(lang, photo)));
    let failed = Failure::none();
    let captions = Draft::of("photos/caption", Some(id));
    let caption = captions.typed("caption", first.caption.clone());
    let reasons = Draft::of("photos/removal", Some(id));
    let reason = reasons.typed("reason", "");
    let write = move |edits: Result<Vec<Edit>, CommandError>, draft: Draft| {
        let book = book.seen_by(draft.seen());
        failed.watch(async move { book.save(id, Kind::Photo, edits?).await }, move |()| draft.forget());
    };
    let describe = move || {
        if let Some(caption) = caption.optional_title(lang) {
            write(describe(&current.get_untracked(), caption.as_ref()), captions);
        }
    };
    let remove = move || {
        if let Some(reason) = reason.note(lang) {
            write(remove(&current.get_untracked(), &reason), reasons);
        }
    };
    view! {
        <figure class="card stack tight photo">
            <a href=format!("/cell/photos/{id}")><Picture of=first alt=alt/></a>
            <figcaption class="stack tight">
                <span>{move || alt.get()}</span>
                {move || current.with(|photo| photo.taken_on.map(|day| view! { <span class="meta">{t::photo_taken_on(lang, date(lang, day))}</span> }))}
                <span class="row">
                    {move || current.with(|photo| place_badge(book, lang, photo))}
                    {move || book.row(id).map(|row| row_badges(lang, &row))}
                </span>
            </figcaption>
            <details class="explain">
                <summary>{t::photo_change(lang)}</summary>
                <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); describe(); }>
                    <Drafted of=captions/>
                    <Field id=format!("caption-{id}") label=t::photo_caption(lang) of=caption/>
                    <button type="submit" class="button">{t::photo_caption_save(lang)}</button>
                </form>
                <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); remove(); }>
                    <Drafted of=reasons/>
                    <Field id=format!("removal-{id}") label=t::photo_reason(lang) control=Control::Lines of=reason/>
                    <button type="submit" class="button danger">{t::photo_remove(lang)}</button>
                </form>
            </details>
            <Failed of=failed/>
        </figure>
    }
    .into_any()
}

/// A photo that was removed, why, and the way back.
#[component]
fn Removed(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let back = move |_| {
        failed.watch(async move { book.save(id, Kind::Photo, put_back()).await }, |()| ());
    };
    let current = move || photo(book, id).unwrap_or_default();
    view! {
        <div class="card stack tight">
            <span class="title">{move || words(lang, &current())}</span>
            <span class="meta">{move || current().removed.map(|reason| t::photo_removed_because(lang, reason))}</span>
            <button type="button" class="button" on:click=back>{t::photo_put_back(lang)}</button>
            <Failed of=failed/>
        </div>
    }
}
