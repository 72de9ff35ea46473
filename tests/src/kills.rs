//! A real server under a real load, killed as `SIGKILL` does at moments that
//! nobody chose: what it acknowledged must be there afterwards.
//!
//! A few devices push changes over HTTP as fast as they are answered. One more
//! kills the server and starts it again, some of the times before it is up. After
//! each start, what was acknowledged since the last one is looked for by another
//! device, over HTTP too; in the end, everything is read from the beginning.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a harness that cannot go on ends its test"
)]

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use minicbor::bytes::ByteVec;
use shared::document::Document;
use shared::document::edit::{self, Edit, Stamp, Value};
use shared::id::{Actor, ChangeHash, DocumentId, EntryId, RequestId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::wire::{
    EnrolRequest, Enrolled, Outcome, Pulled, Push, SyncPoint, SyncRequest, SyncResponse, VERSION,
};
use vectors::dice::Dice;

use crate::bontot::{Bontot, free_port};
use crate::http::Connection;

/// Devices that push.
const WRITERS: u64 = 3;
/// The longest that the server lives once it is up, in microseconds.
const LONGEST_LIFE: u64 = 120_000;
/// The longest that it lives where it is killed while it starts.
const LONGEST_START: u64 = 25_000;
/// Changes of one document, after which its writer begins another.
const MOST_CHANGES: usize = 40;

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kills {
    /// Times that the server was killed.
    pub kills: u64,
    /// Of those, before it listened.
    pub while_starting: u64,
    /// Changes for which a writer got a receipt.
    pub acknowledged: u64,
    /// Requests that were under way when the server died, and got no answer.
    pub unanswered: u64,
    /// Acknowledged changes that were not there after a start, or with another number.
    pub lost: u64,
}

/// A change and where it belongs: two documents may begin with the same change.
type Place = (DocumentId, ChangeHash);

/// What the threads tell each other.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How often the server is up again; odd while it is down.
    turn: u64,
    /// The end has come.
    over: bool,
    unanswered: u64,
    /// Receipts that nobody looked for yet.
    fresh: Vec<(Place, u64)>,
}

impl Shared {
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        let done = work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
        done
    }

    /// Waits until the server is up; `None` where the end has come.
    fn up(&self) -> Option<()> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self
            .changed
            .wait_while(state, |state| state.turn % 2 == 1 && !state.over)
            .unwrap_or_else(PoisonError::into_inner);
        (!state.over).then_some(())
    }
}

/// Kills the server `$BONTOT_BIN` so many times.
pub fn kill_servers(kills: u64, seed: u64, progress: impl Fn(u64)) -> Kills {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let data = folder.path().join("bontot.db");
    let port = free_port();
    let server = Bontot::start(&data, port);
    let codes = server.enrolment_codes("Biểu Nghi");
    let mut dice = Dice::new(seed);
    let mut enrol = |code: &String| {
        let secret: String = dice.bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
        let request = EnrolRequest { version: VERSION, code: code.clone(), secret, former: None, key: None };
        let enrolled = Connection::open(port).and_then(|mut c| c.post("/api/v1/enrol", None, &request));
        enrolled.expect("a device is enrolled")
    };
    let mut enrolled: Vec<Enrolled> = codes.iter().map(&mut enrol).collect();
    let reader = enrolled.pop().expect("the demonstration has codes");
    assert!(!enrolled.is_empty(), "the demonstration has more than one code");
    let (shared, mut reading) = (Shared::default(), Reading::new(port, reader.token));
    let mut sum = Kills { kills, ..Kills::default() };
    thread::scope(|scope| {
        for number in 0..WRITERS {
            let identity = &enrolled[usize::try_from(number).unwrap_or(0) % enrolled.len()];
            let shared = &shared;
            scope.spawn(move || Writer::new(identity, port, seed ^ (number + 1)).write(shared));
        }
        let mut server = Some(server);
        for number in 1..=kills {
            // The moment of death is what this is about.
            thread::park_timeout(Duration::from_micros(dice.roll() % LONGEST_LIFE));
            shared.with(|state| state.turn += 1);
            server.take().expect("it runs").kill();
            if dice.roll().is_multiple_of(5) {
                sum.while_starting += 1;
                let mut child = start(&data, port);
                thread::park_timeout(Duration::from_micros(dice.roll() % LONGEST_START));
                end(&mut child);
            }
            server = Some(Bontot::start(&data, port));
            sum.lost += reading.look_for(&shared.with(|state| std::mem::take(&mut state.fresh)), &mut sum);
            shared.with(|state| state.turn += 1);
            progress(number);
        }
        shared.with(|state| state.over = true);
        drop(server.take());
    });
    // Everything once more, from the beginning, on what the file holds.
    let server = Bontot::start(&data, port);
    let fresh = shared.with(|state| std::mem::take(&mut state.fresh));
    sum.lost += reading.look_for(&fresh, &mut sum);
    sum.lost += reading.look_for_all();
    drop(server);
    sum.unanswered = shared.with(|state| state.unanswered);
    sum
}

