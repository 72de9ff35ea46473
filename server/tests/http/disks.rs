//! Disks that fail, under the program as a process of its own: what is wrong is
//! said with what to do, and nothing is acknowledged that is not safe.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use server::auth::secret::{Purpose, Secret};
use server::store::health::inspect;
use server::store::{Store, StoreError};
use server::upkeep::verify::verify;
use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, ChangeHash, DeviceNumber, RequestId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::wire::{Fault, Outcome, Push, SyncPoint, SyncRequest, SyncResponse, VERSION};

use super::harness::{BEGIN, cell};
use super::phone::task_id;
use super::program::{Running, bontot, check_refusal, founded};

/// A device of the cell, and what it has receipts for.
struct Phone {
    device: DeviceNumber,
    head: String,
    receipts: Vec<ChangeHash>,
    requests: u8,
}

impl Phone {
    /// Founds the ward in the data file, with one device.
    fn founded(path: &Path) -> Self {
        founded(path);
        let token = Secret::draw().unwrap();
        let (hash, cell) = (token.hash(Purpose::Token), cell("bieu-nghi").id);
        let store = Store::open(path).unwrap();
        let at = Moment::from_millis(BEGIN);
        let device = store.write_blocking(move |writing| writing.put_device(cell, Some(&hash), at)).unwrap();
        let head = format!("POST /api/v1/sync HTTP/1.1\r\nAuthorization: Bearer {}", token.reveal());
        Self { device, head, receipts: Vec::new(), requests: 0 }
    }

    /// A push of the next change of the document.
    fn push(&self, id: u8, document: &mut Document, what: &str) -> Push {
        let stamp = Stamp { actor: Actor::new(self.device, [id; 12]), at: Moment::from_millis(BEGIN) };
        let change = document.commit(&[Edit::field("what", Value::text(what))], stamp).unwrap().unwrap();
        Push { document: task_id(id), kind: Kind::Task, chunks: vec![change.chunk.into()] }
    }

    /// Sends it, and says whether it was stored; if not, the fault was the store's.
    fn send(&mut self, server: &Running, push: &[Push]) -> bool {
        self.requests += 1;
        let (request, point) = (RequestId::from_bytes([self.requests; 16]), SyncPoint::default());
        let body =
            SyncRequest { version: VERSION, request, point, push: push.to_vec(), key: None, reads: None };
        let (status, answer) = server.send(&self.head, &minicbor::to_vec(body).unwrap());
        if status != 200 {
            assert_eq!((status, minicbor::decode(&answer).ok()), (503, Some(Fault::Storage)));
            return false;
        }
        let answer: SyncResponse = minicbor::decode(&answer).unwrap();
        for outcome in &answer.outcomes {
            match outcome {
                Outcome::Stored(receipts) => self.receipts.extend(receipts.iter().map(|one| one.hash)),
                other => panic!("{other:?}"),
            }
        }
        true
    }

    /// Every receipt is for a change that is in the file, and the file is whole.
    fn check_receipts(&self, path: &Path) {
        let missing = inspect(path, |reading| {
            assert_eq!(verify(reading)?.findings, []);
            let mut receipts = self.receipts.clone();
            reading.each_document(|logged| {
                let logged = logged?;
                receipts.retain(|hash| logged.changes.iter().all(|change| change.hash != *hash));
                Ok::<_, StoreError>(())
            })?;
            Ok(receipts)
        });
        assert_eq!(missing, Ok(Vec::new()));
    }
}

/// A file system of a few hundred kilobytes in memory.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where this user may not mount one: the same faults are injected into
    /// the store by its own tests.
    fn mounted(kilobytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mount.is_ok_and(|status| status.success()).then_some(Self(folder))
    }

    fn remount(&self, how: &str) {
        let how = format!("remount,{how}");
        let mount = Command::new("mount").args(["-o", &how]).arg(self.0.path()).status();
        assert!(mount.unwrap().success());
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0.path()).status().ok();
    }
}

#[test]
fn a_full_disk_acknowledges_nothing_more_and_loses_nothing_where_a_small_disk_may_be_mounted() {
    let Some(disk) = SmallDisk::mounted(700) else { return };
    let (path, ballast) = (disk.path("bontot.db"), disk.path("ballast"));
    let mut phone = Phone::founded(&path);
    fs::write(&ballast, vec![1; 100 * 1024]).unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let server = Running::start_with_log(&path, log.path());
    let mut document = Document::begin(Kind::Task).unwrap();
    let long = |n: usize| format!("{n} {}", "Gieo ngô đông ".repeat(10));
    let refused = (0..2_000).find_map(|n| {
        let push = phone.push(1, &mut document, &long(n));
        (!phone.send(&server, std::slice::from_ref(&push))).then_some(push)
    });
    let refused = refused.unwrap();
    assert!(!phone.receipts.is_empty());
    let log = fs::read_to_string(log.path()).unwrap();
    assert!(log.contains("the disk is full; free some space and try again"), "{log}");
    // Again and again: it stays refused, and the server goes on.
    for _ in 0..3 {
        assert!(!phone.send(&server, std::slice::from_ref(&refused)));
    }
    assert_eq!(server.send("GET /healthz HTTP/1.1", b"").0, 200);
    // The same process stores it once there is room.
    fs::remove_file(&ballast).unwrap();
    assert!(phone.send(&server, &[refused]));
    assert!(!server.end("-KILL").success());
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("bontot.db");
    for end in ["", "-wal"] {
        fs::copy(disk.path(&format!("bontot.db{end}")), elsewhere.path().join(format!("bontot.db{end}")))
            .unwrap();
    }
    phone.check_receipts(&copy);
}

