//! `cargo xtask bench sync`: how many changes a second a ward takes in over
//! HTTP, validated and durable, and how long phones wait for it.
//!
//! A hundred phones, each of its own cell, bring ten documents of ten changes
//! at once (`push_first`), then one change of two fields in each of them
//! (`push_incremental`); then a hundred new phones pull everything of their
//! cells (`initial_sync_100`); then all ask again with nothing new. Server and
//! phones share this machine and this process, the data file is on its disk.
//! `BENCH_PHONES` makes it smaller. The floor is the same work called directly
//! in one thread, without HTTP, checks of authors, or admission: gate, parse,
//! clone, apply, read, and one commit per phone.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use server::assets::Site;
use server::auth::secret::{Purpose, Secret};
use server::serve;
use server::state::AppState;
use server::store::changes::NewChange;
use server::store::documents::DocumentKey;
use server::store::{Store, StoreError, Writing};
use shared::document::Document;
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Stamp, Value as Written};
use shared::document::read::read;
use shared::id::{Actor, DeviceNumber, DocumentId, OrganisationId, RequestId};
use shared::moment::Moment;
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::standing::facts::Fact;
use shared::sync::gate;
use shared::sync::wire::{Push, SyncPoint, SyncRequest, SyncResponse, VERSION};

/// Documents of a phone.
const DOCUMENTS: usize = 10;
/// Changes of a document, before the last one.
const CHANGES: usize = 10;
/// 2024-11-07 12:00 in Vietnam.
const NOON: Moment = Moment::from_millis(1_730_955_600_000);

fn main() {
    let phones =
        std::env::var("BENCH_PHONES").map_or(Ok(100), |text| text.parse()).expect("a number of phones");
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let ward = Bench::found(&folder.path().join("bench.db"), phones);
    let floor = Bench::found(&folder.path().join("floor.db"), phones);
    let books: Vec<_> = ward.devices.iter().map(|device| Book::written(device.number)).collect();

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let listener =
        runtime.block_on(serve::bind(SocketAddr::from(([127, 0, 0, 1], 0)))).expect("the server can listen");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(serve::run(
        listener,
        AppState::new(ward.store.clone(), Site::default()),
        std::future::pending(),
    ));

    let first =
        ward.all_at_once(address, &ward.devices, |phone| books.get(phone).map_or(vec![], Book::first));
    let last = ward.all_at_once(address, &ward.devices, |phone| books.get(phone).map_or(vec![], Book::last));
    let pulled = ward.all_at_once(address, &ward.newcomers, |_| vec![]);
    let idle = ward.all_again(address);
    let (floor_first, floor_last) = floor.directly(&books);

    let print = |figure: &str, value: u64, unit: &str, aim: Value, more: Value| {
        println!(
            "{}",
            json!({ "figure": figure, "value": value, "unit": unit, "aim": aim, "phones": phones, "more": more })
        );
    };
    let rate =
        |changes: usize, took: Duration| (changes as u128 * 1_000_000 / took.as_micros().max(1)) as u64;
    let (many, few) = (phones * DOCUMENTS * CHANGES, phones * DOCUMENTS);
    let floors = |changes: usize, floor: Duration| json!(rate(changes, floor));
    let told =
        |run: &Run, floor: Value| json!({ "p50_us": run.p50(), "p99_us": run.p99(), "floor_per_s": floor });
    print(
        "push_first",
        rate(many, first.took),
        "changes/s",
        Value::Null,
        told(&first, floors(many, floor_first)),
    );
    print(
        "push_incremental",
        rate(few, last.took),
        "changes/s",
        Value::Null,
        told(&last, floors(few, floor_last)),
    );
    print("initial_sync_100", pulled.took.as_millis() as u64, "ms", json!(500), told(&pulled, Value::Null));
    print("idle_reconnect", (idle.sent + idle.received) / phones as u64, "bytes", json!(500), Value::Null);
    let raw: usize =
        books.iter().flat_map(Book::first).flat_map(|push| push.chunks).map(|chunk| chunk.len()).sum();
    let per_mille = (first.sent + first.received) * 1000 / raw.max(1) as u64;
    print(
        "wire_of_a_month",
        per_mille,
        "thousandths of the raw changes",
        json!(600),
        json!({ "raw_bytes": raw }),
    );
    print("memory", peak_kib(), "KiB, phones included", json!(131_072), Value::Null);
}

/// The most memory this program has had, as the system counts it.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse().unwrap_or_default()
}

/// What one phone wrote: documents, each with its pushes.
struct Book(Vec<(DocumentId, Vec<Vec<u8>>, Vec<u8>)>);