fn start(data: &Path, port: u16) -> Child {
    let program = PathBuf::from(std::env::var_os("BONTOT_BIN").expect("BONTOT_BIN names the server program"));
    let mut command = Command::new(program);
    command.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(data);
    command.env("RUST_LOG", "off").stdout(Stdio::null()).spawn().expect("the server program starts")
}

fn end(child: &mut Child) {
    child.kill().expect("the server can be killed");
    child.wait().expect("the server has ended");
}

/// A device that pushes as fast as it is answered.
struct Writer {
    port: u16,
    token: String,
    actor: Actor,
    dice: Dice,
    document: (DocumentId, Document),
    written: usize,
    /// What has no receipt, the oldest first.
    unsent: Vec<(DocumentId, ChangeHash, Vec<u8>)>,
}

impl Writer {
    fn new(identity: &Enrolled, port: u16, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let actor = Actor::new(identity.device, dice.bytes());
        let document = fresh(&mut dice);
        Self { port, token: identity.token.clone(), actor, dice, document, written: 0, unsent: Vec::new() }
    }

    fn write(mut self, shared: &Shared) {
        let mut connection = None;
        while shared.up().is_some() {
            for _ in 0..1 + self.dice.roll() % 6 {
                self.write_change();
            }
            // Whatever happens to it, the same changes are sent again.
            let answer = self.bring(&mut connection);
            match answer {
                Ok(receipts) => shared.with(|state| state.fresh.extend(receipts)),
                Err(error) if error.kind() == io::ErrorKind::Other => panic!("{error}"),
                Err(_) => {
                    // Where there is no connection, it was not even asked.
                    let asked = u64::from(connection.take().is_some());
                    shared.with(|state| state.unanswered += asked);
                }
            }
        }
    }

    fn write_change(&mut self) {
        if MOST_CHANGES <= self.written {
            self.document = fresh(&mut self.dice);
            self.written = 0;
        }
        let entry = EntryId::from_bytes(self.dice.bytes());
        let note = Value::text(format!("Đã gieo {} sào", self.dice.roll() % 1_000));
        let edit = match self.written {
            0 => Edit::field("what", note),
            _ => Edit::Put(edit::Path::entry("progress", entry, "note"), note),
        };
        let stamp = Stamp { actor: self.actor, at: Moment::from_millis(1_730_955_600_000) };
        let commit = self.document.1.commit(&[edit], stamp).expect("the document takes the edit");
        let commit = commit.expect("every edit says something new");
        self.unsent.push((self.document.0, commit.hash, commit.chunk));
        self.written += 1;
    }

    fn bring(&mut self, connection: &mut Option<Connection>) -> io::Result<Vec<(Place, u64)>> {
        let mut push: Vec<Push> = Vec::new();
        for (document, _, chunk) in &self.unsent {
            let chunk = ByteVec::from(chunk.clone());
            match push.last_mut().filter(|push| push.document == *document) {
                Some(push) => push.chunks.push(chunk),
                None => push.push(Push { document: *document, kind: Kind::Task, chunks: vec![chunk] }),
            }
        }
        let request = RequestId::from_bytes(self.dice.bytes());
        // No news: those are the reader's.
        let point = SyncPoint { epoch: None, cursor: u64::from(u32::MAX) };
        let request = SyncRequest { version: VERSION, request, point, push, key: None, reads: None };
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(Connection::open(self.port)?),
        };
        let answer: SyncResponse = connection.post("/api/v1/sync", Some(&self.token), &request)?;
        let mut receipts = Vec::new();
        for (push, outcome) in request.push.iter().zip(answer.outcomes) {
            let Outcome::Stored(stored) = outcome else { panic!("a push is not stored: {outcome:?}") };
            receipts.extend(stored.into_iter().map(|it| ((push.document, it.hash), it.seq)));
        }
        assert_eq!(receipts.len(), self.unsent.len(), "a change has no receipt");
        self.unsent.clear();
        Ok(receipts)
    }
}

