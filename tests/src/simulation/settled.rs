//! The end of a history: the faults stop, and what must be true then.

#![expect(clippy::indexing_slicing, reason = "a phone is named by its place in the list")]

use std::collections::{BTreeMap, BTreeSet};

use shared::document::edit::{Path, Value};
use shared::id::{ChangeHash, DocumentId};
use shared::replica::packed::Stands;

use super::world::World;
use crate::phone::Phone;
use crate::town::CELLS;
use shared::sync::engine::REST_MS;

/// Rounds beyond one for each change after which a history is taken to be stuck.
const MOST_ROUNDS: u64 = 16;

impl World {
    /// Ends the faults, and lets time pass until nothing is left to be done.
    ///
    /// # Panics
    /// Where that never comes.
    pub(super) fn settle(&mut self) {
        self.note(format_args!("the faults stop"));
        self.weather = self.weather.calm();
        for device in 0..self.devices.len() {
            self.devices[device].out_until = 0;
            self.open(device);
            self.wake(device);
        }
        let most = self.tally.changes + MOST_ROUNDS;
        if 0 < self.tally.put_back && !self.readers.is_empty() {
            self.make_good();
        }
        self.rest(most);
        // What lies aside and nobody keeps, its person sends again; and a program
        // that begins brings again what the ward did not take.
        let mut times = 0;
        while self.take_up() {
            times += 1;
            assert!(times <= MOST_ROUNDS, "there is always something to be sent again");
            self.rest(MOST_ROUNDS);
        }
        // Somebody new gets everything.
        for cell in 0..CELLS.len() {
            self.newcomer(cell);
        }
        self.rest(MOST_ROUNDS);
    }

    /// Lets time pass until nothing is left to be done, for at most so many rounds.
    fn rest(&mut self, most: u64) {
        let (mut rounds, mut still) = (0, 0);
        while still < self.still_rounds() {
            rounds += 1;
            assert!(rounds <= most, "after {most} rounds: {}", self.what_is_left());
            let point = self.server.point();
            self.pass(i64::from(REST_MS));
            let is_still = self.is_settled() && self.server.point() == point;
            still = if is_still { still + 1 } else { 0 };
        }
        self.tally.most_rounds = self.tally.most_rounds.max(rounds);
    }

    /// Rounds in which nothing may happen before all is taken to be settled: what
    /// a phone carries it brings after a sync, and that may be what others wait for.
    fn still_rounds(&self) -> u64 {
        let carries = self.devices.iter().any(|device| 0 < device.writer.phone.carried());
        if carries { 2 } else { 1 }
    }

    /// Every person whose phone shows a record as refused and says nothing of it,
    /// or has something aside that the ward does not keep, sends that again, once;
    /// and a program that keeps parts which the ward refused begins again. Says
    /// whether there was any.
    fn take_up(&mut self) -> bool {
        let kept = self.kept();
        let mut any = false;
        for device in 0..self.devices.len() {
            let unkept = self.unkept(&self.devices[device].writer.phone, &kept);
            for document in unkept {
                if self.taken_up.insert((device, document)) {
                    any = true;
                    self.retry(device, document);
                }
            }
            let tab = &self.devices[device].writer;
            if !tab.refused_parts.is_empty() && self.begun_again.insert(device) {
                any = true;
                self.devices[device].is_open = false;
                self.open(device);
            }
        }
        any
    }

    fn is_settled(&self) -> bool {
        let point = self.server.point();
        self.devices.iter().all(|device| {
            let phone = &device.writer.phone;
            device.is_open
                && device.writer.asks.is_none()
                && phone.is_enrolled()
                && !phone.is_busy()
                && device.writer.brings.is_empty()
                && phone.unsent().is_empty()
                && phone.point() == point
        })
    }

    fn what_is_left(&self) -> String {
        let left = self.devices.iter().enumerate().map(|(number, device)| {
            let phone = &device.writer.phone;
            let (unsent, point, busy) = (phone.unsent(), phone.point(), phone.is_busy());
            format!("phone {number} has {} unsent, stands at {}, busy {busy}", unsent.len(), point.cursor)
        });
        left.collect::<Vec<_>>().join("; ")
    }

    /// What must be true once all is settled.
    ///
    /// # Panics
    /// Where it is not.
    pub(super) fn check(&mut self) {
        for cell in 0..CELLS.len() {
            self.check_cell(cell);
        }
    }

