//! A phone that writes into tasks, and sends by the whole server's way.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, DeviceNumber, DocumentId, OrganisationId, RequestId};
use shared::record::Kind;
use shared::sync::wire::{Fault, Outcome, Push, SyncPoint, SyncRequest, SyncResponse, VERSION};
use tower::ServiceExt;

use super::at;
use crate::assets::Site;
use crate::auth::secret::{Purpose, Secret};
use crate::router::router;
use crate::state::AppState;
use crate::store::Store;

/// A document that a phone writes, with one field changed each time.
pub(super) struct Written {
    pub id: DocumentId,
    document: Document,
}

impl Written {
    pub fn new(id: u8) -> Self {
        Self { id: DocumentId::from_bytes([id; 16]), document: Document::begin(Kind::Task).unwrap() }
    }

    pub fn push(&mut self, device: DeviceNumber, what: &str) -> Push {
        let stamp = Stamp { actor: Actor::new(device, [1; 12]), at: at(1_730_000_000_000) };
        let edits = [Edit::field("what", Value::text(what))];
        let change = self.document.commit(&edits, stamp).unwrap().unwrap();
        Push { document: self.id, kind: Kind::Task, chunks: vec![change.chunk.into()] }
    }
}

/// A device of the cell.
pub(super) struct Phone {
    pub device: DeviceNumber,
    token: Secret,
    router: Router,
}

impl Phone {
    pub fn new(store: &Store, cell: OrganisationId) -> Self {
        let token = Secret::draw().unwrap();
        let hash = token.hash(Purpose::Token);
        let device =
            store.write_blocking(move |writing| writing.put_device(cell, Some(&hash), at(1))).unwrap();
        Self { device, token, router: router(AppState::new(store.clone(), Site::default())) }
    }

    pub async fn send(&self, push: Vec<Push>) -> (StatusCode, Bytes) {
        let (request, point) = (RequestId::from_bytes([1; 16]), SyncPoint::default());
        let body =
            minicbor::to_vec(SyncRequest { version: VERSION, request, point, push, key: None, reads: None })
                .unwrap();
        let bearer = format!("Bearer {}", self.token.reveal());
        let request = Request::post("/api/v1/sync").header("authorization", bearer);
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        (answer.status(), to_bytes(answer.into_body(), 1 << 20).await.unwrap())
    }

    /// How many receipts came for each push.
    pub async fn stored(&self, push: Vec<Push>) -> Vec<usize> {
        let (status, answer) = self.send(push).await;
        assert_eq!(status, StatusCode::OK);
        let answer: SyncResponse = minicbor::decode(&answer).unwrap();
        let receipts = answer.outcomes.iter().map(|outcome| match outcome {
            Outcome::Stored(receipts) => receipts.len(),
            other => panic!("{other:?}"),
        });
        receipts.collect()
    }

    /// Sends, and is told that nothing can be stored.
    pub async fn is_told_of_the_store(&self, push: Vec<Push>) {
        let (status, answer) = self.send(push).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(minicbor::decode::<Fault>(&answer).unwrap(), Fault::Storage);
    }
}