impl Book {
    fn written(device: DeviceNumber) -> Self {
        let document = |place: usize| {
            let mut id = [7; 16];
            id[..4].copy_from_slice(&device.0.to_be_bytes());
            id[4..8].copy_from_slice(&(place as u32).to_be_bytes());
            let mut document = Document::begin(Kind::Task).expect("a document begins");
            let mut write = |what: &str, product: &str| {
                let edits = [
                    Edit::field("what", Written::text(what)),
                    Edit::field("product", Written::text(product)),
                ];
                let stamp = Stamp { actor: Actor::new(device, [1; 12]), at: NOON };
                document
                    .commit(&edits, stamp)
                    .expect("it can be written")
                    .expect("it says something new")
                    .chunk
            };
            let changes = (0..CHANGES).map(|n| write(&format!("Gieo ngô đông, đợt {n}"), &format!("{n} ha")));
            let changes = changes.collect();
            (DocumentId::from_bytes(id), changes, write("Gieo khoai vụ đông", "12 ha"))
        };
        Self((0..DOCUMENTS).map(document).collect())
    }

    fn first(&self) -> Vec<Push> {
        let push = |(id, changes, _): &(DocumentId, Vec<Vec<u8>>, Vec<u8>)| {
            let chunks = changes.iter().map(|chunk| chunk.clone().into()).collect();
            Push { document: *id, kind: Kind::Task, chunks }
        };
        self.0.iter().map(push).collect()
    }

    fn last(&self) -> Vec<Push> {
        let push = |(id, _, last): &(DocumentId, Vec<Vec<u8>>, Vec<u8>)| Push {
            document: *id,
            kind: Kind::Task,
            chunks: vec![last.clone().into()],
        };
        self.0.iter().map(push).collect()
    }
}

struct Device {
    number: DeviceNumber,
    organisation: OrganisationId,
    token: String,
}

/// A ward with a phone in each cell, and one that has yet to pull.
struct Bench {
    store: Store,
    ward: Code,
    devices: Vec<Device>,
    newcomers: Vec<Device>,
}

/// How long all of the phones took, each of them, and what went over the wire.
struct Run {
    took: Duration,
    each: Vec<Duration>,
    sent: u64,
    received: u64,
}

impl Run {
    fn p50(&self) -> u64 {
        self.percentile(50)
    }

    fn p99(&self) -> u64 {
        self.percentile(99)
    }

    fn percentile(&self, percent: usize) -> u64 {
        let mut each = self.each.clone();
        each.sort_unstable();
        let place = (each.len() * percent / 100).min(each.len().saturating_sub(1));
        each.get(place).map_or(0, |took| took.as_micros() as u64)
    }
}

impl Bench {
    fn found(path: &std::path::Path, phones: usize) -> Self {
        let store = Store::open(path).expect("the store can be made");
        let ward: Code = "ward".parse().expect("a code");
        let founded = Ward { code: ward.clone(), name: "Phường".to_owned(), town: "Thị xã".to_owned() };
        store.found_ward(&founded).expect("the ward is founded");
        let (mut devices, mut newcomers) = (Vec::new(), Vec::new());
        for place in 0..phones {
            let code = format!("cell-{place}").parse().expect("a code");
            let cell = Organisation::new(&ward, code, "Chi bộ", OrganisationKind::Cell);
            store.rule(&ward, &Ruling::Registered(cell.clone()), NOON).expect("it is registered");
            for list in [&mut devices, &mut newcomers] {
                let token = Secret::draw().expect("randomness");
                let (hash, organisation) = (token.hash(Purpose::Token), cell.id);
                let number =
                    store.write_blocking(move |writing| writing.put_device(organisation, Some(&hash), NOON));
                let number: Result<_, StoreError> = number;
                list.push(Device {
                    number: number.expect("it is enrolled"),
                    organisation,
                    token: token.reveal(),
                });
            }
        }
        Self { store, ward, devices, newcomers }
    }

    /// Every device sends at once what `push` gives it, and asks until nothing is left.
    fn all_at_once(
        &self,
        address: SocketAddr,
        devices: &[Device],
        push: impl Fn(usize) -> Vec<Push> + Sync,
    ) -> Run {
        let begin = Instant::now();
        let phones: Vec<_> = std::thread::scope(|scope| {
            let phones: Vec<_> = devices
                .iter()
                .enumerate()
                .map(|(place, device)| {
                    let pushes = push(place);
                    scope.spawn(move || Connection::to(address).sync(device, SyncPoint::default(), pushes))
                })
                .collect();
            phones.into_iter().map(|phone| phone.join().expect("a phone syncs")).collect()
        });
        let took = begin.elapsed();
        let sum = |of: fn(&Synced) -> u64| phones.iter().map(of).sum();
        let each = phones.iter().map(|phone| phone.took).collect();
        Run { took, each, sent: sum(|phone| phone.sent), received: sum(|phone| phone.received) }
    }

    /// Every device asks again from where it stands.
    fn all_again(&self, address: SocketAddr) -> Run {
        let mut run = Run { took: Duration::ZERO, each: Vec::new(), sent: 0, received: 0 };
        for device in &self.devices {
            let mut connection = Connection::to(address);
            let known = connection.sync(device, SyncPoint::default(), vec![]);
            let again = connection.sync(device, known.point, vec![]);
            run.took += again.took;
            run.each.push(again.took);
            run.sent += again.sent;
            run.received += again.received;
        }
        run
    }

