//! The phone's store fails in the ways in which stores fail: what was saved
//! stays, what was typed stays, the person is told and can keep it in a file.

use std::time::Duration;

use serde_json::json;
use tests::browser::{Browser, Size};
use tests::story::{Place, at_ward, begin, picture};

const FIRST: &str = "Nạo vét kênh mương";
const SECOND: &str = "Phát quang bờ kênh";

/// What is put into each page before its own scripts: `window.fails` counts how
/// often something of the store fails yet.
async fn before_every_page(phone: &Browser, script: &str) {
    phone.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
}

async fn type_task(phone: &Browser, what: &str) {
    phone.goto_path("/cell/tasks/new").await;
    phone.fill("#what", what).await;
    phone.tap(".checkcard input + span").await;
}

async fn save_task(phone: &Browser, what: &str) {
    type_task(phone, what).await;
    phone.tap("#assign").await;
    phone.sees("h1", what).await;
}

/// The page says that it is not saved, the field still holds it, and the file has it.
async fn is_told_and_offered_a_file(phone: &Browser, what: &str) {
    phone.sees("main .banner[data-kind=error]", "Máy chưa lưu được").await;
    phone.sees(".savestate", "Chưa lưu").await;
    phone.wait(&format!("document.querySelector('#what').value === '{what}'")).await;
    // The file that is offered, as the browser would write it.
    phone
        .run(
            "window.kept = undefined; const make = URL.createObjectURL; \
             URL.createObjectURL = blob => { blob.text().then(text => window.kept = text); return make.call(URL, blob); };",
        )
        .await;
    phone.tap("main .banner [data-keep]").await;
    phone.wait(&format!("window.kept && window.kept.includes('{what}')")).await;
}

/// Taps until it is saved, as a person does: the browser may take a moment to
/// notice that there is room, and a draft that was refused may close the store
/// under a save, which is then told.
async fn save_again(phone: &Browser, what: &str) {
    for _ in 0..10 {
        phone.tap("#assign").await;
        for _ in 0..20 {
            if phone.text("h1").await == what {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    phone.sees("h1", what).await;
}

async fn both_are_there(phone: &Browser) {
    phone.goto_path("/cell/tasks").await;
    phone.sees(".list", FIRST).await;
    phone.sees(".list", SECOND).await;
}

/// A phone without its server, on which one task was saved.
async fn alone(place: &Place) -> Browser {
    let (server, phone) = begin(place).await;
    server.kill();
    save_task(&phone, FIRST).await;
    phone
}

/// What the next story's server has in the end.
async fn reaches_the_ward(place: &Place, phone: &Browser) {
    let server = place.serve();
    at_ward(phone, &server).await;
}

#[tokio::test]
async fn a_store_that_does_not_open_says_so_and_opens_later_with_everything() {
    let place = Place::new();
    let phone = alone(&place).await;
    before_every_page(
        &phone,
        "if (sessionStorage.getItem('closed')) { IDBFactory.prototype.open = function () { \
           throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError'); }; }",
    )
    .await;
    phone.run("sessionStorage.setItem('closed', '1');").await;
    phone.goto_path("/cell/tasks").await;
    phone.sees(".banner[data-kind=error]", "Internal error opening backing store").await;
    picture(&phone, "store-does-not-open").await;
    phone.run("sessionStorage.removeItem('closed');").await;
    phone.tap(".actionbar .main").await;
    phone.sees(".list", FIRST).await;
    save_task(&phone, SECOND).await;
    both_are_there(&phone).await;
    reaches_the_ward(&place, &phone).await;
}

#[tokio::test]
async fn a_quota_that_is_used_up_loses_nothing() {
    let place = Place::new();
    let phone = alone(&place).await;
    let origin: String = phone.address().await.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    phone.close().await;
    // A browser that runs remembers for a while how much room there was.
    let phone = place.browser("phone", Size::Phone).await;
    phone.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 })).await;
    phone.goto(&format!("{origin}/cell")).await;
    type_task(&phone, SECOND).await;
    phone.tap("#assign").await;
    is_told_and_offered_a_file(&phone, SECOND).await;
    picture(&phone, "store-quota").await;
    phone.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await;
    save_again(&phone, SECOND).await;
    both_are_there(&phone).await;
    reaches_the_ward(&place, &phone).await;
}

#[tokio::test]
async fn a_connection_that_is_lost_is_opened_again_unseen() {
    let place = Place::new();
    let phone = alone(&place).await;
    before_every_page(
        &phone,
        "window.stores = []; const open = IDBFactory.prototype.open; \
         IDBFactory.prototype.open = function (...given) { const asked = open.apply(this, given); \
           asked.addEventListener('success', () => window.stores.push(asked.result)); return asked; };",
    )
    .await;
    type_task(&phone, SECOND).await;
    // As the browser does with a page in the background.
    phone.wait("0 < window.stores.length").await;
    phone.run("window.stores.forEach(store => store.close());").await;
    phone.tap("#assign").await;
    phone.sees("h1", SECOND).await;
    both_are_there(&phone).await;
    reaches_the_ward(&place, &phone).await;
}

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let place = Place::new();
    let phone = alone(&place).await;
    before_every_page(
        &phone,
        "window.full = false; window.failed = 0; const put = IDBObjectStore.prototype.put; \
         IDBObjectStore.prototype.put = function (...given) { const asked = put.apply(this, given); \
           if (window.full) { window.failed += this.name !== 'drafts'; this.transaction.abort(); } \
           return asked; };",
    )
    .await;
    type_task(&phone, SECOND).await;
    phone.run("window.full = true;").await;
    phone.tap("#assign").await;
    is_told_and_offered_a_file(&phone, SECOND).await;
    // Again, while it is still full.
    phone.run("window.failed = 0;").await;
    phone.tap("#assign").await;
    phone
        .wait("window.failed && document.querySelector('.savestate').textContent.includes('Chưa lưu')")
        .await;
    phone.sees("main .banner[data-kind=error]", "Máy chưa lưu được").await;
    phone.run("window.full = false;").await;
    save_again(&phone, SECOND).await;
    both_are_there(&phone).await;
    reaches_the_ward(&place, &phone).await;
}

#[tokio::test]
async fn a_store_that_is_closing_is_opened_again_and_what_was_saved_outlives_it() {
    let place = Place::new();
    let phone = alone(&place).await;
    before_every_page(
        &phone,
        "window.closing = 0; const begin = IDBDatabase.prototype.transaction; \
         IDBDatabase.prototype.transaction = function (...given) { \
           if (0 < window.closing) { window.closing -= 1; \
             throw new DOMException('The database connection is closing.', 'InvalidStateError'); } \
           return begin.apply(this, given); };",
    )
    .await;
    type_task(&phone, SECOND).await;
    // Once is mended unseen.
    phone.run("window.closing = 1;").await;
    phone.tap("#assign").await;
    phone.sees("h1", SECOND).await;
    type_task(&phone, "Trồng cây").await;
    // For as long as the page is closing, nothing can be saved.
    phone.run("window.closing = 1e9;").await;
    phone.tap("#assign").await;
    is_told_and_offered_a_file(&phone, "Trồng cây").await;
    phone.kill().await;
    let phone = place.browser("phone", Size::Phone).await;
    let server = place.serve();
    phone.goto(&format!("{}/cell/tasks", server.origin)).await;
    phone.sees(".list", FIRST).await;
    phone.sees(".list", SECOND).await;
    at_ward(&phone, &server).await;
}
