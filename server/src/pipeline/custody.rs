//! Custody: what is refused for who brought it is kept, and enters the log only
//! when a person of the ward has decided so.
//!
//! Only what could enter is kept: it passed the gate and would be admitted if
//! somebody else had brought it. The phone keeps everything in any case.

use shared::document::Document;
use shared::document::admission::{Admission, Refusal, Writers, admit_of, admit_within};
use shared::id::{ChangeHash, DocumentId};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Kind;
use shared::sorted_map::SortedMap;
use shared::sync::custody::Cause;
use shared::sync::gate::{self, GatedChunk};
use shared::sync::role::Role;
use shared::sync::wire::{Custody, InCustody, Outcome, Push};
use thiserror::Error;

use super::entering::{self, Entering};
use super::open_documents::OpenDocuments;
use super::push::{self, Judgement};
use crate::store::custody::{CustodyKey, Decision, Keep};
use crate::store::devices::Device;
use crate::store::{StoreError, Writing};

/// Changes of one organisation that may wait for a decision: a year of a
/// phone's writing. Whoever brings more is refused as before.
const MOST_CHANGES: u64 = 2_000;
/// Bytes of them: as many changes of four kilobytes, more than a long text takes.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Keeps what was refused of a push, where it could enter after all, and says
/// what becomes of it; nothing where it is not kept.
pub(super) fn keep(
    writing: &Writing<'_>,
    device: &Device,
    push: &Push,
    chunks: &[GatedChunk<'_>],
    (document, cause): (&Document, Cause),
    budget: &push::Budget,
    now: Moment,
) -> Result<Vec<InCustody>, StoreError> {
    let reading = writing.reading();
    // There nobody decides; see `leave_to_town`.
    if reading.is_relay()? {
        return Ok(Vec::new());
    }
    let (mut unknown, mut declined) = (Vec::new(), SortedMap::new());
    for chunk in chunks.iter().filter(|chunk| !document.has(chunk.hash)) {
        match reading.declined(device.organisation, push.document, chunk.hash)? {
            Some(reason) => drop(declined.insert(chunk.hash, (chunk, reason))),
            None => unknown.push(chunk),
        }
    }
    let of = push.document;
    let word = |custody, changes| InCustody { document: of, custody, changes };
    if unknown.is_empty() {
        let first = declined.into_iter().next();
        return Ok(first.map(|(_, (_, reason))| word(Custody::Declined(reason), None)).into_iter().collect());
    }
    // What was declined stays so, but for what the rest builds on.
    let mut next: Vec<ChangeHash> = unknown.iter().flat_map(|chunk| chunk.dependencies.clone()).collect();
    while let Some(hash) = next.pop() {
        let Some((chunk, _)) = declined.remove(&hash) else { continue };
        next.extend(chunk.dependencies.iter().copied());
        unknown.push(chunk);
    }
    // What waits for other changes may be admitted once they are here.
    let admissible = || admit_within(document, chunks, Writers::Anybody, &|| !budget.time_is_over());
    if matches!(push::guarded(admissible), Err(_) | Ok(Admission::Stopped)) {
        return Ok(Vec::new());
    }
    let (count, bytes) = reading.custody_held(device.organisation)?;
    let more: u64 = unknown.iter().map(|chunk| chunk.bytes.len() as u64).sum();
    if MOST_CHANGES < count.saturating_add(unknown.len() as u64) || MOST_BYTES < bytes.saturating_add(more) {
        return Ok(Vec::new());
    }
    let changes: Vec<(ChangeHash, &[u8])> = unknown.iter().map(|chunk| (chunk.hash, chunk.bytes)).collect();
    writing.keep_in_custody(&Keep {
        ward: &device.ward,
        document: push.document,
        kind: push.kind,
        organisation: device.organisation,
        device: device.number,
        cause,
        at: now,
        changes: &changes,
    })?;
    if declined.is_empty() {
        return Ok(vec![word(Custody::Waits, None)]);
    }
    let waits = word(Custody::Waits, Some(changes.iter().map(|(hash, _)| *hash).collect()));
    let declined =
        declined.into_iter().map(|(hash, (_, reason))| word(Custody::Declined(reason), Some(vec![hash])));
    Ok(declined.chain([waits]).collect())
}

/// What a person of the ward says to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The changes enter the log.
    Accept,
    /// They do not, for this reason.
    Decline(String),
}

/// Why nothing was decided.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecideError {
    /// There is no such case.
    #[error("there is no such case")]
    Unknown,
    /// Somebody decided meanwhile, or more came than was looked at.
    #[error("the case is another one by now")]
    Changed,
    /// The changes build on others that are not here yet.
    #[error("the changes build on others that are not here")]
    Incomplete,
    /// The changes cannot enter.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Decides a case of which `seen` changes were looked at.
