//! One picture, wherever its bytes are.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::record::photo::Photo;

use crate::platform::picture::PictureUrl;
use crate::state::book::{use_book, use_lang};
use crate::state::pictures::Absent;
use crate::state::syncing::SyncState;
use crate::t;

/// What is seen of a picture. Its address ends with the last of its pages.
#[derive(Clone)]
enum Seen {
    Coming,
    Here(Arc<PictureUrl>),
    Absent(Absent),
}

/// The picture of a photo, or a plain word about where it is. It is fetched
/// when it is shown; what is missing is tried again after every sync.
#[component]
pub fn Picture(
    /// The photo.
    of: Photo,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    alt: Signal<String>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let seen = RwSignal::new(Seen::Coming);
    let look = move || {
        let Some(hash) = of.hash else { return };
        spawn_local(async move {
            let found = book.picture(hash).await;
            // The page may be gone; then the address ends here.
            let _ = seen.try_set(match found {
                Ok(url) => Seen::Here(Arc::new(url)),
                Err(absent) => Seen::Absent(absent),
            });
        });
    };
    look();
    Effect::new(move |before: Option<SyncState>| {
        let now = book.sync.get();
        let is_done = matches!(now, SyncState::Done(_)) && before.is_some_and(|before| before != now);
        if is_done && matches!(seen.get_untracked(), Seen::Absent(_)) {
            look();
        }
        now
    });
    let (width, height) = (of.width.unwrap_or(1), of.height.unwrap_or(1));
    move || match seen.get() {
        Seen::Here(url) => {
            let source = url.address().to_owned();
            view! { <img src=source width=width height=height alt=move || alt.get()/> }.into_any()
        }
        Seen::Coming => view! { <p class="meta photo-absent">{t::photo_coming(lang)}</p> }.into_any(),
        Seen::Absent(absent) => {
            let words = match absent {
                Absent::NoRoad => t::photo_no_road(lang),
                Absent::NotAtWard => t::photo_absent(lang),
                Absent::Unreadable => t::photo_unreadable(lang),
            };
            view! { <p class="meta photo-absent">{words}</p> }.into_any()
        }
    }
}
