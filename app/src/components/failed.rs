//! What went wrong with the last try on a page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::message::save_error;
use crate::platform::page;
use crate::state::book::use_lang;
use crate::state::saving::SaveError;

/// The failure of the last try, while nothing better followed. What was typed
/// is still in the form.
#[derive(Clone, Copy)]
pub struct Failure(RwSignal<Option<SaveError>>);

impl Failure {
    /// Nothing went wrong yet.
    pub fn none() -> Self {
        Self(RwSignal::new(None))
    }

    /// Does `work`; where it succeeds, `then` goes on with what it gave.
    pub fn watch<T: 'static>(
        self,
        work: impl Future<Output = Result<T, SaveError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        spawn_local(async move {
            match work.await {
                Ok(value) => {
                    self.0.set(None);
                    then(value);
                }
                Err(error) => {
                    self.0.set(Some(error));
                    page::reveal_fault();
                }
            }
        });
    }
}

/// Says what went wrong and what to do.
#[component]
pub fn Failed(
    /// What is watched.
    of: Failure,
) -> impl IntoView {
    let lang = use_lang();
    move || {
        of.0.get().map(|error| {
            view! { <div class="banner" data-kind="error" role="alert"><p>{save_error(lang, &error)}</p></div> }
        })
    }
}
