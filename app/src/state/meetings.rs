//! The meetings in the book.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::month::Month;
use shared::record::Record;
use shared::record::meeting::{Meeting, regular_key};
use shared::replica::Row;

use super::book::Book;

impl Book {
    /// The meetings that `wanted` says yes to, the earliest first.
    pub fn meetings(&self, wanted: impl Fn(&Meeting) -> bool) -> Vec<(DocumentId, Meeting, Row)> {
        let mut found = self.pick(|fact| match &fact.record {
            Record::Meeting(meeting) if wanted(meeting) => Some(&**meeting),
            _ => None,
        });
        found.sort_by_key(|(id, meeting, _)| (meeting.day(), meeting.started_at.or(meeting.planned_at), *id));
        found
    }

    /// The meeting `id`.
    pub fn meeting(&self, id: DocumentId) -> Option<Meeting> {
        self.rows.with(|rows| match rows.get(&id).map(|row| &row.fact.record) {
            Some(Record::Meeting(meeting)) => Some(meeting.as_ref().clone()),
            _ => None,
        })
    }

    /// The document of the one regular meeting of `month`.
    pub fn regular_meeting_id(&self, month: Month) -> Option<DocumentId> {
        self.organisation_id().map(|organisation| DocumentId::natural(organisation, &regular_key(month)))
    }
}
