//! What a relay makes of an answer, without a town.

use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, DeviceNumber, DocumentId, RequestId};
use shared::moment::Moment;
use shared::org::{Organisation, OrganisationKind, Ward};
use shared::record::Kind;
use shared::sync::gate;
use shared::sync::relay::{Joined, Register, RelayDevice};
use shared::sync::wire::{Epoch, Receipt, ServerKey, SyncPoint, VERSION};

use super::*;
use crate::auth::secret::Secret;
use crate::store::Store;

const DEVICE: DeviceNumber = DeviceNumber(3);
const OTHER: DeviceNumber = DeviceNumber(4);
const AT: Moment = Moment::from_millis(1_730_000_000_000);

fn ward() -> Ward {
    Ward { code: "dong-mai".parse().unwrap(), name: "Phường".to_owned(), town: "Thị xã".to_owned() }
}

fn cell() -> Organisation {
    Organisation::new(&ward().code, "bieu-nghi".parse().unwrap(), "Chi bộ", OrganisationKind::Cell)
}

/// The data file of a relay that has joined.
fn relay() -> Store {
    let store = Store::in_memory().unwrap();
    let joined =
        Joined { ward: ward(), first: DeviceNumber(100), last: DeviceNumber(200), key: ServerKey([0; 32]) };
    let secret = Secret::draw().unwrap();
    store
        .write_blocking(move |writing| writing.put_joined(&joined, ("https://town.example", None), &secret))
        .unwrap();
    store
}

/// Three changes of one task, as the town numbered them.
fn pulled() -> Vec<RelayPulled> {
    let mut task = Document::begin(Kind::Task).unwrap();
    let write = |seq: u64| {
        let stamp = Stamp { actor: Actor::new(DEVICE, [1; 12]), at: AT };
        let chunk = task.commit(&[Edit::field("what", Value::text(format!("Việc {seq}")))], stamp);
        let chunk = chunk.unwrap().unwrap().chunk;
        RelayPulled {
            document: DocumentId::from_bytes([1; 16]),
            kind: Kind::Task,
            receipt: Receipt { hash: gate::head(&chunk).unwrap().hash, seq, at: AT },
            chunk: chunk.into(),
            organisation: cell().id,
            device: DEVICE,
        }
    };
    (5..8).map(write).collect()
}

/// Takes an answer that brings so much.
fn answered(store: &Store, pulled: Vec<RelayPulled>) -> Brought {
    let device = |number| RelayDevice {
        number,
        organisation: cell().id,
        token: None,
        enrolled_at: AT,
        revoked_at: None,
        former: None,
    };
    let taken = store.write_blocking(move |writing| {
        let point = writing.reading().town()?.ok_or(TakeError::NoRelay)?.point;
        let request = RelayRequest {
            version: VERSION,
            request: RequestId::from_bytes([1; 16]),
            point,
            push: Vec::new(),
            enrolled: Vec::new(),
            register: None,
        };
        let cursor = pulled.iter().map(|one| one.receipt.seq).max().unwrap_or(point.cursor);
        let answer = RelayResponse {
            outcomes: Vec::new(),
            pulled,
            rulings: Vec::new(),
            point: SyncPoint { epoch: Some(Epoch(1)), cursor },
            more: false,
            now: AT,
            request: request.request,
            register: Some(Register {
                organisations: vec![cell()],
                devices: [DEVICE, OTHER].map(device).into(),
            }),
        };
        take(writing, &OpenDocuments::default(), &request, &answer)
    });
    taken.unwrap()
}

/// The point has moved past it, so nobody would send it again.
#[test]
fn what_cannot_enter_yet_is_kept_and_enters_once_it_can() {
    let store = relay();
    let [first, second, third] = pulled().try_into().unwrap();
    let brought = answered(&store, vec![second, third]);
    assert_eq!((brought.news, brought.left), (0, 2));
    // Nothing new comes: it is still there.
    let brought = answered(&store, Vec::new());
    assert_eq!((brought.news, brought.left), (0, 2));
    let brought = answered(&store, vec![first]);
    assert_eq!((brought.news, brought.left), (3, 0));
    let read = store.read_blocking(|reading| {
        let stored = reading.document(&ward().code, DocumentId::from_bytes([1; 16]))?.unwrap();
        Ok::<_, StoreError>((reading.left_at_town()?, stored.heads))
    });
    assert_eq!(read, Ok((Vec::new(), vec![pulled()[2].receipt.hash])));
}

/// One phone builds on what another one wrote, and its change comes first.
#[test]
fn what_was_left_enters_with_the_page_that_completes_it() {
    let store = relay();
    let [first, second, third] = pulled().try_into().unwrap();
    let brought = answered(&store, vec![RelayPulled { device: OTHER, ..second }]);
    assert_eq!((brought.news, brought.left), (0, 1));
    let brought = answered(&store, vec![third, RelayPulled { device: OTHER, ..first }]);
    assert_eq!((brought.news, brought.left), (3, 0));
}
