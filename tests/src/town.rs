//! A ward's server without a socket, on a data file of its own.

#![expect(clippy::expect_used, reason = "a harness that fails has to end its test")]

mod relay;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use server::assets::Site;
use server::auth::code::AccessCode;
use server::pipeline::bundle::{ImportError, Imported, import};
use server::pipeline::custody::{DecideError, Verdict, decide};
use server::pipeline::open_documents::OpenDocuments;
use server::router::router;
use server::state::AppState;
use server::store::codes::{NewCode, Opens, Shown};
use server::store::custody::{Case, Decision};
use server::store::devices::Word;
use server::store::rulings::More;
use server::store::{Reading, Store, StoreError};
use server::upkeep::finding::Finding;
use server::upkeep::verify::verify;
use shared::id::{ChangeHash, DeviceNumber, DocumentId};
use shared::moment::Moment;
use shared::org::{Organisation, OrganisationKind, Ward};
use shared::ruling::{RuledWard, Ruling};
use shared::scheme::shipped;
use shared::standing::facts::Fact;
use shared::sync::role::Role;
use shared::sync::wire::{Epoch, MEDIA_TYPE, Pulled, SyncPoint};
use shared::words::Title;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

pub use relay::{Lost, OnTheWay};

/// 2024-11-07 12:00 in Vietnam: where the server's clock begins.
pub const BEGIN: Moment = Moment::from_millis(1_730_955_600_000);

/// The cells of the ward.
pub const CELLS: [&str; 2] = ["bieu-nghi", "trai-thanh"];

const DATA_FILE: &str = "bontot.db";

/// The ward that the server serves.
pub fn ward() -> Ward {
    Ward {
        code: "dong-mai".parse().expect("a code"),
        name: "Phường Đông Mai".to_owned(),
        town: "Thị xã Quảng Yên".to_owned(),
    }
}

/// The cell with this code.
pub fn cell(code: &str) -> Organisation {
    let name = format!("Chi bộ khu {code}");
    Organisation::new(&ward().code, code.parse().expect("a code"), &name, OrganisationKind::Cell)
}

/// A body on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Whether the bytes are gzip.
    pub gzip: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What the server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// The body.
    pub body: Packed,
}

/// The data file as it was at some moment.
#[derive(Debug)]
pub struct Backup(TempDir);

/// The server of the ward, with its two cells and one scheme.
pub struct TestServer {
    running: Option<Running>,
    folder: TempDir,
    clock: Arc<AtomicI64>,
    codes: u32,
    runtime: Runtime,
}

struct Running {
    store: Store,
    documents: Arc<OpenDocuments>,
    router: Router,
}

impl TestServer {
    /// A server on a data file of its own, as [`TestServer::start`] leaves one. It
    /// is founded once for all, and each server begins with a copy.
    pub fn start_founded() -> Self {
        static FOUNDED: OnceLock<Backup> = OnceLock::new();
        let founded = FOUNDED.get_or_init(|| Self::start().backup());
        let folder = folder();
        copy(founded.0.path(), folder.path());
        let clock = Arc::new(AtomicI64::new(BEGIN.millis()));
        let running = Some(open(folder.path(), &clock));
        Self { running, folder, clock, codes: 0, runtime: runtime() }
    }

    /// A server on a fresh data file.
    pub fn start() -> Self {
        let folder = folder();
        let clock = Arc::new(AtomicI64::new(BEGIN.millis()));
        let running = open(folder.path(), &clock);
        running.store.found_ward(&ward()).expect("the ward is founded");
        let server = Self { running: Some(running), folder, clock, codes: 0, runtime: runtime() };
        for code in CELLS {
            server.rule(&Ruling::Registered(cell(code)));
        }
        let scheme = shipped::monthly_checklist().expect("the shipped scheme can be read");
        server.rule(&Ruling::SchemeApplied(scheme));
        server.rule(&Ruling::MonthOpened("2024-11".parse().expect("a month")));
        server
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("the server runs")
    }

    /// The server's clock.
    pub fn now(&self) -> Moment {
        Moment::from_millis(self.clock.load(Ordering::Relaxed))
    }

    /// Lets time pass on the server's clock.
    pub fn pass(&self, millis: i64) {
        self.clock.fetch_add(millis, Ordering::Relaxed);
    }

    /// Sets the server's clock.
    pub fn set_clock(&self, now: Moment) {
        self.clock.store(now.millis(), Ordering::Relaxed);
    }

