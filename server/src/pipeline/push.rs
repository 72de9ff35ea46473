//! One push: changes of one document. Those whose past is here are stored
//! together or, where one of them is refused, not at all.
//!
//! Everything is judged before the first row is written, so a push that is
//! refused leaves no trace.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use automerge::ReadDoc;
use minicbor::bytes::ByteVec;
use shared::document::Document;
use shared::document::admission::{Admission, Refusal, Refused, Writers, admit_within};
use shared::id::{ChangeHash, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::month::Month;
use shared::record::meeting::regular_key;
use shared::record::{Kind, Record, registration, review};
use shared::sync::custody::Cause;
use shared::sync::gate::{self, GatedChunk};
use shared::sync::role::Role;
use shared::sync::wire::{InCustody, Outcome, Push, Receipt};
use shared::year::Year;

use super::custody;
use super::entering::{self, Entering, plain, receipts_for};
use super::open_documents::OpenDocuments;
use crate::store::devices::Device;
use crate::store::documents::StoredDocument;
use crate::store::{Reading, StoreError, Writing, opening};

/// Operations that one request may ask for, all its pushes together. An honest
/// page of changes stays far below; it bounds how long others wait.
const MOST_OPERATIONS: u64 = 500_000;
/// Operations that one document may hold, what was overwritten included: the
/// most changes that there may be, of a hundred operations each, which is more
/// than a form writes.
const MOST_DOCUMENT_OPERATIONS: u64 = 1_000_000;

/// The time that one request may take of the writer, for which all phones wait.
/// An honest page of the largest size takes a fifth of a second; a phone waits
/// two minutes for its answer. It is looked at between any two changes.
const MOST_TIME: Duration = Duration::from_secs(10);

/// What a request may still ask for.
#[derive(Debug)]
pub struct Budget {
    operations: u64,
    begun: Instant,
    time: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Self { operations: MOST_OPERATIONS, begun: Instant::now(), time: MOST_TIME }
    }
}

impl Budget {
    /// The budget of a request that may take so much time.
    pub fn of_time(time: Duration) -> Self {
        Self { time, ..Self::default() }
    }

    /// Whether the request has had its time.
    pub fn time_is_over(&self) -> bool {
        self.time <= self.begun.elapsed()
    }

    /// Whether nothing was taken out of it: what does not fit now never will.
    fn is_whole(&self) -> bool {
        self.operations == MOST_OPERATIONS
    }

    /// Takes so many operations out of it, if they are in it.
    pub(super) fn takes(&mut self, operations: u64) -> bool {
        let left = self.operations.checked_sub(operations);
        self.operations = left.unwrap_or(self.operations);
        left.is_some()
    }
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What the phone is told.
    pub outcome: Outcome,
    /// Where it was refused for who brought it, and is kept: what becomes of it.
    pub custody: Vec<InCustody>,
}

impl From<Outcome> for Taken {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, custody: Vec::new() }
    }
}

/// What is seen of a push before its changes are judged.
pub(super) enum Seen<'a> {
    /// It did not pass the gate, or asks for more than is left of the budget.
    Over(Outcome),
    /// The device's organisation may not write there.
    NotOurs(Vec<GatedChunk<'a>>, Option<StoredDocument>),
    /// Changes, and the document that they are for.
    Ours(Sight<'a>),
}

/// Changes, and the document that they are for.
pub(super) struct Sight<'a> {
    /// The changes.
    pub chunks: Vec<GatedChunk<'a>>,
    /// What the store has of the document.
    pub stored: Option<StoredDocument>,
    /// The document as it is.
    pub document: Arc<Document>,
    /// Receipts of those of the changes that are stored already.
    pub known: Vec<Receipt>,
}

/// What is left of [`Seen`] where there is something to be judged.
pub(super) enum Looked<'a> {
    /// There is nothing to be judged.
    Over(Taken),
    /// There is.
    At(Sight<'a>),
}

