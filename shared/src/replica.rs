//! The phone's replica: what a phone keeps, and which writes keep it right.
//!
//! A store is eight tables of bytes by key. Nothing here touches a store: each
//! function takes what was read and gives the [`Write`]s that must happen
//! **together, in one durable transaction**. A change that has no receipt
//! stays in the **outbox**; no write ever deletes a change, but one that the
//! ward has may move into its document's pack ([`packed`]).
//!
//! | table | key | value |
//! |---|---|---|
//! | changes | document `/` hash | [`StoredChange`] |
//! | changes | document `/pack` | a list of them |
//! | outbox | number, counting up | [`OutboxEntry`] |
//! | rows | document | [`Row`] |
//! | settings | name | as the name says |
//! | photos | hash | the picture's bytes |
//! | photos-held | hash | [`photo::HeldPhoto`] |
//! | bundles | its name | a part of a file that this phone brings to the ward for another one |
//! | drafts | form `/` field | what is typed there and not saved; no record |

pub mod aside;
pub mod carried;
pub mod enrol;
pub mod news;
pub mod packed;
pub mod photo;
pub mod remake;
pub mod save;

use minicbor::{Decode, Encode};
use packed::Stands;

use crate::document::admission::Refusal;
use crate::document::conflict::conflicts;
use crate::document::read::read;
use crate::document::stored::Commit;
use crate::document::{Document, DocumentError};
use crate::id::{ChangeHash, DeviceNumber, DocumentId};
use crate::moment::Moment;
use crate::record::Kind;
use crate::sorted_map::SortedMap;
use crate::standing::facts::Fact;
use crate::sync::engine::Unsent;
use crate::sync::proof::Proof;
use crate::sync::wire::{Custody, Receipt};

/// One of the store's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Every change of every document this phone knows.
    Changes,
    /// Changes written here that have no receipt yet, the oldest first.
    Outbox,
    /// One row per document, for lists and standings.
    Rows,
    /// Who the phone is, where it stands, what the ward ruled.
    Settings,
    /// Pictures: the bytes alone.
    Photos,
    /// What is known of each of those pictures, so that lists need not read them.
    PhotosHeld,
    /// Parts of files of other phones that are yet to be brought to the ward.
    Bundles,
    /// What is typed into forms and not saved.
    Drafts,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 8] = [
        Self::Changes,
        Self::Outbox,
        Self::Rows,
        Self::Settings,
        Self::Photos,
        Self::PhotosHeld,
        Self::Bundles,
        Self::Drafts,
    ];

    /// The tables of the book: one transaction writes them together. Drafts are
    /// written beside it, so that neither waits for the other.
    pub const BOOK: [Self; 7] = [
        Self::Changes,
        Self::Outbox,
        Self::Rows,
        Self::Settings,
        Self::Photos,
        Self::PhotosHeld,
        Self::Bundles,
    ];

    /// The table's name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Outbox => "outbox",
            Self::Rows => "rows",
            Self::Settings => "settings",
            Self::Photos => "photos",
            Self::PhotosHeld => "photos-held",
            Self::Bundles => "bundles",
            Self::Drafts => "drafts",
        }
    }
}

/// The setting that holds the [`crate::sync::wire::EnrolRequest`] whose answer is not here yet.
pub const ENROLLING: &str = "enrolling";
/// The setting that holds the [`crate::sync::wire::Enrolled`] identity.
pub const IDENTITY: &str = "identity";
/// The setting that holds the [`crate::sync::wire::SyncPoint`].
pub const POINT: &str = "point";
/// The setting that holds the [`crate::ruling::SealedWard`].
pub const RULED: &str = "ruled";
/// The setting that holds the [`crate::sync::role::Role`]; a writer's where there is none.
pub const ROLE: &str = "role";
/// The setting that holds the [`remake::ROWS_VERSION`] of the program that made the rows.
pub const ROWS_MADE: &str = "rows_made";

/// The setting that holds the browser's pair of keys by which the phone seals files: no bytes.
pub const SEALING: &str = "sealing";

/// The setting that holds random bytes by which a store is known again.
pub const STORE: &str = "store";

/// One write of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Puts a value, over an older one if there is one.
    Put(Table, String, Vec<u8>),
    /// Takes a key out of the table.
    Delete(Table, String),
}

/// A change as the phone keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct StoredChange {
    /// The change's hash.
    #[n(0)]
    pub hash: ChangeHash,
    /// The device that wrote it.
    #[n(1)]
    pub device: DeviceNumber,
    /// The ward's receipt, if it has one.
    #[n(2)]
    pub receipt: Option<Receipt>,
    /// Why the ward refused it, if it did.
    #[n(3)]
    pub refused: Option<Refusal>,
    /// The change's chunk.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub chunk: Vec<u8>,
    /// Where the ward refused it and keeps it all the same: what becomes of it.
    #[n(5)]
    pub custody: Option<Custody>,
    /// The ward's signature on its receipt.
    #[n(6)]
    pub proof: Option<Proof>,
    /// Where the ward refused it and a person has done with it: when they
    /// entered it anew or laid it aside for good.
    #[n(7)]
    pub done_with: Option<Moment>,
    /// Where the ward said which changes of what it refused are at fault: whether
    /// this is one of them.
    #[n(8)]
    pub at_fault: Option<bool>,
    /// How it stands in the store from which it was read.
    #[cbor(skip)]
    pub stands: Stands,
}

