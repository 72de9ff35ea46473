//! One push: changes of one document. Those whose past is here are stored
//! together or, where one of them is refused, not at all.
//!
//! Everything is judged before the first row is written, so a push that is
//! refused leaves no trace.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use automerge::ReadDoc;
use shared::document::Document;
use shared::document::admission::{Admission, Refusal, Writers, admit_of};
use shared::document::conflict::conflicts;
use shared::document::read::read;
use shared::id::{ChangeHash, DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::month::Month;
use shared::record::meeting::regular_key;
use shared::record::{Kind, Record, registration, review};
use shared::standing::facts::Fact;
use shared::sync::custody::Cause;
use shared::sync::gate::{self, GatedChunk};
use shared::sync::wire::{Custody, Outcome, Push, Receipt};
use shared::year::Year;

use super::custody;
use super::open_documents::OpenDocuments;
use crate::store::changes::NewChange;
use crate::store::devices::Device;
use crate::store::documents::{DocumentKey, StoredDocument};
use crate::store::{StoreError, Writing};

/// Operations that one request may ask for, all its pushes together. An honest
/// page of changes stays far below; it bounds how long others wait.
const MOST_OPERATIONS: u64 = 500_000;
/// Operations that one document may hold, what was overwritten included.
const MOST_DOCUMENT_OPERATIONS: u64 = 1_000_000;

/// What a request may still ask for.
#[derive(Debug)]
pub struct Budget {
    operations: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { operations: MOST_OPERATIONS }
    }
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What the phone is told.
    pub outcome: Outcome,
    /// Where it was refused for who brought it, and is kept: what becomes of it.
    pub custody: Option<Custody>,
}

impl From<Outcome> for Taken {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, custody: None }
    }
}

/// What is seen of a push before its changes are judged.
pub(super) enum Looked<'a> {
    /// There is nothing to be judged.
    Over(Taken),
    /// Changes, and the document that they are for.
    At {
        /// The changes.
        chunks: Vec<GatedChunk<'a>>,
        /// What the store has of the document.
        stored: Option<StoredDocument>,
        /// The document as it is.
        document: Arc<Document>,
        /// Receipts of those of the changes that are stored already.
        known: Vec<Receipt>,
    },
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
    let looked = look(writing, documents, device, push, budget, now)?;
    let (chunks, stored, document, known) = match looked {
        Looked::Over(taken) => return Ok(taken),
        Looked::At { chunks, stored, document, known } => (chunks, stored, document, known),
    };
    match judge(&document, &chunks, Writers::Only(device.number)) {
        Judgement::Refused(refusal) if known.is_empty() => {
            let custody = match custody::cause_of(refusal) {
                Some(cause) => custody::keep(writing, device, push, &chunks, (&document, cause), now)?,
                None => None,
            };
            Ok(Taken { outcome: Outcome::Refused(refusal), custody })
        }
        Judgement::Missing(heads) if known.is_empty() => Ok(Outcome::Missing(heads).into()),
        // What is here from before is confirmed, lest the phone take it for refused
        // as well; the rest comes again without it, and is told then.
        Judgement::Refused(_) | Judgement::Missing(_) => Ok(Outcome::Stored(known).into()),
        // Nothing but the genesis, which every document has.
        Judgement::Admitted(admitted) if admitted.brings_nothing() => Ok(Outcome::Stored(known).into()),
        Judgement::Admitted(admitted) => {
            let key = stored.map(|stored| stored.key);
            let place = (key, push.document);
            Ok(enter(writing, documents, device, place, &chunks, *admitted, now)?.into())
        }
    }
}

/// Passes a push through the gate and finds its document, if the device's
/// organisation may write there.
pub(super) fn look<'a>(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    push: &'a Push,
    budget: &mut Budget,
    now: Moment,
) -> Result<Looked<'a>, StoreError> {
    let over = |outcome: Outcome| Ok(Looked::Over(outcome.into()));
    let Ok(chunks) = push.chunks.iter().map(|chunk| gate::check(chunk)).collect::<Result<Vec<_>, _>>() else {
        return over(Outcome::Refused(Refusal::Malformed));
    };
    let operations: u64 = chunks.iter().map(|chunk| chunk.operations as u64).sum();
    let Some(left) = budget.operations.checked_sub(operations) else {
        return over(Outcome::Refused(Refusal::TooLarge));
    };
    budget.operations = left;
    let stored = writing.reading().document(&device.ward, push.document)?;
    let ours = match &stored {
        Some(stored) => stored.organisation == device.organisation && stored.kind == push.kind,
        None => may_begin(push.document, push.kind, device.organisation, now),
    };
    if !ours {
        let custody = match &stored {
            Some(stored) if stored.kind == push.kind => {
                let document = documents.open(&writing.reading(), stored)?;
                let kept = (&*document, Cause::OtherOrganisation);
                custody::keep(writing, device, push, &chunks, kept, now)?
            }
            // Nobody can say whose document it would be.
            Some(_) | None => None,
        };
        return Ok(Looked::Over(Taken { outcome: Outcome::Refused(Refusal::ForeignDocument), custody }));
    }
    let known = match &stored {
        Some(stored) => receipts(writing, stored.key, &chunks)?,
        None => Vec::new(),
    };
    if known.len() == chunks.len() {
        return over(Outcome::Stored(known));
    }
    let document = match &stored {
        Some(stored) => documents.open(&writing.reading(), stored)?,
        None => begin(push.kind)?,
    };
    Ok(Looked::At { chunks, stored, document, known })
}

