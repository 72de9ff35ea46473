//! Pictures on the phone, and which of them the ward has yet to get.
//!
//! A picture and its record are written together. What is known of a picture
//! names the **epoch** in which the ward confirmed it: where the server was put
//! back from a backup the epoch differs, and the phone offers it again.

use minicbor::{Decode, Encode};

use super::{Row, Table, Write, encode};
use crate::id::PhotoHash;
use crate::moment::Moment;
use crate::record::Record;
use crate::record::photo::Photo;
use crate::sorted_map::SortedMap;
use crate::sync::photos::Pending;
use crate::sync::wire::Epoch;

/// A picture whose bytes this phone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct HeldPhoto {
    /// How many bytes it has.
    #[n(0)]
    pub bytes: u32,
    /// When it was stored here.
    #[n(1)]
    pub saved_at: Moment,
    /// In which epoch the ward confirmed that it has all of it, if it did.
    #[n(2)]
    pub at_ward: Option<Epoch>,
}

/// What must be written so that the phone has a picture, before its record in
/// the same transaction.
pub fn hold(hash: PhotoHash, bytes: Vec<u8>, held: HeldPhoto) -> [Write; 2] {
    [Write::Put(Table::Photos, hash.to_string(), bytes), put_held(hash, held)]
}

/// What must be written when more is known of a picture.
pub fn put_held(hash: PhotoHash, held: HeldPhoto) -> Write {
    Write::Put(Table::PhotosHeld, hash.to_string(), encode(&held))
}

/// Every picture that this phone has, with the photo that names it, unless that
/// was removed.
pub fn shown<'a>(
    rows: impl IntoIterator<Item = &'a Row>,
    held: &'a SortedMap<PhotoHash, HeldPhoto>,
) -> impl Iterator<Item = (&'a Row, &'a Photo, PhotoHash, HeldPhoto)> {
    rows.into_iter().filter_map(|row| {
        let Record::Photo(photo) = &row.fact.record else { return None };
        let hash = photo.hash.filter(|_| photo.removed.is_none())?;
        Some((row, photo, hash, *held.get(&hash)?))
    })
}

impl HeldPhoto {
    /// Whether the ward has it, in the epoch that the phone knows.
    pub fn is_at_ward(&self, epoch: Option<Epoch>) -> bool {
        self.at_ward.is_some() && self.at_ward == epoch
    }
}

/// The pictures that can be brought to the ward now, the oldest first: those
/// whose record is there. A picture whose photo was removed stays here.
pub fn pending<'a>(
    rows: impl IntoIterator<Item = &'a Row>,
    held: &'a SortedMap<PhotoHash, HeldPhoto>,
    epoch: Option<Epoch>,
) -> Vec<Pending> {
    let ready = shown(rows, held)
        .filter(|(row, _, _, held)| row.unsent == 0 && row.refused.is_none() && !held.is_at_ward(epoch));
    let mut ready: Vec<_> = ready.map(|(_, _, hash, held)| (held.saved_at, hash, held.bytes)).collect();
    ready.sort();
    ready.dedup();
    ready.into_iter().map(|(_, hash, bytes)| Pending { hash, bytes }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DocumentId;
    use crate::standing::facts::Fact;

    fn row(byte: u8, change: impl FnOnce(&mut Row, &mut Photo)) -> Row {
        let hash = Some(PhotoHash::from_bytes([byte; 32]));
        let mut photo = Photo { hash, ..Photo::default() };
        let fact = Fact {
            document: DocumentId::from_bytes([byte; 16]),
            record: Record::Photo(Photo::default()),
            conflicts: 0,
            written_at: Moment::default(),
            received_at: None,
        };
        let mut row = Row { fact, unsent: 0, refused: None, heads: None, custody: None };
        change(&mut row, &mut photo);
        row.fact.record = Record::Photo(photo);
        row
    }

    /// The pending ones of three pictures, of which the third was stored first.
    fn check(rows: &[Row], at_ward: Option<Epoch>, expect: &[u8]) {
        let held = |byte: u8| HeldPhoto {
            bytes: 10,
            saved_at: Moment::from_millis(-i64::from(byte)),
            at_ward: if byte == 2 { at_ward } else { None },
        };
        let held = (1..4).map(|byte| (PhotoHash::from_bytes([byte; 32]), held(byte))).collect();
        let found = pending(rows, &held, Some(Epoch(7)));
        let found: Vec<_> = found.iter().map(|one| one.hash.as_bytes()[0]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn what_the_ward_lacks_is_pending_once_its_record_is_there() {
        let plain = |byte| row(byte, |_, _| ());
        check(&[plain(1), plain(2), plain(3)], None, &[3, 2, 1]);
        check(&[plain(2), plain(2)], None, &[2]);
        check(&[plain(2)], Some(Epoch(7)), &[]);
        // Another life of the server's store.
        check(&[plain(2)], Some(Epoch(6)), &[2]);
        check(&[row(1, |row, _| row.unsent = 1), plain(2)], None, &[2]);
        check(&[row(1, |_, photo| photo.removed = Some("Ảnh mờ".to_owned()))], None, &[]);
        // Nobody here has the fourth picture.
        check(&[plain(4)], None, &[]);
    }
}
