//! axe finds nothing, on any page, in both colour schemes, narrow and wide.

use std::path::Path;

use serde_json::json;
use tests::browser::{Browser, Size};

use tests::story::{CELL, Place, enrol, picture};

const PHONE_PAGES: [&str; 21] = [
    "/cell",
    "/cell/resolutions",
    "/cell/resolutions/new",
    "/cell/tasks",
    "/cell/tasks/new",
    "/cell/assess/2024-10",
    "/cell/assess/2024-11",
    "/cell/members",
    "/cell/members/new",
    "/cell/meetings",
    "/cell/meetings/new",
    "/cell/shelf",
    "/cell/contributions",
    "/cell/contributions/new",
    "/cell/registration/2024",
    "/cell/review/2024",
    "/cell/search",
    "/cell/sync",
    "/cell/carry",
    "/cell/settings",
    "/cell/standing",
];
const WARD_PAGES: [&str; 9] = [
    "/",
    "/standings/dong-mai/2024",
    "/standings/dong-mai/2024?sort=name&only=missing",
    "/standings/dong-mai/2024/o/cua-dinh",
    "/standings/dong-mai/2024/o/dau-cau",
    "/standings/dong-mai/committee/2024/10",
    "/standings/dong-mai/2024/11",
    "/standings/dong-mai/2024/10/bieu-nghi",
    "/standings/dong-mai/2024/11/nowhere",
];
const OFFICE_PAGES: [&str; 22] = [
    "/ward/dong-mai",
    "/ward/dong-mai/conflicts",
    "/ward/dong-mai/silent",
    "/ward/dong-mai/bundles",
    "/ward/dong-mai/rulings",
    "/ward/dong-mai/schemes/2024",
    "/ward/dong-mai/schemes/publish",
    "/ward/dong-mai/schemes/2024/year/cell",
    "/ward/dong-mai/schemes/2024/month/cell",
    "/ward/dong-mai/register",
    "/ward/dong-mai/register/bieu-nghi",
    "/ward/dong-mai/registrations/2024",
    "/ward/dong-mai/registrations/2024/bieu-nghi",
    "/ward/dong-mai/years/2024",
    "/ward/dong-mai/years/2024/go-cao",
    "/ward/dong-mai/years/2024/cua-dinh/appraisal",
    "/ward/dong-mai/years/2024/cua-dinh/decision",
    "/ward/dong-mai/years/2024/cua-dinh/override",
    "/ward/dong-mai/years/2024/cua-dinh/recognition",
    "/ward/dong-mai/years/2024/cua-dinh/members",
    "/ward/dong-mai/periods/2024",
    "/ward/dong-mai/periods/2024/10",
];

#[tokio::test]
async fn axe_finds_nothing_and_nothing_overflows() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(source).expect("`npm ci` in xtask has installed axe-core");
    let place = Place::new();
    let mut server = place.serve();
    let origin = server.origin.clone();
    let codes: [String; 2] = server.enrolment_codes(CELL).try_into().expect("the demo prints two codes");
    let [first, second] = codes;
    let viewing = server.viewing_code("dong-mai");
    let office = server.office_code("dong-mai");
    let mut found = Vec::new();
    for (size, looks, code) in [(Size::Narrow, LOOKS.as_slice(), first), (Size::Large, &[LARGE], second)] {
        let phone = place.browser(&format!("{size:?}"), size).await;
        let mut eye = Eye { browser: &phone, origin: &origin, axe: &axe, looks, found: &mut found };
        eye.look("/cell/").await;
        enrol(&phone, &server, &code).await;
        // Every page of the phone is looked at with the server gone.
        server.kill();
        let mut found_pages = Vec::new();
        for list in ["/cell/tasks", "/cell/resolutions", "/cell/members", "/cell/meetings"] {
            found_pages.push(one(&phone, &origin, list).await);
        }
        let task = found_pages.first().map(|path| path.replace("/tasks/", "/history/"));
        let paper = found_pages.get(1).map(|path| path.replace("/resolutions/", "/paper/"));
        let meeting = found_pages.last().cloned().unwrap_or_default();
        let parts = ["edit", "roll", "agenda", "tasks", "quality", "conclusion", "hold", "minutes"];
        found_pages.extend(parts.map(|part| format!("{meeting}/{part}")));
        found_pages.extend(task.into_iter().chain(paper));
        for page in PHONE_PAGES.into_iter().chain(found_pages.iter().map(String::as_str)) {
            eye.look(page).await;
        }
        server = place.serve();
        eye.look("/enter").await;
        phone.goto(&format!("{origin}/standings/dong-mai/2024/11")).await;
        phone.fill("#code", &viewing).await;
        phone.tap("button[type=submit]").await;
        phone.sees("caption", "8").await;
        for page in WARD_PAGES {
            eye.look(page).await;
        }
        phone.goto(&format!("{origin}/enter")).await;
        phone.fill("#code", &office).await;
        phone.tap("button[type=submit]").await;
        phone.sees("h1", "Đông Mai").await;
        for page in OFFICE_PAGES {
            eye.look(page).await;
        }
        phone.close().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The path of the first record of a list.
async fn one(browser: &Browser, origin: &str, list: &str) -> String {
    browser.goto(&format!("{origin}{list}")).await;
    browser.wait("document.querySelector('main .list a')").await;
    let href = browser.run("return new URL(document.querySelector('main .list a').href).pathname;").await;
    href.as_str().expect("a record has an address").to_owned()
}

/// How a page is looked at.
struct Look {
    name: &'static str,
    width: u32,
    scheme: &'static str,
}

const LOOKS: [Look; 4] = [
    Look { name: "narrow", width: 320, scheme: "light" },
    Look { name: "narrow-dark", width: 320, scheme: "dark" },
    Look { name: "desk", width: 1280, scheme: "light" },
    Look { name: "desk-dark", width: 1280, scheme: "dark" },
];
const LARGE: Look = Look { name: "large", width: 390, scheme: "light" };

/// Looks at pages and notes what is wrong with them.
struct Eye<'a> {
    browser: &'a Browser,
    origin: &'a str,
    axe: &'a str,
    looks: &'a [Look],
    found: &'a mut Vec<String>,
}

impl Eye<'_> {
    /// Opens a page once and looks at it in every way.
    async fn look(&mut self, page: &str) {
        let browser = self.browser;
        browser.goto(&format!("{}{page}", self.origin)).await;
        browser.wait("document.querySelector('h1') && !document.querySelector('#splash, [aria-busy]')").await;
        for Look { name, width, scheme } in self.looks {
            let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            browser.cdp("Emulation.setEmulatedMedia", features).await;
            let metrics = json!({ "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": false });
            browser.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
            let lines = browser.axe(self.axe).await;
            self.found.extend(lines.into_iter().map(|line| format!("{page} ({name}): {line}")));
            let wide = browser.run("return document.documentElement.scrollWidth - innerWidth;").await;
            if wide.as_i64().is_none_or(|wide| 0 < wide) {
                self.found.push(format!("{page} ({name}): {wide} pixels wider than the screen"));
            }
            if *scheme == "light" {
                picture(browser, &format!("{name}{}", page.replace(['/', '?', '&'], "-"))).await;
            }
        }
    }
}
