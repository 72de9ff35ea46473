//! What phones wrote before the clock starts.

use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, DeviceNumber, DocumentId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::wire::Push;
use tests::dice::Dice;

/// Documents of a phone.
pub const DOCUMENTS: usize = 10;
/// Changes of a document, before the last one.
pub const CHANGES: usize = 10;
/// Documents in each of which a phone changes something in its month.
pub const MONTH_DOCUMENTS: usize = 100;
/// 2024-11-07 12:00 in Vietnam.
pub const NOON: Moment = Moment::from_millis(1_730_955_600_000);

/// What one phone wrote: documents, each with its first changes and a last one.
pub struct Book(Vec<Written>);

struct Written {
    id: DocumentId,
    first: Vec<Vec<u8>>,
    last: Vec<u8>,
}

impl Book {
    /// Documents of ten changes, and one more change of two fields in each.
    pub fn written(device: DeviceNumber, documents: usize) -> Self {
        Self::by(device, documents, u64::from(device.0))
    }

    /// As [`Book::written`], other documents of the same phone.
    pub fn written_anew(device: DeviceNumber, documents: usize) -> Self {
        Self::by(device, documents, u64::from(device.0) + (1 << 32))
    }

    fn by(device: DeviceNumber, documents: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        // One session of the phone wrote all of it.
        let actor = Actor::new(device, dice.bytes());
        Self((0..documents).map(|_| written(actor, &mut dice)).collect())
    }

    /// The pushes of the first changes.
    pub fn first(&self) -> Vec<Push> {
        self.0.iter().map(|written| push(written.id, &written.first)).collect()
    }

    /// The pushes of the last ones.
    pub fn last(&self) -> Vec<Push> {
        self.0.iter().map(|written| push(written.id, std::slice::from_ref(&written.last))).collect()
    }
}

fn push(document: DocumentId, chunks: &[Vec<u8>]) -> Push {
    Push { document, kind: Kind::Task, chunks: chunks.iter().map(|chunk| chunk.clone().into()).collect() }
}

fn written(actor: Actor, dice: &mut Dice) -> Written {
    let mut document = Document::begin(Kind::Task).expect("a document begins");
    let mut write = |n: usize, what: &str| {
        let amount = dice.roll() % 1000;
        let edits = [
            Edit::field("what", Value::text(format!("{what}, đợt {n}"))),
            Edit::field("product", Value::text(format!("{amount} kg, {n} hộ"))),
        ];
        // A moment of its own for each.
        let at = Moment::from_millis(NOON.millis() + i64::try_from(amount).unwrap_or(0) * 60_000);
        let change = document.commit(&edits, Stamp { actor, at }).expect("it can be written");
        change.expect("it says something new").chunk
    };
    let first = (0..CHANGES).map(|n| write(n, "Gieo ngô đông")).collect();
    let last = write(CHANGES, "Gieo khoai vụ đông");
    let mut id: [u8; 16] = dice.bytes();
    // As a UUIDv7 is: a moment, and chance.
    id[..6].copy_from_slice(&NOON.millis().to_be_bytes()[2..]);
    id[6] = 0x70 | (id[6] & 0x0f);
    id[8] = 0x80 | (id[8] & 0x3f);
    Written { id: DocumentId::from_bytes(id), first, last }
}
