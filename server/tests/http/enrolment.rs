//! Enrolling a phone by a code.

use axum::http::StatusCode;
use server::store::codes::Opens;
use shared::sync::wire::{EnrolRequest, Enrolled, Fault};

use super::harness::{TestServer, cell, ward};
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

#[tokio::test]
async fn another_version_is_told_so_before_its_body_is_read() {
    let server = TestServer::start();
    let request = EnrolRequest { version: 2, code: String::new(), secret: String::new() };
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
    let address = "127.0.0.1:8080".parse().unwrap();
    let printed = || {
        use server::cli::banner::{Picture, banner};
        banner(&server.store, address, Picture::None, server.now()).unwrap()
    };
    let line = format!("http://127.0.0.1:8080/cell/enrol#{code}   Chi bộ khu bieu-nghi");
    assert!(printed().contains(&line), "{}", printed());
    assert!(printed().contains("http://127.0.0.1:8080/standings/dong-mai   Phường Đông Mai"));
    assert_eq!(enrol(&server, &code.to_string()).await.status, StatusCode::OK);
    assert!(!printed().contains(&code.to_string()));
}
