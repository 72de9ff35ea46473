//! Bringing to the ward what other phones sealed, and the files themselves.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::id::{ChangeHash, DeviceNumber, DocumentId};
use shared::moment::Moment;
use shared::replica::aside::in_order;
use shared::replica::carried::{Progress, drop_part, is_held, keep, take_in, told, unknown_sealer};
use shared::replica::news::Held;
use shared::replica::{POINT, Table};
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;
use shared::sync::bundle::{self, Bundle, BundleError, FILE_ENDING, FILE_TYPE};
use shared::sync::engine::{Failure, Unsent};
use shared::sync::wire::{BundleResponse, Fault, Push, SyncPoint, VERSION};

use super::book::Book;
use super::syncing::{self, documents, keep_news, may_keep, show};
use super::writing::Writer;
use crate::file::Ready;
use crate::platform::{BrowserError, clock, http, sealing};

/// Brings what other phones sealed, once this phone's own text is at the ward.
pub fn wake(book: Book) {
    if book.writer.get_untracked() == Writer::Here {
        spawn_local(async move {
            // What could not be brought or noted stays, and is brought after the next sync.
            if matches!(bring(book).await, Ok(true)) {
                syncing::wake(book);
            }
        });
    }
}

/// Brings every part; says whether the ward is done with one of them, on which
/// other changes may have waited.
async fn bring(book: Book) -> Result<bool, CarryError> {
    let inner = book.inner.get_value();
    let life = inner.database.life();
    let identity = book.identity.get_untracked();
    let Some((own, token)) = identity.map(|identity| (identity.device, identity.token)) else {
        return Ok(false);
    };
    let mut progress = false;
    for (name, part) in inner.database.read_all(Table::Bundles).await? {
        let file = bundle::file(&[&part]);
        // It was read when it was taken in. What the ward has refused is not brought
        // again and again, but whenever the program begins.
        let was_refused = inner.refused_parts.borrow().contains(&name);
        let Some(bundle) = read(&file)?.pop().filter(|_| !was_refused) else { continue };
        let asked: SyncPoint = book.read_setting(POINT).await?.unwrap_or_default();
        let answer: Result<BundleResponse, Failure> =
            http::put(&format!("/api/v1/bundles/{name}"), &token, &file).await;
        let refused = match &answer {
            Ok(_) => false,
            Err(Failure::Fault(fault)) => matches!(
                fault,
                Fault::UnknownKey | Fault::OtherOrganisation | Fault::Malformed | Fault::TooLarge
            ),
            Err(Failure::NoRoad | Failure::Store) => false,
        };
        if answer.is_err() && !refused {
            break;
        }
        let _turn = inner.turn.lock().await;
        may_keep(book, life).await?;
        let point: SyncPoint = book.read_setting(POINT).await?.unwrap_or_default();
        if point.epoch != asked.epoch {
            // An answer of a former life of the server's store is no receipt in this one.
            break;
        }
        let (news, done) = match answer {
            Ok(answer) => told(&bundle, answer, point, own),
            Err(_) => (unknown_sealer(&bundle, point, own), Progress::Refused),
        };
        let is_done = match done {
            Progress::Waits => false,
            Progress::Stored => true,
            Progress::Refused => {
                inner.refused_parts.borrow_mut().push(name.clone());
                let mut kinds = book.kinds();
                kinds.retain(|document, _| bundle.push.iter().any(|push| push.document == *document));
                is_held(&bundle, &documents(book, kinds).await?, own)
            }
        };
        let also = if is_done { vec![drop_part(&name)] } else { Vec::new() };
        keep_news(book, &news, also).await?;
        progress |= is_done;
    }
    Ok(progress)
}

/// Everything that a file says, its seals not yet looked at.
fn read(file: &[u8]) -> Result<Vec<Bundle>, BundleError> {
    bundle::parts(file)?.iter().map(|part| part.bundle()).collect()
}

/// Why a file is not made, or nothing of one is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryError {
    /// The file is none, or not as it was sealed.
    File(BundleError),
    /// It is of the organisation with this name.
    OtherBook(String),
    /// This browser neither seals nor checks.
    NoKey,
    /// The phone's store, or the tab that writes, does not let it.
    Store(String),
}

impl From<BundleError> for CarryError {
    fn from(error: BundleError) -> Self {
        Self::File(error)
    }
}

impl From<BrowserError> for CarryError {
    fn from(error: BrowserError) -> Self {
        Self::Store(error.0)
    }
}

/// What goes into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    /// What is not at the ward.
    Unsent,
    /// Everything.
    Book,
}

/// One part of a file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The phone that sealed it.
    pub device: DeviceNumber,
    /// When, by its clock.
    pub made_at: Moment,
    /// How many changes it holds.
    pub changes: usize,
}

/// What a file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Its parts.
    pub came: Vec<Came>,
    /// Changes that are new here.
    pub new: usize,
    /// Changes that build on others that are in no file yet.
    pub waiting: usize,
}