/// Judges a push and stores it, if it is to be stored.
///
/// # Errors
/// Only where the store fails; whatever is wrong with the push is an [`Outcome`].
pub fn take(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    push: &Push,
    budget: &mut Budget,
    now: Moment,
) -> Result<Taken, StoreError> {
    if device.role == Role::Reader {
        return custody::take_of_no_writer(writing, documents, device, push, budget, now);
    }
    let whole = budget.is_whole();
    let Sight { chunks, stored, document, known } = match look(writing, documents, device, push, budget, now)?
    {
        Looked::Over(taken) => return Ok(taken),
        Looked::At(sight) => sight,
    };
    match judge(&document, &chunks, Writers::Only(device.number), budget) {
        Judgement::Refused(refused) => {
            let custody = match custody::cause_of(refused.why) {
                Some(cause) => {
                    custody::keep(writing, device, push, &chunks, (&document, cause), budget, now)?
                }
                None => Vec::new(),
            };
            // What is here from before is confirmed, lest the phone take it for refused
            // as well; the rest comes again without it, and is told then. Of a part of
            // a file it does not, so it is kept here.
            let outcome = if known.is_empty() { refused.into() } else { Outcome::Stored(known) };
            Ok(Taken { outcome, custody })
        }
        // What is here from before is confirmed here as well.
        Judgement::Missing(_) | Judgement::OutOfTime if !known.is_empty() => {
            Ok(Outcome::Stored(known).into())
        }
        Judgement::Missing(heads) => Ok(Outcome::Missing(heads).into()),
        // It had all the time that there is, and never will be judged.
        Judgement::OutOfTime if whole => Ok(Outcome::from(Refusal::TooLarge).into()),
        Judgement::OutOfTime => Ok(waits().into()),
        // Nothing but the genesis, which every document has.
        Judgement::Admitted(admitted) if admitted.brings_nothing() => Ok(Outcome::Stored(known).into()),
        Judgement::Admitted(admitted) => {
            let newest = entering::newest(&writing.reading(), stored.as_ref())?;
            let (document, chunks) = (push.document, plain(&chunks));
            let entering = Entering { document, stored, newest, chunks, known, admitted: *admitted };
            Ok(entering::enter(writing, documents, device, entering, now)?.into())
        }
    }
}

/// What a push is told that waits for a further request: it has no receipt, like
/// what waits for other changes, so the phone keeps it in its outbox and brings
/// it again.
pub(super) fn waits() -> Outcome {
    Outcome::Stored(Vec::new())
}

/// What of a push that was stored in part got no receipt. A phone brings it again
/// and is told then why; on a road where nobody does, it is to be taken by itself.
pub(crate) fn rest_of(push: &Push, outcome: &Outcome) -> Option<Push> {
    let Outcome::Stored(receipts) = outcome else { return None };
    if receipts.is_empty() || push.chunks.len() <= receipts.len() {
        return None;
    }
    let stored: BTreeSet<_> = receipts.iter().map(|receipt| receipt.hash).collect();
    let is_left = |chunk: &&ByteVec| gate::head(chunk).is_ok_and(|chunk| !stored.contains(&chunk.hash));
    let chunks = push.chunks.iter().filter(is_left).cloned().collect();
    Some(Push { document: push.document, kind: push.kind, chunks })
}

/// Passes a push through the gate and finds its document.
pub(super) fn see<'a>(
    reading: &Reading<'_>,
    documents: &OpenDocuments,
    device: &Device,
    push: &'a Push,
    budget: &mut Budget,
    now: Moment,
) -> Result<Seen<'a>, StoreError> {
    let Ok(chunks) = push.chunks.iter().map(|chunk| gate::check(chunk)).collect::<Result<Vec<_>, _>>() else {
        return Ok(Seen::Over(Refusal::Malformed.into()));
    };
    let operations: u64 = chunks.iter().map(|chunk| chunk.operations as u64).sum();
    if MOST_OPERATIONS < operations {
        return Ok(Seen::Over(Refusal::TooLarge.into()));
    }
    if !budget.takes(operations) {
        // Alone it would be judged, and so it is when it comes again.
        return Ok(Seen::Over(waits()));
    }
    let stored = reading.document(&device.ward, push.document)?;
    let ours = match &stored {
        Some(stored) => stored.organisation == device.organisation && stored.kind == push.kind,
        None => may_begin(push.document, push.kind, device.organisation, now),
    };
    if !ours {
        return Ok(Seen::NotOurs(chunks, stored));
    }
    let Some(stored) = stored else {
        let sight = Sight { chunks, stored: None, document: begin(push.kind)?, known: Vec::new() };
        return Ok(Seen::Ours(sight));
    };
    let document = documents.open(reading, &stored)?;
    let known: BTreeSet<_> =
        chunks.iter().map(|chunk| chunk.hash).filter(|hash| document.has(*hash)).collect();
    let known = if known.is_empty() { Vec::new() } else { reading.receipts(stored.key, &known)? };
    let known = receipts_for(chunks.iter().map(|chunk| chunk.hash), &known);
    Ok(Seen::Ours(Sight { chunks, stored: Some(stored), document, known }))
}

/// Looks at a push; keeps it where it is refused only for who brought it.
pub(super) fn look<'a>(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    push: &'a Push,
    budget: &mut Budget,
    now: Moment,
) -> Result<Looked<'a>, StoreError> {
    match see(&writing.reading(), documents, device, push, budget, now)? {
        Seen::Over(outcome) => Ok(Looked::Over(outcome.into())),
        Seen::NotOurs(chunks, stored) => {
            let custody = match &stored {
                Some(stored) if stored.kind == push.kind => {
                    let document = documents.open(&writing.reading(), stored)?;
                    let kept = (&*document, Cause::OtherOrganisation);
                    custody::keep(writing, device, push, &chunks, kept, budget, now)?
                }
                // Nobody can say whose document it would be.
                Some(_) | None => Vec::new(),
            };
            Ok(Looked::Over(Taken { outcome: Refusal::ForeignDocument.into(), custody }))
        }
        Seen::Ours(sight) if sight.known.len() == sight.chunks.len() => {
            Ok(Looked::Over(Outcome::Stored(sight.known).into()))
        }
        Seen::Ours(sight) => Ok(Looked::At(sight)),
    }
}

