//! axe finds nothing, on any page, in both colour schemes, narrow and wide.

use std::path::Path;

use serde_json::json;
use tests::browser::{Browser, Size};

use crate::story::{CELL, Place, enrol, picture};

const PHONE_PAGES: [&str; 11] = [
    "/cell",
    "/cell/resolutions",
    "/cell/resolutions/new",
    "/cell/tasks",
    "/cell/tasks/new",
    "/cell/assess/2024-10",
    "/cell/assess/2024-11",
    "/cell/members",
    "/cell/sync",
    "/cell/settings",
    "/cell/standing",
];
const WARD_PAGES: [&str; 4] = [
    "/",
    "/standings/dong-mai/2024/11",
    "/standings/dong-mai/2024/10/bieu-nghi",
    "/standings/dong-mai/2024/11/nowhere",
];

#[tokio::test]
async fn axe_finds_nothing_and_nothing_overflows() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(source).expect("`npm ci` in xtask has installed axe-core");
    let place = Place::new();
    let server = place.serve();
    let code = server.enrolment_codes(CELL).first().cloned().expect("the demo prints codes");
    let viewing = server.viewing_code("dong-mai");
    let mut found = Vec::new();
    let narrow = place.browser("narrow", Size::Narrow).await;
    look(&narrow, &server.origin, "/cell/", &axe, &mut found).await;
    enrol(&narrow, &server, &code).await;
    let task = one(&narrow, &server.origin, "/cell/tasks").await;
    let resolution = one(&narrow, &server.origin, "/cell/resolutions").await;
    for page in PHONE_PAGES.into_iter().chain([task.as_str(), resolution.as_str()]) {
        look(&narrow, &server.origin, page, &axe, &mut found).await;
    }
    narrow.close().await;

    let desk = place.browser("desk", Size::Desktop).await;
    look(&desk, &server.origin, "/enter", &axe, &mut found).await;
    desk.goto(&format!("{}/standings/dong-mai/2024/11", server.origin)).await;
    desk.fill("#code", &viewing).await;
    desk.tap("button[type=submit]").await;
    desk.sees("caption", "8").await;
    for page in WARD_PAGES {
        look(&desk, &server.origin, page, &axe, &mut found).await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The path of the first record of a list.
async fn one(browser: &Browser, origin: &str, list: &str) -> String {
    browser.goto(&format!("{origin}{list}")).await;
    browser.wait("document.querySelector('.list a')").await;
    let href = browser.run("return new URL(document.querySelector('.list a').href).pathname;").await;
    href.as_str().expect("a record has an address").to_owned()
}

async fn look(browser: &Browser, origin: &str, page: &str, axe: &str, found: &mut Vec<String>) {
    for scheme in ["light", "dark"] {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.cdp("Emulation.setEmulatedMedia", features).await;
        browser.goto(&format!("{origin}{page}")).await;
        browser.wait("document.querySelector('h1') && !document.querySelector('#splash, [aria-busy]')").await;
        let lines = browser.axe(axe).await;
        found.extend(lines.into_iter().map(|line| format!("{page} ({scheme}): {line}")));
        let wide = browser.run("return document.documentElement.scrollWidth - innerWidth;").await;
        if wide.as_i64().is_none_or(|wide| 0 < wide) {
            found.push(format!("{page}: {wide} pixels wider than the screen"));
        }
        if scheme == "light" {
            picture(browser, &format!("axe{}", page.replace('/', "-"))).await;
        }
    }
}