impl StoredChange {
    /// The change as it is sent.
    pub fn unsent(self, document: DocumentId, kind: Kind) -> Unsent {
        Unsent { document, kind, commit: Commit { hash: self.hash, chunk: self.chunk } }
    }

    /// Whether the ward refused it and nobody has done with it yet.
    pub fn is_open(&self) -> bool {
        self.refused.is_some() && self.done_with.is_none()
    }

    /// A change of which the ward knows nothing yet.
    pub fn new(hash: ChangeHash, device: DeviceNumber, chunk: Vec<u8>) -> Self {
        Self {
            hash,
            device,
            receipt: None,
            refused: None,
            chunk,
            custody: None,
            proof: None,
            done_with: None,
            at_fault: None,
            stands: Stands::Alone,
        }
    }
}

/// A change that waits for its receipt.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct OutboxEntry {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// The document's kind.
    #[n(1)]
    pub kind: Kind,
    /// The change.
    #[n(2)]
    pub hash: ChangeHash,
    /// When it was saved here.
    #[n(3)]
    pub saved_at: Moment,
    /// How many bytes the change has. None in an entry that an older program made.
    #[n(4)]
    pub bytes: Option<u32>,
}

impl OutboxEntry {
    /// The entry of `change`, which was saved at that moment.
    pub fn of(document: DocumentId, kind: Kind, change: &StoredChange, saved_at: Moment) -> Self {
        let bytes = u32::try_from(change.chunk.len()).ok();
        Self { document, kind, hash: change.hash, saved_at, bytes }
    }
}

/// What lists show of a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Row {
    /// The record and what is known about its document.
    #[n(0)]
    pub fact: Fact,
    /// Changes of it that have no receipt.
    #[n(1)]
    pub unsent: u32,
    /// Why the ward refused changes of it, if it did.
    #[n(2)]
    pub refused: Option<Refusal>,
    /// The document's heads: what a form that begins with this row has seen.
    /// None in a row that an older program made.
    #[n(3)]
    pub heads: Option<Vec<ChangeHash>>,
    /// Where the ward refused changes of it and keeps them: what becomes of them.
    #[n(4)]
    pub custody: Option<Custody>,
}

impl Row {
    /// The row of the document made of `changes`.
    pub fn of(document: DocumentId, open: &Document, changes: &[StoredChange]) -> Self {
        let meta = open.automerge().get_changes_meta(&[]);
        let written = meta.iter().map(|change| change.timestamp).max().unwrap_or(0);
        let found = u32::try_from(conflicts(open).len()).unwrap_or(u32::MAX);
        let unsent =
            changes.iter().filter(|change| change.receipt.is_none() && change.refused.is_none()).count();
        Self {
            fact: Fact {
                document,
                record: read(open),
                conflicts: found,
                written_at: Moment::from_millis(written.saturating_mul(1000)),
                received_at: changes
                    .iter()
                    .filter_map(|change| change.receipt)
                    .map(|receipt| receipt.at)
                    .max(),
            },
            unsent: u32::try_from(unsent).unwrap_or(u32::MAX),
            refused: changes.iter().filter(|change| change.is_open()).find_map(|change| change.refused),
            heads: Some(open.heads()),
            custody: word_of_ward(changes),
        }
    }
}

/// What the ward says of those of `changes` that it keeps: as long as one waits,
/// that; the order in which they are read makes no difference.
fn word_of_ward(changes: &[StoredChange]) -> Option<Custody> {
    let open = changes.iter().filter(|change| change.is_open());
    let kept = open.filter_map(|change| Some((change.custody.as_ref()?, change.hash)));
    kept.min_by_key(|(custody, hash)| (**custody != Custody::Waits, *hash))
        .map(|(custody, _)| custody.clone())
}

/// Opens the document made of `changes`, without what the ward refused
/// ([`aside::standing`]).
pub fn open(kind: Kind, changes: &[StoredChange]) -> Result<Document, DocumentError> {
    Document::open(kind, aside::standing(changes).into_iter().map(|change| change.chunk.as_slice()))
}

/// When the server received those of `changes` that have a receipt, for
/// [`crate::document::history::history`].
pub fn received(changes: &[StoredChange]) -> SortedMap<ChangeHash, Moment> {
    changes.iter().filter_map(|change| Some((change.hash, change.receipt?.at))).collect()
}

/// The key of a change; all changes of a document share the part up to the slash.
pub fn change_key(document: DocumentId, hash: ChangeHash) -> String {
    format!("{document}/{hash}")
}

/// The key of the outbox entry with this number.
pub fn outbox_key(number: u64) -> String {
    format!("{number:016x}")
}

/// Writes a value as the tables hold it.
pub fn encode(value: &impl Encode<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    match minicbor::encode(value, &mut bytes) {
        Ok(()) => bytes,
        Err(error) => match error.into_write() {
            Some(never) => match never {},
            None => bytes,
        },
    }
}

fn put_change(document: DocumentId, change: &StoredChange) -> Write {
    Write::Put(Table::Changes, change_key(document, change.hash), encode(change))
}

fn put_row(row: &Row) -> Write {
    Write::Put(Table::Rows, row.fact.document.to_string(), encode(row))
}