/// Whether `organisation` may begin a document of this id.
///
/// The ids of rosters, assessments, regular meetings, registrations and reviews
/// follow from the organisation. Nobody else may begin a document there, or its
/// owner could never.
fn may_begin(document: DocumentId, kind: Kind, organisation: OrganisationId, now: Moment) -> bool {
    let natural = |key: &str| DocumentId::natural(organisation, key) == document;
    match kind {
        Kind::Roster => natural("roster"),
        Kind::Assessment => in_some_month(|month| natural(&format!("assessment/{month}")), now),
        Kind::Registration => in_some_year(|year| natural(&registration::key(year))),
        Kind::Review => in_some_year(|year| natural(&review::key(year))),
        Kind::Resolution | Kind::Task | Kind::Contribution | Kind::Photo => !is_derived(document),
        Kind::Meeting => !is_derived(document) || in_some_month(|month| natural(&regular_key(month)), now),
    }
}

/// Whether `fits` in some month: nearly always it is the present one or the last, but any will do.
fn in_some_month(fits: impl Fn(Month) -> bool, now: Moment) -> bool {
    let present = now.date_in_vietnam().map(Month::of);
    let likely = present.into_iter().flat_map(|month| [month, month.previous()]);
    likely.chain((2000..2200).flat_map(Month::of_year)).any(fits)
}

/// Whether `fits` in some year.
fn in_some_year(fits: impl Fn(Year) -> bool) -> bool {
    (Year::FIRST..=Year::LAST).filter_map(|year| Year::new(year).ok()).any(fits)
}

/// A document of which nothing is stored yet.
pub(super) fn begin(kind: Kind) -> Result<Arc<Document>, StoreError> {
    // The genesis is part of the program, so this fails only where the program is broken.
    Document::begin(kind).map(Arc::new).map_err(|error| StoreError::Database(error.to_string()))
}

/// Whether the id is a UUIDv5, as the ids are on which phones must meet.
fn is_derived(document: DocumentId) -> bool {
    document.as_bytes().get(6).is_some_and(|byte| byte >> 4 == 5)
}

/// What is to become of the changes of one document.
pub(super) enum Judgement {
    /// They are refused.
    Refused(Refused),
    /// They build on changes that are not here; these are the heads.
    Missing(Vec<ChangeHash>),
    /// They may enter.
    Admitted(Box<Admitted>),
    /// The time of the request ended before they were judged.
    OutOfTime,
}

/// What is to be stored of a push.
pub(super) struct Admitted {
    /// The document with the changes.
    pub twin: Document,
    /// Places in the push of the chunks that are new, each after those it builds on.
    pub new: Vec<usize>,
    /// What the document then says.
    pub record: Record,
    /// How many of its fields then have several values.
    pub conflicts: u32,
    /// When the newest of what is new was written.
    pub written: Option<Moment>,
}

impl Admitted {
    /// Whether the document had all of it before.
    pub fn brings_nothing(&self) -> bool {
        self.new.is_empty()
    }
}

/// Automerge has panicked on foreign bytes before; the document itself is only read.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Refusal::Unreadable.into()))
}

/// Judges changes of `document` by one of `writers`, in the time of `budget`.
pub(super) fn judge(
    document: &Document,
    chunks: &[GatedChunk<'_>],
    writers: Writers,
    budget: &Budget,
) -> Judgement {
    let judged = guarded(|| {
        let (twin, new) = match admit_within(document, chunks, writers, &|| !budget.time_is_over())? {
            Admission::Missing(heads) => return Ok(Judgement::Missing(heads)),
            Admission::Stopped => return Ok(Judgement::OutOfTime),
            Admission::Admitted { twin, new } => (*twin, new),
        };
        if MOST_DOCUMENT_OPERATIONS < twin.automerge().stats().num_ops {
            return Err(Refusal::TooLarge.into());
        }
        let (record, conflicts) = opening::told(&twin).map_err(|_| Refusal::Unreadable)?;
        let seconds = new.iter().filter_map(|place| chunks.get(*place)).map(|chunk| chunk.seconds).max();
        let written = seconds.map(|seconds| Moment::from_millis(seconds.saturating_mul(1000)));
        Ok(Judgement::Admitted(Box::new(Admitted { twin, new, record, conflicts, written })))
    });
    judged.unwrap_or_else(Judgement::Refused)
}
