//! A phone made of its real parts, with tables in memory instead of a browser.
//!
//! What `app/src/state` does with signals and promises is done here in the
//! same order without them: `save` as in `saving.rs`, `sync` as in
//! `syncing.rs` and `uploading.rs`, `restart` as in `boot.rs`, `retry` as in `record.rs`.

#![expect(clippy::expect_used, clippy::panic, reason = "a harness that fails has to end its test")]

mod bundles;
mod held;
mod photos;
mod steps;
mod sync;
mod tables;

use minicbor::Decode;
use p256::ecdsa::SigningKey;
use shared::document::edit::{Edit, Stamp};
use shared::id::{Actor, ChangeHash, DeviceNumber, DocumentId, EntryId, MemberId, PhotoHash};
use shared::moment::Moment;
use shared::record::Kind;
use shared::replica::enrol;
use shared::replica::news::{Held, next_number, retry_refused};
use shared::replica::photo::HeldPhoto;
use shared::replica::save::{Seen, save_over};
use shared::replica::{
    ENROLLING, IDENTITY, OutboxEntry, RULED, Row, StoredChange, Table, Write, change_key, encode, open,
    outbox_key,
};
use shared::ruling::SealedWard;
use shared::sorted_map::SortedMap;
use shared::sync::engine::{Engine, Failure};
use shared::sync::gate;
use shared::sync::photos::Uploads;
use shared::sync::wire::{EnrolRequest, Enrolled, Epoch, Fault};

use crate::dice::Dice;
use crate::network::Network;
use crate::town::BEGIN;

pub use bundles::{Heard, NotTaken};
pub use sync::Ended;
use tables::Tables;
pub use tables::{DiskError, DiskFault};

/// What a disk does that was not told to fail.
const SOUND: &str = "the disk takes what is written";

/// The phone of a cell.
pub struct Phone {
    tables: Tables,
    memory: Memory,
    engine: Engine,
    uploads: Uploads,
    /// The actor of this session, drawn with its first change.
    actor: Option<Actor>,
    dice: Dice,
    /// The names of requests, apart, so that what is written does not depend on
    /// how often it had to be sent.
    names: Dice,
    clock: Moment,
    /// By which it seals files; the browser keeps it apart from all else.
    sealing: SigningKey,
    /// The epoch in which the ward was told by which key.
    told: Option<Epoch>,
}

/// What the pages see without opening the store: gone when the phone is closed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Memory {
    identity: Option<Enrolled>,
    ruled: SealedWard,
    rows: SortedMap<DocumentId, Row>,
    outbox: SortedMap<String, OutboxEntry>,
    held: SortedMap<PhotoHash, HeldPhoto>,
}

