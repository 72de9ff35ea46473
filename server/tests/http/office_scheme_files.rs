//! Scheme files that are chosen from a disk, and those that can be read at the office.

use axum::http::StatusCode;
use shared::ruling::Ruling;
use shared::scheme::file::parse;
use shared::scheme::shipped;

use super::harness::{Answer, TestServer};
use super::office::Part::{File, Text};
use super::office::{Part, last_ruling, official, page, post, said, upload_form, viewer};

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
    // And what each of them asks, marks and rules alike.
    for part in [
        "Open the 18 items and how they count",
        "Open the 21 items and how they count",
        "At least 80% of the tasks due are done on time",
        "Measured from the records: ",
        "A person answers met or not met.",
        "What each grade needs",
    ] {
        assert!(month.contains(part), "{part}: {month}");
    }
}

/// What was answered as the first level of a scale stays what was answered.
#[tokio::test]
async fn levels_are_added_at_the_end_or_nothing_is_published() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let done = async |text: &str| {
        let done = publish(&server, &cookie, text, File(b"")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done));
    };
    let newer = |version: u16| QD_124.replace("version = 3", &format!("version = {version}"));
    let top = "  { id = \"top\", met = true, text = { vi = \"Nhất\", en = \"Top\", bn = \"শীর্ষ\" } },\n";
    let first = |text: &str| text.replace("levels = [\n", &format!("levels = [\n{top}"));
    let last = |text: &str| text.replace("bn = \"দুর্বল\" } },\n]", &format!("bn = \"দুর্বল\" }} }},\n{top}]"));
    done(QD_124).await;
    let seen = last_ruling(&server);
    let refused = publish(&server, &cookie, &first(&newer(4)), File(b"")).await;
    assert_eq!((refused.status, last_ruling(&server)), (StatusCode::UNPROCESSABLE_ENTITY, seen));
    let told = said(&refused);
    for words in ["Faults: 1.", "qd-124.ideology", "by qd-124, version 3, its scale “qd-124”", "at the end"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    // What is there already can be sent again, and levels can be added.
    done(QD_124).await;
    done(&last(&newer(4))).await;
    done(QD_124).await;
    let shorter = publish(&server, &cookie, &newer(5), File(b"")).await;
    assert_eq!(shorter.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&shorter));
    done(&last(&newer(5))).await;
    // Items of other names are answered anew.
    let renamed = first(&newer(6)).replace("id = \"qd-124.", "id = \"renewed.");
    done(&renamed.replace("\"qd-124.", "\"renewed.")).await;
}

/// The same by the other way on which a scheme is published.
#[tokio::test]
async fn a_shipped_scheme_with_other_levels_is_not_chosen() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let mut own = shipped::qd_124().unwrap();
    own.version = 9;
    own.scales[0].levels.swap(0, 1);
    server.decree(&Ruling::SchemeApplied(own));
    let seen = last_ruling(&server);
    let see = seen.to_string();
    let fields = [("seen", see.as_str()), ("scheme", "qd-124:3"), ("span", "this")];
    let refused = post(&server, CHOOSE, &cookie, &fields).await;
    assert_eq!((refused.status, last_ruling(&server)), (StatusCode::UNPROCESSABLE_ENTITY, seen));
    assert!(said(&refused).contains("read as other levels"), "{}", said(&refused));
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
