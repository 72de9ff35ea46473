//! The standings' pages: who sees them and what the addresses mean.

use axum::http::StatusCode;
use server::standings::{organisation_month, ward_month};
use server::store::codes::Opens;
use shared::amount::Amount;
use shared::document::command::contribution::{Gift, Much, record};
use shared::document::edit::{Edit, Value};
use shared::id::DocumentId;
use shared::org::{Code, Ward};
use shared::record::Kind;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::standing::month::{Missing, Progress};
use shared::words::Title;

use super::harness::{Answer, TestServer, cell, ward};
use super::phone::{Phone, task_id};
use super::viewing::{enter, session};

#[tokio::test]
async fn standings_need_a_session_of_the_ward() {
    let server = TestServer::start();
    let path = "/standings/dong-mai/2024/11";
    let away = |answer: &Answer| (answer.status, answer.header("location").to_owned());
    let expect = (StatusCode::SEE_OTHER, format!("/enter?next={path}"));
    assert_eq!(away(&server.get(path, &[("cookie", "")]).await), expect);
    let forged = format!("bontot_viewer={}", "0".repeat(64));
    assert_eq!(away(&server.get(path, &[("cookie", &forged)]).await), expect);

    let code = server.code(Opens::Standings).to_string();
    let cookie = session(&enter(&server, &code, path, &[]).await);
    let page = server.get(path, &[("cookie", &cookie)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Phường Đông Mai"));
    assert_eq!(page.header("cache-control"), "no-store");

    let other: Code = "quang-yen".parse().unwrap();
    let name = "Phường Quảng Yên".to_owned();
    server.store.found_ward(&Ward { code: other, name, town: String::new() }).unwrap();
    let theirs = "/standings/quang-yen/2024/11";
    let expect_other = (StatusCode::SEE_OTHER, format!("/enter?next={theirs}"));
    assert_eq!(away(&server.get(theirs, &[("cookie", &cookie)]).await), expect_other);

    server.pass(30 * 86_400_000);
    assert_eq!(away(&server.get(path, &[("cookie", &cookie)]).await), expect);
}

#[tokio::test]
async fn addresses_that_mean_nothing_say_so() {
    let server = TestServer::start();
    let code = server.code(Opens::Standings).to_string();
    let cookie = session(&enter(&server, &code, "", &[]).await);
    let check = async |path: &str, expect: StatusCode| {
        let answer = server.get(path, &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, expect, "{path}");
        answer.header("location").to_owned()
    };
    let open = check("/standings/dong-mai", StatusCode::SEE_OTHER).await;
    assert_eq!(open, "/standings/dong-mai/2024/11");
    check("/standings/dong-mai/2024/13", StatusCode::BAD_REQUEST).await;
    // An organisation's code in place of a month means its year.
    let year = check("/standings/dong-mai/2024/bieu-nghi", StatusCode::SEE_OTHER).await;
    assert_eq!(year, "/standings/dong-mai/2024/o/bieu-nghi");
    check(&year, StatusCode::OK).await;
    check("/standings/dong-mai/2024/nowhere", StatusCode::BAD_REQUEST).await;
    check("/standings/dong-mai/1999/bieu-nghi", StatusCode::BAD_REQUEST).await;
    check("/standings/dong-mai/2024/00", StatusCode::BAD_REQUEST).await;
    check("/standings/dong-mai/1999/12", StatusCode::BAD_REQUEST).await;
    check("/standings/dong-mai/year/month", StatusCode::BAD_REQUEST).await;
    check("/standings/dong-mai/2024/-1/bieu-nghi", StatusCode::BAD_REQUEST).await;
    check("/standings/dong-mai/2023/12", StatusCode::NOT_FOUND).await;
    check("/standings/nowhere/2024/11", StatusCode::NOT_FOUND).await;
    check("/standings/%C4%90%C3%B4ng/2024/11", StatusCode::NOT_FOUND).await;
    check("/standings/dong-mai/2024/11/bieu-nghi", StatusCode::OK).await;
    check("/standings/dong-mai/2024/11/nowhere", StatusCode::NOT_FOUND).await;
    check("/standings/dong-mai/2024/11/Bi%E1%BB%83u", StatusCode::NOT_FOUND).await;
    check("/standings/dong-mai/2024/11/bieu-nghi/more", StatusCode::NOT_FOUND).await;
    check("/standings/%FF/2024/11", StatusCode::NOT_FOUND).await;
    check("/elsewhere", StatusCode::NOT_FOUND).await;
    let says = async |path: &str, expect: &str| {
        let answer = server.get(path, &[("cookie", &format!("{cookie}; bontot_lang=en"))]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.text().contains(expect), "{path}");
    };
    for path in ["2200", "1999/11", "1999/11/bieu-nghi", "1999/o/bieu-nghi", "committee/2200/01"] {
        says(&format!("/standings/dong-mai/{path}"), "the years from 2000 to 2199").await;
    }
    says("/standings/dong-mai/2024/13", "such as 2024/11").await;
    check("/enter?next=%FF&next=/&lang", StatusCode::OK).await;
}

#[tokio::test]
async fn a_language_once_chosen_is_kept() {
    let server = TestServer::start();
    let check = async |path: &str, cookie: &str, accept: &str, expect: &str| {
        let answer = server.get(path, &[("cookie", cookie), ("accept-language", accept)]).await;
        assert!(answer.text().contains(&format!("<html lang=\"{expect}\"")), "{path} {cookie} {accept}");
        answer.header("set-cookie").to_owned()
    };
    assert_eq!(check("/", "", "fr", "vi").await, "");
    assert_eq!(check("/", "", "en-GB,en", "vi").await, "");
    let kept = check("/?lang=bn", "", "en", "bn").await;
    assert!(kept.starts_with("bontot_lang=bn; Path=/;"), "{kept}");
    assert_eq!(check("/enter", "bontot_lang=bn", "en", "bn").await, "");
}

#[tokio::test]
async fn a_push_changes_the_standing_and_tells_when_it_was_written_and_received() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let id = DocumentId::natural(phone.organisation(), "assessment/2024-11");
    let month = "2024-11".parse().unwrap();
    let standing = async || {
        let read = server.store.read(move |reading| ward_month(reading, &ward().code, month));
        read.await.unwrap().remove(0)
    };
    let before = standing().await;
    assert_eq!(before.organisation, cell("bieu-nghi"));
    assert_eq!(before.standing.progress, Progress::NotBegun);
    assert_eq!(before.standing.missing, [Missing::Roster, Missing::Resolution, Missing::Assessment]);

    let edits = [
        Edit::field("month", Value::text(month)),
        Edit::Put(shared::document::edit::Path::key("answers", "meetings.held"), Value::text("met")),
        Edit::field("submitted_on", Value::text("2024-11-07")),
    ];
    let written_at = server.now();
    let push = phone.write(&server, id, Kind::Assessment, &edits);
    server.pass(3 * 86_400_000);
    phone.sync(&server, vec![push]).await;
    let after = standing().await;
    assert_eq!(after.standing.grade(), Some(0));
    assert_eq!(
        (after.standing.written_at, after.standing.received_at),
        (Some(written_at), Some(server.now()))
    );

    // Another month's records leave this one as it is, and are not listed in it.
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let moved = [Edit::field("due_on", Value::text("2024-12-01"))];
    let later = phone.write(&server, task_id(1), Kind::Task, &moved);
    phone.sync(&server, vec![push, later]).await;
    let same = standing().await;
    assert_eq!(same.standing, after.standing);
    for (code, records) in [("bieu-nghi", 1), ("trai-thanh", 0)] {
        let code = cell(code).code;
        let read = server.store.read(move |reading| organisation_month(reading, &ward().code, month, &code));
        assert_eq!(read.await.unwrap().unwrap().facts.len(), records);
    }
}

#[tokio::test]
async fn a_contribution_is_read_with_all_that_it_says() {
    let server = TestServer::start();
    let code = server.code(Opens::Standings).to_string();
    let cookie = session(&enter(&server, &code, "", &[]).await);
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let gift = Gift {
        unit: Unit::WorkDays,
        much: Much::Given(Amount::new(35).unwrap()),
        purpose: Title::new("Đổ bê tông").unwrap(),
        project: Title::new("Đường xóm 2").ok(),
        given_on: "2024-11-05".parse().unwrap(),
        source: Source::People,
        givers: Some(12),
        resolution: None,
        against: None,
        note: None,
    };
    let edits = record(&Contribution::default(), &gift).unwrap();
    let push = phone.write(&server, DocumentId::from_bytes([7; 16]), Kind::Contribution, &edits);
    phone.sync(&server, vec![push]).await;
    let path = "/standings/dong-mai/2024/11/bieu-nghi";
    let html = server.get(path, &[("cookie", &cookie)]).await.text();
    for said in ["35 ngày công", "Đường xóm 2", "Đổ bê tông", "<dd>05/11/2024</dd>"] {
        assert!(html.contains(said), "{said}: {html}");
    }
}
