//! The phone's side of sync as a state machine: events in, effects out.
//!
//! The engine holds no record and does no IO. Whoever drives it carries out
//! its effects and tells it what came of them; any effect may fail or never
//! return, and the engine is asked again later. Every request is complete in
//! itself and idempotent, so a lost, doubled or cut one costs only time.

use std::iter::Peekable;

use minicbor::bytes::ByteVec;

use super::role::Role;
use super::wire::{
    Fault, InCustody, MOST_PUSHED_CHANGES, MOST_PUSHES, Outcome, Pulled, Push, Reads, Receipt, Seal,
    SyncPoint, SyncRequest, SyncResponse, VERSION,
};
use crate::document::admission::Refused;
use crate::document::stored::Commit;
use crate::id::{ChangeHash, DocumentId, RequestId};
use crate::record::Kind;
use crate::ruling::{Ruled, Ruling};
use crate::sealed::Sealed;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// Bytes of changes in one request: a page that a slow link carries in a
/// minute or so, and whose loss costs no more than that.
pub const MOST_PUSHED_BYTES: usize = 256 * 1024;

/// The rest between two syncs when all went well.
pub const REST_MS: u32 = 3 * 60_000;
/// The first rest after a failure; it doubles with each further one.
const FIRST_RETRY_MS: u32 = 5_000;

/// A change in the outbox: written here and without a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// The document it belongs to.
    pub document: DocumentId,
    /// The document's kind.
    pub kind: Kind,
    /// The change.
    pub commit: Commit,
}

/// Why an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: no signal, no server, or it was cut on the way.
    NoRoad,
    /// The server answered that it cannot serve the request.
    Fault(Fault),
    /// The phone could not read or write its own store.
    Store,
}

/// What happens to the engine.
#[derive(Debug)]
pub enum Event {
    /// Something asks for a sync: start, signal, visibility, a timer, a button, a save.
    Wake,
    /// The outbox, the oldest change first, as [`Effect::ReadOutbox`] asked.
    Outbox {
        /// The changes.
        unsent: Vec<Unsent>,
        /// Where the phone stands.
        point: SyncPoint,
        /// A fresh id for the request.
        request: RequestId,
    },
    /// The server's answer to the request.
    Answer(SyncResponse),
    /// The answer is stored, as [`Effect::Store`] asked.
    Stored,
    /// An effect failed.
    Failed(Failure),
}

/// What the engine wants done.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the outbox and tell it by [`Event::Outbox`].
    ReadOutbox {
        /// Documents to leave out: what is unsent of them waits for changes that
        /// another phone has yet to send, and must not hold up the rest.
        without: SortedSet<DocumentId>,
    },
    /// Send the request and tell the answer.
    Send(SyncRequest),
    /// Store all of this in one transaction, then tell [`Event::Stored`].
    Store(News),
    /// All went well: wake the engine after so many milliseconds.
    Rest(u32),
    /// The attempt failed: wake the engine after so many milliseconds.
    Retry(u32),
}

/// A push that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedPush {
    /// Its document.
    pub document: DocumentId,
    /// The changes that were pushed.
    pub pushed: Vec<ChangeHash>,
    /// Why, and which of them are at fault.
    pub refused: Refused,
}

/// What one answer brought, to be stored together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Receipts for changes of the outbox.
    pub receipts: Vec<(DocumentId, Receipt)>,
    /// Pushes that were refused: what was saved meanwhile is yet to be judged.
    pub refused: Vec<RefusedPush>,
    /// Documents of which refused changes are in the ward's custody.
    pub custody: Vec<InCustody>,
    /// The signature over all of the receipts.
    pub seal: Option<Seal>,
    /// What this phone may do; none where it was not told.
    pub role: Option<Role>,
    /// Documents of which everything this phone wrote goes back to the outbox.
    pub resend: Vec<DocumentId>,
    /// The server began a new epoch: everything this phone wrote goes back to
    /// the outbox, whatever receipts it has.
    pub resend_all: bool,
    /// Changes that this request did not bring, each after those it builds on.
    pub pulled: Vec<Pulled>,
    /// Rulings, in order.
    pub rulings: Vec<Ruled<Sealed<Ruling>>>,
    /// Where the phone stands after this.
    pub point: SyncPoint,
}

