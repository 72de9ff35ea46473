//! What must be true in the end of all that was refused: each change for a
//! stated reason, the ward keeps it, and its phone says what the ward says.

#![expect(clippy::panic, reason = "a history that ends otherwise fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use shared::document::admission::Refusal;
use shared::id::{ChangeHash, DocumentId};
use shared::replica::{Row, StoredChange};
use shared::sync::gate;
use shared::sync::wire::Custody;

use super::world::World;
use crate::phone::Phone;

/// What the ward keeps beside the log.
#[derive(Default)]
pub(super) struct Kept {
    /// Changes that wait for a decision.
    waiting: BTreeSet<ChangeHash>,
    /// Changes that were declined, each with the reasons.
    declined: BTreeMap<ChangeHash, BTreeSet<String>>,
}

impl Kept {
    /// Whether the ward keeps the change.
    pub(super) fn has(&self, hash: ChangeHash) -> bool {
        self.waiting.contains(&hash) || self.declined.contains_key(&hash)
    }

    fn is_declined_for(&self, hash: ChangeHash, reason: &str) -> bool {
        self.declined.get(&hash).is_some_and(|reasons| reasons.contains(reason))
    }
}

impl World {
    /// What the ward keeps.
    pub(super) fn kept(&self) -> Kept {
        let mut kept = Kept::default();
        for case in self.server.custody() {
            let changes = self.server.changes_of(&case);
            match case.decision.map(|decision| decision.declined) {
                None => kept.waiting.extend(changes),
                Some(None) => {}
                Some(Some(reason)) => {
                    for hash in changes {
                        kept.declined.entry(hash).or_default().insert(reason.clone());
                    }
                }
            }
        }
        kept
    }

    /// What is refused was written by a number that was revoked or might only
    /// read, or whose token the phone lost when it was put back from an older
    /// copy, and the ward keeps it, so that a person can let it enter; or it
    /// builds on that.
    pub(super) fn check_refused(&self, device: usize, phone: &Phone, kept: &Kept) {
        let refused = refused(phone);
        assert!(
            !self.made_good || refused.is_empty(),
            "phone {device} has aside what may enter: {refused:?}"
        );
        for (hash, (document, change)) in &refused {
            assert_eq!(change.refused, Some(Refusal::ForeignActor), "{hash:?}");
            let on = beneath(*hash, &refused);
            let builds_on = 1 < on.len();
            let Ok(chunk) = gate::check(&change.chunk) else { panic!("{hash:?} does not pass the gate") };
            let writer = chunk.actor.device();
            let may_not =
                [&self.revoked, &self.outdated, &self.readers].iter().any(|all| all.contains(&writer));
            let states: Vec<_> =
                chunk.dependencies.iter().map(|hash| (hash, phone.state_of(*hash))).collect();
            assert!(may_not || builds_on, "{hash:?} is refused for nothing: it builds on {states:?}");
            // What was written on top of what is refused may be for its writer alone.
            assert!(
                kept.has(*hash) || builds_on,
                "{hash:?} of {document} is refused on phone {device}, and the ward does not keep it"
            );
        }
        self.check_said(device, phone, kept);
        self.check_silence(device, phone, kept);
    }

    /// What the phone says of each record of which something lies aside is what the
    /// ward says of that.
    ///
    /// # Panics
    /// Where it is not.
    pub(super) fn check_said(&self, device: usize, phone: &Phone, kept: &Kept) {
        for (document, row, of_it) in aside(phone) {
            let is_true = match &row.custody {
                Some(Custody::Waits) => of_it.iter().any(|hash| kept.waiting.contains(hash)),
                Some(Custody::Declined(reason)) => {
                    of_it.iter().any(|hash| kept.is_declined_for(*hash, reason))
                }
                None => true,
            };
            let says = &row.custody;
            assert!(is_true, "phone {device} says of {document} {says:?}, not as the ward: {of_it:?}");
        }
    }

    /// Of what it wrote itself it says so. Whoever brings it for another phone may
    /// have heard less than its writer.
    fn check_silence(&self, device: usize, phone: &Phone, kept: &Kept) {
        for (document, row, of_it) in aside(phone) {
            let own = |hash: &ChangeHash| kept.has(*hash) && self.ledger.is_by(*hash, device);
            let is_told = row.custody.is_some() || !of_it.iter().any(own);
            assert!(is_told, "phone {device} says nothing of {document}, which the ward keeps: {of_it:?}");
        }
    }

    /// Records on a phone of which something lies aside that the ward could keep
    /// and does not, or of which the phone does not know that it is kept: its
    /// person has to send it again.
    pub(super) fn unkept(&self, phone: &Phone, kept: &Kept) -> BTreeSet<DocumentId> {
        let refused = refused(phone);
        let lies = |hash: &ChangeHash| beneath(*hash, &refused).iter().all(|hash| !kept.has(*hash));
        let unkept = refused.iter().filter(|(hash, _)| lies(hash)).map(|(_, (document, _))| *document);
        let unsaid = phone.rows().iter().filter(|(_, row)| row.refused.is_some() && row.custody.is_none());
        unkept.chain(unsaid.map(|(document, _)| *document)).collect()
    }
}

type Refused = BTreeMap<ChangeHash, (DocumentId, StoredChange)>;

/// The records of which something lies aside, each with that.
fn aside(phone: &Phone) -> Vec<(DocumentId, &Row, Vec<ChangeHash>)> {
    let refused = refused(phone);
    let rows = phone.rows().iter().filter(|(_, row)| row.refused.is_some());
    let aside = rows.map(|(document, row)| {
        let of_it = refused.iter().filter(|(_, (of, _))| of == document).map(|(hash, _)| *hash);
        (*document, row, of_it.collect())
    });
    aside.collect()
}

fn refused(phone: &Phone) -> Refused {
    let all = phone.rows().keys().flat_map(|document| {
        phone.changes(*document).into_iter().map(|change| (change.hash, (*document, change)))
    });
    all.filter(|(_, (_, change))| change.refused.is_some()).collect()
}

/// A refused change and all refused ones beneath it.
fn beneath(hash: ChangeHash, refused: &Refused) -> BTreeSet<ChangeHash> {
    let (mut found, mut next) = (BTreeSet::new(), vec![hash]);
    while let Some(hash) = next.pop() {
        let Some((_, change)) = refused.get(&hash) else { continue };
        if found.insert(hash) {
            next.extend(gate::head(&change.chunk).map(|chunk| chunk.dependencies).unwrap_or_default());
        }
    }
    found
}
