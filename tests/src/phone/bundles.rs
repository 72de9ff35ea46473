//! Files in place of a road, as `app/src/state/carrying.rs` makes and takes them.

use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use shared::document::edit::Stamp;
use shared::id::Actor;
use shared::id::DocumentId;
use shared::record::Kind;
use shared::replica::aside::{DoneWith, done_with, enter_anew, in_order};
use shared::replica::carried::{Progress, Taken, drop_part, is_held, keep, take_in, told, unknown_sealer};
use shared::replica::news::{Held, next_number};
use shared::replica::{StoredChange, Table, change_key};
use shared::sync::bundle::{self, Bundle, BundleError, Part};
use shared::sync::engine::{Failure, Unsent};
use shared::sync::wire::{BundleResponse, DeviceKey, Fault, Push, VERSION};

use super::{DiskError, Phone, SOUND, decode};
use crate::network::Network;

/// The key of the phone that was drawn from `seed`.
pub(super) fn key_of(seed: u64) -> SigningKey {
    let mut secret = [1; 32];
    for (byte, of) in secret.iter_mut().zip(seed.to_be_bytes()) {
        *byte = of;
    }
    SigningKey::from_slice(&secret).expect("a number below the order of the curve")
}

/// Why a phone takes nothing out of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// It is not as it was sealed.
    File(BundleError),
    /// It is another organisation's.
    OtherBook,
}

/// What a phone knows of a part after it tried to bring it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Nothing: the ward did not answer.
    Nothing,
    /// Some of it waits, and it is brought again.
    Waits,
    /// The ward takes no more of it, but not all of it stands in the phone's
    /// tables: it is brought again when the program begins the next time.
    Refused,
    /// It is done with, and gone.
    Done,
}

impl From<BundleError> for NotTaken {
    fn from(error: BundleError) -> Self {
        Self::File(error)
    }
}

impl Phone {
    /// The key by which it seals files.
    pub fn sealing_key(&self) -> DeviceKey {
        let point = self.sealing.verifying_key().to_sec1_point(false);
        DeviceKey(point.as_bytes().try_into().expect("an uncompressed point"))
    }

    /// Loses its key with the browser's data, and draws another one.
    pub fn draw_key(&mut self) {
        self.sealing = key_of(self.dice.roll());
        self.told = None;
    }

    /// A part of a file with these pushes.
    pub fn seal(&self, push: Vec<Push>) -> Vec<u8> {
        let organisation = self.identity().organisation.clone();
        let bundle =
            Bundle { version: VERSION, organisation, device: self.device(), made_at: self.clock, push };
        let mut part = bundle.unsigned(&self.sealing_key());
        let signature: Signature = self.sealing.sign(&bundle::to_sign(&part));
        part.extend(signature.to_bytes());
        part
    }

    /// The file of what is not at the ward, with what it carries for others.
    pub fn file_of_unsent(&self) -> Vec<u8> {
        let own = self.memory.outbox.values().map(|entry| {
            let stored = self.tables.get(Table::Changes, &change_key(entry.document, entry.hash));
            decode::<StoredChange>(stored.unwrap_or_default()).unsent(entry.document, entry.kind)
        });
        self.file(bundle::pages(own))
    }

    /// The file of the whole book.
    pub fn file_of_book(&self) -> Vec<u8> {
        let kinds = self.memory.rows.iter().map(|(id, row)| (*id, row.fact.record.kind()));
        let all = kinds.flat_map(|(document, kind)| {
            let changes = in_order(self.changes(document)).into_iter();
            let goes = |one: &StoredChange| {
                one.refused.is_none() && (one.device == self.device() || one.receipt.is_some())
            };
            changes.filter(goes).map(move |one| (one.device, one.unsent(document, kind))).collect::<Vec<_>>()
        });
        let (own, others): (Vec<_>, Vec<_>) = all.partition(|(by, _)| *by == self.device());
        let pages = |all: Vec<(_, Unsent)>| bundle::pages(all.into_iter().map(|(_, one)| one));
        self.file(pages(others).into_iter().chain(pages(own)).collect())
    }

    fn file(&self, pages: Vec<Vec<Push>>) -> Vec<u8> {
        let carried = self.tables.all(Table::Bundles).map(|(_, part)| part.to_vec());
        let own = pages.into_iter().map(|push| self.seal(push));
        bundle::file(&carried.chain(own).collect::<Vec<_>>())
    }

    /// Takes a file in, all of it or nothing; gives how many changes are new and
    /// how many wait for others.
    ///
    /// # Errors
    /// Where nothing of it is taken.
    pub fn take_file(&mut self, file: &[u8]) -> Result<(usize, usize), NotTaken> {
        self.try_take_file(file).expect(SOUND)
    }

    /// As [`Phone::take_file`], on a disk that may fail.
    ///
    /// # Errors
    /// Outside where the disk fails, inside where nothing of the file is taken.
    pub fn try_take_file(&mut self, file: &[u8]) -> Result<Result<(usize, usize), NotTaken>, DiskError> {
        let push = match self.pushes_of(file) {
            Ok(push) => push,
            Err(not_taken) => return Ok(Err(not_taken)),
        };
        let parts = bundle::parts(file).expect("they were read before");
        let kept: Vec<_> = parts.iter().map(|part| keep(&part.name(), part.whole)).collect();
        let known = self.memory.rows.iter().map(|(id, row)| (*id, row.fact.record.kind()));
        let documents = known.map(|(id, kind)| (id, (kind, self.changes(id)))).collect();
        let (device, role) = (self.device(), self.role());
        let (outbox, ruled) = (&self.memory.outbox, &self.memory.ruled);
        let Taken { stored, new, waiting } = take_in(&push, Held { device, outbox, ruled, role, documents });
        self.commit(&[stored.writes, kept].concat())?;
        self.memory.rows.extend(stored.rows.into_iter().map(|row| (row.fact.document, row)));
        self.memory.outbox = stored.outbox;
        Ok(Ok((new, waiting)))
    }