    /// The same work without the server: the first changes, then the last ones.
    fn directly(&self, books: &[Book]) -> (Duration, Duration) {
        let mut documents = Vec::new();
        let begin = Instant::now();
        for (device, book) in self.devices.iter().zip(books) {
            let empty = book
                .first()
                .into_iter()
                .map(|push| (None, Document::begin(Kind::Task).expect("it begins"), push));
            documents.push(self.apply(device, empty.collect()));
        }
        let first = begin.elapsed();
        let begin = Instant::now();
        for ((device, book), documents) in self.devices.iter().zip(books).zip(documents) {
            let known = documents.into_iter().zip(book.last());
            self.apply(device, known.map(|((key, document), push)| (Some(key), document, push)).collect());
        }
        (first, begin.elapsed())
    }

    fn apply(&self, device: &Device, pushes: Vec<Direct>) -> Vec<(DocumentKey, Document)> {
        let (ward, organisation, number) = (self.ward.clone(), device.organisation, device.number);
        let work = move |writing: &Writing<'_>| {
            let mut done = Vec::new();
            for (key, document, push) in pushes {
                let chunks: Vec<_> =
                    push.chunks.iter().map(|chunk| gate::check(chunk).expect("it passes")).collect();
                let mut twin = document.clone();
                twin.absorb(chunks.iter().map(|chunk| chunk.bytes)).expect("it can be applied");
                let key = match key {
                    Some(key) => key,
                    None => writing.put_document(&ward, push.document, organisation, &twin)?,
                };
                for chunk in &chunks {
                    let (hash, chunk) = (chunk.hash, chunk.bytes);
                    let (ward, document, device) = (&ward, key, number);
                    writing.put_change(&NewChange {
                        ward,
                        organisation,
                        document,
                        hash,
                        device,
                        received_at: NOON,
                        chunk,
                    })?;
                }
                writing.put_heads(key, &twin)?;
                let fact = Fact {
                    document: push.document,
                    record: read(&twin),
                    conflicts: u32::try_from(conflicts(&twin).len()).unwrap_or(u32::MAX),
                    written_at: NOON,
                    received_at: Some(NOON),
                };
                writing.put_fact(key, &ward, organisation, &fact)?;
                done.push((key, twin));
            }
            Ok::<_, StoreError>(done)
        };
        self.store.write_blocking(work).expect("it is stored")
    }
}

/// A document as it is, with its key where it is stored, and what comes.
type Direct = (Option<DocumentKey>, Document, Push);

/// What one phone saw of its sync.
struct Synced {
    took: Duration,
    sent: u64,
    received: u64,
    point: SyncPoint,
}

/// An open connection of a phone.
struct Connection(TcpStream);

impl Connection {
    fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server is there");
        stream.set_nodelay(true).expect("no delay");
        Self(stream)
    }

    fn sync(&mut self, device: &Device, mut point: SyncPoint, mut push: Vec<Push>) -> Synced {
        let begin = Instant::now();
        let (mut sent, mut received) = (0, 0);
        loop {
            let request = RequestId::from_bytes([1; 16]);
            let body =
                SyncRequest { version: VERSION, request, point, push: std::mem::take(&mut push), key: None };
            let (answer, out, back) = self.ask(device, &minicbor::to_vec(body).expect("it can be written"));
            sent += out;
            received += back;
            point = answer.point;
            if !answer.more {
                return Synced { took: begin.elapsed(), sent, received, point };
            }
        }
    }

    /// Posts a body as a phone does; gives the answer, and the bytes both ways, heads included.
    fn ask(&mut self, device: &Device, body: &[u8]) -> (SyncResponse, u64, u64) {
        let body = gzip(body);
        let head = format!(
            "POST /api/v1/sync HTTP/1.1\r\nHost: w\r\nAuthorization: Bearer {}\r\nContent-Type: application/cbor\r\n\
             Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            device.token,
            body.len()
        );
        self.0.write_all(&[head.as_bytes(), &body].concat()).expect("it is sent");
        let (mut answer, mut piece) = (Vec::new(), [0; 65_536]);
        let (end, length) = loop {
            let count = self.0.read(&mut piece).expect("an answer");
            assert_ne!(count, 0, "the server closed the connection");
            answer.extend(piece.get(..count).unwrap_or_default());
            if let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).to_lowercase();
                assert!(head.starts_with("http/1.1 200"), "{head}");
                let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
                let length: usize = length.and_then(|length| length.parse().ok()).expect("a length");
                if end + 4 + length <= answer.len() {
                    break (end + 4, length);
                }
            }
        };
        let packed = answer.get(end..end + length).unwrap_or_default();
        let gzipped = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).contains("gzip");
        let mut plain = Vec::new();
        if gzipped {
            flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).expect("it is gzip");
        } else {
            plain.extend(packed);
        }
        let response = minicbor::decode(&plain).expect("an answer of the protocol");
        (response, (head.len() + body.len()) as u64, (end + length) as u64)
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}
