//! Marks on the roll: seen at once, saved one batch after the other.
//!
//! Whoever calls a roll taps faster than a phone writes. A tap is seen at once;
//! while one batch is being written the next taps gather, and are written
//! together. What waits is held by the writing itself, so leaving the page
//! loses nothing.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::meeting::roll::{call_many, call_one};
use shared::document::edit::Edit;
use shared::id::{DocumentId, MemberId};
use shared::record::meeting::{Meeting, Presence, RollEntry};
use shared::sorted_map::SortedMap;
use shared::words::Note;

use super::super::frame::save_meeting;
use crate::components::failed::Failure;
use crate::state::book::Book;
use crate::state::derived::Derived;
use crate::state::saving::{SaveError, Saving};

/// What waits to be written.
#[derive(Debug, Clone, Default)]
struct Waiting {
    marks: SortedMap<MemberId, RollEntry>,
    writing: bool,
}

/// The marks of one roll.
#[derive(Clone, Copy)]
pub struct Marks {
    book: Book,
    id: DocumentId,
    waiting: RwSignal<Waiting>,
    /// The meeting as it will be when everything is written.
    seen: Derived<Meeting>,
    failed: Failure,
}

/// Whether the roll says that `member` is present.
pub fn is_present(meeting: &Meeting, member: MemberId) -> bool {
    meeting.presence(member) == Some(Presence::Present)
}

impl Marks {
    /// The marks on the roll of `meeting`.
    pub fn new(book: Book, id: DocumentId, meeting: Derived<Meeting>, failed: Failure) -> Self {
        let waiting = RwSignal::new(Waiting::default());
        let seen = Derived::new(move || {
            let mut seen = meeting.get();
            seen.roll.extend(waiting.with(|waiting| waiting.marks.clone()));
            seen
        });
        Self { book, id, waiting, seen, failed }
    }

    /// The meeting whose roll it is.
    pub fn meeting_id(self) -> DocumentId {
        self.id
    }

    /// The meeting with every mark that was tapped.
    pub fn seen(self) -> Derived<Meeting> {
        self.seen
    }

    /// Marks one member; no presence takes the mark back.
    pub fn one(self, member: MemberId, presence: Option<Presence>) {
        self.wait([(member, RollEntry { presence, reason: None })]);
    }

    /// Drops the mark of one member that waits, since another is written.
    pub fn drop(self, member: MemberId) {
        self.waiting.update(|waiting| drop(waiting.marks.remove(&member)));
    }

    /// Marks all these members as present.
    pub fn all_present(self, members: Vec<MemberId>) {
        let entry = RollEntry { presence: Some(Presence::Present), reason: None };
        self.wait(members.into_iter().map(|member| (member, entry.clone())));
    }

    /// Takes the marks of these members back.
    pub fn take_back(self, members: Vec<MemberId>) {
        self.wait(members.into_iter().map(|member| (member, RollEntry::default())));
    }

    fn wait(self, marks: impl IntoIterator<Item = (MemberId, RollEntry)>) {
        self.waiting.update(|waiting| waiting.marks.extend(marks));
        self.book.saving.set(Saving::Typing);
        if self.waiting.with_untracked(|waiting| waiting.writing) {
            return;
        }
        let waiting = ArcRwSignal::from(self.waiting);
        waiting.update_untracked(|waiting| waiting.writing = true);
        let (book, id) = (self.book, self.id);
        let work = async move {
            let result = write_all(book, id, &waiting).await;
            waiting.update_untracked(|waiting| waiting.writing = false);
            result
        };
        self.failed.watch(work, |()| ());
    }
}

/// Writes what waits until nothing does. What could not be written goes on
/// waiting, and is tried again with the next tap.
async fn write_all(book: Book, id: DocumentId, waiting: &ArcRwSignal<Waiting>) -> Result<(), SaveError> {
    loop {
        let batch = waiting.with_untracked(|waiting| waiting.marks.clone());
        if batch.is_empty() {
            return Ok(());
        }
        let current = untrack(|| book.meeting(id)).unwrap_or_default();
        save_meeting(book, id, edits(&current, &batch)).await?;
        waiting.update(|waiting| waiting.marks.retain(|member, mark| batch.get(member) != Some(mark)));
    }
}

fn edits(current: &Meeting, batch: &SortedMap<MemberId, RollEntry>) -> Result<Vec<Edit>, CommandError> {
    let plain = |member: &MemberId, mark: &RollEntry| {
        let reason = current.roll.get(member).and_then(|entry| entry.reason.as_ref());
        mark.presence == Some(Presence::Present) && reason.is_none()
    };
    let present = batch.iter().filter(|(member, mark)| plain(member, mark)).map(|(member, _)| *member);
    let mut edits = call_many(current, present, Presence::Present)?;
    for (member, mark) in batch.iter().filter(|(member, mark)| !plain(member, mark)) {
        let reason = mark.reason.as_deref().and_then(|reason| Note::new(reason).ok());
        edits.extend(call_one(current, *member, mark.presence, reason.as_ref())?);
    }
    Ok(edits)
}