impl Phone {
    /// A phone that belongs to nobody yet. What it draws, and by how much its
    /// clock is wrong (up to a day), follow from the seed.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let skew = i64::try_from(dice.roll() % 172_800_000).expect("two days fit") - 86_400_000;
        Self {
            tables: Tables::default(),
            memory: Memory::default(),
            engine: Engine::default(),
            uploads: Uploads::default(),
            actor: None,
            names: Dice::new(dice.roll()),
            // A key of its own, and nothing drawn for it: what is drawn stays as it was.
            sealing: bundles::key_of(seed),
            told: None,
            dice,
            clock: BEGIN.plus_millis(skew),
        }
    }

    /// A phone of the cell, enrolled while nothing happens on the road.
    pub fn of(organisation: &str, seed: u64, network: &mut Network) -> Self {
        let mut phone = Self::new(seed);
        let code = network.server.code(organisation);
        phone.enrol(&code, network).expect("the code is good");
        phone
    }

    /// A copy of the phone as it is stored now, put on a phone of its own: what
    /// is drawn there follows from another seed.
    pub fn copy(&self, seed: u64) -> Self {
        let mut copy = Self { tables: self.tables.clone(), clock: self.clock, ..Self::new(seed) };
        copy.restart();
        copy
    }

    /// Asks to become a cell's phone.
    pub fn enrol(&mut self, code: &str, network: &mut Network) -> Result<(), Failure> {
        let request = self.ask_to_enrol(code).expect(SOUND);
        let arrived = network.post("/api/v1/enrol", None, &request).pop();
        self.take_identity(arrived.unwrap_or(Err(Failure::NoRoad))?).expect(SOUND)
    }

    /// The request to become a cell's phone, stored before it is sent.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn ask_to_enrol(&mut self, code: &str) -> Result<EnrolRequest, DiskError> {
        let before = self.tables.get(Table::Settings, ENROLLING).map(decode);
        let identity = self.memory.identity.as_ref();
        let (request, writes) =
            enrol::attempt(before, identity, code, self.dice.bytes(), Some(self.sealing_key()));
        self.commit(&writes)?;
        Ok(request)
    }

    /// Is from now on who the ward says it is.
    ///
    /// # Errors
    /// Outside where the disk fails, inside where the ward answered for another organisation.
    pub fn take_identity(&mut self, enrolled: Enrolled) -> Result<Result<(), Failure>, DiskError> {
        match self.memory.identity.clone() {
            None => self.commit(&enrol::enrolled(&enrolled))?,
            Some(before) => {
                if let Err(failure) = self.enrol_anew(&before, &enrolled)? {
                    return Ok(Err(failure));
                }
            }
        }
        self.memory.identity = Some(enrolled);
        Ok(Ok(()))
    }

    /// Keeps the book under a new identity; nothing is written where it is
    /// another organisation's.
    fn enrol_anew(
        &mut self,
        before: &Enrolled,
        enrolled: &Enrolled,
    ) -> Result<Result<(), Failure>, DiskError> {
        let kinds = self.memory.rows.iter().map(|(id, row)| (*id, row.fact.record.kind()));
        let documents = kinds.map(|(id, kind)| (id, (kind, self.changes(id)))).collect();
        let (outbox, ruled) = (&self.memory.outbox, &self.memory.ruled);
        let held = Held { device: before.device, outbox, ruled, role: self.role(), documents };
        let Ok(stored) = enrol::enrolled_anew(before, enrolled, self.point(), held, self.clock) else {
            return Ok(Err(Failure::Fault(Fault::OtherOrganisation)));
        };
        self.commit(&stored.writes)?;
        self.memory.rows.extend(stored.rows.into_iter().map(|row| (row.fact.document, row)));
        self.memory.outbox = stored.outbox;
        // The number may be another one, and so the session's actor is.
        self.actor = None;
        Ok(Ok(()))
    }

    /// The device it is.
    pub fn device(&self) -> DeviceNumber {
        self.identity().device
    }

    /// Who it is.
    pub fn identity(&self) -> &Enrolled {
        self.memory.identity.as_ref().expect("the phone is enrolled")
    }

    /// Moves the phone's clock; back, too.
    pub fn pass(&mut self, millis: i64) {
        self.clock = self.clock.plus_millis(millis);
    }

    /// A fresh document's id.
    pub fn new_document(&mut self) -> DocumentId {
        DocumentId::new(self.clock, self.dice.bytes())
    }

    /// The id of the document that the cell keeps for `key`.
    pub fn natural(&self, key: &str) -> DocumentId {
        DocumentId::natural(self.identity().organisation.id, key)
    }

    /// A fresh member's id.
    pub fn new_member(&mut self) -> MemberId {
        MemberId::from_bytes(self.dice.bytes())
    }

    /// A fresh id for a line of progress.
    pub fn new_entry(&mut self) -> EntryId {
        EntryId::from_bytes(self.dice.bytes())
    }

    /// Saves edits as one change and gives its hash; `None` where the document
    /// says all of it already.
    pub fn write(&mut self, document: DocumentId, kind: Kind, edits: &[Edit]) -> Option<ChangeHash> {
        self.write_with(document, kind, None, edits, &[]).expect(SOUND)
    }

    /// As [`Phone::write`], by a form that has seen no more of the document
    /// than its `heads`.
    pub fn write_over(
        &mut self,
        document: DocumentId,
        kind: Kind,
        heads: &[ChangeHash],
        edits: &[Edit],
    ) -> Option<ChangeHash> {
        self.try_write(document, kind, Some(heads), edits).expect(SOUND)
    }

    /// As [`Phone::write`] or [`Phone::write_over`], on a disk that may fail.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn try_write(
        &mut self,
        document: DocumentId,
        kind: Kind,
        heads: Option<&[ChangeHash]>,
        edits: &[Edit],
    ) -> Result<Option<ChangeHash>, DiskError> {
        let fresh = Actor::new(self.device(), self.dice.bytes());
        let seen = heads.map(|heads| Seen { heads, fresh });
        self.write_with(document, kind, seen, edits, &[])
    }

    /// As [`Phone::write`], with writes that happen before it and together with it.
    fn write_with(
        &mut self,
        document: DocumentId,
        kind: Kind,
        seen: Option<Seen<'_>>,
        edits: &[Edit],
        before: &[Write],
    ) -> Result<Option<ChangeHash>, DiskError> {
        // Between two writes some time passes.
        self.pass(1_000);
        let stamp = Stamp { actor: self.session(), at: self.clock };
        let number = next_number(&self.memory.outbox);
        let saved = save_over(document, kind, &self.changes(document), seen, edits, stamp, number)
            .expect("the document takes the edits");
        let Some(saved) = saved else { return Ok(None) };
        self.commit(&[before, &saved.writes].concat())?;
        self.memory.rows.insert(document, saved.row);
        self.memory.outbox.insert(saved.entry.0, saved.entry.1);
        Ok(Some(saved.change.hash))
    }

    /// Makes all of `writes` in one transaction. After a failure nobody knows
    /// whether they are there, and what is shown is read again.
    fn commit(&mut self, writes: &[Write]) -> Result<(), DiskError> {
        self.tables.write(writes).inspect_err(|_| {
            self.actor = None;
            self.memory = self.remember();
        })
    }

    /// Writes one value; see [`Phone::write`].
    pub fn put(&mut self, document: DocumentId, kind: Kind, edit: Edit) -> Option<ChangeHash> {
        self.write(document, kind, &[edit])
    }

    /// The actor of this session.
    pub fn session(&mut self) -> Actor {
        let device = self.device();
        *self.actor.get_or_insert_with(|| Actor::new(device, self.dice.bytes()))
    }

    /// Puts a chunk into the store and the outbox that this program would not
    /// have written. Its document must still open, or its row stays as it was.
    pub fn plant(&mut self, document: DocumentId, kind: Kind, hash: ChangeHash, chunk: Vec<u8>) {
        let change = StoredChange::new(hash, self.device(), chunk);
        let entry = OutboxEntry::of(document, kind, &change, self.clock);
        let key = outbox_key(next_number(&self.memory.outbox));
        let mut writes = vec![
            Write::Put(Table::Changes, change_key(document, hash), encode(&change)),
            Write::Put(Table::Outbox, key.clone(), encode(&entry)),
        ];
        let mut changes = self.changes(document);
        changes.push(change);
        if let Ok(opened) = open(kind, &changes) {
            let row = Row::of(document, &opened, &changes);
            writes.push(Write::Put(Table::Rows, document.to_string(), encode(&row)));
            self.memory.rows.insert(document, row);
        }
        self.memory.outbox.insert(key, entry);
        self.commit(&writes).expect(SOUND);
    }

    /// Tries again what the ward refused in one document.
    pub fn retry(&mut self, document: DocumentId) {
        let Some(kind) = self.row(document).map(|row| row.fact.record.kind()) else { return };
        let changes = self.changes(document);
        let (writes, outbox, changes) =
            retry_refused(document, kind, &changes, &self.memory.outbox, self.clock);
        self.commit(&writes).expect(SOUND);
        let opened = open(kind, &changes).expect("the document opens");
        self.memory.rows.insert(document, Row::of(document, &opened, &changes));
        self.memory.outbox = outbox;
    }

    /// Closes the phone, whatever it is doing, and opens it again: nothing is
    /// left but the tables.
    pub fn restart(&mut self) {
        self.told = None;
        self.engine = Engine::default();
        self.uploads = Uploads::default();
        self.actor = None;
        self.memory = self.remember();
    }

    /// Its person clears the site's data while the app is open, and it begins
    /// a new store with what it still knows, as `restoring.rs` does.
    pub fn lose_store(&mut self) {
        self.tables = Tables::default();
        self.commit(&enrol::restored(self.identity(), &self.memory.ruled)).expect(SOUND);
        self.restart();
    }

    /// What a start reads from the tables.
    fn remember(&self) -> Memory {
        let setting = |name| self.tables.get(Table::Settings, name);
        let rows = self.tables.all(Table::Rows).map(|(_, bytes)| decode::<Row>(bytes));
        let outbox = self.tables.all(Table::Outbox).map(|(key, bytes)| (key.to_owned(), decode(bytes)));
        let held = self.tables.all(Table::PhotosHeld);
        let held = held.map(|(key, bytes)| (key.parse().expect("a hash"), decode(bytes)));
        Memory {
            held: held.collect(),
            identity: setting(IDENTITY).map(decode),
            ruled: setting(RULED).map(decode).unwrap_or_default(),
            rows: rows.map(|row| (row.fact.document, row)).collect(),
            outbox: outbox.collect(),
        }
    }

    /// Whether the pages show what the tables hold, and every row what its
    /// document says.
    ///
    /// # Panics
    /// Where they differ.
    pub fn check(&self) {
        assert_eq!(self.memory, self.remember(), "the pages show something else than the tables hold");
        for (document, row) in &self.memory.rows {
            let changes = self.changes(*document);
            let opened = open(row.fact.record.kind(), &changes).expect("the document opens");
            assert_eq!(*row, Row::of(*document, &opened, &changes));
        }
        for (hash, held) in &self.memory.held {
            let bytes = self.picture(*hash).expect("what is known of a picture stands beside it");
            assert_eq!((PhotoHash::of(&bytes), bytes.len()), (*hash, held.bytes as usize));
        }
        for entry in self.memory.outbox.values() {
            let change = self.changes(entry.document).into_iter().find(|change| change.hash == entry.hash);
            let change = change.expect("a change of the outbox is in the store");
            assert_eq!((change.receipt, change.refused), (None, None), "{:?} needs no sending", entry.hash);
        }
    }
}

/// The name of the change in a chunk that is well made.
pub fn name_of(chunk: &[u8]) -> ChangeHash {
    gate::check(chunk).expect("a chunk that passes the gate").hash
}

fn decode<T: for<'b> Decode<'b, ()>>(bytes: &[u8]) -> T {
    minicbor::decode(bytes).expect("the tables hold what was put there")
}
