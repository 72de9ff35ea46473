//! Peers that mean no good, frame by frame.

use std::time::Duration;

use automerge::sync::{Message as SyncMessage, MessageFlags, State, SyncDoc};
use automerge::transaction::Transactable;
use automerge::{AutomergeError, ROOT};
use futures::{SinkExt, StreamExt};
use minicbor::Encoder;
use server::live::FullError;
use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::record::Kind;
use shared::sync::socket::frame::{self, Between, Frame, Says};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::served::{Device, Served, task_id, task_name};

const PATIENCE: Duration = Duration::from_secs(20);

/// A socket, with nothing between it and the server.
struct Peer {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    name: String,
}

/// Opens a socket with these headers; else the status of the answer.
async fn open(served: &Served, headers: &[(&'static str, &str)]) -> Result<Peer, u16> {
    let address = format!("ws://127.0.0.1:{}/automerge", served.port);
    let mut request = address.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(Peer { socket, name: String::new() }),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

impl Peer {
    /// A peer of the device that has said who it is.
    async fn of(served: &Served, device: &Device) -> Self {
        let bearer = format!("Bearer {}", device.token);
        let mut peer = open(served, &[("authorization", &bearer)]).await.unwrap();
        peer.join(&device.name()).await;
        peer
    }

    async fn join(&mut self, name: &str) {
        self.name = name.to_owned();
        self.send(join(name)).await;
        let answer = self.next().await.unwrap();
        assert!(matches!(Frame::read(&answer).unwrap().says, Says::Other));
    }

    async fn send(&mut self, frame: Vec<u8>) {
        self.socket.send(Message::Binary(frame.into())).await.unwrap();
    }

    async fn sync(&mut self, number: u8, data: &[u8]) {
        let between = Between { sender: &self.name.clone(), target: "bontot" };
        self.send(frame::sync(between, task_id(number), data)).await;
    }

    /// The next frame; `None` at the end.
    async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("the server says something") {
                Some(Ok(Message::Binary(bytes))) => return Some(bytes.to_vec()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// The next message about a document.
    async fn hear(&mut self) -> SyncMessage {
        let bytes = self.next().await.unwrap();
        match Frame::read(&bytes).unwrap().says {
            Says::Sync { data, .. } => SyncMessage::decode(data).unwrap(),
            other => panic!("{other:?}: {}", error_of(&bytes)),
        }
    }

    /// The error that the server names, after which it closes.
    async fn error(&mut self) -> String {
        let bytes = self.next().await.expect("an error is named");
        assert_eq!(self.next().await, None);
        error_of(&bytes)
    }
}

fn error_of(bytes: &[u8]) -> String {
    let mut decoder = minicbor::Decoder::new(bytes);
    let fields = decoder.map().unwrap().unwrap();
    for _ in 0..fields {
        match decoder.str().unwrap() {
            "message" => return decoder.str().unwrap().to_owned(),
            _ => decoder.skip().unwrap(),
        }
    }
    String::new()
}

fn join(name: &str) -> Vec<u8> {
    join_of_version(name, "1")
}

fn join_of_version(name: &str, version: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut map = Encoder::new(&mut bytes);
    map.map(3).unwrap().str("type").unwrap().str("join").unwrap();
    map.str("senderId").unwrap().str(name).unwrap();
    map.str("supportedProtocolVersions").unwrap().array(1).unwrap().str(version).unwrap();
    bytes
}

/// A new task with one change of the device.
fn task(served: &Served, device: &Device) -> Document {
    let mut document = Document::begin(Kind::Task).unwrap();
    let stamp = Stamp { actor: device.actor(1), at: served.now() };
    document.commit(&[Edit::field("what", Value::text("Gieo ngô"))], stamp).unwrap().unwrap();
    document
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_that_are_none_close_the_connection_with_the_cause() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let check = async |frame: Message, expect: &str| {
        let mut peer = Peer::of(&served, &device).await;
        peer.socket.send(frame).await.unwrap();
        let error = peer.error().await;
        assert!(error.contains(expect), "{error:?} does not say {expect:?}");
    };
    let binary = |bytes: Vec<u8>| Message::Binary(bytes.into());
    check(Message::Text("{}".into()), "messages are binary").await;
    check(binary(vec![0xff; 40]), "not CBOR of this protocol").await;
    check(binary(vec![]), "not CBOR of this protocol").await;
    check(binary(join("device-999")), "by one name only").await;
    let other = Between { sender: "device-999", target: "bontot" };
    check(binary(frame::sync(other, task_id(1), &[0x42, 0, 0, 0, 0])), "by one name only").await;
    let ours = Between { sender: &device.name(), target: "bontot" };
    check(binary(frame::sync(ours, task_id(1), &[0x41])), "not a sync message").await;
    check(binary(frame::sync(ours, task_id(1), &[])), "not a sync message").await;
    // A filter that would make Automerge reserve sixteen gigabytes.
    let filter = [0x42, 0, 0, 1, 0, 9, 1, 10, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0];
    check(binary(frame::sync(ours, task_id(1), &filter)), "the filter of the sync message is none").await;
    let said = frame::ephemeral(ours, task_id(1), ("s", 1), &[0; 20_000]);
    check(binary(said), "at most 16384 bytes").await;
    check(binary(vec![0; 1024 * 1024 + 1]), "at most 1048576 bytes").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_join_first_in_this_version_is_told_so() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let bearer = format!("Bearer {}", device.token);
    let check = async |frame: Vec<u8>, expect: &str| {
        let mut peer = open(&served, &[("authorization", &bearer)]).await.unwrap();
        peer.send(frame).await;
        let error = peer.error().await;
        assert!(error.contains(expect), "{error:?} does not say {expect:?}");
    };
    let ours = Between { sender: &device.name(), target: "bontot" };
    check(frame::sync(ours, task_id(1), &[0x42, 0, 0, 0, 0]), "the first message is a join").await;
    check(join_of_version(&device.name(), "2"), "only version 1").await;
    check(join("device-"), "may call itself").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_opens_nothing() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let bearer = format!("Bearer {}", device.token);
    let cookie = format!("bontot_viewer={}", served.session(Some("Đ/c Lan")));
    let own = format!("http://127.0.0.1:{}", served.port);
    for known in [("authorization", bearer.as_str()), ("cookie", cookie.as_str())] {
        assert_eq!(open(&served, &[known, ("origin", "https://evil.example")]).await.err(), Some(403));
        assert_eq!(open(&served, &[known, ("origin", "null")]).await.err(), Some(403));
        assert!(open(&served, &[known, ("origin", &own)]).await.is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_device_opens_few_connections_and_gets_a_place_back() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let bearer = format!("Bearer {}", device.token);
    let mut peers = Vec::new();
    for _ in 0..4 {
        peers.push(Peer::of(&served, &device).await);
    }
    let mut fifth = open(&served, &[("authorization", &bearer)]).await.unwrap();
    assert_eq!(fifth.error().await, FullError::One.to_string());
    let another = served.enrol("bieu-nghi");
    Peer::of(&served, &another).await;
    drop(peers);
    let runtime = tokio::runtime::Handle::current();
    let again = || {
        runtime.block_on(async {
            let mut peer = open(&served, &[("authorization", &bearer)]).await.ok()?;
            peer.send(join(&device.name())).await;
            let answer = peer.next().await?;
            error_of(&answer).is_empty().then_some(())
        })
    };
    crate::served::wait("a place", again).await;
}

/// What a peer says it has may be too much to be followed at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_follows_no_more_than_it_may() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let mut peer = Peer::of(&served, &device).await;
    let most = server::socket::conversation::MOST_DOCUMENTS;
    for number in 0..=most {
        let id = shared::id::DocumentId::from_bytes((number as u128 + 1).to_be_bytes());
        let between = Between { sender: &peer.name.clone(), target: "bontot" };
        peer.send(frame::sync(between, id, &[0x42, 0, 0, 0, 0])).await;
        let answer = peer.next().await.unwrap();
        let refused = error_of(&answer).contains("at most 500 documents");
        assert_eq!(refused, number == most, "{number}: {}", error_of(&answer));
    }
}

/// Whole documents are asked for by nobody: the server says nothing of version 2.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_document_is_refused_and_plain_changes_are_taken() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let document = task(&served, &device);
    let mut peer = Peer::of(&served, &device).await;
    let mut state = State::new();
    let first = document.automerge().generate_sync_message(&mut state).unwrap();
    peer.sync(1, &first.clone().encode()).await;
    let answer = peer.hear().await;
    assert_eq!((answer.flags, answer.heads.len()), (None, 0));

    // It sends one all the same.
    let mut told = answer.clone();
    told.flags = Some(MessageFlags::new());
    let mut other = state.clone();
    document.automerge().clone().receive_sync_message(&mut other, told).unwrap();
    let whole = document.automerge().generate_sync_message(&mut other).unwrap();
    peer.sync(1, &whole.encode()).await;
    let error = peer.error().await;
    assert!(error.contains(&task_name(1)) && error.contains("only plain changes are taken"), "{error}");
    assert!(served.document(1).is_none());

    let mut peer = Peer::of(&served, &device).await;
    peer.sync(1, &first.encode()).await;
    let answer = peer.hear().await;
    document.automerge().clone().receive_sync_message(&mut state, answer).unwrap();
    let plain = document.automerge().generate_sync_message(&mut state).unwrap();
    assert_eq!(plain.changes.len(), 2);
    peer.sync(1, &plain.encode()).await;
    // The answer comes after the commit.
    let answer = peer.hear().await;
    assert_eq!(answer.heads, document.automerge().get_heads());
    assert_eq!(served.heads(1).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_without_their_genesis_begin_no_document() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let mut peer = Peer::of(&served, &device).await;
    let mut doc = automerge::Automerge::new().with_actor(device.actor(1).to_automerge());
    doc.transact::<_, _, AutomergeError>(|tx| tx.put(ROOT, "what", "Gieo ngô")).unwrap();
    let chunk = doc.get_changes(&[]).remove(0).raw_bytes().to_vec();
    let mut message = doc.generate_sync_message(&mut State::new()).unwrap();
    message.changes = vec![chunk].into();
    peer.sync(1, &message.encode()).await;
    let error = peer.error().await;
    assert!(error.contains("begins with the genesis change of its kind"), "{error}");
    assert!(served.document(1).is_none());
}

/// Changes whose past nobody has are asked for; whoever sends the same again and
/// again is cut off.
#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_goes_in_circles_is_cut_off() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let mut document = task(&served, &device);
    let stamp = Stamp { actor: device.actor(1), at: served.now() };
    let last = document.commit(&[Edit::field("product", Value::text("3 ha"))], stamp).unwrap().unwrap();
    let genesis = shared::document::genesis::chunk(Kind::Task);
    let mut peer = Peer::of(&served, &device).await;
    let mut message = document.automerge().generate_sync_message(&mut State::new()).unwrap();
    // The change between them never comes.
    message.changes = vec![genesis.to_vec(), last.chunk].into();
    let mut rounds = 0;
    loop {
        peer.sync(1, &message.clone().encode()).await;
        let answer = peer.next().await.unwrap();
        match Frame::read(&answer).unwrap().says {
            Says::Sync { .. } => rounds += 1,
            _ => {
                let error = error_of(&answer);
                assert!(error.contains("changes are missing on which the others build"), "{error}");
                break;
            }
        }
        assert!(rounds < 40);
    }
    assert!(served.document(1).is_none());
}

/// An official's session reads the ward's documents and writes nothing; one that
/// may only look at the standings reads none.
#[tokio::test(flavor = "multi_thread")]
async fn an_official_reads_and_a_viewer_does_not() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    served.write(&device, 1, &[Edit::field("what", Value::text("Gieo ngô"))]);
    let viewer = format!("bontot_viewer={}", served.session(None));
    let mut peer = open(&served, &[("cookie", &viewer)]).await.unwrap();
    assert!(peer.error().await.contains("only a session of the office reads documents"));

    let official = format!("bontot_viewer={}", served.session(Some("Đ/c Lan")));
    let mut peer = open(&served, &[("cookie", &official)]).await.unwrap();
    peer.join("office-dong-mai").await;
    let (mut doc, mut state) = (automerge::Automerge::new(), State::new());
    let message = doc.generate_sync_message(&mut state).unwrap();
    peer.sync(1, &message.encode()).await;
    let answer = peer.hear().await;
    doc.receive_sync_message(&mut state, answer).unwrap();
    assert_eq!(doc.get_heads(), served.document(1).unwrap().automerge().get_heads());
    assert!(state.peer_read_only);
    // It writes all the same.
    doc.transact::<_, _, AutomergeError>(|tx| tx.put(ROOT, "what", "Khác")).unwrap();
    state.peer_read_only = false;
    let message = doc.generate_sync_message(&mut state).unwrap();
    assert!(!message.changes.is_empty());
    peer.sync(1, &message.encode()).await;
    assert!(peer.error().await.contains("may only read"));
}
