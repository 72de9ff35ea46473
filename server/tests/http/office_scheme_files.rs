//! Scheme files that are chosen from a disk, and those that can be read at the office.

use axum::http::StatusCode;
use shared::scheme::file::parse;
use shared::scheme::shipped;

use super::harness::{Answer, TestServer};
use super::office::Part::{File, Text};
use super::office::{Part, last_ruling, official, page, said, upload_form, viewer};

const CHOOSE: &str = "/ward/dong-mai/schemes/2024/year/cell";
const PUBLISH: &str = "/ward/dong-mai/schemes/publish";
const QD_124: &str = include_str!("../../../shared/schemes/qd-124.toml");

async fn publish(server: &TestServer, cookie: &str, text: &str, chosen: Part<'_>) -> Answer {
    let seen = last_ruling(server).to_string();
    let fields = [("seen", Text(&seen)), ("file", Text(text)), ("chosen", chosen)];
    upload_form(server, PUBLISH, cookie, &fields, "same-origin").await
}

#[tokio::test]
async fn a_chosen_file_counts_and_else_what_was_pasted() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let check = async |text: &str, chosen: &[u8], expect: &[&str]| {
        let seen = last_ruling(&server);
        let answer = publish(&server, &cookie, text, File(chosen)).await;
        assert_eq!((answer.status, last_ruling(&server)), (StatusCode::UNPROCESSABLE_ENTITY, seen));
        for part in expect {
            assert!(said(&answer).contains(part), "{part}: {}", said(&answer));
        }
    };
    // The file stands in the field, so that it can be put right there.
    check("", b"id = 'from-the-disk'", &["from-the-disk", "is missing"]).await;
    check("id = 'pasted'", b"", &["pasted", "is missing"]).await;
    check(QD_124, b"id = 'from-the-disk'", &["from-the-disk"]).await;
    // A file of an old editor: no letter of it is guessed.
    let latin = [b"id = 'a'\ntitle = 'X\xea".as_slice(), b"p'\n"].concat();
    check("", &latin, &["Faults: 1", "Line 2", "as UTF-8"]).await;
    check("", &vec![b'#'; 300_000], &["more than 256 KiB", "Only the beginning"]).await;
    let beyond = publish(&server, &cookie, "", File(&vec![b'#'; 17_000_000])).await;
    assert_eq!(beyond.status, StatusCode::PAYLOAD_TOO_LARGE);

    let marked = [b"\xef\xbb\xbf", QD_124.as_bytes()].concat();
    let done = publish(&server, &cookie, "id = 'pasted'", File(&marked)).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, CHOOSE));
}

#[tokio::test]
async fn the_files_that_come_with_the_program_can_be_read_and_copied() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let form = page(&server, PUBLISH, &cookie).await.text();
    for shipped in shipped::ALL {
        let path = format!("/ward/dong-mai/schemes/files/{}", shipped.id);
        assert!(form.contains(&format!("href=\"{path}\"")), "{form}");
        let file = page(&server, &path, &cookie).await;
        assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(parse(&file.text()).ok(), shipped.scheme().ok(), "{}", shipped.id);
    }
    let none = page(&server, "/ward/dong-mai/schemes/files/..%2Fqd-124", &cookie).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let viewer = viewer(&server).await;
    let upload = publish(&server, &viewer, "", File(QD_124.as_bytes())).await;
    assert_eq!(upload.status, StatusCode::FORBIDDEN);
    let out = page(&server, "/ward/dong-mai/schemes/files/qd-124", "").await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
}

/// Whoever chooses learns beforehand whose answers count no more.
#[tokio::test]
async fn the_choice_says_how_many_answers_stay() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let newer = QD_124.replace("version = 3", "version = 4");
    let done = publish(&server, &cookie, &newer, File(b"")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let older = said(&page(&server, CHOOSE, &cookie).await);
    assert!(older.contains("still counts for 6 of 6 items"), "{older}");
    let month = said(&page(&server, "/ward/dong-mai/schemes/2024/month/cell", &cookie).await);
    assert!(month.contains("still counts for 0 of "), "{month}");
}

#[tokio::test]
async fn more_faults_than_are_listed_are_told_as_that() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let check = async |count: usize, expect: &str| {
        let file: String = (0..count).map(|number| format!("[unknown-{number}]\n")).collect();
        let told = said(&publish(&server, &cookie, &(QD_124.to_owned() + &file), File(b"")).await);
        assert!(told.contains(expect), "{expect}: {told}");
    };
    check(200, "Faults: 200.").await;
    check(201, "Faults: at least 200.").await;
}
