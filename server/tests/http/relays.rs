//! The commands by which a laptop becomes a ward's relay, on real processes.

use std::path::Path;
use std::process::Stdio;

use server::auth::secret::{Purpose, Secret};
use server::store::Store;
use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, RequestId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::wire::{Push, SyncPoint, SyncRequest, SyncResponse, VERSION};

use super::harness::{BEGIN, cell, ward};
use super::phone::{receipts, task_id};
use super::program::{Running, bontot, check_refusal, founded};

fn run(arguments: &[&str]) -> String {
    let output = bontot(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Brings a change of a fresh task to a server as the phone with `token` does.
fn bring(server: &Running, token: &Secret, device: shared::id::DeviceNumber, number: u8) {
    let mut document = Document::begin(Kind::Task).unwrap();
    let stamp = Stamp { actor: Actor::new(device, [number; 12]), at: Moment::from_millis(BEGIN) };
    let edits = [Edit::field("what", Value::text("Gieo ngô đông"))];
    let change = document.commit(&edits, stamp).unwrap().unwrap();
    let push = Push { document: task_id(number), kind: Kind::Task, chunks: vec![change.chunk.into()] };
    let (request, point) = (RequestId::from_bytes([number; 16]), SyncPoint::default());
    let body = minicbor::to_vec(SyncRequest {
        version: VERSION,
        request,
        point,
        push: vec![push],
        key: None,
        reads: None,
    })
    .unwrap();
    let head = format!("POST /api/v1/sync HTTP/1.1\r\nAuthorization: Bearer {}", token.reveal());
    let (status, answer) = server.send(&head, &body);
    assert_eq!(status, 200);
    let answer: SyncResponse = minicbor::decode(&answer).unwrap();
    assert_eq!(receipts(answer.outcomes.first().unwrap()).len(), 1);
}

fn has(path: &Path, number: u8) -> bool {
    let store = Store::open(path).unwrap();
    store.read_blocking(|reading| reading.document(&ward().code, task_id(number))).unwrap().is_some()
}

#[test]
fn a_laptop_joins_serves_and_forwards() {
    let folder = tempfile::tempdir().unwrap();
    let (town, laptop) = (folder.path().join("town.db"), folder.path().join("laptop.db"));
    let (at_town, at_laptop) = (town.to_str().unwrap(), laptop.to_str().unwrap());
    founded(&town);
    let token = Secret::draw().unwrap();
    let (hash, organisation, at) =
        (token.hash(Purpose::Token), cell("bieu-nghi").id, Moment::from_millis(BEGIN));
    let store = Store::open(&town).unwrap();
    let device =
        store.write_blocking(move |writing| writing.put_device(organisation, Some(&hash), at)).unwrap();
    drop(store);
    assert_eq!(run(&["relay", "list", "dong-mai", "--data", at_town]), "Phường Đông Mai has no relay.\n");
    let made = run(&["relay", "new", "dong-mai", "Máy văn phòng", "--data", at_town]);
    let code = made.lines().next().unwrap();
    assert!(made.contains("relay 1 of Phường Đông Mai"), "{made}");
    assert!(
        run(&["relay", "list", "dong-mai", "--data", at_town]).contains("1  Máy văn phòng  has not joined")
    );

    check_refusal(
        &["forward", "--data", at_laptop],
        &format!("{at_laptop} is no relay's data file; `bontot join URL CODE` makes one"),
    );

    // Nobody is there yet.
    let nobody = bontot(&["join", "http://127.0.0.1:1", code, "--data", at_laptop]).output().unwrap();
    let said = String::from_utf8(nobody.stderr).unwrap();
    assert!(said.starts_with("bontot: http://127.0.0.1:1 cannot be reached; is there a network"), "{said}");

    // The town has TLS of its own authority, which the laptop must be told to trust.
    let served = Running::start_with(&town, &["--tls"], Stdio::null());
    let url = format!("https://localhost:{}", served.host.split_once(':').unwrap().1);
    let authority = folder.path().join("town.db.ca.pem");
    let authority = authority.to_str().unwrap();
    let untrusted = bontot(&["join", &url, code, "--data", at_laptop]).output().unwrap();
    let said = String::from_utf8(untrusted.stderr).unwrap();
    assert!(
        said.contains("shows a certificate that is not trusted here; name that of its authority"),
        "{said}"
    );
    check_refusal(
        &["join", &url, "0000-0000", "--trust", authority, "--data", at_laptop],
        &format!("{url} does not know this code; it must be one of `bontot relay new`"),
    );
    let joined = run(&["join", &url, code, "--trust", authority, "--data", at_laptop]);
    assert!(joined.contains("is a relay of Phường Đông Mai now."), "{joined}");
    assert!(joined.contains("1 rulings of it are new here"), "{joined}");

    // Phones of the town are known at the laptop.
    let relay = Running::start(&laptop);
    bring(&relay, &token, device, 1);
    assert!(!has(&town, 1));
    let forwarded = run(&["forward", "--data", at_laptop]);
    assert!(forwarded.contains("1 changes brought"), "{forwarded}");
    assert!(forwarded.contains(&format!("{url} confirmed 1 changes")), "{forwarded}");
    assert!(has(&town, 1));
    let again = run(&["forward", "--data", at_laptop]);
    assert!(again.contains("confirmed 0 changes; 0 changes and 0 rulings"), "{again}");
    assert!(run(&["relay", "list", "dong-mai", "--data", at_town]).contains("last heard of on"));

    // What only the town does is refused at the laptop.
    let only = format!(
        "{at_laptop} is a relay's data file: give this command at the town's server, and `bontot forward` here"
    );
    for arguments in [
        ["code", "viewer", "dong-mai", "--data", at_laptop].as_slice(),
        ["code", "office", "dong-mai", "Mẫu", "--data", at_laptop].as_slice(),
        ["revoke", "dong-mai", "1", "máy đã mất", "--data", at_laptop].as_slice(),
        ["relay", "new", "dong-mai", "Máy", "--data", at_laptop].as_slice(),
        ["choose", "dong-mai", "hundred-points", "--data", at_laptop].as_slice(),
    ] {
        check_refusal(arguments, &only);
    }
    run(&["code", "cell", "dong-mai", "bieu-nghi", "--data", at_laptop]);
    check_refusal(
        &["forward", "--data", at_town],
        &format!("{at_town} is no relay's data file; `bontot join URL CODE` makes one"),
    );
    check_refusal(
        &["join", &url, code, "--trust", authority, "--data", at_town],
        &format!(
            "{at_town} has a ward already that it did not get from there; name a new file for the relay"
        ),
    );

    // Revoked, it brings nothing and keeps everything.
    bring(&relay, &token, device, 2);
    check_refusal(
        &["relay", "revoke", "dong-mai", "7", "--data", at_town],
        "ward dong-mai has no relay 7 that could be revoked; it has 1",
    );
    run(&["relay", "revoke", "dong-mai", "1", "--data", at_town]);
    let refused = bontot(&["forward", "--data", at_laptop]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("does not know this relay, or it was revoked"), "{said}");
    assert!(!has(&town, 2) && has(&laptop, 2));
    assert!(relay.end("-TERM").success() && served.end("-TERM").success());
}
