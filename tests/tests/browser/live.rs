//! An official looks at a page while a phone brings something: the page shows it
//! by itself, and takes nothing away that is typed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use minicbor::bytes::ByteVec;
use shared::document::Document;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, DocumentId, RequestId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::wire::{
    EnrolRequest, Enrolled, Outcome, Push, SyncPoint, SyncRequest, SyncResponse, VERSION,
};
use tests::bontot::Bontot;
use tests::browser::{Browser, Size};
use tests::http::Connection;

use tests::story::{CELL, Place, enter, picture};

/// A phone without a page.
struct Phone {
    line: Connection,
    enrolled: Enrolled,
    written: u8,
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is right");
    i64::try_from(since.as_millis()).expect("a moment")
}

impl Phone {
    fn enrol(server: &Bontot) -> Self {
        let port = server.origin.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let mut line = Connection::open(port).expect("the server listens");
        let code = server.enrolment_codes(CELL).first().cloned().expect("the demo prints codes");
        let request =
            EnrolRequest { version: VERSION, code, secret: "5e".repeat(32), former: None, key: None };
        let enrolled = line.post("/api/v1/enrol", None, &request).expect("it is enrolled");
        Self { line, enrolled, written: 0 }
    }

    /// Brings a new task of November 2024; gives the moment at which it was at the ward.
    fn bring(&mut self, what: &str) -> i64 {
        self.written += 1;
        let at = Moment::from_millis(now());
        let document = DocumentId::new(at, [self.written; 16]);
        let stamp = Stamp { actor: Actor::new(self.enrolled.device, [self.written; 12]), at };
        let edits = [
            Edit::field("what", Value::text(what)),
            Edit::field("assigned_on", Value::text("2024-11-07")),
            Edit::field("due_on", Value::text("2024-11-20")),
        ];
        let mut task = Document::begin(Kind::Task).expect("a task begins");
        let change = task.commit(&edits, stamp).expect("it can be written").expect("it says something");
        let push = Push { document, kind: Kind::Task, chunks: vec![ByteVec::from(change.chunk)] };
        let request = SyncRequest {
            version: VERSION,
            request: RequestId::from_bytes([self.written; 16]),
            point: SyncPoint::default(),
            push: vec![push],
            key: None,
            reads: None,
        };
        let answer: SyncResponse =
            self.line.post("/api/v1/sync", Some(&self.enrolled.token), &request).expect("it is answered");
        assert!(matches!(answer.outcomes.as_slice(), [Outcome::Stored(receipts)] if receipts.len() == 1));
        now()
    }
}

/// Notes in the page when it first shows this text.
async fn watch_for(desk: &Browser, text: &str) {
    let text = serde_json::json!(text);
    desk.run(&format!(
        "window.shown = 0; clearInterval(window.watching); window.watching = setInterval(() => {{
           if (!window.shown && document.getElementById('main').textContent.includes({text}))
             window.shown = Date.now();
         }}, 10);"
    ))
    .await;
}

#[tokio::test]
async fn a_page_shows_what_a_phone_brings_within_a_second() {
    let place = Place::new();
    let server = place.serve();
    let mut phone = Phone::enrol(&server);
    let desk = place.browser("desk", Size::Desktop).await;
    let path = "/standings/dong-mai/2024/11/bieu-nghi";
    enter(&desk, &server, path, &server.viewing_code("dong-mai")).await;
    // What somebody folded or unfolded stays so, and nothing is loaded anew.
    desk.tap("details.explain > summary").await;
    desk.run("window.same = true; window.folded = !document.querySelector('details.explain').open;").await;
    let mut slowest = 0;
    for what in ["Phát lịch gieo trồng", "Nạo vét kênh nội đồng", "Trực đê"] {
        watch_for(&desk, what).await;
        let brought = phone.bring(what);
        desk.wait("window.shown").await;
        let shown = desk.run("return window.shown;").await.as_i64().expect("a moment");
        slowest = slowest.max(shown - brought);
        // Somebody writes now and then, and not without end.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    println!("a page showed a change after {slowest} ms at most");
    assert!(slowest < 1_000, "{slowest} ms");
    desk.wait("window.same && window.folded === !document.querySelector('details.explain').open").await;
    desk.wait("document.getElementById('news').hidden").await;
    picture(&desk, "live-standings").await;

    // While something is marked, nothing moves; the reader is told.
    desk.run("getSelection().selectAllChildren(document.querySelector('h2'));").await;
    phone.bring("Gieo ngô đông");
    desk.sees("#news", "Có tin mới").await;
    desk.wait("!document.getElementById('main').textContent.includes('Gieo ngô đông')").await;
    desk.tap("#news a").await;
    desk.sees("main", "Gieo ngô đông").await;
}

#[tokio::test]
async fn a_form_keeps_what_is_typed_and_says_that_there_is_news() {
    let place = Place::new();
    let server = place.serve();
    let mut phone = Phone::enrol(&server);
    let desk = place.browser("desk", Size::Desktop).await;
    let path = "/ward/dong-mai/schemes/publish";
    enter(&desk, &server, path, &server.office_code("dong-mai")).await;
    desk.fill("main textarea", "đang gõ dở").await;
    desk.run("window.same = true;").await;
    phone.bring("Trực đê");
    desk.sees("#news", "Có tin mới").await;
    desk.wait("window.same && document.querySelector('main textarea').value.includes('đang gõ dở')").await;
    picture(&desk, "live-form").await;
    // A page that is not looked at listens to nothing, and catches up.
    desk.goto_path("/standings/dong-mai/2024/11/bieu-nghi").await;
    desk.sees("main", "Trực đê").await;
    desk.new_tab().await;
    phone.bring("Phát lịch gieo trồng");
    desk.first_tab().await;
    desk.sees("main", "Phát lịch gieo trồng").await;
}
