//! Files that people carry where there is no road: made here, and taken in.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::lang::Lang;
use shared::sync::bundle::BundleError;
use shared::sync::bundle::text::{from_text, to_text};

use super::who::who;
use crate::components::layout::Page;
use crate::components::qr::qr;
use crate::file::Ready;
use crate::format::{moment, number};
use crate::platform::{BrowserError, file_in, file_out, page, picture};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::carrying::{CarryError, Portion, TakenIn};
use crate::t;

/// What became of the last thing that was asked for.
enum Shown {
    /// Nothing was.
    Nothing,
    /// It is under way, in these words.
    UnderWay(&'static str),
    /// A file, with how many changes.
    Made(Ready, usize),
    /// A file was taken in.
    Taken(TakenIn),
    /// Why it did not happen.
    Wrong(String),
}

type Work = Pin<Box<dyn Future<Output = Result<Shown, String>>>>;
/// A file on its way in.
type Come = Pin<Box<dyn Future<Output = Result<Vec<u8>, CarryError>>>>;

/// The page.
#[component]
pub fn CarryPage() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let shown = RwSignal::new(Shown::Nothing);
    let carried = RwSignal::new(0);
    Effect::new(move |_| {
        // Each answer of the ward may have made it fewer.
        book.sync.track();
        shown.track();
        spawn_local(async move {
            if let Ok(count) = book.carried().await {
                let _ = carried.try_set(count);
            }
        });
    });
    let make = move |portion: Portion| {
        let work = async move {
            let made = book.seal(portion).await.map_err(|error| words(lang, &error))?;
            Ok(Shown::Made(made.0, made.1))
        };
        begin(shown, t::bundle_making(lang), Box::pin(work));
    };
    let take = move |come: Come| {
        let work = async move {
            let come = match come.await {
                Ok(bytes) => book.take_file(bytes).await,
                Err(error) => Err(error),
            };
            come.map(Shown::Taken)
                .map_err(|error| format!("{} {}", t::bundle_refused(lang), words(lang, &error)))
        };
        begin(shown, t::bundle_reading(lang), Box::pin(work));
    };
    let choose = move |files: Vec<_>| {
        if let Some(file) = files.into_iter().next() {
            take(Box::pin(async move { Ok(file_in::read(&file).await?) }));
        }
    };
    // The camera of this phone read the code of another one.
    let code = Some(page::fragment()).filter(|text| !text.is_empty()).map(|text| {
        let take_code = move |_| {
            let bytes = from_text(&text).ok_or(CarryError::File(BundleError::NotABundle));
            take(Box::pin(async move { bytes }));
        };
        view! {
            <p>{t::bundle_code_text(lang)}</p>
            <p><button type="button" class="button main" id="take-code" on:click=take_code>{t::bundle_code_take(lang)}</button></p>
        }
    });
    let unsent = move || (book.outbox.with(|outbox| outbox.len()) + carried.get()) as u64;
    let said = move || {
        shown.with(|shown| match shown {
            Shown::Nothing | Shown::Wrong(_) => String::new(),
            Shown::UnderWay(words) => (*words).to_owned(),
            Shown::Made(file, count) => t::bundle_made(lang, &file.name, number(lang, *count as u64)),
            Shown::Taken(come) => t::bundle_new(lang, number(lang, come.new as u64)),
        })
    };
    let more = move || {
        shown.with(|now| match now {
            Shown::Nothing | Shown::UnderWay(_) => ().into_any(),
            Shown::Made(file, _) => hand_out(lang, shown, file),
            Shown::Taken(come) => told(book, lang, come),
            Shown::Wrong(words) => {
                view! { <div class="banner" data-kind="error" role="alert"><p>{words.clone()}</p></div> }
                    .into_any()
            }
        })
    };
    let make_button = move || {
        let unsent = unsent();
        let none = (unsent == 0).then(|| view! { <p>{t::bundle_none(lang)}</p> });
        view! {
            {none}
            <p class="row">
                <button type="button" class="button" id="make" disabled=unsent == 0 on:click=move |_| make(Portion::Unsent)>
                    {t::bundle_make(lang, number(lang, unsent))}
                </button>
                <button type="button" class="button quiet" id="make-all" on:click=move |_| make(Portion::Book)>
                    {t::bundle_make_all(lang)}
                </button>
            </p>
        }
    };
    let waiting = move || {
        let carried = carried.get() as u64;
        (carried != 0).then(|| {
            view! { <p class="meta" id="carried">{t::bundle_carried(lang, number(lang, carried))}</p> }
        })
    };
    view! {
        <Page title=Signal::stored(t::bundle_title(lang).to_owned()) back=("/cell/sync", t::sync_title(lang))>
            <p>{t::bundle_text(lang)}</p>
            {code}
            <p role="status" id="said">{said}</p>
            {more}
            {make_button}
            <h2>{t::bundle_take_title(lang)}</h2>
            <p>{t::bundle_take_text(lang)}</p>
            <p class="row">
                <input class="visually-hidden" id="take" type="file"
                    on:change:target=move |event| choose(picture::chosen(&event.target()))/>
                <label class="button" for="take">{t::bundle_take(lang)}</label>
            </p>
            {waiting}
        </Page>
    }
}

/// Shows that `work` is under way, and what comes of it.
fn begin(shown: RwSignal<Shown>, words: &'static str, work: Work) {
    shown.set(Shown::UnderWay(words));
    spawn_local(async move {
        let _ = shown.try_set(work.await.unwrap_or_else(Shown::Wrong));
    });
}

/// The ways out of the phone for a file that is ready.
fn hand_out(lang: Lang, shown: RwSignal<Shown>, file: &Ready) -> AnyView {
    let done = move |result: Result<(), BrowserError>| {
        if let Err(error) = result {
            shown.set(Shown::Wrong(t::paper_failed(lang, error.0)));
        }
    };
    let share = file_out::can_share(file).then(|| {
        let file = file.clone();
        let share = move |_| {
            let file = file.clone();
            spawn_local(async move { done(file_out::share(&file).await) });
        };
        view! { <button type="button" class="button main" id="share" on:click=share>{t::bundle_share(lang)}</button> }
    });
    let address = format!("{}/cell/carry#{}", page::origin(), to_text(&file.bytes));
    let code = qr(&address, t::bundle_qr(lang)).map(|code| view! { <p>{t::bundle_qr_text(lang)}</p> {code} });
    let file = file.clone();
    let save = move |_| done(file_out::save(&file));
    view! {
        <p class="row">{share}<button type="button" class="button" id="save-file" on:click=save>{t::bundle_save(lang)}</button></p>
        {code}
    }
    .into_any()
}

/// What a file brought.
fn told(book: Book, lang: Lang, taken: &TakenIn) -> AnyView {
    let parts = taken.came.iter().map(|one| {
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
    view! { <ul class="list" role="list" id="taken">{parts.collect_view()}</ul> {waiting} }.into_any()
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
