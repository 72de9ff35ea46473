//! The phone ends the browser without a word: nothing saved is lost, and
//! nothing typed that the page calls kept.

use tests::browser::{Browser, Size};

use tests::story::{Place, begin};

#[tokio::test]
async fn what_is_typed_outlives_the_end_of_the_browser() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let form = format!("{}/cell/tasks/new", server.origin);
    // A draft of an older program is taken over, once.
    phone.run("localStorage.setItem('bontot/draft/tasks/new/product', '100 % hộ nhận lịch');").await;
    phone.goto(&form).await;
    phone.wait("document.querySelector('#product').value === '100 % hộ nhận lịch'").await;
    phone.wait("localStorage.getItem('bontot/draft/tasks/new/product') === null").await;
    phone.fill("#what", "Phát quang bờ kênh nội đồng").await;
    phone.sees(".savestate", "Đã giữ nháp").await;
    phone.kill().await;

    let phone = place.browser("phone", Size::Phone).await;
    phone.goto(&form).await;
    phone.wait("document.querySelector('#what').value === 'Phát quang bờ kênh nội đồng'").await;
    phone.wait("document.querySelector('#product').value === '100 % hộ nhận lịch'").await;
    phone.tap(".checkcard input + span").await;
    phone.tap("#assign").await;
    phone.sees("h1", "Phát quang bờ kênh nội đồng").await;

    // What was saved is no draft any more.
    phone.goto(&form).await;
    phone.wait("document.querySelector('#what').value === ''").await;
}

#[tokio::test]
async fn what_is_saved_outlives_the_end_of_the_browser() {
    let place = Place::new();
    let (server, mut phone) = begin(&place).await;
    let origin = server.origin.clone();
    server.kill();
    let tasks = ["Nạo vét kênh mương", "Dọn vệ sinh đường thôn", "Gieo trồng vụ đông", "Tu sửa nhà văn hóa"];
    for what in tasks {
        save_task(&phone, &origin, what).await;
        phone.kill().await;
        phone = place.browser("phone", Size::Phone).await;
    }
    phone.goto(&format!("{origin}/cell/tasks")).await;
    for what in tasks {
        phone.sees(".list", what).await;
    }
}

/// Saves a task, and comes back in the moment in which the page calls it saved.
async fn save_task(phone: &Browser, origin: &str, what: &str) {
    phone.goto(&format!("{origin}/cell/tasks/new")).await;
    phone.fill("#what", what).await;
    phone.tap(".checkcard input + span").await;
    phone.tap("#assign").await;
    phone.sees(".savestate", "Trên máy").await;
}