pub fn decide(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    ward: &Code,
    (key, seen): (CustodyKey, usize),
    verdict: &Verdict,
    decision: Decision,
) -> Result<(), DecideError> {
    let reading = writing.reading();
    let case = reading.custody_case(ward, key)?.ok_or(DecideError::Unknown)?;
    let changes = reading.custody_changes(key)?;
    if case.decision.is_some() || changes.len() != seen {
        return Err(DecideError::Changed);
    }
    let declined = match verdict {
        Verdict::Accept => {
            let chunks: Vec<&[u8]> = changes.iter().map(|(_, chunk)| chunk.as_slice()).collect();
            let (number, organisation) = (case.device, case.organisation);
            let device = Device { number, ward: ward.clone(), organisation, role: Role::Writer };
            enter(writing, documents, &device, (case.document, case.kind), &chunks, decision.at)?;
            None
        }
        Verdict::Decline(reason) => Some(reason.clone()),
    };
    writing.decide_custody(ward, key, &Decision { declined, ..decision })?;
    Ok(())
}

/// Puts changes for which somebody vouches into the log, whoever wrote them: the
/// ward's word in a case, the town's server to a relay. They are entered as the
/// document's own organisation's; gives how many are new.
pub(crate) fn enter(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    (id, kind): (DocumentId, Kind),
    changes: &[&[u8]],
    at: Moment,
) -> Result<usize, DecideError> {
    let chunks = changes.iter().map(|chunk| gate::check(chunk)).collect::<Result<Vec<_>, _>>();
    let chunks = chunks.map_err(|_| Refusal::Malformed)?;
    let stored = writing.reading().document(&device.ward, id)?;
    let document = match &stored {
        Some(stored) => documents.open(&writing.reading(), stored)?,
        None => push::begin(kind)?,
    };
    let organisation = stored.as_ref().map_or(device.organisation, |stored| stored.organisation);
    let device = Device { organisation, ..device.clone() };
    match push::judge(&document, &chunks, Writers::Anybody, &push::Budget::default()) {
        Judgement::Refused(refused) => Err(refused.why.into()),
        Judgement::OutOfTime => Err(Refusal::TooLarge.into()),
        Judgement::Missing(_) => Err(DecideError::Incomplete),
        // Their author brought them meanwhile.
        Judgement::Admitted(admitted) if admitted.brings_nothing() => Ok(0),
        Judgement::Admitted(admitted) => {
            if !chunks.iter().all(|chunk| admitted.twin.has(chunk.hash)) {
                return Err(DecideError::Incomplete);
            }
            let new = admitted.new.len();
            let newest = entering::newest(&writing.reading(), stored.as_ref())?;
            let (document, chunks) = (id, entering::plain(&chunks));
            let entering =
                Entering { document, stored, newest, chunks, known: Vec::new(), admitted: *admitted };
            entering::enter(writing, documents, &device, entering, at)?;
            Ok(new)
        }
    }
}

/// What becomes of the pushes of a device that may not write, or not any more:
/// nothing of it enters the log, and what could is kept.
pub(super) fn take_of_no_writer(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    push: &Push,
    budget: &mut push::Budget,
    now: Moment,
) -> Result<push::Taken, StoreError> {
    let judged = push::look(writing, documents, device, push, budget, now)?;
    let (chunks, document, known) = match judged {
        push::Looked::Over(taken) => return Ok(taken),
        push::Looked::At(sight) => (sight.chunks, sight.document, sight.known),
    };
    let custody = keep(writing, device, push, &chunks, (&document, Cause::Revoked), budget, now)?;
    // What is here from before is confirmed, lest the phone take it for refused
    // as well; the rest stays in its outbox until it is enrolled anew.
    let outcome = if known.is_empty() { Refusal::ForeignActor.into() } else { Outcome::Stored(known) };
    Ok(push::Taken { outcome, custody })
}

/// Whether the refusal lies in who brought the changes, and not in what they say.
pub(super) fn cause_of(refusal: Refusal) -> Option<Cause> {
    match refusal {
        Refusal::ForeignActor => Some(Cause::OtherAuthor),
        Refusal::ForeignDocument => Some(Cause::OtherOrganisation),
        Refusal::BrokenSequence
        | Refusal::Unreadable
        | Refusal::NotAllowed
        | Refusal::Malformed
        | Refusal::TooLarge => None,
    }
}

/// Whether a push of a case that was admitted under any writer would enter.
pub fn can_enter(document: &Document, chunks: &[GatedChunk<'_>]) -> Option<Document> {
    match push::guarded(|| admit_of(document, chunks, Writers::Anybody)) {
        Ok(Admission::Admitted { twin, .. }) => {
            Some(*twin).filter(|twin| chunks.iter().all(|c| twin.has(c.hash)))
        }
        Ok(Admission::Missing(_) | Admission::Stopped) | Err(_) => None,
    }
}
