//! A form's draft: half-filled fields survive a crash, a closed tab, an update,
//! and a page that is drawn anew under them; and with them, what the form had
//! seen of its record when they were typed.

use leptos::prelude::*;

use shared::id::DocumentId;

use super::typed::Typed;
use crate::components::show::Show;
use crate::platform::drafts;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::seen::Seen;
use crate::t;

/// The draft of the form at one place.
#[derive(Clone, Copy)]
pub struct Draft {
    place: StoredValue<String>,
    /// What the form has seen of the record it changes, if it changes one.
    seen: Option<Seen>,
    /// Whether a field began with what was typed before.
    found: RwSignal<bool>,
    /// The fields, with what they begin with when nothing was typed.
    fields: StoredValue<Vec<(Typed, String)>>,
}

impl Draft {
    /// The draft of a form that only adds something, at `place`, a name of its
    /// own such as `tasks/new`.
    pub fn at(place: impl Into<String>) -> Self {
        Self {
            place: StoredValue::new(place.into()),
            seen: None,
            found: RwSignal::new(false),
            fields: StoredValue::new(Vec::new()),
        }
    }

    /// The draft of a form that changes what `document` says now.
    pub fn about(document: impl Into<Option<DocumentId>>, place: impl Into<String>) -> Self {
        Self { seen: document.into().and_then(|id| use_book().look_at(id)), ..Self::at(place) }
    }

    /// The draft of a form for `document`, or for a new one, among those at `place`.
    pub fn of(place: &str, document: Option<DocumentId>) -> Self {
        match document {
            Some(id) => Self::about(id, format!("{place}/{id}")),
            None => Self::at(format!("{place}/new")),
        }
    }

    /// What the form has seen of the record it changes.
    pub fn seen(self) -> Option<Seen> {
        self.seen
    }

    /// The book by which this form saves: what others wrote since its fields
    /// began is not overwritten, it stays beside what is typed.
    pub fn book(self) -> Book {
        use_book().seen_by(self.seen)
    }

    /// A field that begins with what was typed before, else with `initial`.
    pub fn typed(self, name: &'static str, initial: impl Into<String>) -> Typed {
        let initial = initial.into();
        let kept = self.place.with_value(|place| drafts::read(place, name));
        let kept = kept.filter(|kept| *kept != initial);
        if kept.is_some() {
            self.found.set(true);
            // It was typed on what stood there then.
            self.with_seen(|seen, place| seen.recall(place));
        }
        let typed = Typed::drafted(kept.unwrap_or_else(|| initial.clone()), self, name);
        self.fields.update_value(|fields| fields.push((typed, initial)));
        typed
    }

    fn with_seen(self, act: impl FnOnce(Seen, &str)) {
        if let Some(seen) = self.seen {
            self.place.with_value(|place| act(seen, place));
        }
    }

    /// Keeps what is typed into the field `name`.
    pub fn keep(self, name: &str, text: &str) {
        self.with_seen(|seen, place| seen.keep(place));
        self.place.with_value(|place| drafts::write(place, name, text));
    }

    /// Forgets what was typed: it was saved.
    pub fn forget(self) {
        self.with_seen(|seen, _| seen.forget());
        self.place.with_value(|place| drafts::forget(place));
    }

    fn begin_anew(self) {
        self.forget();
        self.found.set(false);
        self.with_seen(|seen, _| seen.begin_anew());
        self.fields.with_value(|fields| {
            for (typed, initial) in fields {
                typed.text.set(initial.clone());
            }
        });
    }
}

/// Says that the form holds what was typed before, and offers to begin anew.
#[component]
pub fn Drafted(
    /// The form's draft.
    of: Draft,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Show when=move || of.found.get()>
            <div class="banner" data-kind="info" role="status">
                <p>{t::draft_found(lang)}</p>
                <button type="button" class="button" on:click=move |_| of.begin_anew()>{t::draft_drop(lang)}</button>
            </div>
        </Show>
    }
}

/// What was typed into fields that the record has no place for any more, since
/// another phone adopted or finished it: to be read, copied, and then dropped.
#[component]
pub fn Leftover(
    /// The forms: the place of a draft, and the names of its fields.
    of: Vec<(String, &'static [&'static str])>,
) -> impl IntoView {
    let lang = use_lang();
    let typed =
        of.iter().flat_map(|(place, fields)| fields.iter().filter_map(|name| drafts::read(place, name)));
    let typed: Vec<_> = typed.filter(|text| !text.trim().is_empty()).collect();
    let left = RwSignal::new(!typed.is_empty());
    let drop = move |_| {
        for (place, _) in &of {
            drafts::forget(place);
        }
        left.set(false);
    };
    let typed = typed.into_iter().map(|text| view! { <blockquote class="typed">{text}</blockquote> });
    let typed = typed.collect_view();
    view! {
        <div class="banner" data-kind="warn" role="status" id="leftover" hidden=move || !left.get()>
            <div class="stack">
                <p>{t::draft_left(lang)}</p>
                {typed}
                <button type="button" class="button" on:click=drop>{t::draft_drop(lang)}</button>
            </div>
        </div>
    }
}
