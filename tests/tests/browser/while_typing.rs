//! News comes to a page on which somebody types: nothing typed is lost, and
//! nothing that came is overwritten unseen.

use serde_json::json;
use tests::browser::Browser;

use tests::story::{Place, at_ward, begin_two, picture};

#[tokio::test]
async fn what_is_typed_outlives_news_and_what_came_stays_beside_it() {
    let place = Place::new();
    let (server, one, other) = begin_two(&place).await;
    let origin = server.origin.clone();

    // A page that is drawn anew when its record changes.
    let task = open_task(&one, &origin).await;
    one.goto(&task).await;
    one.fill("#note", "Đã dọn xong kênh chính").await;
    one.tap("input[name=percent][value='100'] + span").await;
    type_evidence(&one, "Biên bản nghiệm thu của thôn").await;
    other.goto(&task).await;
    type_evidence(&other, "Ảnh chụp kênh chính").await;
    other.tap("#save-evidence").await;
    other.sees("#evidence-text", "Ảnh chụp").await;
    at_ward(&other, &server).await;

    hear(&one).await;
    one.sees("#evidence-text", "Ảnh chụp kênh chính").await;
    one.wait("document.querySelector('#note').value === 'Đã dọn xong kênh chính'").await;
    one.wait("document.querySelector('input[name=percent][value=\"100\"]').checked").await;
    one.wait("document.querySelector('#evidence').value === 'Biên bản nghiệm thu của thôn'").await;
    one.run("document.querySelector('details:has(#evidence)').open = true;").await;
    one.tap("#save-evidence").await;
    one.sees(".banner", "hai máy ghi khác nhau").await;
    one.tap("#report").await;
    one.sees(".progress-line", "Đã dọn xong kênh chính").await;
    one.sees("#percent", "100").await;

    // A page whose forms are drawn once; its draft is found again with what it saw.
    for phone in [&one, &other] {
        phone.goto(&format!("{origin}/cell/assess")).await;
        phone.wait("document.querySelector('#shortcomings:enabled')").await;
    }
    one.fill("#shortcomings", "Sinh hoạt còn muộn giờ").await;
    other.fill("#shortcomings", "Vắng ba đồng chí").await;
    other.tap("#conclude").await;
    let answer = other.run(ANSWER).await;
    let answer = answer.as_str().expect("an item has an answer that is not chosen");
    other.wait(&format!("document.querySelector({}).checked", json!(answer))).await;
    // Whoever leaves before it is saved takes it along.
    other.wait("document.querySelector('.savestate').dataset.state !== 'typing'").await;
    at_ward(&other, &server).await;
    hear(&one).await;
    one.wait(&format!("document.querySelector({})?.checked", json!(answer))).await;
    one.wait("document.querySelector('#shortcomings').value === 'Sinh hoạt còn muộn giờ'").await;
    one.tap("#conclude").await;
    one.sees(".banner", "hai máy ghi khác nhau").await;
}

#[tokio::test]
async fn what_is_typed_into_a_record_that_is_shut_meanwhile_stays_in_sight() {
    let place = Place::new();
    let (server, one, other) = begin_two(&place).await;
    let task = open_task(&one, &server.origin).await;
    one.goto(&task).await;
    one.fill("#note", "Đang chờ nghiệm thu").await;
    other.goto(&task).await;
    other.tap("#finish").await;
    other.wait("document.querySelector('#reopen')").await;
    at_ward(&other, &server).await;

    hear(&one).await;
    one.sees("#leftover", "Đang chờ nghiệm thu").await;
    picture(&one, "leftover").await;
    one.reload().await;
    one.sees("#leftover", "Đang chờ nghiệm thu").await;
    one.tap("#leftover button").await;
    one.wait("document.querySelector('#leftover').hidden").await;
    one.reload().await;
    one.wait("document.querySelector('#leftover')?.hidden").await;
}

/// Taps an answer that is not chosen, and gives its selector.
const ANSWER: &str = "
    const answer = document.querySelector('.item > fieldset.plain input[type=radio]:not(:checked)');
    answer.click();
    return `.item > fieldset.plain input[name='${answer.name}'][value='${answer.value}']`;
";

/// The phone finds a road, and hears what the other one wrote.
async fn hear(phone: &Browser) {
    phone.run("return dispatchEvent(new Event('online'));").await;
}

async fn type_evidence(phone: &Browser, text: &str) {
    phone.wait("document.querySelector('#evidence')").await;
    phone.run("document.querySelector('details:has(#evidence)').open = true;").await;
    phone.fill("#evidence", text).await;
}

/// The address of a task of November that is not done.
async fn open_task(phone: &Browser, origin: &str) -> String {
    phone.goto(&format!("{origin}/cell/tasks")).await;
    phone.sees(".list", "/11/2024").await;
    let href = phone
        .run("return [...document.querySelectorAll('.list a')].find(a => a.innerText.includes('/11/2024')).href;")
        .await;
    href.as_str().expect("a task has an address").to_owned()
}