impl Book {
    /// A sealed file of what this phone has, with the parts of other phones that
    /// it carries, and how many changes are in it.
    pub async fn seal(self, portion: Portion) -> Result<(Ready, usize), CarryError> {
        let inner = self.inner.get_value();
        let key = sealing::key(&inner.database).await.map_err(|_| CarryError::NoKey)?;
        let Some(identity) = self.identity.get_untracked() else { return Err(CarryError::NoKey) };
        let made_at = clock::now();
        let carried = inner.database.read_all(Table::Bundles).await?;
        let mut parts: Vec<Vec<u8>> = carried.into_iter().map(|(_, part)| part).collect();
        let mut count: usize =
            read(&bundle::file(&parts)).unwrap_or_default().iter().map(Bundle::changes).sum();
        let (others, own) = self.portion(portion, identity.device).await?;
        for push in bundle::pages(others.into_iter()).into_iter().chain(bundle::pages(own.into_iter())) {
            let organisation = identity.organisation.clone();
            let bundle = Bundle { version: VERSION, organisation, device: identity.device, made_at, push };
            count += bundle.changes();
            let mut part = bundle.unsigned(&key.public);
            part.extend(key.sign(&bundle::to_sign(&part)).await?);
            parts.push(part);
        }
        let bytes = bundle::file(&parts);
        if bundle::MOST_BYTES < bytes.len() {
            return Err(BundleError::TooLarge.into());
        }
        let day = made_at.date_in_vietnam().map(|day| day.to_string()).unwrap_or_default();
        let name = format!("{}-{}-{day}.{FILE_ENDING}", identity.organisation.code, identity.device);
        Ok((Ready { name, kind: FILE_TYPE, bytes }, count))
    }

    /// What others wrote and what this device wrote, each change after those of
    /// its writer that it builds on.
    async fn portion(
        self,
        portion: Portion,
        device: DeviceNumber,
    ) -> Result<(Vec<Unsent>, Vec<Unsent>), BrowserError> {
        let unsent: SortedSet<(DocumentId, ChangeHash)> = self
            .outbox
            .with_untracked(|outbox| outbox.values().map(|entry| (entry.document, entry.hash)).collect());
        let mut kinds = self.kinds();
        if portion == Portion::Unsent {
            kinds.retain(|document, _| unsent.iter().any(|(of, _)| of == document));
        }
        let (mut others, mut own) = (Vec::new(), Vec::new());
        for (document, (kind, changes)) in documents(self, kinds).await? {
            for change in in_order(changes) {
                let goes = match portion {
                    Portion::Unsent => unsent.contains(&(document, change.hash)),
                    // What others wrote and the ward has not is in the parts that are carried for them.
                    Portion::Book => {
                        change.refused.is_none() && (change.device == device || change.receipt.is_some())
                    }
                };
                let to = if change.device == device { &mut own } else { &mut others };
                if goes {
                    to.push(change.unsent(document, kind));
                }
            }
        }
        Ok((others, own))
    }

    fn kinds(self) -> SortedMap<DocumentId, shared::record::Kind> {
        self.rows.with_untracked(|rows| rows.iter().map(|(id, row)| (*id, row.fact.record.kind())).collect())
    }

    /// Takes a file of other phones in, all of it or nothing, and keeps its parts
    /// to bring them to the ward.
    pub async fn take_file(self, file: Vec<u8>) -> Result<TakenIn, CarryError> {
        let parts = bundle::parts(&file)?;
        for part in &parts {
            if !sealing::is_sealed(part).await.map_err(|_| CarryError::NoKey)? {
                return Err(BundleError::Damaged.into());
            }
        }
        let bundles = read(&file)?;
        let own = self.identity.get_untracked().ok_or(CarryError::NoKey)?;
        if let Some(other) = bundles.iter().find(|one| one.organisation.id != own.organisation.id) {
            return Err(CarryError::OtherBook(other.organisation.name.clone()));
        }
        let inner = self.inner.get_value();
        let life = inner.database.life();
        let taken = {
            let _turn = inner.turn.lock().await;
            may_keep(self, life).await?;
            let writes = parts.iter().map(|part| keep(&part.name(), part.whole));
            // What waited in parts that came before may be complete now.
            let mut push: Vec<Push> = bundles.iter().flat_map(|one| one.push.clone()).collect();
            for (_, part) in inner.database.read_all(Table::Bundles).await? {
                push.extend(read(&bundle::file(&[part]))?.into_iter().flat_map(|one| one.push));
            }
            let mut kinds = self.kinds();
            kinds.retain(|document, _| push.iter().any(|one| one.document == *document));
            let documents = documents(self, kinds).await?;
            let mut taken = self.outbox.with_untracked(|outbox| {
                self.ruled.with_untracked(|ruled| {
                    let held = Held {
                        device: own.device,
                        outbox,
                        ruled,
                        role: self.role.get_untracked(),
                        documents,
                    };
                    take_in(&push, held)
                })
            });
            taken.stored.writes.extend(writes);
            self.write(&taken.stored.writes).await?;
            show(self, taken.stored);
            // What was refused while it was not all here is to be heard of again.
            inner.refused_parts.borrow_mut().clear();
            TakenIn { came: bundles.iter().map(came).collect(), new: taken.new, waiting: taken.waiting }
        };
        syncing::wake(self);
        Ok(taken)
    }

    /// How many changes of other phones are yet to be brought.
    pub async fn carried(self) -> Result<usize, BrowserError> {
        let parts = self.inner.get_value().database.read_all(Table::Bundles).await?;
        let bundles = parts.iter().filter_map(|(_, part)| read(&bundle::file(&[part])).ok());
        Ok(bundles.flatten().map(|one| one.changes()).sum())
    }
}

fn came(bundle: &Bundle) -> Came {
    Came { device: bundle.device, made_at: bundle.made_at, changes: bundle.changes() }
}
