//! A ward with one cell, to be pushed to without a server.

use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, ChangeHash, DeviceNumber, DocumentId, OrganisationId, RequestId};
use shared::moment::Moment;
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::sync::role::Role;
use shared::sync::wire::{Outcome, Push, SyncPoint, SyncRequest, VERSION};

use crate::pipeline::ahead::JudgedAhead;
use crate::pipeline::open_documents::OpenDocuments;
use crate::pipeline::take_in;
use crate::store::Store;
use crate::store::devices::Device;
use crate::store::rulings::More;

pub const AT: Moment = Moment::from_millis(1_730_000_000_000);

/// A ward with one cell, which has two devices.
pub struct Town {
    pub store: Store,
    pub documents: OpenDocuments,
    pub cell: OrganisationId,
    pub devices: Vec<Device>,
}

impl Town {
    pub fn new() -> Self {
        let store = Store::in_memory().unwrap();
        let code: Code = "dong-mai".parse().unwrap();
        let ward = Ward { code: code.clone(), name: "Phường".to_owned(), town: "Thị xã".to_owned() };
        store.found_ward(&ward).unwrap();
        let cell = "bieu-nghi".parse().unwrap();
        let cell = Organisation::new(&code, cell, "Chi bộ", OrganisationKind::Cell);
        store.rule(&code, &Ruling::Registered(cell.clone()), AT).unwrap();
        let device = |_| {
            let number = store.enrol_directly(cell.id, AT).unwrap();
            Device { number, ward: code.clone(), organisation: cell.id, role: Role::Writer }
        };
        let devices = (0..2).map(device).collect();
        Self { store, documents: OpenDocuments::default(), cell: cell.id, devices }
    }

    pub fn judge(&self, device: &Device, request: &SyncRequest) -> JudgedAhead {
        let judged = self
            .store
            .read_blocking(|reading| JudgedAhead::of(reading, &self.documents, device, request, AT));
        judged.unwrap()
    }

    pub fn take(&self, device: &Device, request: &SyncRequest, judged: JudgedAhead) -> Vec<Outcome> {
        let (device, request) = (device.clone(), request.clone());
        // The writer's own documents: what it is given was opened elsewhere.
        let taken = self.store.write_blocking(move |writing| {
            take_in(writing, &OpenDocuments::default(), &device, &request, judged, AT)
        });
        taken.unwrap().outcomes
    }

    pub fn log(&self) -> Vec<(DocumentId, ChangeHash)> {
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

pub fn request(push: Vec<Push>) -> SyncRequest {
    let request = RequestId::from_bytes([1; 16]);
    SyncRequest { version: VERSION, request, point: SyncPoint::default(), push, key: None, reads: None }
}

pub fn id(id: u8) -> DocumentId {
    DocumentId::from_bytes([id; 16])
}

/// Changes that a device writes one after the other into a document.
pub fn chunks(document: &mut Document, device: DeviceNumber, what: &[&str]) -> Vec<Vec<u8>> {
    let write = |what: &&str| {
        let stamp = Stamp { actor: Actor::new(device, [1; 12]), at: AT };
        document.commit(&[Edit::field("what", Value::text(what))], stamp).unwrap().unwrap().chunk
    };
    what.iter().map(write).collect()
}

pub fn push(document: u8, chunks: &[Vec<u8>]) -> Push {
    let chunks = chunks.iter().map(|chunk| chunk.clone().into()).collect();
    Push { document: id(document), kind: Kind::Task, chunks }
}
