//! Packing a document's changes into one row.
//!
//! A row for each change is what can be added to without touching anything; but
//! a hundred of them are slow to read on a cheap phone, and each costs its key
//! again. So those that are **settled** (the ward has them, and nothing else is
//! to be said of them) are put together into one row once there are some, and
//! their own rows are taken out, in one transaction. A change without a receipt
//! is never packed.
//!
//! What is later said of a packed change, such as that its receipt no longer
//! counts, is written as a row of its own, which then stands for it.

use super::{StoredChange, Table, Write, change_key, encode};
use crate::id::DocumentId;

/// Settled changes with rows of their own that are packed together: fewer are
/// read fast enough, and a pack is written anew each time.
pub const MOST_LOOSE: usize = 8;

/// What stands in the place of a hash in the key of a pack.
const PACK: &str = "pack";

/// How a change stands in the store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stands {
    /// In a row of its own.
    #[default]
    Alone,
    /// In its document's pack.
    Packed,
}

/// The changes of one document, from the rows of the table that are its own.
///
/// # Errors
/// The key of the row that cannot be read, and why.
pub fn unpack<'a>(
    rows: impl Iterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<StoredChange>, (&'a str, minicbor::decode::Error)> {
    let (mut changes, mut pack): (Vec<StoredChange>, Vec<StoredChange>) = (Vec::new(), Vec::new());
    for (key, bytes) in rows {
        if key.ends_with(PACK) {
            pack = minicbor::decode(bytes).map_err(|error| (key, error))?;
        } else {
            changes.push(minicbor::decode(bytes).map_err(|error| (key, error))?);
        }
    }
    let alone = changes.len();
    for packed in pack {
        if changes.iter().take(alone).all(|change| change.hash != packed.hash) {
            changes.push(StoredChange { stands: Stands::Packed, ..packed });
        }
    }
    Ok(changes)
}

/// What packs the settled of `changes`, which are all of the document's; empty
/// while too few of them stand alone.
pub(super) fn pack(document: DocumentId, changes: &mut [StoredChange]) -> Vec<Write> {
    let alone = |change: &StoredChange| change.stands == Stands::Alone && is_settled(change);
    if changes.iter().filter(|change| alone(change)).count() < MOST_LOOSE {
        return Vec::new();
    }
    let mut writes: Vec<_> = Vec::new();
    for change in changes.iter_mut().filter(|change| alone(change)) {
        change.stands = Stands::Packed;
        writes.push(Write::Delete(Table::Changes, change_key(document, change.hash)));
    }
    let packed = changes.iter().filter(|change| change.stands == Stands::Packed && is_settled(change));
    let packed: Vec<_> = packed.collect();
    writes.push(Write::Put(Table::Changes, format!("{document}/{PACK}"), encode(&packed)));
    writes
}

/// Whether the ward has it, and nothing else is to be said of it.
pub(super) fn is_settled(change: &StoredChange) -> bool {
    change.receipt.is_some() && change.refused.is_none() && change.custody.is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::admission::Refusal;
    use crate::id::{ChangeHash, DeviceNumber};
    use crate::moment::Moment;
    use crate::sync::wire::Receipt;
    use std::collections::BTreeMap;

    const DOCUMENT: DocumentId = DocumentId::from_bytes([7; 16]);

    fn change(byte: u8, has_receipt: Option<u64>, refused: Option<Refusal>) -> StoredChange {
        let hash = ChangeHash::from_bytes([byte; 32]);
        let receipt = has_receipt.map(|seq| Receipt { hash, seq, at: Moment::from_millis(1) });
        StoredChange { receipt, refused, ..StoredChange::new(hash, DeviceNumber(1), vec![byte; 9]) }
    }

    /// A table as a phone has it.
    #[derive(Default)]
    struct Rows(BTreeMap<String, Vec<u8>>);

    impl Rows {
        fn write(&mut self, writes: Vec<Write>) {
            for write in writes {
                match write {
                    Write::Put(Table::Changes, key, value) => drop(self.0.insert(key, value)),
                    Write::Delete(Table::Changes, key) => drop(self.0.remove(&key)),
                    other => panic!("{other:?}"),
                }
            }
        }

        fn read(&self) -> Vec<StoredChange> {
            unpack(self.0.iter().map(|(key, value)| (key.as_str(), value.as_slice()))).unwrap()
        }
    }

    #[test]
    fn few_stay_alone_and_what_has_no_receipt_does() {
        let mut changes: Vec<_> = (1..=7).map(|byte| change(byte, Some(byte.into()), None)).collect();
        changes.extend((20..40).map(|byte| change(byte, None, None)));
        assert_eq!(pack(DOCUMENT, &mut changes), []);
        changes.push(change(8, Some(8), None));
        let writes = pack(DOCUMENT, &mut changes);
        assert_eq!(writes.len(), 9);
        let touched = |byte: u8| {
            let key = change_key(DOCUMENT, ChangeHash::from_bytes([byte; 32]));
            writes.contains(&Write::Delete(Table::Changes, key))
        };
        assert!((1..=8).all(touched) && !(20..40).any(touched));
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named() {
        let rows = [("x/pack", [0xff].as_slice())];
        assert_eq!(unpack(rows.into_iter()).unwrap_err().0, "x/pack");
    }

    proptest! {
        /// However often and whatever was packed between, the same changes are read.
        #[test]
        fn what_is_written_is_read(
            said in prop::collection::vec((0_u8..40, prop::option::of(1_u64..9), any::<bool>(), any::<bool>()), 1..200)
        ) {
            let (mut rows, mut expect) = (Rows::default(), BTreeMap::new());
            for (byte, receipt, is_refused, packs) in said {
                let refused = is_refused.then_some(Refusal::ForeignActor);
                let written = change(byte, receipt, refused);
                rows.write(vec![super::super::put_change(DOCUMENT, &written)]);
                expect.insert(written.hash, written);
                if packs {
                    let mut all = rows.read();
                    rows.write(pack(DOCUMENT, &mut all));
                }
                let alone = |change: StoredChange| StoredChange { stands: Stands::Alone, ..change };
                let read: BTreeMap<_, _> = rows.read().into_iter().map(|c| (c.hash, alone(c))).collect();
                prop_assert_eq!(&read, &expect);
                for kept in rows.read().iter().filter(|change| change.stands == Stands::Packed) {
                    prop_assert!(is_settled(kept));
                }
            }
        }
    }
}