    /// Rules for the ward, and gives the ruling's number.
    pub fn rule(&self, ruling: &Ruling) -> u64 {
        self.running().store.rule(&ward().code, ruling, self.now()).expect("a ruling is stored")
    }

    /// A fresh enrolment code for the cell, good for a day.
    pub fn code(&mut self, organisation: &str) -> String {
        self.codes += 1;
        let code: AccessCode = format!("{:08}", self.codes).parse().expect("a code");
        let new = NewCode {
            code: code.clone(),
            ward: ward().code,
            opens: Opens::Cell(cell(organisation).id),
            expires_at: self.now().plus_millis(86_400_000),
            shown: Shown::Never,
        };
        self.running().store.add_code(&new).expect("a code is given out");
        code.to_string()
    }

    /// Revokes a device. One that is revoked, or that a server put back from a
    /// backup does not know, stays as it is.
    pub fn revoke(&self, device: DeviceNumber) {
        let now = self.now();
        let revoked = Word { at: now, official: None, why: None };
        let done = self
            .running()
            .store
            .write_blocking(move |writing| writing.revoke_device(&ward().code, device, &revoked));
        assert!(done.is_ok(), "the store revokes: {done:?}");
    }

    /// Gives a device another role.
    pub fn set_role(&self, device: DeviceNumber, role: Role) {
        assert!(self.give_role(device, role), "the device had the other role");
    }

    /// Gives a device a role; says whether it is not revoked and had the other one.
    pub fn give_role(&self, device: DeviceNumber, role: Role) -> bool {
        let now = self.now();
        let word = Word { at: now, official: None, why: None };
        let store = &self.running().store;
        let done = store.write_blocking(move |writing| writing.set_role(&ward().code, device, role, &word));
        done.expect("the store gives a role")
    }

    /// What the ward keeps until somebody decides.
    pub fn custody(&self) -> Vec<Case> {
        self.read(|reading| reading.custody(&ward().code))
    }

    /// The changes of a case.
    pub fn changes_of(&self, case: &Case) -> BTreeSet<ChangeHash> {
        let changes = self.read(|reading| reading.custody_changes(case.key));
        changes.into_iter().map(|(hash, _)| hash).collect()
    }

    /// Decides what is kept of a document, as an official does who looked at all of it.
    pub fn decide(&self, document: DocumentId, verdict: Verdict) -> Result<(), DecideError> {
        let waits = |case: &Case| case.document == document && case.decision.is_none();
        let case = self.custody().into_iter().find(waits).ok_or(DecideError::Unknown)?;
        let seen = self.read(|reading| reading.custody_changes(case.key)).len();
        let official = Title::new("Nguyễn Văn Bình").expect("a name");
        let decision = Decision { at: self.now(), official, declined: None };
        let documents = Arc::clone(&self.running().documents);
        self.running().store.write_blocking(move |writing| {
            decide(writing, &documents, &ward().code, (case.key, seen), &verdict, decision)
        })
    }

    /// The office takes a file in.
    ///
    /// # Errors
    /// Where nothing of it is taken.
    pub fn import(&self, file: &[u8]) -> Result<Vec<Imported>, ImportError> {
        import(&self.running().store, &self.running().documents, Some(&ward().code), file, self.now())
    }

    /// Everything that is wrong with the data file.
    pub fn findings(&self) -> Vec<Finding> {
        self.read(verify).findings
    }

    /// Posts as a phone does, and waits for the answer.
    pub fn post(&self, path: &str, token: Option<&str>, body: Packed) -> Answer {
        self.ask("POST", path, token, body)
    }

