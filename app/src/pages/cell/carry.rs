//! Files that people carry where there is no road: made here, and taken in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::lang::Lang;
use shared::sync::bundle::BundleError;

use super::who::who;
use crate::components::layout::Page;
use crate::file::Ready;
use crate::format::{moment, number};
use crate::platform::{BrowserError, file_in, file_out, picture};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::carrying::{CarryError, Portion, TakenIn};
use crate::t;

/// The page.
#[component]
pub fn CarryPage() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let ready = RwSignal::new(None::<Ready>);
    let said = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let taken = RwSignal::new(None::<TakenIn>);
    let carried = RwSignal::new(0);
    let begin = move |words: &str| {
        said.set(words.to_owned());
        wrong.set(None);
        ready.set(None);
        taken.set(None);
    };
    let fail = move |words: String| {
        said.set(String::new());
        wrong.set(Some(words));
    };
    let failed = move |error: CarryError| fail(words(lang, &error));
    Effect::new(move |_| {
        // Each answer of the ward may have made it fewer.
        book.sync.track();
        taken.track();
        spawn_local(async move {
            if let Ok(count) = book.carried().await {
                let _ = carried.try_set(count);
            }
        });
    });
    let make = move |portion: Portion| {
        begin(t::bundle_making(lang));
        spawn_local(async move {
            match book.seal(portion).await {
                Ok((file, count)) => {
                    said.set(t::bundle_made(lang, &file.name, number(lang, count as u64)));
                    ready.set(Some(file));
                }
                Err(error) => failed(error),
            }
        });
    };
    let take = move |files: Vec<_>| {
        let Some(file) = files.into_iter().next() else { return };
        begin(t::bundle_reading(lang));
        spawn_local(async move {
            let come = match file_in::read(&file).await {
                Ok(bytes) => book.take_file(bytes).await,
                Err(error) => Err(error.into()),
            };
            match come {
                Ok(come) => {
                    said.set(t::bundle_new(lang, number(lang, come.new as u64)));
                    taken.set(Some(come));
                }
                Err(error) => fail(format!("{} {}", t::bundle_refused(lang), words(lang, &error))),
            }
        });
    };
    let done = move |result: Result<(), BrowserError>| {
        if let Err(error) = result {
            fail(t::paper_failed(lang, error.0));
        }
    };
    let unsent = move || book.outbox.with(|outbox| outbox.len()) + carried.get();
    let hand_out = move || {
        let file = ready.get()?;
        let shared = file_out::can_share(&file).then(|| {
            let file = file.clone();
            let share = move |_| {
                let file = file.clone();
                spawn_local(async move { done(file_out::share(&file).await) });
            };
            view! { <button type="button" class="button main" id="share" on:click=share>{t::bundle_share(lang)}</button> }
        });
        let save = move |_| done(file_out::save(&file));
        Some(view! {
            <p class="row">{shared}<button type="button" class="button" id="save-file" on:click=save>{t::bundle_save(lang)}</button></p>
        })
    };
    view! {
        <Page title=Signal::stored(t::bundle_title(lang).to_owned()) back=("/cell/sync", t::sync_title(lang))>
            <p>{t::bundle_text(lang)}</p>
            {move || wrong.get().map(|words| view! { <div class="banner" data-kind="error" role="alert"><p>{words}</p></div> })}
            <p role="status" id="said">{move || said.get()}</p>
            {hand_out}
            {move || taken.get().map(|come| told(book, lang, come))}
            <Show when=move || unsent() == 0><p>{t::bundle_none(lang)}</p></Show>
            <p class="row">
                <button type="button" class="button" id="make" disabled=move || unsent() == 0 on:click=move |_| make(Portion::Unsent)>
                    {move || t::bundle_make(lang, number(lang, unsent() as u64))}
                </button>
                <button type="button" class="button quiet" id="make-all" on:click=move |_| make(Portion::Book)>
                    {t::bundle_make_all(lang)}
                </button>
            </p>
            <h2>{t::bundle_take_title(lang)}</h2>
            <p>{t::bundle_take_text(lang)}</p>
            <p class="row">
                <input class="visually-hidden" id="take" type="file"
                    on:change:target=move |event| take(picture::chosen(&event.target()))/>
                <label class="button" for="take">{t::bundle_take(lang)}</label>
            </p>
            <Show when=move || carried.get() != 0>
                <p class="meta" id="carried">{move || t::bundle_carried(lang, number(lang, carried.get() as u64))}</p>
            </Show>
        </Page>
    }
}

/// What a file brought.
fn told(book: Book, lang: Lang, taken: TakenIn) -> impl IntoView {
    let parts = taken.came.into_iter().map(|one| {
        let phone = who(book, lang, one.device);
        view! {
            <li class="card stack tight">
                <span class="title">{phone}</span>
                <span>{t::sync_changes(lang, number(lang, one.changes as u64))}</span>
                <span class="meta">{t::bundle_sealed(lang, moment(lang, one.made_at))}</span>
            </li>
        }
    });
    let waiting = (taken.waiting != 0).then(|| {
        view! { <p>{t::bundle_waiting(lang, number(lang, taken.waiting as u64))}</p> }
    });
    view! { <ul class="list" role="list" id="taken">{parts.collect_view()}</ul> {waiting} }
}

fn words(lang: Lang, error: &CarryError) -> String {
    match error {
        CarryError::File(BundleError::NotABundle) => t::bundle_not_a_bundle(lang).to_owned(),
        CarryError::File(BundleError::Cut) => t::bundle_cut(lang).to_owned(),
        CarryError::File(BundleError::Damaged) => t::bundle_damaged(lang).to_owned(),
        CarryError::File(BundleError::TooLarge) => t::bundle_too_large(lang).to_owned(),
        CarryError::File(BundleError::Version) => t::bundle_version(lang).to_owned(),
        CarryError::OtherBook(name) => t::bundle_other_book(lang, name),
        CarryError::NoKey => t::bundle_no_key(lang).to_owned(),
        CarryError::Store(reason) => t::error_store(lang, reason),
    }
}
