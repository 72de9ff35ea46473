//! The whole road: a resolution made without signal becomes a line of the standings.

use tests::browser::{Browser, Size};

use tests::story::{CELL, Place, at_ward, begin, picture};

const TITLE: &str = "Ổn định sản xuất, khôi phục cây vụ đông sau bão số 3";
const TASK: &str = "Vận động các hộ gieo trồng đúng lịch thời vụ";

#[tokio::test]
async fn a_resolution_made_without_signal_becomes_a_line_of_the_standings() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let origin = server.origin.clone();
    let viewing = server.viewing_code("dong-mai");
    picture(&phone, "home").await;

    // The server is gone. A reload works, and so does a cold start.
    server.kill();
    phone.reload().await;
    phone.sees("h1", CELL).await;
    phone.close().await;
    let phone = place.browser("phone", Size::Phone).await;
    phone.goto(&format!("{origin}/cell")).await;
    phone.sees("h1", CELL).await;

    adopt_resolution(&phone).await;
    assign_task(&phone).await;
    report_progress(&phone).await;
    assess(&phone).await;

    // The browser is closed and opened again: all is there, and says where it is.
    phone.close().await;
    let phone = place.browser("phone", Size::Phone).await;
    phone.goto(&format!("{origin}/cell")).await;
    phone.sees("#unsent", "thay đổi chưa tới phường").await;
    phone.sees("#unsent", "Đã lưu trên máy này").await;
    picture(&phone, "home-unsent").await;
    phone.tap("nav a[href='/cell/shelf']").await;
    phone.tap("main a[href='/cell/resolutions']").await;
    phone.sees(".list", TITLE).await;
    phone.sees(".list .badge", "Trên máy này").await;
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.sees(".list", TASK).await;

    // The server is back. The phone sends, and believes only receipts.
    let server = place.serve();
    at_ward(&phone, &server).await;
    phone.wait("!document.querySelector('#unsent')").await;
    phone.tap("nav a[href='/cell/shelf']").await;
    phone.tap("main a[href='/cell/resolutions']").await;
    phone.sees(".list .badge", "Đã tới phường").await;

    // At the office, on a desk.
    let desk = place.browser("desk", Size::Desktop).await;
    desk.goto(&format!("{origin}/?lang=vi")).await;
    desk.goto(&format!("{origin}/standings/dong-mai/2024/11")).await;
    desk.fill("#code", &viewing).await;
    desk.tap("button[type=submit]").await;
    desk.sees("caption", "8").await;
    desk.wait("document.querySelector('#bieu-nghi .grade[data-rank]')").await;
    picture(&desk, "standings").await;
    desk.tap("#bieu-nghi th a").await;
    desk.sees("h1", CELL).await;
    desk.sees("main", TITLE).await;
    desk.sees("main", TASK).await;
    desk.sees(".progress-line", "Đã phát lịch tới").await;
    picture(&desk, "organisation").await;
}

async fn adopt_resolution(phone: &Browser) {
    phone.tap("nav a[href='/cell/shelf']").await;
    phone.tap("main a[href='/cell/resolutions']").await;
    phone.tap("a[href='/cell/resolutions/new']").await;
    phone.tap("input[value=thematic] + span").await;
    phone.fill("#title", TITLE).await;
    let body = "Thực hiện đúng lịch gieo trồng vụ đông.\nThu gom rác thải đồng ruộng.\nBảo vệ đồng ruộng, kênh mương.";
    phone.fill("#body", body).await;
    phone.pick_date("#adopted_on", "2024-11-15").await;
    phone.fill("#approve", "18").await;
    picture(phone, "resolution-form").await;
    phone.tap("#adopt").await;
    phone.sees("h1", TITLE).await;
    phone.sees(".kv", "15/11/2024").await;
    picture(phone, "resolution").await;
}

async fn assign_task(phone: &Browser) {
    phone.tap("a[href^='/cell/tasks/new']").await;
    phone.fill("#what", TASK).await;
    phone.tap(".checkcard:nth-of-type(2) input + span").await;
    phone.pick_date("#due_on", "2024-11-28").await;
    phone.fill("#product", "100 % hộ nhận lịch gieo trồng").await;
    phone.tap("#assign").await;
    phone.sees("h1", TASK).await;
    phone.sees("#due", "28/11/2024").await;
}

async fn report_progress(phone: &Browser) {
    phone.fill("#note", "Đã phát lịch tới 60 hộ").await;
    phone.tap("#report").await;
    phone.sees(".progress-line", "Đã phát lịch tới 60 hộ").await;
    phone.sees("#percent", "25%").await;
    picture(phone, "task").await;
    phone.pick_date("#done_on", "2024-11-27").await;
    phone.tap("#finish").await;
    phone.sees(".badge", "Xong đúng hạn").await;
    phone.tap_text("button", "mở lại").await;
    phone.sees(".badge", "Quá hạn").await;
}

async fn assess(phone: &Browser) {
    phone.tap("nav a[href='/cell/assess']").await;
    phone.sees("h1", "tháng 11/2024").await;
    // "Met" is the first choice of every item that a person answers.
    let names = phone
        .run("return [...document.querySelectorAll('.item > fieldset input[value=met]')].map(e => e.name);")
        .await;
    let names: Vec<String> = serde_json::from_value(names).expect("names are texts");
    assert!(!names.is_empty());
    // What the next point would take is said, and follows each answer.
    let first = names.first().expect("there is an item");
    let line = format!("[id='{first}'] .next");
    phone.wait(&format!("!document.querySelector(\"{line}\")")).await;
    phone.tap(&format!("input[name='{first}'][value=not_met] + span")).await;
    phone.sees(&line, "mức trả lời cao hơn để đạt mục này").await;
    phone.sees("[id='tasks.done'] .next", "theo số liệu trong sổ, để đạt mục này").await;
    phone.tap("#way-up button").await;
    phone.sees("#way-up li a", "").await;
    picture(phone, "next-point").await;
    for name in &names {
        phone.tap(&format!("input[name='{name}'][value=met] + span")).await;
    }
    phone.wait(&format!("!document.querySelector(\"{line}\")")).await;
    phone.wait("!document.querySelector('#sum').innerText.includes('chưa trả lời')").await;
    phone.fill("#measures", "Phát nốt lịch gieo trồng cho các hộ còn lại").await;
    phone.tap("#conclude").await;
    phone.sees(".savestate", "Trên máy").await;
    picture(phone, "assess").await;
    phone.pick_date("#submitted_on", "2024-11-30").await;
    phone.fill("#approve", "19").await;
    phone.tap("#submit").await;
    phone.sees(".banner", "30/11/2024").await;
}
