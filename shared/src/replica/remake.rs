//! Making the rows anew after an update of the program.
//!
//! A row holds what a document says as far as the program that wrote it could
//! read it. A newer one reads more, and so makes every row again, once.

use super::{ROWS_MADE, Row, StoredChange, Table, Write, encode, open, put_row};
use crate::id::DocumentId;
use crate::sorted_map::SortedMap;

/// Counts up whenever a row would be read otherwise from the same changes.
pub const ROWS_VERSION: u32 = 5;

/// The rows as this program reads them, and what must be written. `changes`
/// holds those of every document. A document that cannot be opened keeps the
/// row it has.
pub fn remake(
    rows: &SortedMap<DocumentId, Row>,
    changes: &SortedMap<DocumentId, Vec<StoredChange>>,
) -> (SortedMap<DocumentId, Row>, Vec<Write>) {
    let mut made = rows.clone();
    let mut writes = Vec::new();
    for (document, row) in made.iter_mut() {
        let changes = changes.get(document).map(Vec::as_slice).unwrap_or_default();
        let Ok(opened) = open(row.fact.record.kind(), changes) else { continue };
        let fresh = Row::of(*document, &opened, changes);
        if fresh != *row {
            writes.push(put_row(&fresh));
            *row = fresh;
        }
    }
    writes.push(Write::Put(Table::Settings, ROWS_MADE.to_owned(), encode(&ROWS_VERSION)));
    (made, writes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::document::edit::{Edit, Stamp, Value};
    use crate::id::{Actor, DeviceNumber};
    use crate::moment::Moment;
    use crate::record::{Kind, Record};

    #[test]
    fn a_row_says_what_its_document_says_and_one_that_cannot_be_opened_stays() {
        let actor = Actor::new(DeviceNumber(1), [1; 12]);
        let mut document = Document::begin(Kind::Task).unwrap();
        let before = Row::of(DocumentId::from_bytes([1; 16]), &document, &[]);
        let edits = [Edit::field("what", Value::text("Gieo ngô đông"))];
        let stamp = Stamp { actor, at: Moment::from_millis(0) };
        let commit = document.commit(&edits, stamp).unwrap().unwrap();
        let stored = |chunk: Vec<u8>| {
            let device = DeviceNumber(1);
            vec![StoredChange::new(commit.hash, device, chunk)]
        };
        let (good, broken) = (DocumentId::from_bytes([1; 16]), DocumentId::from_bytes([2; 16]));
        let rows = [(good, before.clone()), (broken, before.clone())].into();
        let changes = [(good, stored(commit.chunk.clone())), (broken, stored(vec![0; 8]))].into();
        let (made, writes) = remake(&rows, &changes);
        assert!(matches!(&made[&good].fact.record, Record::Task(task) if task.what == "Gieo ngô đông"));
        assert_eq!(made[&good].unsent, 1);
        assert_eq!(made[&broken], before);
        assert_eq!(writes.len(), 2);
        assert_eq!(remake(&made, &changes).1.len(), 1);
    }
}
