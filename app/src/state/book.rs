//! The cell's book: everything the pages look at.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::lock::Mutex;
use leptos::prelude::*;
use shared::date::Date;
use shared::id::{Actor, DocumentId, OrganisationId, PhotoHash};
use shared::lang::Lang;
use shared::month::Month;
use shared::org::Organisation;
use shared::record::Record;
use shared::record::assessment::Assessment;
use shared::record::resolution::Resolution;
use shared::record::roster::Roster;
use shared::record::task::Task;
use shared::replica::photo::HeldPhoto;
use shared::replica::{OutboxEntry, Row};
use shared::ruling::SealedWard;
use shared::sorted_map::SortedMap;
use shared::standing::facts::Fact;
use shared::sync::engine::Engine;
use shared::sync::photos::Uploads;
use shared::sync::role::Role;
use shared::sync::wire::{Enrolled, Epoch};

use super::restoring::Lost;
use super::saving::Saving;
use super::seen::Seen;
use super::syncing::SyncState;
use super::uploading::Upload;
use super::writing::Writer;
use crate::place::Place;
use crate::platform::address;
use crate::platform::clock;
use crate::platform::database::Database;
use crate::platform::tabs::Tabs;

/// The book, cheap to copy: handles to signals.
#[derive(Clone, Copy)]
pub struct Book {
    /// Where the person is.
    pub place: RwSignal<Place>,
    /// The language of the pages.
    pub lang: RwSignal<Lang>,
    /// Who this phone is, once it is enrolled.
    pub identity: RwSignal<Option<Enrolled>>,
    /// What the ward ruled; the schemes in it are read by [`Book::opened`].
    pub ruled: RwSignal<SealedWard>,
    /// One row per document.
    pub rows: RwSignal<SortedMap<DocumentId, Row>>,
    /// Changes without a receipt, the oldest first.
    pub outbox: RwSignal<SortedMap<String, OutboxEntry>>,
    /// The pictures whose bytes this phone has.
    pub held: RwSignal<SortedMap<PhotoHash, HeldPhoto>>,
    /// The life of the ward's store up to which this phone knows the news.
    pub epoch: RwSignal<Option<Epoch>>,
    /// The picture that is on its way, if one is.
    pub upload: RwSignal<Upload>,
    /// What the ward lets this phone do.
    pub role: RwSignal<Role>,
    /// Whether this tab may write.
    pub writer: RwSignal<Writer>,
    /// What became of the last save.
    pub saving: RwSignal<Saving>,
    /// What became of the last sync.
    pub sync: RwSignal<SyncState>,
    /// Whether the ward has not yet sent all that it has of this cell: what is
    /// here says nothing about the cell so far.
    pub filling: RwSignal<bool>,
    /// Whether the browser promised to keep the store; none while unknown.
    pub kept: RwSignal<Option<bool>>,
    /// What was lost when the store was cleared under the open page, if it was.
    pub lost: RwSignal<Option<Lost>>,
    /// Whether a new version of the app waits.
    pub update: RwSignal<bool>,
    /// The month the pages are about, where a person chose one.
    pub chosen_month: RwSignal<Option<Month>>,
    /// What the form has seen whose book this is, if it is a form's.
    pub(super) seen: Option<Seen>,
    pub(super) inner: StoredValue<Inner, LocalStorage>,
}

/// What lives in the browser and is no signal.
#[derive(Clone)]
pub(super) struct Inner {
    pub database: Database,
    /// The other tabs, where the browser has a channel to them.
    pub tabs: Option<Tabs>,
    /// Held while something is written: one write after the other.
    pub turn: Rc<Mutex<()>>,
    pub engine: Rc<RefCell<Engine>>,
    /// What brings the pictures, once the text is at the ward.
    pub uploads: Rc<RefCell<Uploads>>,
    /// The epoch in which the ward was told by which key this phone seals files.
    pub told: Rc<Cell<Option<Epoch>>>,
    /// How many rests the sync has taken; only the newest one's clock counts.
    pub rests: Rc<Cell<u32>>,
    /// What the open forms have seen of their documents.
    pub sights: Rc<RefCell<Vec<Seen>>>,
    /// Parts of other phones' files that the ward refused since the program began.
    pub refused_parts: Rc<RefCell<Vec<String>>>,
    /// The actor of this writer session.
    pub actor: Rc<RefCell<Option<Actor>>>,
    /// Whether a write failed that may stand in the store all the same.
    pub unsure: Rc<Cell<bool>>,
}

/// The book of this page.
pub fn use_book() -> Book {
    expect_context::<Book>()
}

/// The language of the page being drawn. Pages are drawn anew when it changes.
pub fn use_lang() -> Lang {
    use_book().lang.get_untracked()
}

