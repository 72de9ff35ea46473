//! The program itself: what it says when it cannot do its work, and a whole
//! life from start to signal.

use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use server::auth::secret::{Purpose, Secret};
use server::store::{Store, StoreError};
use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, RequestId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::wire::{Push, SyncPoint, SyncRequest, SyncResponse, VERSION};

use super::harness::{BEGIN, cell, ward};
use super::phone::task_id;
#[cfg(unix)]
use super::program::Running;
use super::program::{bontot, check_refusal, founded};

#[test]
fn what_cannot_be_done_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let file = path.to_str().unwrap();

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    check_refusal(
        &["serve", "--listen", &format!("127.0.0.1:{port}"), "--data", file],
        &format!(
            "port {port} is taken by another program; stop it, or choose another \
             (bontot serve --listen HOST:PORT, cargo xtask run --port PORT)"
        ),
    );
    // What cannot serve leaves nothing behind.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let missing = folder.path().join("missing/bontot.db");
    check_refusal(
        &["serve", "--listen", "127.0.0.1:0", "--data", missing.to_str().unwrap()],
        &format!(
            "the data file {} cannot be used: it cannot be opened or created; \
             it must be a file, in a folder that exists and may be written to",
            missing.display()
        ),
    );
    let other = folder.path().join("notes.txt");
    std::fs::write(&other, "Sổ tay ".repeat(500)).unwrap();
    check_refusal(
        &["serve", "--listen", "127.0.0.1:0", "--data", other.to_str().unwrap()],
        &format!(
            "the data file {} cannot be used: it is not a data file of bontot; name another file",
            other.display()
        ),
    );
    let absent = folder.path().join("absent.db");
    check_refusal(
        &["code", "viewer", "dong-mai", "--data", absent.to_str().unwrap()],
        &format!(
            "the data file {} cannot be used: there is no such file; `bontot serve` makes it",
            absent.display()
        ),
    );
    assert!(!absent.exists());
    founded(&path);
    check_refusal(
        &["code", "viewer", "nowhere", "--data", file],
        "there is no ward nowhere; the data file has dong-mai",
    );
    check_refusal(
        &["code", "cell", "dong-mai", "nowhere", "--data", file],
        "there is no organisation nowhere in dong-mai; it has bieu-nghi",
    );
}

#[test]
fn codes_are_made_and_epochs_begun_on_a_data_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let file = path.to_str().unwrap();
    founded(&path);
    let epoch = || Store::open(&path).unwrap().read_blocking(|reading| reading.epoch()).unwrap();
    let before = epoch();
    let run = |arguments: &[&str]| {
        let output = bontot(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for arguments in [
        ["code", "cell", "dong-mai", "bieu-nghi", "--data", file].as_slice(),
        ["code", "viewer", "dong-mai", "--data", file].as_slice(),
        ["code", "office", "dong-mai", "Nguyễn Văn Bình", "--data", file].as_slice(),
    ] {
        let printed = run(arguments);
        let code = printed.lines().next().unwrap();
        let code: server::auth::code::AccessCode = code.parse().unwrap();
        let store = Store::open(&path).unwrap();
        let given = store.read_blocking(|reading| reading.code(&code.hash())).unwrap().unwrap();
        assert_eq!(given.ward, ward().code);
    }
    assert_eq!(epoch(), before);
    let none = "ward dong-mai has no phone 7 that could be revoked; it has none";
    check_refusal(&["revoke", "dong-mai", "7", "máy đã mất", "--data", file], none);
    let store = Store::open(&path).unwrap();
    let (hash, cell) = (Secret::draw().unwrap().hash(Purpose::Token), cell("bieu-nghi").id);
    let at = Moment::from_millis(BEGIN);
    let device = store.write_blocking(move |writing| writing.put_device(cell, Some(&hash), at)).unwrap();
    drop(store);
    let number = device.to_string();
    assert!(
        !bontot(&["revoke", "dong-mai", &number, " ", "--data", file]).output().unwrap().status.success()
    );
    let said = run(&["revoke", "dong-mai", &number, "máy đã mất", "--data", file]);
    assert!(said.contains("the ward office decides at /ward/dong-mai/custody"), "{said}");
    let again = format!("ward dong-mai has no phone {number} that could be revoked; it has none");
    check_refusal(&["revoke", "dong-mai", &number, "máy đã mất", "--data", file], &again);
    run(&["restored", "--data", file]);
    assert_ne!(epoch(), before);
}

#[test]
#[cfg(unix)]
fn it_serves_from_its_word_until_a_signal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let server = Running::start(&path);
    assert_eq!(server.send("GET /healthz HTTP/1.1", b""), (200, b"ok\n".to_vec()));
    let file = path.to_str().unwrap();
    check_refusal(
        &["serve", "--listen", "127.0.0.1:0", "--data", file],
        &format!(
            "the data file {file} cannot be used: another `bontot serve` works on it; \
             stop that one first, or name another file with --data"
        ),
    );
    assert!(server.end("-TERM").success());
    // Everything is in the one file: no journal is left beside it.
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["bontot.db"]);
}

