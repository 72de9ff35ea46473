//! What went wrong with the last try on a page.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::lang::Lang;

use super::message::save_error;
use crate::file::Ready;
use crate::platform::typed_text::typed_text;
use crate::platform::{file_out, page};
use crate::state::book::{use_book, use_lang};
use crate::state::saving::{SaveError, Saving};
use crate::t;

/// The failure of the last try, while nothing better followed. What was typed
/// is still in the form.
#[derive(Clone, Copy)]
pub struct Failure {
    error: RwSignal<Option<SaveError>>,
    /// Whether something is under way: a second tap on the same button waits
    /// for nothing and does nothing.
    busy: StoredValue<bool>,
}

impl Failure {
    /// Nothing went wrong yet.
    pub fn none() -> Self {
        Self { error: RwSignal::new(None), busy: StoredValue::new(false) }
    }

    /// Does `work`; where it succeeds, `then` goes on with what it gave.
    pub fn watch<T: 'static>(
        self,
        work: impl Future<Output = Result<T, SaveError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        self.watch_boxed(Box::pin(work), Box::new(then));
    }

    /// Apart from the many forms that call it, so that the phone downloads it once.
    fn watch_boxed<T: 'static>(
        self,
        work: Pin<Box<dyn Future<Output = Result<T, SaveError>>>>,
        then: Box<dyn FnOnce(T)>,
    ) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            let result = work.await;
            // The person may have left the page meanwhile; nothing of it is there then.
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match result {
                Ok(value) => {
                    self.error.set(None);
                    then(value);
                }
                Err(error) => {
                    self.error.set(Some(error));
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
    let book = use_book();
    // What was done well since then makes the old word about it wrong.
    Effect::new(move |_| {
        if book.saving.with(|saving| *saving == Saving::OnPhone) {
            of.error.set(None);
        }
    });
    move || {
        of.error.get().map(|error| {
            // What was saved before can leave the phone even where nothing more fits on it.
            let keeps = matches!(error, SaveError::Store(_));
            view! {
                <div class="banner" data-kind="error" role="alert">
                    <p>{save_error(lang, &error)}</p>
                    {keeps.then(|| view! {
                        <button type="button" class="button" data-keep on:click=move |_| keep(of, lang)>
                            {t::save_to_file(lang)}
                        </button>
                        <a class="button" href="/cell/carry">{t::bundle_offer(lang)}</a>
                    })}
                </div>
            }
        })
    }
}

/// Hands out what is typed on the page as a file: the store takes nothing.
fn keep(of: Failure, lang: Lang) {
    let saved = typed_text().and_then(|text| {
        // A mark by which old programs know the letters.
        let bytes = format!("\u{feff}{text}").into_bytes();
        file_out::save(&Ready { name: t::save_file_name(lang).to_owned(), kind: "text/plain", bytes })
    });
    if let Err(error) = saved {
        of.error.set(Some(error.into()));
    }
}
