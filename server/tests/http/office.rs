//! The ward's office: who rules, who may only look, what needs a person today.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::office::desk::Ruled;
use server::store::StoreError;
use server::store::codes::Opens;
use server::store::rulings::Signed;
use shared::org::{Code, Ward};
use shared::words::Title;

use super::harness::{Answer, TestServer, ward};
use super::viewing::{enter, session};

/// The official of the tests.
pub const OFFICIAL: &str = "Nguyễn Văn Bình";

/// The cookie of an official's session.
pub async fn official(server: &TestServer) -> String {
    let code = server.code(Opens::Office(Title::new(OFFICIAL).unwrap())).to_string();
    session(&enter(server, &code, "", &[]).await)
}

/// The cookie of a viewer's session.
pub async fn viewer(server: &TestServer) -> String {
    let code = server.code(Opens::Standings).to_string();
    session(&enter(server, &code, "", &[]).await)
}

/// Sends a form of our own page.
pub async fn post(server: &TestServer, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    send(server, path, cookie, fields, &[("sec-fetch-site", "same-origin")]).await
}

async fn send(
    server: &TestServer,
    path: &str,
    cookie: &str,
    fields: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> Answer {
    let pairs: Vec<_> =
        fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    let mut request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "bontot.example")
        .header("cookie", cookie);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::from(pairs.join("&"))).unwrap()).await
}

