//! What was written, whatever became of it: the judge's own book.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::edit::{Path, Value};
use shared::id::{ChangeHash, DocumentId};

use super::words::{Spot, is_scalar};

/// One change that stood on a phone's disk.
pub struct Written {
    /// The phone.
    pub device: usize,
    /// Its cell.
    pub cell: usize,
    /// The document.
    pub document: DocumentId,
    /// Where, and what.
    pub spot: Spot,
    /// The change.
    pub hash: ChangeHash,
    /// The changes of the document that its writer knew.
    pub seen: BTreeSet<ChangeHash>,
}

/// Everything that was written.
#[derive(Default)]
pub struct Ledger {
    /// The changes.
    pub written: Vec<Written>,
    /// Changes for which a phone stored a receipt.
    pub receipted: BTreeSet<ChangeHash>,
    /// Changes without a receipt whose only phone was put back from an older
    /// copy: they are there in the end if the server had them.
    pub doubtful: BTreeSet<ChangeHash>,
    /// Changes that the ward kept and accepted.
    pub accepted: BTreeSet<ChangeHash>,
}

/// Which values stand where.
pub type Standing = BTreeMap<(DocumentId, Path), BTreeSet<Value>>;

impl Ledger {
    /// Whether this phone wrote the change.
    pub fn is_by(&self, hash: ChangeHash, device: usize) -> bool {
        self.written.iter().any(|one| one.hash == hash && one.device == device)
    }

    /// The changes of a cell.
    pub fn of(&self, cell: usize) -> BTreeSet<ChangeHash> {
        self.written.iter().filter(|one| one.cell == cell).map(|one| one.hash).collect()
    }

    /// Where more than one value stands, by what was written and stored alone:
    /// each value that nobody who knew of it wrote over. Long texts are left
    /// out: shared's own tests hold those.
    pub fn disagreements(&self, stored: &BTreeSet<ChangeHash>) -> Standing {
        let stored: Vec<_> = self.written.iter().filter(|one| stored.contains(&one.hash)).collect();
        let mut standing = Standing::new();
        for one in stored.iter().filter(|one| is_scalar(&one.spot.path)) {
            let over = |other: &&&Written| {
                other.document == one.document
                    && other.spot.path == one.spot.path
                    && other.seen.contains(&one.hash)
            };
            if !stored.iter().any(|other| over(&other)) {
                let place = (one.document, one.spot.path.clone());
                standing.entry(place).or_default().insert(one.spot.value.clone());
            }
        }
        standing.retain(|_, values| 1 < values.len());
        standing
    }
}
