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
    large_book(&phone, &cell).await;
    phone.close().await;
}

/// Records that a large book holds.
const MANY: usize = 10_000;

/// Fills the book with copies of its rows under new ids, as if it had been kept
/// for years. Only rows: that is what lists and the search read.
const FILL: &str = "const [many, done] = arguments; \
    const open = indexedDB.open('bontot'); \
    open.onsuccess = () => { \
      const store = open.result.transaction('rows', 'readwrite').objectStore('rows'); \
      const keys = store.getAllKeys(), values = store.getAll(); \
      values.onsuccess = () => { \
        const bytes = hex => Uint8Array.from(hex.match(/../g), two => parseInt(two, 16)); \
        let left = many - keys.result.length; \
        for (let turn = 0; 0 < left; turn++) for (let row = 0; row < keys.result.length && 0 < left; row++, left--) { \
          const old = bytes(keys.result[row]), fresh = old.slice(); \
          new DataView(fresh.buffer).setUint32(8, turn * 4096 + row); \
          const value = new Uint8Array(values.result[row]); \
          const at = value.findIndex((_, i) => old.every((byte, j) => value[i + j] === byte)); \
          value.set(fresh, at); \
          store.put(value, [...fresh].map(byte => byte.toString(16).padStart(2, '0')).join('')); \
        } \
      }; \
      store.transaction.oncomplete = () => done(open.result.close()); \
    };";

/// Types into the search and gives the milliseconds until what it found is drawn anew.
const TYPE: &str = "const [text, done] = arguments; \
    const field = document.querySelector('#query'); \
    const seen = new MutationObserver(() => { seen.disconnect(); \
      requestAnimationFrame(() => done(Math.round(performance.now() - begun))); }); \
    seen.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true }); \
    const begun = performance.now(); field.value = text; \
    field.dispatchEvent(new Event('input', { bubbles: true }));";

/// The lists from each of which a record is opened.
const LISTS: [&str; 3] = ["tasks", "resolutions", "meetings"];

/// Taps the first record of the list and gives the milliseconds until its page is there.
const OPEN: &str = "const [done] = arguments; const begun = performance.now(); \
    const before = document.querySelector('h1'); \
    const wait = () => { const h1 = document.querySelector('h1'); \
      h1 && h1 !== before && h1.innerText ? done(Math.round(performance.now() - begun)) : requestAnimationFrame(wait); }; \
    document.querySelector('main .list a').click(); wait();";

/// Lists and search on a book of ten thousand records.
async fn large_book(phone: &Browser, cell: &str) {
    phone.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await;
    phone.run_async(FILL, vec![json!(MANY)]).await;
    phone.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
    let mut filters = Vec::new();
    for _ in 0..STARTS {
        phone.goto("about:blank").await;
        phone.goto(&format!("{cell}/search")).await;
        phone.wait("document.querySelector('#query') && document.querySelector('main .list a')").await;
        // The first letters fold every record; those after them only compare.
        phone.run_async(TYPE, vec![json!("v")]).await;
        filters.push(whole(&phone.run_async(TYPE, vec![json!("ve sinh dong ruong")]).await));
    }
    println!("{}", json!({ "figure": "filter_10k", "value": median(filters), "unit": "ms", "aim": 100 }));
    let mut worst = 0;
    for list in LISTS {
        let mut opens = Vec::new();
        for _ in 0..STARTS {
            phone.goto("about:blank").await;
            phone.goto(&format!("{cell}/{list}")).await;
            phone.wait("document.querySelector('main .list a')").await;
            opens.push(whole(&phone.run_async(OPEN, Vec::new()).await));
        }
        let median = median(opens);
        eprintln!("a record of {list} is open after {median} ms");
        worst = worst.max(median);
    }
    println!("{}", json!({ "figure": "open_record", "value": worst, "unit": "ms", "aim": 200 }));
}

fn whole(value: &Value) -> u64 {
    value.as_u64().expect("a time is a number")
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}
