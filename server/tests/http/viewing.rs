//! Entering by a viewing code.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::store::codes::Opens;

use super::harness::{Answer, TestServer, cell, small_site};

pub async fn enter(server: &TestServer, code: &str, next: &str, headers: &[(&str, &str)]) -> Answer {
    let form = format!("code={}&next={}", code.replace(' ', "+"), next.replace('/', "%2F"));
    let mut request = Request::post("/enter")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "bontot.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::from(form)).unwrap()).await
}

/// The session's cookie as a browser sends it back.
pub fn session(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_viewing_code_opens_a_session_any_number_of_times() {
    let server = TestServer::start();
    let code = server.code(Opens::Standings).to_string();
    let first = enter(&server, &code, "", &[]).await;
    assert_eq!((first.status, first.header("location")), (StatusCode::SEE_OTHER, "/standings/dong-mai"));
    let cookie = first.header("set-cookie");
    assert!(cookie.starts_with("bontot_viewer=") && !cookie.contains("Secure"), "{cookie}");
    for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let second =
        enter(&server, &code, "/standings/dong-mai/2024/10", &[("x-forwarded-proto", "https")]).await;
    assert_eq!(second.header("location"), "/standings/dong-mai/2024/10");
    assert!(second.header("set-cookie").contains("Secure"));
    assert_ne!(session(&first), session(&second));
}

#[tokio::test]
async fn wrong_codes_open_nothing() {
    let server = TestServer::start();
    let enrolment = server.code(Opens::Cell(cell("bieu-nghi").id)).to_string();
    for code in ["0000-0000", "", "nonsense", &enrolment] {
        let answer = enter(&server, code, "", &[]).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::FORBIDDEN, ""), "{code}");
    }
    let code = server.code(Opens::Standings).to_string();
    server.pass(86_400_000);
    assert_eq!(enter(&server, &code, "", &[]).await.status, StatusCode::FORBIDDEN);
    for _ in 0..10 {
        enter(&server, "0000-0000", "", &[]).await;
    }
    assert_eq!(enter(&server, "0000-0000", "", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn nobody_is_sent_to_another_server_or_entered_by_one() {
    let server = TestServer::start();
    let code = server.code(Opens::Standings).to_string();
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
        let answer = enter(&server, &code, next, &[]).await;
        assert_eq!(answer.header("location"), "/standings/dong-mai", "{next}");
    }
    let foreign: [&[(&str, &str)]; 3] =
        [&[("sec-fetch-site", "cross-site")], &[("origin", "https://evil.example")], &[("origin", "null")]];
    for headers in foreign {
        let answer = enter(&server, &code, "", headers).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::FORBIDDEN, ""));
    }
    let empty = Request::post("/enter").body(Body::empty()).unwrap();
    assert_eq!(server.send(empty).await.status, StatusCode::FORBIDDEN);
    let own = [("sec-fetch-site", "same-origin"), ("origin", "https://bontot.example")];
    assert_eq!(enter(&server, &code, "", &own).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_page_of_the_ward_follows_its_news_by_one_script_of_ours() {
    let server = TestServer::with_site(small_site);
    let code = server.code(Opens::Standings).to_string();
    let cookie = session(&enter(&server, &code, "", &[]).await);
    for path in ["/standings/dong-mai/2024/11", "/ward/dong-mai"] {
        let page = server.get(path, &[("cookie", &cookie)]).await;
        let html = page.text();
        assert_eq!((page.status, html.matches("<script").count()), (StatusCode::OK, 1), "{path}");
        assert!(html.contains(r#"<script type="module" src="/pkg/live.1.js"></script>"#), "{html}");
        // Two cells, a scheme and a month were ruled.
        assert!(html.contains(r#"data-news="/news/dong-mai" data-seen="4""#), "{html}");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe") && policy.contains("connect-src 'self';"), "{policy}");
    }
    // Who may not see the ward's pages is told nothing of it.
    for path in ["/standings/dong-mai/2024/99", "/standings/nowhere/2024/11", "/ward/nowhere", "/enter"] {
        let page = server.get(path, &[]).await;
        let html = page.text();
        assert!(!html.contains("<script") && !html.contains("data-seen"), "{path}: {html}");
        assert!(!page.header("content-security-policy").contains("script-src"), "{path}");
    }
}