impl News {
    /// Whether something of this phone's own may lie aside by it: what is refused,
    /// or builds on what is refused and is to be brought again. The session's actor
    /// has a gap in its sequence then, and the next change begins another.
    pub fn may_leave_a_gap(&self) -> bool {
        !self.refused.is_empty() || !self.resend.is_empty() || self.resend_all
    }
}

#[derive(Debug)]
enum Phase {
    Idle,
    Reading,
    Asking(Asked),
    Storing { again: bool },
}

/// The request that is on its way.
#[derive(Debug)]
struct Asked {
    request: RequestId,
    /// The documents in it, each with its changes.
    sent: Vec<(DocumentId, Vec<ChangeHash>)>,
    point: SyncPoint,
    /// Whether the outbox holds more than went into the request.
    left: bool,
}

/// The engine of one phone.
#[derive(Debug)]
pub struct Engine {
    phase: Phase,
    failures: u32,
    woken: bool,
    /// Documents of which this run could not bring everything.
    waiting: SortedSet<DocumentId>,
}

impl Default for Engine {
    fn default() -> Self {
        Self { phase: Phase::Idle, failures: 0, woken: false, waiting: SortedSet::new() }
    }
}

impl Engine {
    /// Whether a sync is under way.
    pub fn is_busy(&self) -> bool {
        !matches!(self.phase, Phase::Idle)
    }

    /// Takes an event in and gives what is to be done next, if anything.
    ///
    /// An event that does not fit the phase is ignored, and so is the late
    /// answer to a request that was given up: an answer names its request.
    pub fn handle(&mut self, event: Event) -> Option<Effect> {
        let phase = std::mem::replace(&mut self.phase, Phase::Idle);
        let (phase, effect) = match (phase, event) {
            (Phase::Idle, Event::Wake) => {
                self.waiting.clear();
                (Phase::Reading, Some(self.read()))
            }
            (busy, Event::Wake) => {
                self.woken = true;
                (busy, None)
            }
            (Phase::Reading, Event::Outbox { unsent, point, request }) => {
                let (push, sent, left) = pack(unsent);
                let reads = Some(Reads::WHOLE);
                let effect =
                    Effect::Send(SyncRequest { version: VERSION, request, point, push, key: None, reads });
                (Phase::Asking(Asked { request, sent, point, left }), Some(effect))
            }
            (Phase::Asking(asked), Event::Answer(answer)) if answer.request != asked.request => {
                (Phase::Asking(asked), None)
            }
            (Phase::Asking(asked), Event::Answer(mut answer)) => {
                if answer.outcomes.len() == asked.sent.len() {
                    let outcomes = asked.sent.iter().zip(answer.outcomes);
                    answer.outcomes =
                        outcomes.map(|((_, hashes), outcome)| outcome.in_full(hashes)).collect();
                    self.waiting.extend(waiting(&asked.sent, &answer.outcomes));
                    let more = asked.left || answer.more;
                    let news = news(&asked, answer);
                    // What goes back to the outbox as a whole is sent again at once,
                    // and with it what waited for some of it.
                    let again = more || news.resend_all;
                    if news.resend_all {
                        self.waiting.clear();
                    }
                    (Phase::Storing { again }, Some(Effect::Store(news)))
                } else {
                    (Phase::Idle, Some(self.fail()))
                }
            }
            (Phase::Storing { again }, Event::Stored) => {
                self.failures = 0;
                if again {
                    (Phase::Reading, Some(self.read()))
                } else if std::mem::take(&mut self.woken) {
                    self.waiting.clear();
                    (Phase::Reading, Some(self.read()))
                } else {
                    (Phase::Idle, Some(Effect::Rest(REST_MS)))
                }
            }
            (Phase::Idle, Event::Failed(_)) => (Phase::Idle, None),
            (_, Event::Failed(_)) => (Phase::Idle, Some(self.fail())),
            (phase, Event::Outbox { .. } | Event::Answer(_) | Event::Stored) => (phase, None),
        };
        self.phase = phase;
        effect
    }

    fn read(&self) -> Effect {
        Effect::ReadOutbox { without: self.waiting.clone() }
    }

