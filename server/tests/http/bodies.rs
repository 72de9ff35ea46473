//! Bodies of every kind of wrong, and the compressed ones that are right.

use std::io::{Read, Write};

use axum::http::StatusCode;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderValue};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use server::store::StoreError;
use server::store::devices::Word;
use shared::document::admission::Refusal;
use shared::document::edit::Edit;
use shared::record::Kind;
use shared::sync::wire::{
    Fault, MOST_PUSHED_CHANGES, MOST_PUSHES, MOST_REQUEST_BYTES, Outcome, Push, SyncResponse,
};

use super::harness::{Answer, TestServer, ward};
use super::phone::{Phone, fault, post, receipts, task_id};

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

async fn send(server: &TestServer, phone: &Phone, body: Vec<u8>, encoding: Option<&'static str>) -> Answer {
    let mut request = phone.post(body);
    if let Some(encoding) = encoding {
        request.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    server.send(request).await
}

#[tokio::test]
async fn wrong_bodies_are_told_apart() {
    let server = TestServer::start();
    let phone = Phone::enrol(&server, "bieu-nghi").await;
    let check = async |body: Vec<u8>, encoding, status, expect| {
        let answer = send(&server, &phone, body, encoding).await;
        assert_eq!((answer.status, fault(&answer)), (status, Some(expect)));
        assert_eq!(answer.header("content-type"), "application/cbor");
    };
    let bad = StatusCode::BAD_REQUEST;
    check(vec![], None, bad, Fault::Malformed).await;
    check(b"{\"version\":1}".to_vec(), None, bad, Fault::Malformed).await;
    check(vec![0x81, 1], None, bad, Fault::Malformed).await;
    // An array that claims four thousand million elements.
    check(vec![0x84, 1, 0x9a, 0xff, 0xff, 0xff, 0xff], None, bad, Fault::Malformed).await;
    check(b"not gzip".to_vec(), Some("gzip"), bad, Fault::Malformed).await;
    check(gzip(b"x"), Some("br"), bad, Fault::Malformed).await;
    let large = StatusCode::PAYLOAD_TOO_LARGE;
    check(vec![0; MOST_REQUEST_BYTES + 1], None, large, Fault::TooLarge).await;
    let bomb = gzip(&vec![0; 4 * MOST_REQUEST_BYTES]);
    assert!(bomb.len() < MOST_REQUEST_BYTES / 100);
    check(bomb, Some("gzip"), large, Fault::TooLarge).await;
    check(vec![0x84, 2], None, StatusCode::UPGRADE_REQUIRED, Fault::Version).await;
}

#[tokio::test]
async fn strangers_are_turned_away_before_their_body_is_read() {
    let server = TestServer::start();
    let phone = Phone::enrol(&server, "bieu-nghi").await;
    let revoked = Phone::enrol(&server, "bieu-nghi").await;
    let (number, now) = (revoked.enrolled.device, server.now());
    let word = Word { at: now, official: None, why: None };
    let done = server.store.write(move |writing| writing.revoke_device(&ward().code, number, &word)).await;
    assert_eq!(done, Ok::<_, StoreError>(true));
    let cut = phone.enrolled.token[..63].to_owned();
    for token in ["", "0", &"0".repeat(64), &cut, &revoked.enrolled.token] {
        let answer = server.send(post("/api/v1/sync", token, vec![0xff; 10])).await;
        assert_eq!((answer.status, fault(&answer)), (StatusCode::UNAUTHORIZED, Some(Fault::UnknownDevice)));
    }
}

#[tokio::test]
async fn gzip_is_taken_and_given() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let pushes = (1..40).map(|n| phone.assign(&server, task_id(n), "Gieo ngô đông")).collect();
    let body = gzip(&minicbor::to_vec(phone.request(pushes)).unwrap());
    let mut request = phone.post(body);
    request.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br"));
    let answer = server.send(request).await;
    assert_eq!((answer.status, answer.header("content-encoding")), (StatusCode::OK, "gzip"));
    let mut inflated = Vec::new();
    GzDecoder::new(answer.body.as_slice()).read_to_end(&mut inflated).unwrap();
    let response: SyncResponse = minicbor::decode(&inflated).unwrap();
    assert_eq!(response.outcomes.iter().map(|outcome| receipts(outcome).len()).sum::<usize>(), 39);

    // Small answers, and askers who take nothing, get it as it is.
    let body = minicbor::to_vec(phone.request(vec![])).unwrap();
    assert_eq!(server.send(phone.post(body)).await.header("content-encoding"), "");
}

#[tokio::test]
async fn a_request_that_asks_for_too_much_work_is_refused() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    // Honest, within the limits of one change, and twenty thousand operations.
    let edit = Edit::Rewrite("body", "a".repeat(20_000));
    let push = phone.write(&server, task_id(1), Kind::Resolution, &[edit]);
    let many = |count| Push { chunks: vec![push.chunks[0].clone(); count], ..push.clone() };
    let other = || Push { document: task_id(2), ..many(10) };
    let response = phone.sync_and_lose_the_answer(&server, vec![many(30)]).await;
    assert_eq!(response.outcomes, [Outcome::from(Refusal::TooLarge)]);
    // All pushes of a request share the limit. What would be judged alone waits
    // for the next request, and is not refused.
    let response = phone.sync_and_lose_the_answer(&server, vec![many(20), other()]).await;
    let counts: Vec<_> = response.outcomes.iter().map(|outcome| receipts(outcome).len()).collect();
    assert_eq!(counts, [20, 0]);
    let response = phone.sync_and_lose_the_answer(&server, vec![other()]).await;
    assert_eq!(receipts(&response.outcomes[0]).len(), 10);
}

#[tokio::test]
async fn a_request_of_too_many_pieces_is_too_large() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let many = |count| Push { chunks: vec![push.chunks[0].clone(); count], ..push.clone() };
    let check = async |pushes: Vec<Push>, expect: StatusCode| {
        let body = minicbor::to_vec(phone.request(pushes)).unwrap();
        let answer = send(&server, &phone, gzip(&body), Some("gzip")).await;
        assert_eq!(answer.status, expect);
        assert!(expect == StatusCode::OK || fault(&answer) == Some(Fault::TooLarge));
    };
    check(vec![many(0); MOST_PUSHES + 1], StatusCode::PAYLOAD_TOO_LARGE).await;
    check(vec![many(MOST_PUSHED_CHANGES + 1)], StatusCode::PAYLOAD_TOO_LARGE).await;
    check(vec![many(MOST_PUSHED_CHANGES), many(1)], StatusCode::PAYLOAD_TOO_LARGE).await;
    check(vec![many(MOST_PUSHED_CHANGES / MOST_PUSHES); MOST_PUSHES], StatusCode::OK).await;
}
