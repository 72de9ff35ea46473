//! Enrolling a phone by a code.

use axum::http::StatusCode;
use server::auth::secret::Secret;
use server::store::codes::Opens;
use shared::id::DeviceNumber;
use shared::sync::wire::{EnrolRequest, Enrolled, Fault, Former, MOST_LOST_DEVICES, VERSION};

use super::harness::{Answer, TestServer, cell, ward};
use super::phone::{Phone, enrol, fault, post};

#[tokio::test]
async fn a_code_enrols_one_phone_and_no_second_one() {
    let server = TestServer::start();
    let code = server.code(Opens::Cell(cell("bieu-nghi").id));
    let sloppy = code.to_string().to_lowercase().replace('-', " ");
    let answer = enrol(&server, &sloppy).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let enrolled: Enrolled = minicbor::decode(&answer.body).unwrap();
    assert_eq!((enrolled.ward, enrolled.organisation), (ward(), cell("bieu-nghi")));
    assert_eq!(enrolled.key, Some(server.store.receipt_key().public()));

    let again = enrol(&server, &code.to_string()).await;
    assert_eq!((again.status, fault(&again)), (StatusCode::BAD_REQUEST, Some(Fault::CodeUsed)));
}

#[tokio::test]
async fn other_codes_enrol_nobody() {
    let server = TestServer::start();
    let viewing = server.code(Opens::Standings).to_string();
    for code in ["0000-0000", "", "not a code at all", &viewing] {
        let answer = enrol(&server, code).await;
        assert_eq!(
            (answer.status, fault(&answer)),
            (StatusCode::BAD_REQUEST, Some(Fault::CodeUnknown)),
            "{code}"
        );
    }
    let code = server.code(Opens::Cell(cell("bieu-nghi").id)).to_string();
    server.pass(86_400_000);
    assert_eq!(fault(&enrol(&server, &code).await), Some(Fault::CodeExpired));
}

#[tokio::test]
async fn guessing_is_slow_and_honest_phones_of_another_minute_are_let_in() {
    let server = TestServer::start();
    let code = server.code(Opens::Cell(cell("bieu-nghi").id)).to_string();
    for _ in 0..10 {
        assert_eq!(fault(&enrol(&server, "0000-0000").await), Some(Fault::CodeUnknown));
    }
    let stopped = enrol(&server, &code).await;
    let expect = (StatusCode::TOO_MANY_REQUESTS, Some(Fault::TooManyAttempts));
    assert_eq!((stopped.status, fault(&stopped)), expect);
    server.pass(60_000);
    assert_eq!(enrol(&server, &code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn many_phones_of_one_office_enrol_within_a_minute() {
    let server = TestServer::start();
    let mut numbers = Vec::new();
    for _ in 0..20 {
        numbers.push(Phone::enrol(&server, "bieu-nghi").await.enrolled.device.0);
    }
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
}

async fn ask_as(server: &TestServer, code: &str, former: Former) -> Answer {
    let secret = Secret::draw().unwrap().reveal();
    let request =
        EnrolRequest { version: VERSION, code: code.to_owned(), secret, former: Some(former), key: None };
    server.send(post("/api/v1/enrol", "", minicbor::to_vec(request).unwrap())).await
}

/// Who says to have been another device must prove it, or have been one that a
/// store of this size can have forgotten.
#[tokio::test]
async fn nobody_takes_a_number_that_is_not_theirs() {
    let server = TestServer::start();
    let phone = Phone::enrol(&server, "bieu-nghi").await.enrolled;
    let theirs = Phone::enrol(&server, "trai-thanh").await.enrolled;
    let other = "00ff".repeat(16);
    let check = async |device: u32, token: &str, expect: u32| {
        let code = server.code(Opens::Cell(cell("bieu-nghi").id)).to_string();
        let organisation = cell("bieu-nghi").id;
        let former = Former { device: DeviceNumber(device), token: token.to_owned(), organisation };
        let answer = ask_as(&server, &code, former).await;
        let enrolled: Enrolled = minicbor::decode(&answer.body).unwrap();
        assert_eq!(enrolled.device.0, expect, "{device} {token}");
    };
    check(1, &other, 3).await;
    check(1, "no token at all", 4).await;
    check(2, &theirs.token, 5).await;
    // Nobody was ever device 0, nor so far ahead.
    check(0, &other, 6).await;
    check(u32::MAX, &other, 7).await;
    check(8 + MOST_LOST_DEVICES, &other, 8).await;
    check(1, &phone.token, 1).await;
    // Once is enough: that token opens nothing any more.
    check(1, &phone.token, 9).await;
    // Numbers go on after those that were lost, and those between are free still.
    let furthest = 9 + MOST_LOST_DEVICES;
    check(furthest, &other, furthest).await;
    assert_eq!(Phone::enrol(&server, "bieu-nghi").await.enrolled.device.0, furthest + 1);
    check(furthest - 1, &other, furthest - 1).await;
    assert_eq!(Phone::enrol(&server, "bieu-nghi").await.enrolled.device.0, furthest + 2);
}

#[tokio::test]
async fn a_code_of_another_cell_is_not_used_up_by_a_phone_with_a_book() {
    let server = TestServer::start();
    let phone = Phone::enrol(&server, "bieu-nghi").await.enrolled;
    let code = server.code(Opens::Cell(cell("trai-thanh").id)).to_string();
    let organisation = phone.organisation.id;
    let former = Former { device: phone.device, token: phone.token, organisation };
    let answer = ask_as(&server, &code, former).await;
    let expect = (StatusCode::BAD_REQUEST, Some(Fault::OtherOrganisation));
    assert_eq!((answer.status, fault(&answer)), expect);
    assert_eq!(enrol(&server, &code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_version_is_told_so_before_its_body_is_read() {
    let server = TestServer::start();
    let request =
        EnrolRequest { version: 2, code: String::new(), secret: String::new(), former: None, key: None };
    let answer = server.send(post("/api/v1/enrol", "", minicbor::to_vec(request).unwrap())).await;
    assert_eq!((answer.status, fault(&answer)), (StatusCode::UPGRADE_REQUIRED, Some(Fault::Version)));
    // An array of the version and of something that version 1 does not know.
    let answer = server.send(post("/api/v1/enrol", "", vec![0x82, 0x18, 99, 0xa0])).await;
    assert_eq!(fault(&answer), Some(Fault::Version));
}

#[tokio::test]
async fn a_code_is_printed_until_it_is_used_and_only_then_forgotten() {
    let server = TestServer::start();
    let code = server.code(Opens::Cell(cell("bieu-nghi").id));
    let entrance = server::cli::entrance::Entrance::plain("127.0.0.1:8080".parse().unwrap());
    let printed = || {
        use server::cli::banner::{Picture, banner};
        banner(&server.store, &entrance, Picture::None, server.now()).unwrap()
    };
    let line = format!("http://127.0.0.1:8080/cell/enrol#{code}   Chi bộ khu bieu-nghi");
    assert!(printed().contains(&line), "{}", printed());
    assert!(printed().contains("http://127.0.0.1:8080/standings/dong-mai   Phường Đông Mai"));
    assert_eq!(enrol(&server, &code.to_string()).await.status, StatusCode::OK);
    assert!(!printed().contains(&code.to_string()));
}
