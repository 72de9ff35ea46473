//! Files of the site, and the headers that every answer bears.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::harness::{TestServer, small_site};

#[tokio::test]
async fn files_come_in_the_smallest_encoding_that_is_taken() {
    let server = TestServer::with_site(small_site);
    let check = async |path: &str, accept: &str, encoding: &str, body: &str| {
        let answer = server.get(path, &[("accept-encoding", accept)]).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (StatusCode::OK, encoding), "{path}");
        assert_eq!((answer.text().as_str(), answer.header("vary")), (body, "accept-encoding"), "{path}");
    };
    check("/pkg/app.1.css", "gzip, br", "br", "css as brotli").await;
    check("/pkg/app.1.css", "gzip, br;q=0", "gzip", "css as gzip").await;
    check("/pkg/app.1.css", "", "", "main{}").await;
    check("/shell.html", "gzip, br", "gzip", "shell as gzip").await;
    check("/sw.js", "gzip, br", "", "//").await;
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_others_are_asked_for_again() {
    let server = TestServer::with_site(small_site);
    let check = async |path: &str, kind: &str, cache: &str| {
        let answer = server.get(path, &[]).await;
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), (kind, cache), "{path}");
        let etag = answer.header("etag").to_owned();
        let kept = server.get(path, &[("if-none-match", &etag)]).await;
        assert_eq!((kept.status, kept.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!((kept.header("etag"), kept.header("cache-control")), (etag.as_str(), cache), "{path}");
        let stale = server.get(path, &[("if-none-match", "W/\"0000\"")]).await;
        assert_eq!(stale.status, StatusCode::OK, "{path}");
    };
    let immutable = "public, max-age=31536000, immutable";
    check("/pkg/client.1.wasm", "application/wasm", immutable).await;
    check("/pkg/app.1.css", "text/css; charset=utf-8", immutable).await;
    check("/sw.js", "text/javascript; charset=utf-8", "no-cache").await;
    check("/shell.html", "text/html; charset=utf-8", "no-cache").await;
}

#[tokio::test]
async fn every_page_below_cell_is_the_shell() {
    let server = TestServer::with_site(small_site);
    for path in ["/cell", "/cell/", "/cell/tasks", "/cell/tasks/0011/edit"] {
        let answer = server.get(path, &[]).await;
        assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "shell"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    assert_eq!(server.get("/cellar", &[]).await.status, StatusCode::NOT_FOUND);
    let unbuilt = TestServer::start();
    assert_eq!(unbuilt.get("/cell", &[]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(unbuilt.get("/pkg/app.1.css", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let server = TestServer::with_site(small_site);
    for path in ["/", "/enter", "/cell", "/sw.js", "/pkg/app.1.css", "/nowhere", "/healthz", "/api/v1/sync"] {
        let answer = server.get(path, &[]).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("'unsafe-inline'"), "{path}");
        let runs_programs = policy.contains("script-src");
        assert_eq!(runs_programs, ["/cell", "/sw.js", "/pkg/app.1.css"].contains(&path), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_ne!(answer.header("cache-control"), "", "{path}");
    }
}

#[tokio::test]
async fn only_reading_is_allowed_where_nothing_is_written() {
    let server = TestServer::with_site(small_site);
    for path in ["/sw.js", "/cell", "/", "/healthz"] {
        let request = Request::post(path).body(Body::empty()).unwrap();
        assert_eq!(server.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(server.get("/api/v1/enrol", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let health = server.get("/healthz", &[]).await;
    assert_eq!((health.status, health.text().as_str()), (StatusCode::OK, "ok\n"));
}

/// `//host` and `/\\host` are addresses of other servers to a browser.
#[tokio::test]
async fn a_page_that_is_not_there_leads_to_no_other_server() {
    let server = TestServer::with_site(small_site);
    for path in ["//evil.example", "///evil.example/x", "/\\evil.example", "//"] {
        let page = server.get(path, &[]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        let text = page.text();
        let links: Vec<_> = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.iter().any(|link| link.contains("lang=bn")), "{text}");
        for link in links {
            assert!(link.starts_with('/') && !link.starts_with("//") && !link.contains('\\'), "{link}");
        }
    }
}