    fn fail(&mut self) -> Effect {
        self.woken = false;
        let rest = retry_after(self.failures);
        self.failures = self.failures.saturating_add(1);
        Effect::Retry(rest)
    }
}

/// The rest, in milliseconds, after a failure that so many others preceded.
pub(super) fn retry_after(failures: u32) -> u32 {
    FIRST_RETRY_MS.saturating_mul(1 << failures.min(6)).min(REST_MS)
}

/// The changes that went out, by document.
pub(super) type Sent = Vec<(DocumentId, Vec<ChangeHash>)>;

/// Groups the oldest changes by document until the page is full. A document's
/// changes are cut only between changes, and later pages build on earlier ones.
fn pack(unsent: Vec<Unsent>) -> (Vec<Push>, Sent, bool) {
    let mut unsent = unsent.into_iter().peekable();
    let (pushes, sent) = page(&mut unsent);
    (pushes, sent, unsent.peek().is_some())
}

/// Takes as many changes as fit on one page.
pub(super) fn page(unsent: &mut Peekable<impl Iterator<Item = Unsent>>) -> (Vec<Push>, Sent) {
    let mut pushes: Vec<Push> = Vec::new();
    let mut sent = Sent::new();
    let mut places: SortedMap<DocumentId, usize> = SortedMap::new();
    let (mut bytes, mut count) = (0, 0);
    let mut fits = |pushes: &[Push], places: &SortedMap<DocumentId, usize>, change: &Unsent| {
        bytes += change.commit.chunk.len();
        count += 1;
        let begins = !places.contains_key(&change.document);
        let is_full = MOST_PUSHED_BYTES < bytes
            || MOST_PUSHED_CHANGES < count
            || (begins && pushes.len() == MOST_PUSHES);
        !is_full || pushes.is_empty()
    };
    while let Some(change) = unsent.next_if(|change| fits(&pushes, &places, change)) {
        let place = *places.entry(change.document).or_insert(pushes.len());
        if place == pushes.len() {
            pushes.push(Push { document: change.document, kind: change.kind, chunks: Vec::new() });
            sent.push((change.document, Vec::new()));
        }
        if let (Some(push), Some((_, hashes))) = (pushes.get_mut(place), sent.get_mut(place)) {
            hashes.push(change.commit.hash);
            push.chunks.push(ByteVec::from(change.commit.chunk));
        }
    }
    (pushes, sent)
}

/// The documents of which the server could not take everything yet.
fn waiting(sent: &[(DocumentId, Vec<ChangeHash>)], outcomes: &[Outcome]) -> Vec<DocumentId> {
    let waits = |chunks: usize, outcome: &Outcome| match outcome {
        Outcome::Stored(receipts) => receipts.len() < chunks,
        Outcome::Missing(_) => true,
        Outcome::Refused { .. } | Outcome::Whole { .. } => false,
    };
    let pairs = sent.iter().zip(outcomes);
    pairs
        .filter(|((_, hashes), outcome)| waits(hashes.len(), outcome))
        .map(|((document, _), _)| *document)
        .collect()
}

fn news(asked: &Asked, answer: SyncResponse) -> News {
    let mut news = News {
        receipts: Vec::new(),
        refused: Vec::new(),
        custody: answer.custody.unwrap_or_default(),
        seal: answer.seal,
        role: Some(answer.role.unwrap_or_default()),
        resend: Vec::new(),
        resend_all: asked.point.epoch.is_some_and(|epoch| Some(epoch) != answer.point.epoch),
        pulled: answer.pulled,
        rulings: answer.rulings,
        point: answer.point,
    };
    for ((document, hashes), outcome) in asked.sent.iter().zip(answer.outcomes) {
        match outcome {
            Outcome::Stored(receipts) => news.receipts.extend(receipts.into_iter().map(|r| (*document, r))),
            // None is left of those in one word.
            Outcome::Whole { .. } => {}
            Outcome::Missing(_) => news.resend.push(*document),
            Outcome::Refused { why, at } => news.refused.push(RefusedPush {
                document: *document,
                pushed: hashes.clone(),
                refused: Refused { why, at: at.unwrap_or_default() },
            }),
        }
    }
    news
}

#[cfg(test)]
mod tests;
