//! A month by criteria within criteria, with questions beside them: brought as a
//! file, answered on the phone, opened at the ward.

use tests::browser::{Browser, Size};

use tests::story::{Place, at_ward, begin, enter, picture};

const CHOOSE: &str = "/ward/dong-mai/schemes/2024/month/cell";

#[tokio::test]
async fn a_nested_month_is_answered_on_the_phone_and_opened_at_the_ward() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    // What the cell makes of an item waits for the ward, and says so.
    phone.goto_path("/cell/assess/2024-11").await;
    phone.sees(".own .badge", "Chờ phê duyệt").await;
    let desk = place.browser("desk", Size::Desktop).await;
    enter(&desk, &server, "/ward/dong-mai", &server.office_code("dong-mai")).await;
    desk.sees("h1", "Đông Mai").await;
    desk.goto_path("/ward/dong-mai/schemes/publish").await;
    desk.wait("document.querySelector('#file')").await;
    let text = serde_json::json!(include_str!("schemes/deep-province.toml"));
    desk.run(&format!("document.querySelector('#file').value = {text};")).await;
    desk.tap("form button[type=submit]").await;
    desk.wait(&format!("location.pathname === '{CHOOSE}'")).await;
    desk.tap("input[name=scheme][value='deep-province:1']").await;
    desk.tap("input[name=span][value=this]").await;
    desk.tap("form button[type=submit]").await;
    desk.wait("location.pathname === '/ward/dong-mai/schemes/2024'").await;
    at_ward(&phone, &server).await;

    phone.goto_path("/cell/assess/2024-11").await;
    phone.sees("h2", "I.1.1. Sản phẩm").await;
    phone.sees("section.item .meta", "Nội dung mẫu của phần mềm").await;
    for (item, value) in [("plan", "met"), ("clear", "p:4"), ("product", "met"), ("prepared", "met")] {
        answer(&phone, item, value).await;
    }
    // Every item has its answer; what bars and what the best grade needs are asked still.
    phone.wait("document.querySelector('.sumbar a')?.getAttribute('href') === '#deep.model'").await;
    phone.sees("#sum", "chưa trả lời").await;
    picture(&phone, "nested-month").await;
    answer(&phone, "model", "not_met").await;
    answer(&phone, "discipline", "not_met").await;
    phone.sees("#sum", "Vững").await;

    phone.goto_path("/cell/standing").await;
    phone.sees("#grade-reasons", "Có mô hình hay để nơi khác học: Không đạt").await;
    phone.tap_text("main .explain > summary", "Lãnh đạo nhiệm vụ").await;
    phone.tap_text("main .explain .explain > summary", "Giao việc").await;
    phone.tap_text("main .explain .explain .explain > summary", "Sản phẩm").await;
    phone.sees("section.item", "Mỗi việc có sản phẩm").await;
    picture(&phone, "nested-standing").await;

    at_ward(&phone, &server).await;
    desk.goto_path("/standings/dong-mai/2024/11/bieu-nghi").await;
    desk.sees("[id='deep.products']", "Mỗi việc có sản phẩm").await;
    // What a gate would bar stands where it is opened.
    desk.wait("document.querySelector('main').textContent.includes('Cao nhất chỉ được xếp')").await;
    picture(&desk, "nested-month-at-the-ward").await;
}

async fn answer(phone: &Browser, item: &str, value: &str) {
    phone.tap(&format!("input[name='deep.{item}'][value='{value}'] + span")).await;
    phone
        .wait(&format!("document.querySelector(\"input[name='deep.{item}'][value='{value}']\").checked"))
        .await;
}
