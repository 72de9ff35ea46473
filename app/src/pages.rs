//! The phone's pages and their addresses.

pub mod cell;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::platform::{self, page};
use crate::state::book::Book;
use crate::state::boot;
use crate::t;
use cell::assess::{Assess, AssessNow};
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
    console_error_panic_hook::set_once();
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
    move || {
        page::set_language(book.lang.get());
        let enrolled = Memo::new(move |_| book.identity.with(Option::is_some));
        view! {
            <Router>
                {move || if enrolled.get() { view! { <Places/> }.into_any() } else { view! { <Enrol/> }.into_any() }}
            </Router>
        }
    }
}

#[component]
fn Places() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/cell") view=Home/>
            <Route path=path!("/cell/enrol") view=|| view! { <Redirect path="/cell"/> }/>
            <Route path=path!("/cell/resolutions") view=Resolutions/>
            <Route path=path!("/cell/resolutions/new") view=NewResolution/>
            <Route path=path!("/cell/resolutions/:document") view=ResolutionPage/>
            <Route path=path!("/cell/resolutions/:document/edit") view=EditResolution/>
            <Route path=path!("/cell/tasks") view=Tasks/>
            <Route path=path!("/cell/tasks/new") view=NewTask/>
            <Route path=path!("/cell/tasks/:document") view=TaskPage/>
            <Route path=path!("/cell/tasks/:document/edit") view=EditTask/>
            <Route path=path!("/cell/assess") view=AssessNow/>
            <Route path=path!("/cell/assess/:month") view=Assess/>
            <Route path=path!("/cell/standing") view=StandingPage/>
            <Route path=path!("/cell/members") view=Members/>
            <Route path=path!("/cell/conflicts/:document") view=Conflicts/>
            <Route path=path!("/cell/sync") view=SyncPage/>
            <Route path=path!("/cell/settings") view=Settings/>
        </Routes>
    }
}