fn fresh(dice: &mut Dice) -> (DocumentId, Document) {
    let document = DocumentId::new(Moment::from_millis(1_730_955_600_000), dice.bytes());
    (document, Document::begin(Kind::Task).expect("a task begins"))
}

/// The device that looks for what was acknowledged.
struct Reading {
    port: u16,
    token: String,
    point: SyncPoint,
    /// What it was given, with the numbers.
    found: BTreeMap<Place, u64>,
    /// Everything that was acknowledged.
    acknowledged: BTreeMap<Place, u64>,
}

impl Reading {
    fn new(port: u16, token: String) -> Self {
        Self {
            port,
            token,
            point: SyncPoint::default(),
            found: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
        }
    }

    /// Takes the news in, and counts those of `receipts` that are not among what it knows.
    fn look_for(&mut self, receipts: &[(Place, u64)], sum: &mut Kills) -> u64 {
        for pulled in self.pull() {
            self.found.insert((pulled.document, pulled.receipt.hash), pulled.receipt.seq);
        }
        sum.acknowledged += receipts.len() as u64;
        self.acknowledged.extend(receipts.iter().copied());
        self.lost(receipts.iter().copied())
    }

    /// How many of what was acknowledged are not there under their numbers; each is named.
    fn lost(&self, acknowledged: impl Iterator<Item = (Place, u64)>) -> u64 {
        let lost = acknowledged.filter(|(place, seq)| self.found.get(place) != Some(seq));
        let named = lost.inspect(|((document, hash), seq)| match self.found.get(&(*document, *hash)) {
            Some(now) => eprintln!("{hash} of {document} was acknowledged as {seq} and is there as {now}"),
            None => eprintln!("{hash} of {document} was acknowledged as {seq} and is not there"),
        });
        named.count() as u64
    }

    /// Reads everything from the beginning, opens every document, and counts
    /// what was acknowledged and is not there.
    fn look_for_all(&mut self) -> u64 {
        self.point = SyncPoint::default();
        let all = self.pull();
        let mut documents: BTreeMap<DocumentId, (Kind, Vec<Vec<u8>>)> = BTreeMap::new();
        self.found.clear();
        for pulled in all {
            self.found.insert((pulled.document, pulled.receipt.hash), pulled.receipt.seq);
            documents
                .entry(pulled.document)
                .or_insert((pulled.kind, Vec::new()))
                .1
                .push(pulled.chunk.to_vec());
        }
        for (kind, chunks) in documents.values() {
            let opened = Document::open(*kind, chunks.iter().map(Vec::as_slice));
            assert!(opened.is_ok(), "a document does not open");
        }
        self.lost(self.acknowledged.iter().map(|(place, seq)| (*place, *seq)))
    }

    fn pull(&mut self) -> Vec<Pulled> {
        let mut connection = Connection::open(self.port).expect("the server listens");
        let mut pulled = Vec::new();
        loop {
            let request = RequestId::from_bytes([0; 16]);
            let request = SyncRequest {
                version: VERSION,
                request,
                point: self.point,
                push: Vec::new(),
                key: None,
                reads: None,
            };
            let answer: SyncResponse =
                connection.post("/api/v1/sync", Some(&self.token), &request).expect("the server answers");
            let epoch = self.point.epoch.is_none() || self.point.epoch == answer.point.epoch;
            assert!(epoch, "a server that was only killed began a new epoch");
            self.point = answer.point;
            pulled.extend(answer.pulled);
            if !answer.more {
                return pulled;
            }
        }
    }
}