#[test]
fn no_backup_is_left_half_written_where_a_small_disk_may_be_mounted() {
    let Some(disk) = SmallDisk::mounted(64) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let copy = disk.path("copy.db");
    check_refusal(
        &["backup", copy.to_str().unwrap(), "--data", path.to_str().unwrap()],
        &format!(
            "{}.part cannot be written: the disk is full; free some space and try again",
            copy.display()
        ),
    );
    assert_eq!(fs::read_dir(disk.0.path()).unwrap().count(), 0);
}

#[test]
fn a_place_that_may_only_be_read_is_said_where_a_small_disk_may_be_mounted() {
    let Some(disk) = SmallDisk::mounted(2_000) else { return };
    let path = disk.path("bontot.db");
    founded(&path);
    disk.remount("ro");
    let file = path.to_str().unwrap();
    let read_only = format!(
        "the data file {file} cannot be used: it may only be read; \
         give the user of this program the right to write the file and its folder"
    );
    check_refusal(&["serve", "--listen", "127.0.0.1:0", "--data", file], &read_only);
    check_refusal(&["code", "viewer", "dong-mai", "--data", file], &read_only);
    let fresh = disk.path("fresh.db");
    check_refusal(
        &["serve", "--listen", "127.0.0.1:0", "--data", fresh.to_str().unwrap()],
        &format!(
            "the data file {} cannot be used: it cannot be opened or created; \
             it must be a file, in a folder that exists and may be written to",
            fresh.display()
        ),
    );
    disk.remount("rw");
    assert!(bontot(&["code", "viewer", "dong-mai", "--data", file]).output().unwrap().status.success());
}

/// The variable that names the data file to the process that is to hold it.
const HELD: &str = "BONTOT_TEST_HELD";

/// As a process of its own, which the test below starts, it holds the data file
/// until its input ends; among the other tests it does nothing.
#[test]
fn holds_the_data_file() {
    let Ok(path) = std::env::var(HELD) else { return };
    let store = Store::open(Path::new(&path)).unwrap();
    let held = store.write_blocking(|_| {
        println!("\nit is held");
        std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
        Ok::<_, StoreError>(())
    });
    held.unwrap();
}

/// The process, and what it still has to say: it fails where nobody listens.
fn held(path: &Path) -> (Child, impl Read) {
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "disks::holds_the_data_file", "--nocapture"])
        .env(HELD, path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(holder.stdout.take().unwrap());
    let mut lines = String::new();
    while !lines.contains("it is held") {
        assert_ne!(out.read_line(&mut lines).unwrap(), 0, "{lines}");
    }
    (holder, out)
}

#[test]
fn a_file_that_another_process_holds_is_said_to_be_held_and_used_again_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let mut phone = Phone::founded(&path);
    let server = Running::start(&path);
    let mut document = Document::begin(Kind::Task).unwrap();
    let push = phone.push(1, &mut document, "Gieo ngô đông");

    let (mut holder, out) = held(&path);
    let file = path.to_str().unwrap();
    check_refusal(
        &["code", "viewer", "dong-mai", "--data", file],
        &format!(
            "the data file {file} cannot be used: another program holds it; stop that program and try again"
        ),
    );
    assert!(!phone.send(&server, std::slice::from_ref(&push)));
    drop(holder.stdin.take());
    assert!(holder.wait().unwrap().success());
    drop(out);
    assert!(phone.send(&server, &[push]));
    assert!(!server.end("-KILL").success());
    phone.check_receipts(&path);
}

fn found(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|bytes| bytes == what).unwrap()
}

#[test]
fn a_broken_page_is_said_and_what_rests_on_it_is_not_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let mut phone = Phone::founded(&path);
    let (mut sound, mut broken) =
        (Document::begin(Kind::Task).unwrap(), Document::begin(Kind::Task).unwrap());
    let server = Running::start(&path);
    let pushes = [phone.push(1, &mut broken, "Thu gom rác"), phone.push(2, &mut sound, "Gieo ngô đông")];
    assert!(phone.send(&server, &pushes));
    let change = &pushes[0].chunks[0];
    assert!(server.end("-TERM").success());
    let whole = fs::read(&path).unwrap();

    // A bit of a change: SQLite does not notice it.
    let mut bytes = whole.clone();
    let title = found(&bytes, change.as_slice()) + found(change.as_slice(), b"Thu gom");
    bytes[title] ^= 1;
    fs::write(&path, bytes).unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let server = Running::start_with_log(&path, log.path());
    let more = phone.push(1, &mut broken, "Thu gom rác thải");
    assert!(!phone.send(&server, &[more]));
    let said = fs::read_to_string(log.path()).unwrap();
    assert!(said.contains("it is damaged (") && said.contains("`bontot restore`"), "{said}");
    let more = phone.push(2, &mut sound, "Gieo ngô xuân");
    assert!(phone.send(&server, &[more]));
    assert!(server.end("-TERM").success());

    // A page without sense: that is said at the start.
    let mut bytes = whole;
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let begin = title / page * page;
    bytes[begin..begin + page].fill(0xff);
    fs::write(&path, bytes).unwrap();
    let output =
        bontot(&["serve", "--listen", "127.0.0.1:0", "--data", path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("it is damaged (") && said.contains("with `bontot restore`"), "{said}");
}