    /// What a file brings, together with what waited in parts that came before.
    fn pushes_of(&self, file: &[u8]) -> Result<Vec<Push>, NotTaken> {
        let parts = bundle::parts(file)?;
        if !parts.iter().all(is_sealed) {
            return Err(BundleError::Damaged.into());
        }
        let bundles = parts.iter().map(Part::bundle).collect::<Result<Vec<_>, _>>()?;
        let own = self.identity().organisation.id;
        if bundles.iter().any(|one| one.organisation.id != own) {
            return Err(NotTaken::OtherBook);
        }
        let mut push: Vec<Push> = bundles.into_iter().flat_map(|one| one.push).collect();
        for (_, part) in self.tables.all(Table::Bundles) {
            let file = bundle::file(&[part]);
            push.extend(bundle::parts(&file)?.iter().flat_map(|part| part.bundle().expect("kept").push));
        }
        Ok(push)
    }

    /// How many parts of others it still brings.
    pub fn carried(&self) -> usize {
        self.tables.all(Table::Bundles).count()
    }

    /// The parts of others that it brings, each with its name.
    pub fn parts(&self) -> Vec<(String, Vec<u8>)> {
        self.tables.all(Table::Bundles).map(|(name, part)| (name.to_owned(), part.to_vec())).collect()
    }

    /// Brings what other phones sealed; says whether the ward is done with some of it.
    pub(super) fn bring_bundles(&mut self, network: &mut Network) -> Result<bool, DiskError> {
        let mut progress = false;
        for (name, part) in self.parts() {
            let token = self.identity().token.clone();
            let answers: Vec<Result<BundleResponse, Failure>> =
                network.put(&format!("/api/v1/bundles/{name}"), &token, &bundle::file(&[&part]));
            match self.hear_of(&part, answers.into_iter().next_back().unwrap_or(Err(Failure::NoRoad)))? {
                Heard::Nothing => break,
                Heard::Done => progress = true,
                Heard::Waits | Heard::Refused => {}
            }
        }
        Ok(progress)
    }

    /// Notes what the ward said to a part that it brought.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn hear_of(
        &mut self,
        part: &[u8],
        answer: Result<BundleResponse, Failure>,
    ) -> Result<Heard, DiskError> {
        use Fault::{Malformed, OtherOrganisation, TooLarge, UnknownKey};
        let file = bundle::file(&[part]);
        let own = self.device();
        let part = bundle::parts(&file).expect("kept").pop().expect("a file has a part");
        let bundle = part.bundle().expect("kept");
        let (news, done) = match answer {
            Ok(answer) => told(&bundle, answer, self.point(), own),
            Err(Failure::Fault(UnknownKey | OtherOrganisation | Malformed | TooLarge)) => {
                (unknown_sealer(&bundle, self.point(), own), Progress::Refused)
            }
            Err(_) => return Ok(Heard::Nothing),
        };
        let documents =
            bundle.push.iter().map(|push| (push.document, (push.kind, self.changes(push.document))));
        let is_done = match done {
            Progress::Waits => false,
            Progress::Stored => true,
            Progress::Refused => is_held(&bundle, &documents.collect(), own),
        };
        let also = if is_done { vec![drop_part(&part.name())] } else { vec![] };
        self.keep_with(&news, &also)?;
        Ok(match done {
            _ if is_done => Heard::Done,
            Progress::Refused => Heard::Refused,
            Progress::Waits | Progress::Stored => Heard::Waits,
        })
    }

    /// Enters anew what lies aside of a document.
    pub fn enter_anew(&mut self, document: DocumentId) {
        let kind = self.kind_of(document);
        let stamp = Stamp { actor: Actor::new(self.device(), self.dice.bytes()), at: self.clock };
        let number = next_number(&self.memory.outbox);
        let done = enter_anew(document, kind, &self.changes(document), stamp, number);
        self.have_done(document, done.expect("what lies aside can be read"));
    }

    /// Leaves it aside for good.
    pub fn leave_aside(&mut self, document: DocumentId) {
        let done = done_with(document, self.kind_of(document), &self.changes(document), self.clock);
        self.have_done(document, done.expect("what stands can be read"));
    }

    fn kind_of(&self, document: DocumentId) -> Kind {
        self.row(document).expect("the document has a row").fact.record.kind()
    }

    fn have_done(&mut self, document: DocumentId, done: DoneWith) {
        self.commit(&done.writes).expect(SOUND);
        self.memory.rows.insert(document, done.row);
        self.memory.outbox.extend(done.entry);
    }
}

/// Whether a part is sealed by the key in it, as a browser says it.
fn is_sealed(part: &Part<'_>) -> bool {
    let key = VerifyingKey::from_sec1_bytes(&part.key.0);
    let signature = Signature::from_slice(&part.signature);
    key.is_ok_and(|key| signature.is_ok_and(|signature| key.verify(&part.signed(), &signature).is_ok()))
}