impl Book {
    /// Goes to an address of the app.
    pub fn go(&self, address: &str) {
        address::push(address);
        self.arrive();
    }

    /// Shows the place that the address bar names.
    pub fn arrive(&self) {
        let place = address::here();
        if self.place.get_untracked() != place {
            self.place.set(place);
        }
    }

    /// The organisation this phone belongs to, under its newest name.
    pub fn organisation(&self) -> Option<Organisation> {
        let enrolled = self.identity.get()?.organisation;
        Some(self.ruled.with(|ruled| ruled.organisation(enrolled.id).cloned()).unwrap_or(enrolled))
    }

    /// The id of the organisation this phone belongs to.
    pub fn organisation_id(&self) -> Option<OrganisationId> {
        self.identity.with(|identity| identity.as_ref().map(|identity| identity.organisation.id))
    }

    /// The month the pages are about: the chosen one, the one the ward opened,
    /// or the present one.
    pub fn month(&self) -> Month {
        let today = || clock::now().date_in_vietnam().map(Month::of);
        self.chosen_month
            .get()
            .or_else(|| self.ruled.with(|r| r.month))
            .or_else(today)
            .unwrap_or(Month::FIRST)
    }

    /// The day by which the pages judge what is late: today, or the last day of
    /// the month they are about where that is past.
    pub fn day(&self) -> Date {
        let month = self.month();
        match clock::now().date_in_vietnam() {
            Some(today) if month.first_day() <= today && today <= month.last_day() => today,
            Some(today) if today < month.first_day() => today,
            _ => month.last_day(),
        }
    }

    /// The members.
    pub fn roster(&self) -> Roster {
        let found = self.rows.with(|rows| {
            rows.values().find_map(|row| match &row.fact.record {
                Record::Roster(roster) => Some(roster.clone()),
                _ => None,
            })
        });
        found.unwrap_or_default()
    }

    /// Every resolution, the newest month first.
    pub fn resolutions(
        &self,
        wanted: impl Fn(DocumentId, &Resolution) -> bool,
    ) -> Vec<(DocumentId, Resolution, Row)> {
        let mut found = self.pick(|fact| match &fact.record {
            Record::Resolution(resolution) if wanted(fact.document, resolution) => Some(resolution),
            _ => None,
        });
        found.sort_by(|(_, a, ra), (_, b, rb)| {
            (b.month, b.adopted_on, rb.fact.written_at).cmp(&(a.month, a.adopted_on, ra.fact.written_at))
        });
        found
    }

    /// The tasks that `wanted` says yes to, the earliest deadline first.
    pub fn tasks(&self, wanted: impl Fn(DocumentId, &Task) -> bool) -> Vec<(DocumentId, Task, Row)> {
        let mut found = self.pick(|fact| match &fact.record {
            Record::Task(task) if wanted(fact.document, task) => Some(task),
            _ => None,
        });
        found.sort_by(|(a, x, _), (b, y, _)| (x.due_on, a).cmp(&(y.due_on, b)));
        found
    }

    /// The records that `of` picks, each with its document and its row. In a
    /// book of thousands only what is picked is copied.
    pub(super) fn pick<R: Clone>(&self, of: impl Fn(&Fact) -> Option<&R>) -> Vec<(DocumentId, R, Row)> {
        self.rows.with(|rows| {
            let picked = rows.values().filter_map(|row| Some((row, of(&row.fact)?)));
            picked.map(|(row, record)| (row.fact.document, record.clone(), row.clone())).collect()
        })
    }

    /// The assessment of `month` as far as it was written.
    pub fn assessment(&self, month: Month) -> Assessment {
        let found = self.rows.with(|rows| {
            rows.values().find_map(|row| match &row.fact.record {
                Record::Assessment(assessment) if assessment.month == Some(month) => Some(assessment.clone()),
                _ => None,
            })
        });
        found.unwrap_or_default()
    }

    /// The row of `document`.
    pub fn row(&self, document: DocumentId) -> Option<Row> {
        self.rows.with(|rows| rows.get(&document).cloned())
    }

    /// Documents with fields on which two writers differ.
    pub fn conflicted(&self) -> Vec<Row> {
        self.rows.with(|rows| rows.values().filter(|row| row.fact.conflicts != 0).cloned().collect())
    }

    /// Whether all that was written here is at the ward: nothing waits, and nothing
    /// was refused.
    pub fn all_is_at_ward(&self) -> bool {
        self.outbox.with(|outbox| outbox.is_empty())
            && self.rows.with(|rows| rows.values().all(|row| row.refused.is_none()))
    }

    /// Documents of which the ward refused changes.
    pub fn refused(&self) -> Vec<Row> {
        self.rows.with(|rows| rows.values().filter(|row| row.refused.is_some()).cloned().collect())
    }
}
