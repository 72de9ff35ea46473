//! A phone: it writes by the same commands as the app, and syncs when told.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::auth::secret::Secret;
use server::store::codes::Opens;
use shared::document::Document;
use shared::document::command::task::{Assignment, Report, assign, report};
use shared::document::edit::{Edit, Stamp};
use shared::document::read::read;
use shared::id::{Actor, DocumentId, EntryId, MemberId, OrganisationId, RequestId};
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::sync::wire::{
    EnrolRequest, Enrolled, Epoch, Fault, Outcome, Push, Receipt, SyncPoint, SyncRequest, SyncResponse,
    VERSION,
};

use super::harness::{Answer, TestServer, cell};

/// A phone with its documents and where it stands.
pub struct Phone {
    pub enrolled: Enrolled,
    pub point: SyncPoint,
    pub documents: BTreeMap<DocumentId, Document>,
}

impl Phone {
    /// Enrols for the cell with this code.
    pub async fn enrol(server: &TestServer, organisation: &str) -> Self {
        let code = server.code(Opens::Cell(cell(organisation).id));
        let answer = enrol(server, &code.to_string()).await;
        assert_eq!(answer.status, StatusCode::OK);
        let enrolled = minicbor::decode(&answer.body).unwrap();
        Self { enrolled, point: SyncPoint::default(), documents: BTreeMap::new() }
    }

    pub fn organisation(&self) -> OrganisationId {
        self.enrolled.organisation.id
    }

    pub fn stamp(&self, server: &TestServer) -> Stamp {
        Stamp { actor: Actor::new(self.enrolled.device, [1; 12]), at: server.now() }
    }

    /// Writes into a document, which is begun if need be, and gives the change as a push.
    pub fn write(&mut self, server: &TestServer, id: DocumentId, kind: Kind, edits: &[Edit]) -> Push {
        let stamp = self.stamp(server);
        let document = self.documents.entry(id).or_insert_with(|| Document::begin(kind).unwrap());
        let change = document.commit(edits, stamp).unwrap().unwrap();
        Push { document: id, kind, chunks: vec![change.chunk.into()] }
    }

    /// Assigns a task.
    pub fn assign(&mut self, server: &TestServer, id: DocumentId, what: &str) -> Push {
        let assignment = Assignment {
            resolution: None,
            what: shared::words::Title::new(what).unwrap(),
            product: None,
            assignees: [MemberId::from_bytes([5; 16])].into(),
            assigned_on: "2024-11-07".parse().unwrap(),
            due_on: "2024-11-20".parse().unwrap(),
        };
        let edits = assign(&self.task(id), &assignment).unwrap();
        self.write(server, id, Kind::Task, &edits)
    }

    /// Reports progress on a task.
    pub fn report(&mut self, server: &TestServer, id: DocumentId, line: u8, percent: u8) -> Push {
        let note = shared::words::Note::new("Đã xong một phần").unwrap();
        let line_report = Report { on: "2024-11-10".parse().unwrap(), percent, note };
        let edits = report(&self.task(id), EntryId::from_bytes([line; 16]), &line_report).unwrap();
        self.write(server, id, Kind::Task, &edits)
    }

    pub fn task(&self, id: DocumentId) -> Task {
        match self.documents.get(&id).map(read) {
            Some(Record::Task(task)) => task,
            _ => Task::default(),
        }
    }

    pub fn request(&self, push: Vec<Push>) -> SyncRequest {
        SyncRequest {
            version: VERSION,
            request: RequestId::from_bytes([9; 16]),
            point: self.point,
            push,
            key: None,
            reads: None,
        }
    }

    /// Sends a request as bytes; headers may be added before.
    pub fn post(&self, body: Vec<u8>) -> Request<Body> {
        post("/api/v1/sync", &self.enrolled.token, body)
    }

    /// Syncs, and takes in what comes back.
    pub async fn sync(&mut self, server: &TestServer, push: Vec<Push>) -> SyncResponse {
        let response = self.sync_and_lose_the_answer(server, push).await;
        self.take_in(&response);
        response
    }

    /// Syncs, and acts as if the answer had never come.
    pub async fn sync_and_lose_the_answer(&self, server: &TestServer, push: Vec<Push>) -> SyncResponse {
        let answer = server.send(self.post(minicbor::to_vec(self.request(push)).unwrap())).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", fault(&answer));
        minicbor::decode(&answer.body).unwrap()
    }

    pub fn take_in(&mut self, response: &SyncResponse) {
        for pulled in &response.pulled {
            let document = self
                .documents
                .entry(pulled.document)
                .or_insert_with(|| Document::begin(pulled.kind).unwrap());
            document.absorb([pulled.chunk.as_slice()]).unwrap();
        }
        self.point = response.point;
    }

    pub fn epoch(&self) -> Option<Epoch> {
        self.point.epoch
    }
}

/// A task's id, told apart by one byte.
pub fn task_id(byte: u8) -> DocumentId {
    DocumentId::from_bytes([byte; 16])
}

pub fn post(path: &str, token: &str, body: Vec<u8>) -> Request<Body> {
    let request = Request::post(path).header("authorization", format!("Bearer {token}"));
    request.header("content-type", "application/cbor").body(Body::from(body)).unwrap()
}

pub async fn enrol(server: &TestServer, code: &str) -> Answer {
    let secret = Secret::draw().unwrap().reveal();
    let request = EnrolRequest { version: VERSION, code: code.to_owned(), secret, former: None, key: None };
    server.send(post("/api/v1/enrol", "", minicbor::to_vec(request).unwrap())).await
}

/// The fault in an answer that is not 200.
pub fn fault(answer: &Answer) -> Option<Fault> {
    minicbor::decode(&answer.body).ok()
}

/// The receipts of a push that was stored.
pub fn receipts(outcome: &Outcome) -> &[Receipt] {
    match outcome {
        Outcome::Stored(receipts) => receipts,
        other => panic!("not stored: {other:?}"),
    }
}
