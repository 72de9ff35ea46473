//! Files of phones that found no road: at the office's page, and by the command line.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use server::store::StoreError;
use server::store::devices::Word;
use shared::document::Document;
use shared::document::admission::Refusal;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::Actor;
use shared::record::Kind;
use shared::sync::bundle::{Bundle, file, parts, to_sign};
use shared::sync::wire::{BundleResponse, DeviceKey, Outcome, Push, SyncRequest, VERSION};

use super::harness::{Answer, TestServer, ward};
use super::office::{official, page, said, upload_form, viewer};
use super::phone::{Phone, task_id};
use super::program::{bontot, check_refusal};

const BUNDLES: &str = "/ward/dong-mai/bundles";

fn key(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

fn public(byte: u8) -> DeviceKey {
    DeviceKey(key(byte).verifying_key().to_sec1_point(false).as_bytes().try_into().unwrap())
}

/// A phone that has told the ward by which key it seals.
async fn phone(server: &TestServer, organisation: &str, byte: u8) -> Phone {
    let phone = Phone::enrol(server, organisation).await;
    let request = SyncRequest { key: Some(public(byte)), ..phone.request(vec![]) };
    let answer = server.send(phone.post(minicbor::to_vec(request).unwrap())).await;
    assert_eq!(answer.status, StatusCode::OK);
    phone
}

fn part(server: &TestServer, phone: &Phone, byte: u8, push: Vec<Push>) -> Vec<u8> {
    let bundle = Bundle {
        version: VERSION,
        organisation: phone.enrolled.organisation.clone(),
        device: phone.enrolled.device,
        made_at: server.now(),
        push,
    };
    let mut part = bundle.unsigned(&public(byte));
    let signature: Signature = key(byte).sign(&to_sign(&part));
    part.extend(signature.to_bytes());
    part
}

/// Sends the form with a file, as a browser does.
async fn upload(server: &TestServer, cookie: &str, file: &[u8], site: &str) -> Answer {
    let cookie = format!("{cookie}; bontot_lang=en");
    upload_form(server, BUNDLES, &cookie, &[("file", super::office::Part::File(file))], site).await
}

#[tokio::test]
async fn an_official_takes_a_file_in_and_the_phone_gets_its_receipts_later() {
    let server = TestServer::start();
    let (official, viewer) = (official(&server).await, viewer(&server).await);
    let mut phone = phone(&server, "bieu-nghi", 3).await;
    let mut push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    push.chunks.extend(phone.report(&server, task_id(1), 1, 60).chunks);
    let sealed = file(&[part(&server, &phone, 3, vec![push.clone()])]);

    let form = page(&server, BUNDLES, &official).await;
    assert!(form.text().contains("enctype=\"multipart/form-data\""));
    assert!(page(&server, "/ward/dong-mai", &official).await.text().contains(BUNDLES));
    let look = page(&server, BUNDLES, &viewer).await;
    assert!(look.status == StatusCode::OK && !look.text().contains("<form"));
    assert_eq!(upload(&server, &viewer, &sealed, "same-origin").await.status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&server, &official, &sealed, "cross-site").await.status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&server, "", &sealed, "same-origin").await.status, StatusCode::SEE_OTHER);

    for _ in 0..2 {
        let answer = upload(&server, &official, &sealed, "same-origin").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(said(&answer).contains("2 of 2 changes are at the ward."), "{}", said(&answer));
    }
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    other.sync(&server, vec![]).await;
    assert_eq!(other.task(task_id(1)).percent(), 60);
    let answer = phone.sync(&server, vec![push]).await;
    assert_eq!(super::phone::receipts(&answer.outcomes[0]).len(), 2);
}

