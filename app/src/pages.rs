//! The phone's pages and their addresses.

pub mod cell;
pub mod later;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

use crate::place::Place;
use crate::platform::{self, address, page};
use crate::state::book::Book;
use crate::state::derived::Derived;
use crate::state::task_filter::TaskFilter;
use crate::state::{boot, pictures};
use crate::t;
use cell::enrol::Enrol;
use cell::home::Home;
use cell::not_found::NotFound;
use cell::sync::SyncPage;
use later::{Later, LaterPage};

/// Opens the phone's book and mounts its pages.
pub fn mount() {
    // The pages' own spawner is there only once something is mounted.
    platform::spawn(async {
        let lang = page::language();
        page::set_language(lang);
        match boot::open().await {
            Ok(book) => {
                mount_to_body(move || view! { <App book=book/> });
                boot::live(book);
            }
            Err(error) => mount_to_body(move || {
                view! {
                    <main class="page">
                        <h1>{t::boot_failed_title(lang)}</h1>
                        <div class="banner" data-kind="error" role="alert">
                            <p>{t::boot_failed(lang, &error.0)}</p>
                        </div>
                        <div class="actionbar">
                            <button type="button" class="button main" on:click=|_| page::reload()>{t::boot_again(lang)}</button>
                        </div>
                    </main>
                }
            }),
        }
        page::ready();
    });
}

/// All pages; drawn anew when the language changes.
#[component]
fn App(book: Book) -> impl IntoView {
    provide_context(book);
    provide_context(TaskFilter::new());
    pictures::watch(book);
    address::on_change(move || book.arrive());
    let later = later::watch();
    let enrolled = Derived::new(move || book.identity.with(Option::is_some));
    move || {
        page::set_language(book.lang.get());
        if enrolled.get() { at(later, book.place.get()) } else { view! { <Enrol/> }.into_any() }
    }
}

/// The page of a place. Only what a start needs is named here; every other page
/// is named in [`later`], or else each phone downloads it before it can start.
fn at(later: RwSignal<Later>, place: Place) -> AnyView {
    match place {
        Place::Home => view! { <Home later=later/> }.into_any(),
        Place::Sync => view! { <SyncPage/> }.into_any(),
        Place::Nowhere => view! { <NotFound/> }.into_any(),
        place => view! { <LaterPage place=place later=later/> }.into_any(),
    }
}
