//! A server on a port of loopback, with a device of each of its cells.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use minicbor::bytes::ByteVec;
use server::assets::Site;
use server::auth::secret::{Purpose, Secret};
use server::serve;
use server::state::AppState;
use server::store::devices::Word;
use server::store::sessions::Session;
use server::store::{Reading, Store, StoreError};
use shared::document::Document;
use shared::document::edit::{Edit, Stamp};
use shared::document::read::read;
use shared::id::{Actor, DeviceNumber, DocumentId, RequestId};
use shared::moment::Moment;
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::ruling::Ruling;
use shared::sync::role::Role;
use shared::sync::socket::address;
use shared::sync::wire::{Outcome, Push, SyncPoint, SyncRequest, SyncResponse, Ticket, VERSION};
use tempfile::TempDir;
use tests::bontot::free_port;
use tests::http::Connection;
use tests::town::{cell, ward};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, block_in_place};

/// 2024-11-07 12:00 in Vietnam.
const BEGIN: i64 = 1_730_955_600_000;
/// How long something that must come may take; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server.
pub struct Served {
    pub store: Store,
    pub port: u16,
    clock: Arc<AtomicI64>,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<std::io::Result<()>>>,
    folder: TempDir,
}

/// A device that is enrolled.
#[derive(Clone)]
pub struct Device {
    pub number: DeviceNumber,
    pub token: String,
}

impl Device {
    /// An actor of the device.
    pub fn actor(&self, life: u8) -> Actor {
        Actor::new(self.number, [life; 12])
    }

    /// The name by which it may call itself.
    pub fn name(&self) -> String {
        format!("device-{}", self.number)
    }
}

/// The id of a task, by a number.
pub fn task_id(number: u8) -> DocumentId {
    DocumentId::new(Moment::from_millis(BEGIN), [number; 16])
}

/// Its name, as automerge-repo writes it.
pub fn task_name(number: u8) -> String {
    address::write(task_id(number))
}

