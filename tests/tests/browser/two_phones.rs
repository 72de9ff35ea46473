//! Two phones of a cell that edited one task without knowing of each other.

use tests::bontot::Bontot;
use tests::browser::Browser;

use tests::story::{Place, at_ward, begin_two, picture};

#[tokio::test]
async fn both_phones_see_one_task_and_a_person_chooses() {
    let place = Place::new();
    let (server, one, other) = begin_two(&place).await;
    let origin = server.origin.clone();
    let task = open_task(&one, &origin).await;
    let user = name_user(&one, &origin).await;

    server.kill();
    move_deadline(&one, &task, "2024-11-25").await;
    move_deadline(&other, &task, "2024-11-29").await;
    other.fill("#note", "Đã dọn xong kênh chính").await;
    other.tap("#report").await;
    other.sees(".progress-line", "Đã dọn xong kênh chính").await;

    let server = place.serve();
    at_ward(&one, &server).await;
    at_ward(&other, &server).await;
    at_ward(&one, &server).await;
    for phone in [&one, &other] {
        phone.goto(&task).await;
        phone.sees(".progress-line", "Đã dọn xong kênh chính").await;
        phone.sees(".banner", "hai máy ghi khác nhau").await;
    }

    let conflicts = task.replace("/cell/tasks/", "/cell/conflicts/");
    one.goto(&conflicts).await;
    one.sees(".value-card", "25/11/2024").await;
    one.sees(".value-card", "29/11/2024").await;
    one.sees(".value-card h3", &user).await;
    picture(&one, "conflict").await;
    one.tap_text(".value-card:has(blockquote) button", "Chọn cách ghi này").await;
    one.sees(".empty", "Không còn").await;
    let chosen = due(&one, &task).await;

    settled(&one, &other, &server, &task, &chosen).await;
}

async fn settled(one: &Browser, other: &Browser, server: &Bontot, task: &str, chosen: &str) {
    at_ward(one, server).await;
    at_ward(other, server).await;
    assert_eq!(due(other, task).await, chosen);
    other
        .wait("![...document.querySelectorAll('.banner')].some(e => e.innerText.includes('khác nhau'))")
        .await;
}

async fn due(phone: &Browser, task: &str) -> String {
    phone.goto(task).await;
    phone.sees("#due", "/11/2024").await;
    phone.text("#due").await
}

/// Says who uses the phone; their name.
async fn name_user(phone: &Browser, origin: &str) -> String {
    phone.goto(&format!("{origin}/cell/settings")).await;
    phone.sees("#phone-user", "Mẫu").await;
    let name = phone
        .run(
            "const users = document.querySelector('#phone-user'); users.selectedIndex = 1;
             users.dispatchEvent(new Event('change')); return users.selectedOptions[0].text;",
        )
        .await;
    phone.tap("#name-user").await;
    phone.sees("[role=status]", "Đã lưu trên máy này").await;
    name.as_str().expect("a member has a name").to_owned()
}

/// The address of a task that is due in November and not done.
async fn open_task(phone: &Browser, origin: &str) -> String {
    phone.goto(&format!("{origin}/cell/tasks")).await;
    phone.sees(".list", "/11/2024").await;
    let href = phone
        .run("return [...document.querySelectorAll('.list a')].find(a => a.innerText.includes('/11/2024')).href;")
        .await;
    href.as_str().expect("a task has an address").to_owned()
}

async fn move_deadline(phone: &Browser, task: &str, date: &str) {
    phone.goto(&format!("{task}/edit")).await;
    phone.pick_date("#due_on", date).await;
    phone.tap("#assign").await;
    phone.sees("#due", &date[8..]).await;
}
