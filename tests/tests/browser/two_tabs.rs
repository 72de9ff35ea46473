//! Two tabs of one phone: one writes, the other says so and can take over.

use crate::story::{Place, begin};

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