impl Served {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("bontot.db")).unwrap();
        store.found_ward(&ward()).unwrap();
        for code in ["bieu-nghi", "trai-thanh"] {
            let registered = Ruling::Registered(cell(code));
            store.rule(&ward().code, &registered, Moment::from_millis(BEGIN)).unwrap();
        }
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let port = free_port();
        let mut served = Self { store, port, clock, stop: None, serving: None, folder };
        served.serve().await;
        served
    }

    async fn serve(&mut self) {
        let clock = Arc::clone(&self.clock);
        let clock = Arc::new(move || Moment::from_millis(clock.load(Ordering::Relaxed)));
        let state = AppState { clock, ..AppState::new(self.store.clone(), Site::default()) };
        let listener = serve::bind(([127, 0, 0, 1], self.port).into()).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { drop(stopped.await) };
        self.serving = Some(tokio::spawn(serve::run(listener, state, stopped)));
        self.stop = Some(stop);
    }

    /// Stops the server in order, as its operator does, and says how long it took.
    pub async fn stop(&mut self) -> Duration {
        let begun = tokio::time::Instant::now();
        drop(self.stop.take());
        self.serving.take().unwrap().await.unwrap().unwrap();
        begun.elapsed()
    }

    /// Starts it again on the same port and data file.
    pub async fn start_again(&mut self) {
        self.store = Store::open(&self.folder.path().join("bontot.db")).unwrap();
        self.serve().await;
    }

    pub fn now(&self) -> Moment {
        Moment::from_millis(self.clock.load(Ordering::Relaxed))
    }

    pub fn pass(&self, millis: i64) {
        self.clock.fetch_add(millis, Ordering::Relaxed);
    }

    /// Enrols a device of the cell.
    pub fn enrol(&self, code: &str) -> Device {
        let secret = Secret::draw().unwrap();
        let (hash, organisation, now) = (secret.hash(Purpose::Token), cell(code).id, self.now());
        let number =
            self.store.write_blocking(move |writing| writing.put_device(organisation, Some(&hash), now));
        Device {
            number: number.unwrap_or_else(|error: StoreError| panic!("{error}")),
            token: secret.reveal(),
        }
    }

    pub fn revoke(&self, device: &Device) {
        let (number, at) = (device.number, self.now());
        let revoked = Word { at, official: None, why: None };
        let done =
            self.store.write_blocking(move |writing| writing.revoke_device(&ward().code, number, &revoked));
        assert_eq!(done, Ok::<_, StoreError>(true));
    }

    /// Leaves the device to read.
    pub fn let_only_read(&self, device: &Device) {
        let (number, at) = (device.number, self.now());
        let word = Word { at, official: None, why: None };
        let done = self
            .store
            .write_blocking(move |writing| writing.set_role(&ward().code, number, Role::Reader, &word));
        assert_eq!(done, Ok::<_, StoreError>(true));
    }

    /// A session of the ward: its cookie's value.
    pub fn session(&self, official: Option<&str>) -> String {
        let secret = Secret::draw().unwrap();
        let official = official.map(|name| shared::words::Title::new(name).unwrap());
        let session = Session { ward: ward().code, official };
        let (hash, now) = (secret.hash(Purpose::Session), self.now());
        let put = self.store.write_blocking(move |writing| {
            writing.put_session(&hash, &session, now, now.plus_millis(3_600_000))
        });
        put.unwrap_or_else(|error: StoreError| panic!("{error}"));
        secret.reveal()
    }

    /// A ticket of the device.
    pub fn ticket(&self, device: &Device) -> Ticket {
        block_in_place(|| Connection::open(self.port)?.post("/api/v1/ticket", Some(&device.token), &()))
            .unwrap()
    }

    /// The address of the socket with a fresh ticket of the device.
    pub fn address(&self, device: &Device) -> String {
        format!("ws://127.0.0.1:{}/automerge?ticket={}", self.port, self.ticket(device).ticket)
    }

    /// Brings changes of a task by the other road, the one of phones.
    pub fn post(&self, device: &Device, number: u8, chunks: Vec<Vec<u8>>) -> Outcome {
        let chunks = chunks.into_iter().map(ByteVec::from).collect();
        let request = SyncRequest {
            version: VERSION,
            request: RequestId::from_bytes([9; 16]),
            point: SyncPoint::default(),
            push: vec![Push { document: task_id(number), kind: Kind::Task, chunks }],
            key: None,
            reads: None,
        };
        let answer: SyncResponse = block_in_place(|| {
            Connection::open(self.port)?.post("/api/v1/sync", Some(&device.token), &request)
        })
        .unwrap();
        answer.outcomes.into_iter().next().unwrap()
    }

    /// Writes into a task on what the ward has of it, and brings that by the
    /// road of phones.
    pub fn write(&self, device: &Device, number: u8, edits: &[Edit]) {
        let mut document = self.document(number).unwrap_or_else(|| Document::begin(Kind::Task).unwrap());
        let stamp = Stamp { actor: device.actor(200), at: self.now() };
        let change = document.commit(edits, stamp).unwrap().unwrap();
        let outcome = self.post(device, number, vec![change.chunk]);
        assert!(matches!(outcome, Outcome::Stored(receipts) if receipts.len() == 1));
    }

    /// The document as the ward has it.
    pub fn document(&self, number: u8) -> Option<Document> {
        let read = |reading: &Reading<'_>| {
            let Some(stored) = reading.document(&ward().code, task_id(number))? else { return Ok(None) };
            let chunks = reading.chunks(stored.key)?;
            Ok::<_, StoreError>(Some(Document::open(stored.kind, chunks.iter().map(Vec::as_slice)).unwrap()))
        };
        self.store.read_blocking(read).unwrap()
    }

    /// What the ward knows of the task.
    pub fn task(&self, number: u8) -> Option<Task> {
        match read(&self.document(number)?) {
            Record::Task(task) => Some(task),
            other => panic!("this is no task: {other:?}"),
        }
    }

    /// The hashes of the ward's heads of the task.
    pub fn heads(&self, number: u8) -> Vec<String> {
        self.document(number)
            .map(|doc| doc.heads().iter().map(ToString::to_string).collect())
            .unwrap_or_default()
    }
}

/// Waits until `look` sees something.
pub async fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = tokio::time::Instant::now();
    loop {
        if let Some(seen) = block_in_place(&mut look) {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "this never was: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