#[tokio::test]
async fn what_is_no_good_file_is_refused_whole_with_the_reason() {
    let server = TestServer::start();
    let official = official(&server).await;
    let mut phone = phone(&server, "bieu-nghi", 3).await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let good = part(&server, &phone, 3, vec![push.clone()]);
    let sealed = file(&[&good]);
    let mut turned = sealed.clone();
    turned[120] ^= 1;
    let unknown = file(&[good.clone(), part(&server, &phone, 4, vec![push.clone()])]);
    let mut elsewhere = Phone::enrol(&server, "bieu-nghi").await;
    let other = "khac".parse().unwrap();
    elsewhere.enrolled.organisation = shared::org::Organisation::new(
        &"phuong-khac".parse().unwrap(),
        other,
        "Chi bộ phường khác",
        shared::org::OrganisationKind::Cell,
    );
    let foreign = file(&[good, part(&server, &elsewhere, 3, vec![push])]);
    for (bytes, expect) in [
        (&b""[..], "No file was chosen."),
        (b"%PDF-1.7", "This is not a file of B\u{1ed1}n T\u{1ed1}t."),
        (&sealed[..sealed.len() - 1], "its end is missing"),
        (&turned, "damaged or changed after it was sealed"),
        (&unknown, "The ward does not know the seal of phone"),
        (&foreign, "which does not belong here"),
    ] {
        let answer = upload(&server, &official, bytes, "same-origin").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(said(&answer).contains(expect), "{}", said(&answer));
    }
    let plain = super::office::post(&server, BUNDLES, &official, &[("file", "x")]).await;
    assert_eq!(plain.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut reader = Phone::enrol(&server, "bieu-nghi").await;
    reader.sync(&server, vec![]).await;
    assert!(reader.documents.is_empty());
}

#[tokio::test]
async fn the_office_reads_what_waits_and_what_is_kept() {
    let server = TestServer::start();
    let official = official(&server).await;
    let mut phone = phone(&server, "bieu-nghi", 3).await;
    phone.assign(&server, task_id(1), "Gieo ngô đông");
    let later = phone.report(&server, task_id(1), 1, 60);
    let answer =
        upload(&server, &official, &file(&[part(&server, &phone, 3, vec![later])]), "same-origin").await;
    let told = said(&answer);
    assert!(told.contains("0 of 1 changes are at the ward."), "{told}");
    assert!(told.contains("1 changes build on others"), "{told}");
    let push = phone.assign(&server, task_id(2), "Thu gom rác");
    let sealed = file(&[part(&server, &phone, 3, vec![push])]);
    let number = phone.enrolled.device;
    let revoked = Word { at: server.now(), official: None, why: None };
    let done: Result<bool, StoreError> =
        server.store.write_blocking(move |writing| writing.revoke_device(&ward().code, number, &revoked));
    assert_eq!(done, Ok(true));
    let told = said(&upload(&server, &official, &sealed, "same-origin").await);
    assert!(told.contains("Records with changes kept for a decision:"), "{told}");
    assert!(told.contains("may not write any more"), "{told}");
}

#[tokio::test]
async fn of_a_file_that_enters_in_part_the_office_reads_the_rest_as_well() {
    let server = TestServer::start();
    let official = official(&server).await;
    let mut phone = phone(&server, "bieu-nghi", 3).await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push]).await;
    other.sync(&server, vec![]).await;
    let mut push = phone.report(&server, task_id(1), 1, 60);
    push.chunks.extend(other.report(&server, task_id(1), 2, 80).chunks);
    let sealed = file(&[part(&server, &phone, 3, vec![push])]);
    // The second time there is nothing new in it.
    for _ in 0..2 {
        let told = said(&upload(&server, &official, &sealed, "same-origin").await);
        assert!(told.contains("1 of 2 changes are at the ward."), "{told}");
        assert!(!told.contains("build on others"), "{told}");
        assert!(told.contains("Records with changes kept for a decision: 1"), "{told}");
        assert!(told.contains("written by another phone"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_takes_a_file_in_while_the_server_runs() {
    let server = TestServer::start();
    let mut phone = phone(&server, "bieu-nghi", 3).await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let sealed = file(&[part(&server, &phone, 3, vec![push])]);
    let (path, data) = (server.folder().join("x.bontot"), server.data());
    let (path, data) = (path.to_str().unwrap(), data.to_str().unwrap());
    std::fs::write(path, &sealed[..sealed.len() - 1]).unwrap();
    check_refusal(
        &["import", path, "--data", data],
        &format!("nothing of {path} was taken in: the file is cut off"),
    );
    std::fs::write(path, &sealed).unwrap();
    let said = bontot(&["import", path, "--data", data]).output().unwrap();
    let expect = "Phone 1 of Chi bộ khu bieu-nghi: 1 of 1 changes are stored.\n";
    assert_eq!(String::from_utf8(said.stdout).unwrap(), expect);
    // The server that was running finds it, and goes on from there.
    let report = phone.report(&server, task_id(1), 1, 60);
    let answer = phone.sync(&server, vec![report]).await;
    assert_eq!(super::phone::receipts(&answer.outcomes[0]).len(), 1);
}

/// Or else it would be brought for ever, and whoever builds on it waits as long.
#[tokio::test]
async fn of_a_part_that_enters_in_part_its_carrier_is_told_why_the_rest_does_not() {
    let server = TestServer::start();
    let mut phone = phone(&server, "bieu-nghi", 3).await;
    let carrier = Phone::enrol(&server, "bieu-nghi").await;
    let mut push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push.clone()]).await;
    let first = push.chunks[0].clone();
    // More heads of one device than any document admits.
    let heads = (10..20).map(|life| {
        let mut document = Document::begin(Kind::Task).unwrap();
        document.absorb([first.as_slice()]).unwrap();
        let stamp = Stamp { actor: Actor::new(phone.enrolled.device, [life; 12]), at: server.now() };
        let edit = Edit::field("product", Value::text(format!("{life} ha")));
        document.commit(&[edit], stamp).unwrap().unwrap().chunk.into()
    });
    push.chunks.extend(heads);
    let sealed = file(&[part(&server, &phone, 3, vec![push])]);
    let name = parts(&sealed).unwrap()[0].name();
    let request = Request::put(format!("/api/v1/bundles/{name}"))
        .header("authorization", format!("Bearer {}", carrier.enrolled.token));
    let answer = server.send(request.body(Body::from(sealed)).unwrap()).await;
    let told: BundleResponse = minicbor::decode(&answer.body).unwrap();
    let [Outcome::Refused { why: Refusal::NotAllowed, at: Some(at) }] = told.outcomes.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!((at.len(), told.custody), (10, None));
}
