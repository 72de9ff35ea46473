//! Two tabs of one phone: one writes, the other says so and can take over.

use serde_json::json;

use tests::story::{Place, begin};

#[tokio::test]
async fn one_tab_writes_and_hands_over() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let origin = server.origin.clone();
    server.kill();

    phone.new_tab().await;
    phone.goto(&format!("{origin}/cell/tasks/new")).await;
    phone.sees(".banner", "cửa sổ khác").await;
    phone.fill("#what", "Việc ghi ở cửa sổ thứ hai").await;
    phone.tap(".checkcard input + span").await;
    phone.tap("#assign").await;
    phone.sees(".banner[role=alert]", "Ghi ở đây").await;

    // It takes over without losing what was typed, and saves.
    phone.tap_text("button", "Ghi ở đây").await;
    phone
        .wait(
            "![...document.querySelectorAll('.banner button')].some(e => e.innerText.includes('Ghi ở đây'))",
        )
        .await;
    phone.tap("#assign").await;
    phone.sees("h1", "Việc ghi ở cửa sổ thứ hai").await;

    // The first tab reads it, and no longer writes.
    phone.first_tab().await;
    phone.sees(".banner", "cửa sổ khác").await;
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.sees(".list", "Việc ghi ở cửa sổ thứ hai").await;
}

#[tokio::test]
async fn an_answer_that_comes_after_the_handing_over_is_not_stored() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let sync = format!("{}/cell/sync", server.origin);
    phone.goto(&sync).await;
    phone.cdp("Network.enable", json!({})).await;
    let slow =
        json!({ "offline": false, "latency": 8_000, "downloadThroughput": -1, "uploadThroughput": -1 });
    phone.cdp("Network.emulateNetworkConditions", slow).await;
    phone.tap("#sync-now:enabled").await;
    phone.sees("#sync-state", "Đang gửi và nhận").await;

    phone.new_tab().await;
    phone.goto(&sync).await;
    phone.tap_text("button", "Ghi ở đây").await;
    phone.sees("#sync-state", "Đã gửi và nhận").await;

    phone.first_tab().await;
    phone.sees("#sync-state", "không đọc hoặc ghi được").await;
}
