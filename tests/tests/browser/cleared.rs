//! Somebody clears the site's data while the app is open.

use serde_json::json;
use tests::browser::Browser;

use tests::story::{CELL, Place, at_ward, begin};

#[tokio::test]
async fn a_store_cleared_under_the_open_page_is_said_and_comes_back() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let origin = server.origin.clone();
    server.kill();
    write_task(&phone, "Việc chưa tới phường").await;
    phone.sees("h1", "Việc chưa tới phường").await;

    phone.tap("nav a[href='/cell/tasks']").await;
    phone.tap("a[href='/cell/tasks/new']").await;
    phone.fill("#what", "Phát quang bờ kênh").await;
    phone.tap(".checkcard input + span").await;
    // A draft that is written later finds the loss before the save does.
    phone.sees(".savestate", "Đã giữ nháp").await;
    let all = json!({ "origin": origin, "storageTypes": "indexeddb,local_storage" });
    phone.cdp("Storage.clearDataForOrigin", all).await;
    phone.tap("#assign").await;
    phone.sees(".banner[role=alert]", "vừa bị xóa").await;
    phone.sees("#cleared", "1 thay đổi").await;
    phone.wait("document.querySelector('#what').value === 'Phát quang bờ kênh'").await;

    // What was typed is saved again, and survives a start without a signal.
    phone.tap("#assign").await;
    phone.sees("h1", "Phát quang bờ kênh").await;
    phone.reload().await;
    phone.sees("h1", "Phát quang bờ kênh").await;

    // With the signal comes back whatever the ward had.
    let server = place.serve();
    at_ward(&phone, &server).await;
    phone.sees("h1", CELL).await;
    phone.wait("document.querySelectorAll('.good').length === 4").await;
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.sees(".list", "Phát quang bờ kênh").await;
    phone.wait("1 < document.querySelectorAll('.list a').length").await;
}

async fn write_task(phone: &Browser, what: &str) {
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.tap("a[href='/cell/tasks/new']").await;
    phone.fill("#what", what).await;
    phone.tap(".checkcard input + span").await;
    phone.tap("#assign").await;
}