    /// Asks as a phone does, and waits for the answer.
    pub fn ask(&self, method: &str, path: &str, token: Option<&str>, body: Packed) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", MEDIA_TYPE)
            .header("accept-encoding", "gzip, deflate, br");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.gzip {
            request = request.header("content-encoding", "gzip");
        }
        let request = request.body(Body::from(body.bytes)).expect("a request");
        let router = self.running().router.clone();
        self.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            let status = response.status().as_u16();
            let gzip = response.headers().get("content-encoding").is_some_and(|encoding| encoding == "gzip");
            let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("the answer's body").to_vec();
            Answer { status, body: Packed { gzip, bytes } }
        })
    }

    /// Stops the server in an orderly way and starts it again.
    pub fn restart(&mut self) {
        self.running = None;
        self.running = Some(open(self.folder.path(), &self.clock));
    }

    /// Ends the server as `SIGKILL` does, at this very moment, and starts it again
    /// on what the files hold.
    pub fn kill(&mut self) {
        let Backup(folder) = self.backup();
        self.running = Some(open(folder.path(), &self.clock));
        self.folder = folder;
    }

    /// Ends the server as a power cut does while it commits what `work` asks for:
    /// so many thousandths of what the commit adds to the journal are on the disk.
    /// Then it starts again. Where the journal did not grow, the commit is whole.
    pub fn kill_during(&mut self, thousandths: u16, work: impl FnOnce(&Self)) {
        let before = journal(self.folder.path());
        work(self);
        let Backup(folder) = self.backup();
        let after = journal(folder.path());
        if before < after {
            let torn = before + (after - before - 1) * u64::from(thousandths.min(1_000)) / 1_000;
            let file = fs::File::options().write(true).open(folder.path().join(journal_name()));
            file.and_then(|file| file.set_len(torn)).expect("the journal is cut");
        }
        self.running = Some(open(folder.path(), &self.clock));
        self.folder = folder;
    }

    /// The data file as it is now, with its journal.
    pub fn backup(&self) -> Backup {
        let folder = folder();
        copy(self.folder.path(), folder.path());
        Backup(folder)
    }

    /// Puts a backup in the place of the data file.
    pub fn put_back(&mut self, backup: &Backup) {
        self.running = None;
        let folder = folder();
        copy(backup.0.path(), folder.path());
        self.running = Some(open(folder.path(), &self.clock));
        self.folder = folder;
    }

    /// Begins a new epoch, as `bontot restored` does.
    pub fn begin_epoch(&self) -> Epoch {
        self.running().store.write_blocking(|writing| writing.begin_epoch()).expect("an epoch begins")
    }

    /// What the standings know of a document.
    pub fn fact(&self, document: DocumentId) -> Option<Fact> {
        self.read(|reading| {
            let Some(stored) = reading.document(&ward().code, document)? else { return Ok(None) };
            reading.fact(stored.key)
        })
    }

    /// The heads that the server has of a document; none where it has no such document.
    pub fn heads(&self, document: DocumentId) -> Vec<ChangeHash> {
        let stored = self.read(|reading| reading.document(&ward().code, document));
        stored.map(|stored| stored.heads).unwrap_or_default()
    }

    /// What the ward's rulings amount to.
    pub fn ruled(&self) -> RuledWard {
        self.read(|reading| reading.ruled_ward(&ward().code))
    }

    /// Every change of the cell, in the ward's order.
    pub fn log(&self, organisation: &str) -> Vec<Pulled> {
        self.read(|reading| {
            let mut log = Vec::new();
            reading.each_change(cell(organisation).id, 0, |found| {
                log.push(found.read()?);
                Ok(More::Please)
            })?;
            Ok(log)
        })
    }

    /// Up to where the ward's sequence has come.
    pub fn point(&self) -> SyncPoint {
        self.read(|reading| {
            let cursor = reading.last_seq(&ward().code)?;
            Ok(SyncPoint { epoch: Some(reading.epoch()?), cursor })
        })
    }

    fn read<T>(&self, work: impl FnOnce(&Reading<'_>) -> Result<T, StoreError>) -> T {
        self.running().store.read_blocking(work).expect("the store can be read")
    }
}

/// A folder in memory where the system has one: what is told here is told by
/// bytes, not by a disk's time.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a temporary folder")
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime")
}

fn journal_name() -> String {
    format!("{DATA_FILE}-wal")
}

/// The length of the journal.
fn journal(folder: &Path) -> u64 {
    fs::metadata(folder.join(journal_name())).map_or(0, |file| file.len())
}

fn open(folder: &Path, clock: &Arc<AtomicI64>) -> Running {
    let store = Store::open(&folder.join(DATA_FILE)).expect("the data file opens");
    let clock = Arc::clone(clock);
    let clock = Arc::new(move || Moment::from_millis(clock.load(Ordering::Relaxed)));
    let state = AppState { clock, ..AppState::new(store.clone(), Site::default()) };
    let documents = Arc::clone(&state.documents);
    Running { store, documents, router: router(state) }
}

/// Copies the data file and its journal. The index of the journal is not
/// copied: whoever opens the copy makes it anew.
fn copy(from: &Path, to: &Path) {
    for name in [DATA_FILE.to_owned(), journal_name()] {
        if from.join(&name).exists() {
            fs::copy(from.join(&name), to.join(&name)).expect("a file is copied");
        }
    }
}
