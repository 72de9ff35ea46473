//! `cargo xtask bench phone`: how long an installed phone takes to start with
//! the server gone, on a processor slowed down as a cheap phone's is.
//!
//! Prints one JSON line per figure: the median of several starts, in
//! milliseconds from the navigation to the page that answers. The floor is
//! the moment at which the service worker had given the shell's last byte.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use serde_json::{Value, json};
use tests::bontot::{Bontot, free_port};
use tests::browser::{Browser, Size};

const STARTS: usize = 5;
/// Notes when the app says that it is ready, before any of its code runs.
const WATCH: &str = "new MutationObserver(() => { if ('ready' in document.documentElement.dataset) \
    window.readyAt ??= performance.now(); }).observe(document, { subtree: true, attributes: true });";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let server = Bontot::start(&folder.path().join("bontot.db"), free_port());
    let codes = server.enrolment_codes("Biểu Nghi");
    let code = codes.first().expect("the demo prints codes");
    let phone = Browser::open(&folder.path().join("phone"), Size::Phone).await;
    let cell = format!("{}/cell", server.origin);
    phone.goto(&cell).await;
    phone.fill("#code", code).await;
    phone.tap("form button[type=submit]").await;
    phone.wait("document.querySelectorAll('.good').length === 4").await;
    phone.installed().await;
    server.kill();
    phone.cdp("Page.enable", json!({})).await;
    phone.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
    for rate in [1, 4, 6] {
        phone.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await;
        let mut starts = Vec::new();
        let mut floors = Vec::new();
        for _ in 0..STARTS {
            phone.goto("about:blank").await;
            phone.goto(&cell).await;
            phone.wait("window.readyAt && document.querySelectorAll('.good').length === 4").await;
            starts.push(whole(&phone.run("return Math.round(window.readyAt);").await));
            let floor = "return Math.round(performance.getEntriesByType('navigation')[0].responseEnd);";
            floors.push(whole(&phone.run(floor).await));
        }
        let figure = json!({
            "figure": format!("cold_start_{rate}x"), "value": median(starts), "unit": "ms",
            "aim": if rate == 6 { json!(1200) } else { Value::Null }, "floor": median(floors),
        });
        println!("{figure}");
    }
    phone.close().await;
}

fn whole(value: &Value) -> u64 {
    value.as_u64().expect("a time is a number")
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}
