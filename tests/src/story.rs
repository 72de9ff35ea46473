//! Steps that several stories in a browser share.

#![expect(clippy::expect_used, reason = "a story that cannot go on stops")]

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::bontot::{Bontot, free_port};
use crate::browser::{Browser, Size};

/// The cell of the model case.
pub const CELL: &str = "Biểu Nghi";

/// A folder for the data file and the browsers, and the port of the server.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
    port: u16,
}

impl Place {
    /// A folder that is taken away with it.
    ///
    /// # Panics
    /// Where none can be made.
    #[expect(clippy::new_without_default, reason = "each is another one")]
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder can be made"), port: free_port() }
    }

    /// Starts the server, always on the same file and port.
    pub fn serve(&self) -> Bontot {
        Bontot::start(&self.data(), self.port)
    }

    /// The data file.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("bontot.db")
    }

    /// Takes the server's data away: the next one begins with an empty file.
    pub fn forget(&self) {
        for end in ["", "-wal", "-shm"] {
            // A server that closed in order has left only the first.
            let _ = std::fs::remove_file(self.folder.path().join(format!("bontot.db{end}")));
        }
    }

    /// Opens a browser whose profile bears this name.
    pub async fn browser(&self, profile: &str, size: Size) -> Browser {
        Browser::open(&self.folder.path().join(profile), size).await
    }
}

/// Where most stories begin: a server, and a phone of the cell beside it.
///
/// # Panics
/// Where the demonstration prints no code, as in all that follows.
pub async fn begin(place: &Place) -> (Bontot, Browser) {
    let server = place.serve();
    let code = server.enrolment_codes(CELL).first().cloned().expect("the demo prints codes");
    let phone = place.browser("phone", Size::Phone).await;
    enrol(&phone, &server, &code).await;
    (server, phone)
}

/// A server, and two phones of the cell beside it.
pub async fn begin_two(place: &Place) -> (Bontot, Browser, Browser) {
    let server = place.serve();
    let codes = server.enrolment_codes(CELL);
    let (first, second) = (codes.first().expect("a code is printed"), codes.get(1).expect("two are"));
    let one = place.browser("one", Size::Phone).await;
    let other = place.browser("other", Size::Phone).await;
    enrol(&one, &server, first).await;
    enrol(&other, &server, second).await;
    (server, one, other)
}

/// Makes the browser a phone of the cell, able to start without the server.
pub async fn enrol(phone: &Browser, server: &Bontot, code: &str) {
    enrol_in(CELL, phone, server, code).await;
}

/// Opens a page of the ward, which asks for a code first.
pub async fn enter(desk: &Browser, server: &Bontot, path: &str, code: &str) {
    desk.goto(&format!("{}{path}", server.origin)).await;
    desk.fill("#code", code).await;
    desk.tap("button[type=submit]").await;
    desk.wait(&format!("location.pathname === {}", serde_json::json!(path))).await;
}

/// Makes the browser a phone of the cell with this name.
pub async fn enrol_in(cell: &str, phone: &Browser, server: &Bontot, code: &str) {
    phone.goto(&format!("{}/cell", server.origin)).await;
    phone.fill("#code", code).await;
    phone.tap("form button[type=submit]").await;
    phone.sees("h1", cell).await;
    phone.installed().await;
    at_ward(phone, server).await;
    phone.wait("document.querySelectorAll('.good').length === 4").await;
}

/// Asks for a sync until everything is at the ward, on the page that says so.
pub async fn at_ward(phone: &Browser, server: &Bontot) {
    phone.goto(&format!("{}/cell/sync", server.origin)).await;
    phone.tap("#sync-now:enabled").await;
    phone.sees("#sync-state", "Đã gửi và nhận").await;
    phone.sees("#sum", "Mọi thay đổi đã tới phường").await;
    phone.tap("nav a[href='/cell']").await;
}

/// Keeps a picture of the page, to be looked at.
pub async fn picture(browser: &Browser, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/pictures");
    browser.screenshot(&folder.join(format!("{name}.png"))).await;
}