/// Stores what was admitted of a document, which is new where it has no key yet.
pub(crate) fn enter(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    (key, document): (Option<DocumentKey>, DocumentId),
    chunks: &[GatedChunk<'_>],
    admitted: Admitted,
    now: Moment,
) -> Result<Outcome, StoreError> {
    let key = match key {
        Some(key) => key,
        None => writing.put_document(&device.ward, document, device.organisation, &admitted.twin)?,
    };
    let outcome = store(writing, device, (key, document), chunks, &admitted, now)?;
    documents.keep(key, admitted.twin);
    Ok(outcome)
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
pub(crate) fn begin(kind: Kind) -> Result<Arc<Document>, StoreError> {
    // The genesis is part of the program, so this fails only where the program is broken.
    Document::begin(kind).map(Arc::new).map_err(|error| StoreError::Database(error.to_string()))
}

/// Whether the id is a UUIDv5, as the ids are on which phones must meet.
fn is_derived(document: DocumentId) -> bool {
    document.as_bytes().get(6).is_some_and(|byte| byte >> 4 == 5)
}

/// The receipts of those chunks that are stored. The genesis, which is every
/// document's, has none.
fn receipts(
    writing: &Writing<'_>,
    key: DocumentKey,
    chunks: &[GatedChunk<'_>],
) -> Result<Vec<Receipt>, StoreError> {
    let reading = writing.reading();
    let receipts = chunks.iter().map(|chunk| reading.receipt(key, chunk.hash));
    Ok(receipts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// What is to become of the changes of one document.
pub(super) enum Judgement {
    /// They are refused.
    Refused(Refusal),
    /// They build on changes that are not here; these are the heads.
    Missing(Vec<ChangeHash>),
    /// They may enter.
    Admitted(Box<Admitted>),
}

/// What is to be stored of a push.
pub(crate) struct Admitted {
    /// The document with the changes.
    pub twin: Document,
    /// Places in the push of the chunks that are new, each after those it builds on.
    new: Vec<usize>,
    record: Record,
    conflicts: u32,
}

impl Admitted {
    /// Whether the document had all of it before.
    pub fn brings_nothing(&self) -> bool {
        self.new.is_empty()
    }
}

/// Automerge has panicked on foreign bytes before; the document itself is only read.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Refusal::Unreadable))
}

/// Judges changes of `document` by one of `writers`.
pub(super) fn judge(document: &Document, chunks: &[GatedChunk<'_>], writers: Writers) -> Judgement {
    let judged = guarded(|| {
        let (twin, new) = match admit_of(document, chunks, writers)? {
            Admission::Missing(heads) => return Ok(Judgement::Missing(heads)),
            Admission::Admitted { twin, new } => (*twin, new),
        };
        if MOST_DOCUMENT_OPERATIONS < twin.automerge().stats().num_ops {
            return Err(Refusal::TooLarge);
        }
        let record = read(&twin);
        let conflicts = u32::try_from(conflicts(&twin).len()).unwrap_or(u32::MAX);
        Ok(Judgement::Admitted(Box::new(Admitted { twin, new, record, conflicts })))
    });
    judged.unwrap_or_else(Judgement::Refused)
}

/// Applies changes that the town's server admitted: nothing of them is judged
/// again, since what its phones brought meanwhile may make of two good halves
/// more than one limit allows. `None` where they build on others that are not here.
pub(crate) fn adopt(document: &Document, chunks: &[GatedChunk<'_>]) -> Result<Option<Admitted>, Refusal> {
    guarded(|| {
        let mut adopted = Vec::new();
        let mut here: BTreeSet<ChangeHash> = BTreeSet::new();
        for (place, chunk) in chunks.iter().enumerate() {
            if document.has(chunk.hash) {
                continue;
            }
            if !chunk.dependencies.iter().all(|hash| document.has(*hash) || here.contains(hash)) {
                return Ok(None);
            }
            here.insert(chunk.hash);
            adopted.push(place);
        }
        let mut twin = document.clone();
        let bytes = adopted.iter().filter_map(|place| chunks.get(*place)).map(|chunk| chunk.bytes);
        twin.absorb(bytes).map_err(|_| Refusal::Unreadable)?;
        let record = read(&twin);
        let conflicts = u32::try_from(conflicts(&twin).len()).unwrap_or(u32::MAX);
        Ok(Some(Admitted { twin, new: adopted, record, conflicts }))
    })
}

/// Writes what was admitted, and gives a receipt for every chunk of the push
/// that is stored, now or from before.
fn store(
    writing: &Writing<'_>,
    device: &Device,
    (key, document): (DocumentKey, DocumentId),
    chunks: &[GatedChunk<'_>],
    admitted: &Admitted,
    now: Moment,
) -> Result<Outcome, StoreError> {
    let new: Vec<&GatedChunk<'_>> = admitted.new.iter().filter_map(|place| chunks.get(*place)).collect();
    for chunk in &new {
        writing.put_change(&NewChange {
            ward: &device.ward,
            organisation: device.organisation,
            document: key,
            hash: chunk.hash,
            device: device.number,
            received_at: now,
            chunk: chunk.bytes,
        })?;
    }
    writing.put_heads(key, &admitted.twin)?;
    let before = writing.reading().fact(key)?.map(|fact| fact.written_at);
    let written = new.iter().map(|chunk| Moment::from_millis(chunk.seconds.saturating_mul(1000))).max();
    let fact = Fact {
        document,
        record: admitted.record.clone(),
        conflicts: admitted.conflicts,
        written_at: before.max(written).unwrap_or_default(),
        received_at: Some(now),
    };
    writing.put_fact(key, &device.ward, device.organisation, &fact)?;
    // What waits for another phone's changes has no receipt.
    Ok(Outcome::Stored(receipts(writing, key, chunks)?))
}
