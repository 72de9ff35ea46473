//! What is typed into a form of the office comes back exactly, whatever it is.

use axum::http::StatusCode;

use super::harness::TestServer;
use super::office::{OFFICIAL, last_ruling, official, page, post, said, viewer};

/// What a browser shows in the field `id`: the text between the tags, without
/// the one line break that it swallows, with the entities read.
fn field(html: &str, id: &str) -> String {
    let field = html.split_once(&format!("<textarea id=\"{id}\"")).unwrap().1;
    let text = field.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
    let text = text.strip_prefix('\n').unwrap_or(text);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

const MARKUP: &str = "\nMột </textarea><script>alert(1)</script> &lt; & hai\n";

#[tokio::test]
async fn what_was_typed_comes_back_as_text() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let publish = "/ward/dong-mai/schemes/publish";
    for text in [MARKUP, "&lt;b&gt;", "\n\nHai dòng trống", "x = '</textarea>'"] {
        let answer = post(&server, publish, &cookie, &[("seen", "0"), ("file", text)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = answer.text();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(field(&html, "file"), text);
    }
}

/// An empty form would be blamed for its fields, and what was sent would be lost.
#[tokio::test]
async fn a_form_that_is_too_large_is_told_as_that() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let (seen, long) = (last_ruling(&server), "a".repeat(3_000_000));
    let forms = [
        "/ward/dong-mai/periods/2024/10/close",
        "/ward/dong-mai/schemes/2024/year/cell",
        "/ward/dong-mai/register/bieu-nghi",
        "/enter",
    ];
    for path in forms {
        let answer = post(&server, path, &cookie, &[("reason", long.as_str())]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(said(&answer).contains("larger than the server takes"), "{path}");
    }
    // Who may not rule learns that first.
    let viewer = viewer(&server).await;
    let refused = post(&server, forms[0], &viewer, &[("reason", long.as_str())]).await;
    assert_eq!((refused.status, last_ruling(&server)), (StatusCode::FORBIDDEN, seen));
}

#[tokio::test]
async fn what_was_typed_is_kept_when_somebody_else_ruled() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let period = "/ward/dong-mai/periods/2024/10";
    let (close, reopen) = (format!("{period}/close"), format!("{period}/reopen"));
    let seen = last_ruling(&server).to_string();
    assert_eq!(post(&server, &close, &cookie, &[("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    let seen = last_ruling(&server).to_string();
    let first = [("seen", seen.as_str()), ("reason", "Người khác viết")];
    assert_eq!(post(&server, &reopen, &cookie, &first).await.status, StatusCode::SEE_OTHER);

    let fields = [("seen", seen.as_str()), ("reason", MARKUP)];
    let late = post(&server, &reopen, &format!("{cookie}; bontot_lang=en"), &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(html.contains(OFFICIAL) && html.contains("Người khác viết"), "{html}");
    assert!(html.contains("What you typed") && !html.contains("<script"), "{html}");
    assert_eq!(field(&html, "typed-1"), MARKUP);
    // What is wrong with the fields comes after that.
    let empty = [("seen", seen.as_str()), ("reason", "")];
    assert_eq!(post(&server, &reopen, &cookie, &empty).await.status, StatusCode::CONFLICT);

    // Closed again, the form is drawn anew with the text and with what there is by now.
    let now = last_ruling(&server).to_string();
    assert_eq!(post(&server, &close, &cookie, &[("seen", &now)]).await.status, StatusCode::SEE_OTHER);
    let now = last_ruling(&server);
    let anew = [("anew", "1"), ("seen", seen.as_str()), ("reason", MARKUP)];
    let anew = post(&server, &reopen, &cookie, &anew).await;
    assert_eq!((anew.status, last_ruling(&server)), (StatusCode::OK, now));
    assert_eq!(field(&anew.text(), "reason"), MARKUP);
    assert!(anew.text().contains(&format!("name=\"seen\" value=\"{now}\"")), "{}", anew.text());
    assert_eq!(page(&server, period, &cookie).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_door_to_the_office_asks_for_its_code_in_every_language() {
    let server = TestServer::start();
    let html = server.get("/enter?next=/ward/dong-mai/years/2024&lang=en", &[]).await.text();
    assert!(html.contains("Office code"), "{html}");
    let link = "href=\"/enter?next=/ward/dong-mai/years/2024&amp;lang=bn\"";
    assert!(html.contains(link), "{html}");
    let html = server.get("/enter?next=/standings/dong-mai&lang=en", &[]).await.text();
    assert!(html.contains("Viewing code") && !html.contains("Office code"), "{html}");
}

#[tokio::test]
async fn a_year_says_how_many_of_its_months_are_open() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let check = async |expect: &str| {
        let shown = page(&server, "/ward/dong-mai/periods/2023/year", &cookie).await.text();
        assert!(shown.contains(expect) && shown.contains("/periods/2023/year/close"), "{shown}");
    };
    check("12 months of this year are still open").await;
    let seen = last_ruling(&server).to_string();
    let close = "/ward/dong-mai/periods/2023/12/close";
    assert_eq!(post(&server, close, &cookie, &[("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    check("11 months of this year are still open").await;
}
