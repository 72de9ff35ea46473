//! What a form has seen of its document, so that what others write while
//! somebody types is not overwritten: it stays beside it.

use leptos::prelude::*;
use shared::id::{ChangeHash, DocumentId};

use super::book::Book;
use crate::platform::drafts;

/// The name under which a draft keeps what its form had seen; no field has it.
const NAME: &str = "@seen";

/// What one form has seen of its document.
#[derive(Clone, Copy)]
pub struct Seen(StoredValue<Sight>);

struct Sight {
    document: DocumentId,
    /// The heads of the document as the form's fields began.
    begun: Vec<ChangeHash>,
    /// The heads on which what is typed now was typed.
    heads: Vec<ChangeHash>,
    /// The place of the draft that keeps them, once something is typed.
    kept: Option<String>,
}

impl Sight {
    fn keep(&self) {
        if let Some(place) = &self.kept {
            let heads: Vec<_> = self.heads.iter().map(ToString::to_string).collect();
            drafts::write(place, NAME, &heads.join(" "));
        }
    }
}

impl Book {
    /// What a form that begins now has seen of `document`; none where that
    /// cannot be known, and the form then writes on top of the newest.
    pub fn look_at(self, document: DocumentId) -> Option<Seen> {
        let row = untrack(|| self.row(document));
        let heads = row.map_or_else(|| Some(Vec::new()), |row| row.heads)?;
        let sight = Sight { document, begun: heads.clone(), heads, kept: None };
        let seen = Seen(StoredValue::new(sight));
        let sights = self.inner.get_value().sights;
        let mut sights = sights.borrow_mut();
        sights.retain(|Seen(sight)| sight.try_with_value(|_| ()).is_some());
        sights.push(seen);
        Some(seen)
    }

    /// The book as a form sees it: what is saved through it is saved on top of
    /// what the form has seen.
    pub fn seen_by(self, form: Option<Seen>) -> Self {
        Self { seen: form, ..self }
    }

    /// The heads of `document` on which a save through this book stands.
    pub(super) fn heads_seen(self, document: DocumentId) -> Option<Vec<ChangeHash>> {
        let heads = |sight: &Sight| (sight.document == document).then(|| sight.heads.clone());
        self.seen?.0.try_with_value(heads).flatten()
    }

    /// This person has written `change`: whichever form saw exactly the heads on
    /// which it stands goes on from it, since nobody else wrote in between.
    pub(super) fn go_on(
        self,
        document: DocumentId,
        change: ChangeHash,
        stands_on: impl Fn(&[ChangeHash]) -> bool,
    ) {
        for Seen(sight) in self.inner.get_value().sights.borrow().iter() {
            // A form that is gone sees nothing more.
            let _ = sight.try_update_value(|sight| {
                if sight.document == document && stands_on(&sight.heads) {
                    sight.begun = vec![change];
                    sight.heads = vec![change];
                    sight.keep();
                }
            });
        }
    }
}

impl Seen {
    /// Something is typed: the draft at `place` keeps what it is typed on.
    pub fn keep(self, place: &str) {
        self.0.update_value(|sight| {
            if sight.kept.is_none() {
                sight.kept = Some(place.to_owned());
                sight.keep();
            }
        });
    }

    /// The draft at `place` has kept something: it was typed on what it says.
    pub fn recall(self, place: &str) {
        if let Some(heads) = drafts::read(place, NAME) {
            self.0.update_value(|sight| {
                sight.heads = heads.split_whitespace().filter_map(|hash| hash.parse().ok()).collect();
                sight.kept = Some(place.to_owned());
            });
        }
    }

    /// What was typed is saved, and the draft forgot it.
    pub fn forget(self) {
        self.0.update_value(|sight| sight.kept = None);
    }

    /// What was typed is dropped: the form shows again what it began with.
    pub fn begin_anew(self) {
        self.0.update_value(|sight| sight.heads = sight.begun.clone());
    }
}
