//! The phone's pages and their addresses.

pub mod cell;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

use crate::place::Place;
use crate::platform::{self, address, page};
use crate::state::book::Book;
use crate::state::boot;
use crate::t;
use cell::assess::Assess;
use cell::conflicts::Conflicts;
use cell::enrol::Enrol;
use cell::home::Home;
use cell::members::Members;
use cell::not_found::NotFound;
use cell::resolution::ResolutionPage;
use cell::resolution_form::{EditResolution, NewResolution};
use cell::resolutions::Resolutions;
use cell::settings::Settings;
use cell::standing::StandingPage;
use cell::sync::SyncPage;
use cell::task::TaskPage;
use cell::task_form::{EditTask, NewTask};
use cell::tasks::Tasks;

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
    address::on_change(move || book.arrive());
    let enrolled = Memo::new(move |_| book.identity.with(Option::is_some));
    move || {
        page::set_language(book.lang.get());
        if enrolled.get() { at(book, book.place.get()) } else { view! { <Enrol/> }.into_any() }
    }
}

fn at(book: Book, place: Place) -> AnyView {
    match place {
        Place::Home => view! { <Home/> }.into_any(),
        Place::Resolutions => view! { <Resolutions/> }.into_any(),
        Place::NewResolution => view! { <NewResolution/> }.into_any(),
        Place::Resolution(id) => view! { <ResolutionPage id=id/> }.into_any(),
        Place::EditResolution(id) => view! { <EditResolution id=id/> }.into_any(),
        Place::Tasks => view! { <Tasks/> }.into_any(),
        Place::NewTask(resolution) => view! { <NewTask resolution=resolution/> }.into_any(),
        Place::Task(id) => view! { <TaskPage id=id/> }.into_any(),
        Place::EditTask(id) => view! { <EditTask id=id/> }.into_any(),
        Place::Assess(month) => {
            let month = month.unwrap_or_else(|| untrack(|| book.month()));
            view! { <Assess month=month/> }.into_any()
        }
        Place::Standing => view! { <StandingPage/> }.into_any(),
        Place::Members => view! { <Members/> }.into_any(),
        Place::Conflicts(id) => view! { <Conflicts id=id/> }.into_any(),
        Place::Sync => view! { <SyncPage/> }.into_any(),
        Place::Settings => view! { <Settings/> }.into_any(),
        Place::Nowhere => view! { <NotFound/> }.into_any(),
    }
}