/// What a field of a form with files holds.
pub enum Part<'a> {
    Text(&'a str),
    File(&'a [u8]),
}

/// Sends a form with files, as a browser does; `site` is whence it says it comes.
pub async fn upload_form(
    server: &TestServer,
    path: &str,
    cookie: &str,
    fields: &[(&str, Part<'_>)],
    site: &str,
) -> Answer {
    const BOUNDARY: &str = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
    let mut body = Vec::new();
    for (name, part) in fields {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes());
        let (kind, bytes) = match part {
            Part::Text(text) => ("", text.as_bytes()),
            Part::File(bytes) => ("; filename=\"x\"\r\nContent-Type: application/octet-stream", *bytes),
        };
        body.extend([kind.as_bytes(), b"\r\n\r\n", bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let request = Request::post(path)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("host", "bontot.example")
        .header("sec-fetch-site", site)
        .header("cookie", cookie);
    server.send(request.body(Body::from(body)).unwrap()).await
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The page in English, for whoever has the cookie.
pub async fn page(server: &TestServer, path: &str, cookie: &str) -> Answer {
    server.get(path, &[("cookie", &format!("{cookie}; bontot_lang=en"))]).await
}

/// What a page says, a line for each piece of text.
pub fn said(answer: &Answer) -> String {
    let html = answer.text();
    let main = html.split_once("<main").unwrap().1.split_once('>').unwrap().1;
    let main = main.split_once("</main>").unwrap().0;
    let mut lines = Vec::new();
    for piece in main.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text).trim();
        if !text.is_empty() {
            lines.push(text.to_owned());
        }
    }
    lines.join("\n")
}

/// Every ruling after the number.
pub fn rulings_after(server: &TestServer, seq: u64) -> Vec<Signed> {
    let read: Result<_, StoreError> =
        server.store.read_blocking(|reading| reading.signed_rulings(&ward().code, seq));
    read.unwrap()
}

/// The number of the last ruling.
pub fn last_ruling(server: &TestServer) -> u64 {
    let read: Result<_, StoreError> =
        server.store.read_blocking(|reading| Ok(Ruled::read(reading, &ward().code)?.ward.seq));
    read.unwrap()
}

#[tokio::test]
async fn officials_rule_and_viewers_look() {
    let server = TestServer::start();
    let path = "/ward/dong-mai/schemes/2024/month/cell";
    let away = |answer: &Answer| (answer.status, answer.header("location").to_owned());
    let expect = (StatusCode::SEE_OTHER, format!("/enter?next={path}"));
    assert_eq!(away(&server.get(path, &[]).await), expect);
    assert_eq!(away(&post(&server, path, "", &[]).await), expect);

    let code = server.code(Opens::Office(Title::new(OFFICIAL).unwrap())).to_string();
    let entered = enter(&server, &code, "", &[]).await;
    assert_eq!(away(&entered), (StatusCode::SEE_OTHER, "/ward/dong-mai".to_owned()));
    let cookie = session(&entered);
    let form = page(&server, path, &cookie).await;
    assert_eq!((form.status, form.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(form.text().contains("<form") && form.text().contains(OFFICIAL));
    // An official sees the standings as well.
    assert_eq!(page(&server, "/standings/dong-mai/2024/11", &cookie).await.status, StatusCode::OK);

    let viewer = viewer(&server).await;
    let look = page(&server, path, &viewer).await;
    assert!(look.text().contains("href=\"/enter?next=/ward/dong-mai\""), "the way to the office code");
    assert_eq!(look.status, StatusCode::OK);
    assert!(!look.text().contains("<form"), "{}", look.text());
    let fields = [("seen", "99"), ("scheme", "test:1"), ("span", "every")];
    assert_eq!(post(&server, path, &viewer, &fields).await.status, StatusCode::FORBIDDEN);

    let before = last_ruling(&server);
    let foreign: [&[(&str, &str)]; 2] =
        [&[("sec-fetch-site", "cross-site")], &[("origin", "https://evil.example")]];
    for headers in foreign {
        assert_eq!(send(&server, path, &cookie, &fields, headers).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(last_ruling(&server), before);

    let other: Code = "quang-yen".parse().unwrap();
    server
        .store
        .found_ward(&Ward { code: other, name: "Quảng Yên".to_owned(), town: String::new() })
        .unwrap();
    let theirs = "/ward/quang-yen/schemes/2024/month/cell";
    assert_eq!(post(&server, theirs, &cookie, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(last_ruling(&server), before);
}

#[tokio::test]
async fn addresses_of_the_office_that_mean_nothing_say_so() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let check = async |path: &str, expect: StatusCode| {
        assert_eq!(page(&server, path, &cookie).await.status, expect, "{path}");
    };
    check("/ward/dong-mai", StatusCode::OK).await;
    check("/ward/nowhere", StatusCode::NOT_FOUND).await;
    check("/ward/dong-mai/conflicts", StatusCode::OK).await;
    check("/ward/dong-mai/silent", StatusCode::OK).await;
    check("/ward/dong-mai/rulings", StatusCode::OK).await;
    check("/ward/dong-mai/schemes/2024", StatusCode::OK).await;
    check("/ward/dong-mai/schemes/1999", StatusCode::NOT_FOUND).await;
    check("/ward/dong-mai/schemes/2024/week/cell", StatusCode::NOT_FOUND).await;
    check("/ward/dong-mai/schemes/publish", StatusCode::OK).await;
    check("/ward/dong-mai/registrations/2024", StatusCode::OK).await;
    check("/ward/dong-mai/registrations/2024/bieu-nghi", StatusCode::OK).await;
    check("/ward/dong-mai/registrations/2024/nowhere", StatusCode::NOT_FOUND).await;
    check("/ward/dong-mai/years/2024", StatusCode::OK).await;
    check("/ward/dong-mai/years/2024/bieu-nghi", StatusCode::OK).await;
    check("/ward/dong-mai/years/2024/nowhere", StatusCode::NOT_FOUND).await;
    check("/ward/dong-mai/years/2024/bieu-nghi/members", StatusCode::OK).await;
    check("/ward/dong-mai/years/2024/bieu-nghi/members/zz", StatusCode::NOT_FOUND).await;
    // No scheme judges the year yet.
    check("/ward/dong-mai/years/2024/bieu-nghi/appraisal", StatusCode::NOT_FOUND).await;
    check("/ward/dong-mai/periods/2024", StatusCode::OK).await;
    check("/ward/dong-mai/periods/2024/year", StatusCode::OK).await;
    check("/ward/dong-mai/periods/2024/10", StatusCode::OK).await;
    check("/ward/dong-mai/periods/2024/13", StatusCode::BAD_REQUEST).await;
}

#[tokio::test]
async fn what_needs_a_person_is_counted() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    insta::assert_snapshot!(said(&page(&server, "/ward/dong-mai", &cookie).await));
}
