//! samod, the other implementation of the protocol.

use std::convert::Infallible;
use std::time::Duration;

use automerge::transaction::Transactable;
use automerge::{Automerge, ROOT, ReadDoc};
use futures::future::BoxFuture;
use futures::{SinkExt, StreamExt, TryStreamExt};
use samod::{BackoffConfig, DialError, Dialer, DocHandle, DocumentId, PeerId, Repo, Transport};
use shared::document::edit::{Edit, Value};
use shared::document::genesis;
use shared::record::Kind;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::{Error, Message};
use url::Url;

use crate::served::{Device, Served, task_name, wait};

/// The road: a WebSocket whose messages are frames.
struct Road(Url);

impl Dialer for Road {
    type Error = Infallible;

    fn url(&self) -> Url {
        self.0.clone()
    }

    fn connect(&self) -> BoxFuture<'static, Result<Transport, DialError<Infallible>>> {
        let address = self.0.to_string();
        Box::pin(async move {
            let (socket, _) = connect_async(address).await.map_err(DialError::transient)?;
            let (to, from) = socket.split();
            let frames = from.try_filter_map(|message| async move {
                Ok::<_, Error>(match message {
                    Message::Binary(bytes) => Some(bytes.to_vec()),
                    _ => None,
                })
            });
            let to = to.with(|bytes: Vec<u8>| async move { Ok::<_, Error>(Message::Binary(bytes.into())) });
            Ok(Transport::new(Box::pin(frames), Box::pin(to)))
        })
    }
}

async fn repo(served: &Served, device: &Device, life: u8) -> Repo {
    let name = format!("{}-samod-{life}", device.name());
    let repo = Repo::build_tokio().with_peer_id(PeerId::from(name.as_str())).load().await;
    let road = Road(served.address(device).parse().unwrap());
    let dialed = repo.dial(BackoffConfig::default(), std::sync::Arc::new(road)).unwrap();
    let established = tokio::time::timeout(Duration::from_secs(20), dialed.established()).await;
    established.expect("the connection is opened").expect("the server is a peer");
    repo
}

fn write(handle: &DocHandle, device: &Device, field: &str, text: &str) {
    handle.with_document(|doc| {
        doc.set_actor(device.actor(9).to_automerge());
        doc.transact::<_, _, automerge::AutomergeError>(|tx| tx.put(ROOT, field, text)).unwrap();
    });
}

fn field(handle: &DocHandle, field: &str) -> Option<String> {
    handle.with_document(|doc| doc.get(ROOT, field).unwrap().and_then(|(value, _)| value.into_string().ok()))
}

#[tokio::test(flavor = "multi_thread")]
async fn samod_creates_finds_and_writes_as_others_do() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    served.write(&other, 1, &[Edit::field("what", Value::text("Gieo ngô"))]);
    let repo = repo(&served, &device, 1).await;
    let id: DocumentId = task_name(1).parse().unwrap();
    let handle = repo.find(id).await.unwrap().expect("it is found");
    assert_eq!(field(&handle, "what").as_deref(), Some("Gieo ngô"));
    write(&handle, &device, "product", "3 ha");
    let written = |task: &shared::record::task::Task| task.product == "3 ha";
    wait("the product at the ward", || served.task(1).filter(written)).await;
    served.write(&other, 1, &[Edit::field("what", Value::text("Gieo ngô đông"))]);
    wait("the ward's change", || field(&handle, "what").filter(|what| what == "Gieo ngô đông")).await;
    let missing = repo.find(task_name(2).parse::<DocumentId>().unwrap()).await.unwrap();
    assert!(missing.is_none());
}

/// It draws the id of a new document itself; the genesis is the kind's.
#[tokio::test(flavor = "multi_thread")]
async fn samod_begins_a_document_from_the_genesis() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let repo = repo(&served, &device, 1).await;
    let begun = Automerge::load(genesis::chunk(Kind::Task)).unwrap();
    let handle = repo.create(begun).await.unwrap();
    write(&handle, &device, "what", "Gieo lạc");
    let id = handle.document_id().clone();
    let mut two = None;
    for _ in 0..200 {
        let another = self::repo(&served, &other, 2).await;
        two = another.find(id.clone()).await.unwrap();
        if two.as_ref().is_some_and(|handle| field(handle, "what").is_some()) {
            break;
        }
        another.stop().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(field(&two.expect("the other one finds it"), "what").as_deref(), Some("Gieo lạc"));
}