#[test]
#[cfg(unix)]
fn what_has_a_receipt_outlives_a_process_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let token = Secret::draw().unwrap();
    let hash = token.hash(Purpose::Token);
    let cell = cell("bieu-nghi").id;
    let at = Moment::from_millis(BEGIN);
    let store = Store::open(&path).unwrap();
    let device = store.write_blocking(move |writing| writing.put_device(cell, Some(&hash), at)).unwrap();
    drop(store);

    let server = Running::start(&path);
    let head = format!("POST /api/v1/sync HTTP/1.1\r\nAuthorization: Bearer {}", token.reveal());
    let mut document = Document::begin(Kind::Task).unwrap();
    let mut receipts = Vec::new();
    for n in 0..5 {
        let stamp = Stamp { actor: Actor::new(device, [1; 12]), at };
        let edits = [Edit::field("what", Value::text(format!("Việc {n}")))];
        let change = document.commit(&edits, stamp).unwrap().unwrap();
        let push = Push { document: task_id(1), kind: Kind::Task, chunks: vec![change.chunk.into()] };
        let (request, point) = (RequestId::from_bytes([n; 16]), SyncPoint::default());
        let body = minicbor::to_vec(SyncRequest {
            version: VERSION,
            request,
            point,
            push: vec![push],
            key: None,
            reads: None,
        })
        .unwrap();
        let (status, answer) = server.send(&head, &body);
        assert_eq!(status, 200);
        let answer: SyncResponse = minicbor::decode(&answer).unwrap();
        receipts.extend(super::phone::receipts(&answer.outcomes[0]).to_vec());
    }
    assert!(!server.end("-KILL").success());

    let store = Store::open(&path).unwrap();
    let kept = store.read_blocking(|reading| {
        let stored = reading.document(&ward().code, task_id(1))?.unwrap();
        let hashes = receipts.iter().map(|receipt| receipt.hash).collect();
        Ok::<_, StoreError>((stored.heads, reading.receipts(stored.key, &hashes)?))
    });
    let (heads, kept) = kept.unwrap();
    assert_eq!(kept, receipts);
    assert_eq!(heads, document.heads());
}

#[test]
fn a_ward_is_founded_from_a_file_and_kept_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("bontot.db"), folder.path().join("ward.toml"));
    let (data, file) = (data.to_str().unwrap(), file.to_str().unwrap());
    let example = include_str!("../../../docs/ward.example.toml");
    let found = |text: &str| {
        std::fs::write(file, text).unwrap();
        let Output { status, stdout, stderr } = bontot(&["ward", file, "--data", data]).output().unwrap();
        (status.success(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    };
    let rulings = || {
        let store = Store::open(Path::new(data)).unwrap();
        let code = "dong-mai".parse().unwrap();
        store.read_blocking(|reading| reading.ruled_ward(&code)).unwrap()
    };
    let (done, word, _) = found(example);
    assert!(done && word.contains("2 cells and 2 schemes"), "{word}");
    let first = rulings();
    assert_eq!((first.organisations.len(), first.schemes.len(), first.seq), (2, 2, 5));
    assert!(found(example).0);
    assert_eq!(rulings(), first);
    assert!(found(&example.replace("khu Đầu Cầu", "khu Cầu").replace("2024-11", "2024-12")).0);
    let later = rulings();
    assert_eq!((later.organisations[1].name.as_str(), later.seq), ("Chi bộ khu Cầu", 7));

    let refused = |text: &str, expect: &str| {
        let (done, _, error) = found(text);
        assert!(!done && error.contains(expect), "{error}");
        assert_eq!(rulings(), later);
    };
    refused(&example.replace("monthly-checklist", "monthly"), "there is no scheme \"monthly\"");
    refused(&example.replace("\"dau-cau\"", "\"bieu-nghi\""), "\"bieu-nghi\" stands twice");
    refused(&example.replace("\"dau-cau\"", "\"Đầu Cầu\""), "is no code");
    refused("code = 1", "invalid type");
    // What people answered on a scale is not read as other levels, by neither command.
    let qd_124 = include_str!("../../../shared/schemes/qd-124.toml");
    let moved =
        qd_124.replace("version = 3", "version = 4").replace("id = \"excellent\", met", "id = \"x\", met");
    let moved = moved.replace("least = \"excellent\"", "least = \"good\"");
    let own = folder.path().join("own.toml");
    std::fs::write(&own, moved).unwrap();
    let both = example.replace("\"monthly-checklist\"", "\"qd-124\", \"own.toml\"");
    refused(&both, "\"qd-124.ideology\" keep the place of the level");
    let choose = |name: &str| bontot(&["choose", "dong-mai", name, "--data", data]).output().unwrap();
    assert!(choose("qd-124").status.success());
    // Nothing is chosen for a time at which it judges nothing.
    let never = ["choose", "dong-mai", "qd-124", "--year", "2019", "--data", data];
    let expect = "qd-124 is not valid at the time for which it is chosen; \
                  its file says from when and until when it is";
    check_refusal(&never, expect);
    let Output { status, stderr, .. } = choose(own.to_str().unwrap());
    let error = String::from_utf8(stderr).unwrap();
    assert!(!status.success() && error.contains("keep the place of the level"), "{error}");
    check_refusal(
        &["ward", "/nowhere/ward.toml", "--data", data],
        "the ward's file /nowhere/ward.toml cannot be used: it cannot be read: \
         No such file or directory (os error 2)",
    );
}
