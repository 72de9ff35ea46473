//! What is judged ahead is stored as the writer would have judged it.

use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, DeviceNumber, DocumentId, OrganisationId, RequestId};
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::sync::wire::{SyncPoint, VERSION};

use super::super::take_in;
use super::*;
use crate::store::Store;
use crate::store::rulings::More;

const AT: Moment = Moment::from_millis(1_730_000_000_000);

/// A ward with one cell, which has two devices.
struct Town {
    store: Store,
    documents: OpenDocuments,
    cell: OrganisationId,
    devices: Vec<Device>,
}

impl Town {
    fn new() -> Self {
        let store = Store::in_memory().unwrap();
        let code: Code = "dong-mai".parse().unwrap();
        let ward = Ward { code: code.clone(), name: "Phường".to_owned(), town: "Thị xã".to_owned() };
        store.found_ward(&ward).unwrap();
        let cell = "bieu-nghi".parse().unwrap();
        let cell = Organisation::new(&code, cell, "Chi bộ", OrganisationKind::Cell);
        store.rule(&code, &Ruling::Registered(cell.clone()), AT).unwrap();
        let device = |_| {
            let number = store.enrol_directly(cell.id, AT).unwrap();
            Device { number, ward: code.clone(), organisation: cell.id }
        };
        let devices = (0..2).map(device).collect();
        Self { store, documents: OpenDocuments::default(), cell: cell.id, devices }
    }

    fn judge(&self, device: &Device, request: &SyncRequest) -> JudgedAhead {
        let judged = self
            .store
            .read_blocking(|reading| JudgedAhead::of(reading, &self.documents, device, request, AT));
        judged.unwrap()
    }

    fn take(&self, device: &Device, request: &SyncRequest, judged: JudgedAhead) -> Vec<Outcome> {
        let (device, request) = (device.clone(), request.clone());
        // The writer's own documents: what it is given was opened elsewhere.
        let taken = self.store.write_blocking(move |writing| {
            take_in(writing, &OpenDocuments::default(), &device, &request, judged, AT)
        });
        taken.unwrap().outcomes
    }

    fn log(&self) -> Vec<(DocumentId, ChangeHash)> {
        let mut log = Vec::new();
        let read = self.store.read_blocking(|reading| {
            reading.each_change(self.cell, 0, |found| {
                let pulled = found.read()?;
                log.push((pulled.document, pulled.receipt.hash));
                Ok(More::Please)
            })
        });
        read.map(|()| log).unwrap()
    }
}

fn request(push: Vec<Push>) -> SyncRequest {
    let request = RequestId::from_bytes([1; 16]);
    SyncRequest { version: VERSION, request, point: SyncPoint::default(), push }
}

fn id(id: u8) -> DocumentId {
    DocumentId::from_bytes([id; 16])
}

/// Changes that a device writes one after the other into a document.
fn chunks(document: &mut Document, device: DeviceNumber, what: &[&str]) -> Vec<Vec<u8>> {
    let write = |what: &&str| {
        let stamp = Stamp { actor: Actor::new(device, [1; 12]), at: AT };
        document.commit(&[Edit::field("what", Value::text(what))], stamp).unwrap().unwrap().chunk
    };
    what.iter().map(write).collect()
}

fn push(document: u8, chunks: &[Vec<u8>]) -> Push {
    let chunks = chunks.iter().map(|chunk| chunk.clone().into()).collect();
    Push { document: id(document), kind: Kind::Task, chunks }
}

#[test]
fn whatever_is_pushed_has_the_outcome_and_the_log_that_the_writer_alone_gives_it() {
    let (one, other) = (DeviceNumber(1), DeviceNumber(2));
    let begin = || Document::begin(Kind::Task).unwrap();
    let three = chunks(&mut begin(), one, &["Gieo ngô", "Gieo khoai", "Thu gom rác"]);
    let foreign = chunks(&mut begin(), other, &["Gieo lạc"]);
    let torn = vec![three[0][..50].to_vec()];
    let requests: [(&str, Vec<Push>); 9] = [
        ("new documents", vec![push(1, &three[..1]), push(2, &foreign), push(3, &three)]),
        ("the same again", vec![push(1, &three[..1]), push(3, &three)]),
        ("one more, with what is known", vec![push(1, &three[..2])]),
        ("the same chunk twice", vec![push(4, &[three[0].clone(), three[0].clone()])]),
        ("one document in two pushes", vec![push(5, &three[..1]), push(5, &three[1..])]),
        ("what builds on nothing that is here", vec![push(6, &three[1..2])]),
        ("torn, beside what is whole", vec![push(7, &torn), push(8, &three)]),
        ("another kind", vec![Push { kind: Kind::Roster, ..push(1, &three) }]),
        ("nothing at all", vec![push(9, &[]), push(1, &[])]),
    ];
    let (ahead, alone) = (Town::new(), Town::new());
    for (name, pushes) in requests {
        let request = request(pushes);
        let judged = ahead.judge(&ahead.devices[0], &request);
        let outcomes = ahead.take(&ahead.devices[0], &request, judged);
        let expect = alone.take(&alone.devices[0], &request, JudgedAhead::default());
        assert_eq!((outcomes, ahead.log()), (expect, alone.log()), "{name}");
    }
    assert_eq!(ahead.log().len(), 12);
}

#[test]
fn what_changed_since_it_was_judged_is_judged_again() {
    let town = Town::new();
    let (one, other) = (&town.devices[0], &town.devices[1]);
    let mut begun = Document::begin(Kind::Task).unwrap();
    let first = request(vec![push(1, &chunks(&mut begun, one.number, &["Gieo ngô"]))]);
    town.take(one, &first, JudgedAhead::default());

    // Both are judged by the same state, and write the same field.
    let by = |device: &Device, what: &str| {
        request(vec![push(1, &chunks(&mut begun.clone(), device.number, &[what]))])
    };
    let (mine, theirs) = (by(one, "Gieo khoai"), by(other, "Gieo lạc"));
    let judged = (town.judge(one, &mine), town.judge(other, &theirs));
    let stored = |outcomes: Vec<Outcome>| match outcomes.as_slice() {
        [Outcome::Stored(receipts)] => receipts.iter().map(|receipt| receipt.seq).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stored(town.take(one, &mine, judged.0)), [3]);
    assert_eq!(stored(town.take(other, &theirs, judged.1)), [4]);

    let fact = town.store.read_blocking(|reading| {
        let stored = reading.document(&one.ward, id(1))?.unwrap();
        assert_eq!(stored.heads.len(), 2);
        Ok::<_, StoreError>(reading.fact(stored.key)?.unwrap())
    });
    assert_eq!(fact.unwrap().conflicts, 1);

    // What was judged before somebody else brought it is not stored twice.
    let again = town.judge(one, &mine);
    assert_eq!(stored(town.take(one, &mine, again)), [3]);
    let new =
        request(vec![push(2, &chunks(&mut Document::begin(Kind::Task).unwrap(), one.number, &["Thu"]))]);
    let judged = (town.judge(one, &new), town.judge(one, &new));
    assert_eq!(stored(town.take(one, &new, judged.0)), [5]);
    assert_eq!(stored(town.take(one, &new, judged.1)), [5]);
    assert_eq!(town.log().len(), 4);
}