    fn check_cell(&mut self, cell: usize) {
        let log = self.server.log(CELLS[cell]);
        let stored: BTreeSet<_> = log.iter().map(|change| change.receipt.hash).collect();
        assert_eq!(stored.len(), log.len(), "the server has a change twice");
        let phones: Vec<(usize, &Phone)> = self
            .devices
            .iter()
            .enumerate()
            .filter(|(_, device)| device.cell == cell)
            .map(|(number, device)| (number, &device.writer.phone))
            .collect();

        // Every change is at the ward, or its phone says why not and the ward keeps it.
        let (mut refused, kept) = (BTreeSet::new(), self.kept());
        for (device, phone) in &phones {
            phone.check();
            self.check_refused(*device, phone, &kept);
            refused.extend(phone.refused().into_iter().map(|(hash, _)| hash));
        }
        let written = self.ledger.of(cell);
        let unknown: Vec<_> = stored.difference(&written).collect();
        assert!(unknown.is_empty(), "the server has what nobody wrote: {unknown:?}");
        let lacking: Vec<_> = written.difference(&stored).filter(|hash| !refused.contains(*hash)).collect();
        let lacking: Vec<_> =
            lacking.into_iter().filter(|hash| !self.ledger.doubtful.contains(*hash)).collect();
        assert!(lacking.is_empty(), "the server lacks {lacking:?}");
        let accepted: Vec<_> = self.ledger.accepted.intersection(&written).collect();
        let left_out: Vec<_> = accepted.into_iter().filter(|hash| !stored.contains(*hash)).collect();
        assert!(left_out.is_empty(), "the ward accepted what is not in its log: {left_out:?}");
        let broken: Vec<_> = self.ledger.receipted.intersection(&written).collect();
        let broken: Vec<_> = broken.into_iter().filter(|hash| !stored.contains(*hash)).collect();
        assert!(broken.is_empty(), "a receipt was given for what the server lacks: {broken:?}");

        // All replicas are equal, but for what was refused to one of them.
        let receipts: BTreeMap<_, _> =
            log.iter().map(|change| (change.receipt.hash, change.receipt)).collect();
        let expect = self.ledger.disagreements(&stored);
        let documents: BTreeSet<DocumentId> = log.iter().map(|change| change.document).collect();
        let ward: BTreeMap<_, _> =
            documents.iter().map(|id| (*id, (self.server.fact(*id), self.server.heads(*id)))).collect();
        let ruled = self.server.ruled();
        let mut packed = 0;
        for (device, phone) in &phones {
            let mut held = BTreeMap::new();
            let mut own = BTreeSet::new();
            for document in phone.rows().keys() {
                for change in phone.changes(*document) {
                    packed += u64::from(change.stands == Stands::Packed);
                    match (change.receipt, change.refused) {
                        (Some(receipt), None) => drop(held.insert(change.hash, receipt)),
                        (None, None) => unreachable!("phone {device} knows nothing of {:?}", change.hash),
                        (_, Some(_)) => drop(own.insert(*document)),
                    }
                }
            }
            self.check_parts(*device, phone, &stored);
            assert_eq!(held, receipts, "a phone has other changes or receipts than the server");
            for document in documents.difference(&own) {
                // The phone's own check compares its rows with what its documents say.
                let row = phone.row(*document);
                let (fact, heads) = &ward[document];
                assert_eq!(row.map(|row| &row.fact), fact.as_ref(), "another record than the server's");
                assert_eq!(
                    row.and_then(|row| row.heads.as_ref()),
                    Some(heads),
                    "other heads than the server's"
                );
            }
            let whole = |place: &(DocumentId, Path)| !own.contains(&place.0);
            let mut expect = expect.clone();
            expect.retain(|place, _| whole(place));
            let listing = documents.difference(&own).filter(|id| lists(phone, **id));
            let listed = listing.flat_map(|id| listed(phone, *id));
            assert_eq!(listed.collect::<BTreeMap<_, _>>(), expect, "other conflicts than were written");
            assert_eq!(phone.ruled(), ruled, "other rulings than the ward's");
        }
        self.tally.packed += packed;
        self.tally.refused += refused.len() as u64;
        self.tally.conflicts += expect.len() as u64;
    }
}

/// Whether the phone's row says that the document has conflicts.
fn lists(phone: &Phone, document: DocumentId) -> bool {
    phone.row(document).is_some_and(|row| 0 < row.fact.conflicts)
}

type Listed = ((DocumentId, Path), BTreeSet<Value>);

fn listed(phone: &Phone, document: DocumentId) -> impl Iterator<Item = Listed> {
    let scalar = |path: &Path| super::words::is_scalar(path);
    phone.conflicts(document).into_iter().filter(move |conflict| scalar(&conflict.path)).map(
        move |conflict| {
            let values = conflict.alternatives.into_iter().map(|alternative| alternative.value).collect();
            ((document, conflict.path), values)
        },
    )
}

/// What a history ends with, apart from where it ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Everything that happened, in one number.
    pub told: u64,
    /// Everything that is stored, in one number.
    pub stored: u64,
}

impl World {
    /// What it ended with.
    pub(super) fn end(&self) -> End {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut stored = DefaultHasher::new();
        for cell in CELLS {
            let hashes = self.server.log(cell).into_iter().map(|change| change.receipt.hash);
            hashes.collect::<Vec<ChangeHash>>().hash(&mut stored);
        }
        End { told: self.told(), stored: stored.finish() }
    }
}
