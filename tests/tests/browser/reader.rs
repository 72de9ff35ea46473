//! The office lets a phone only read: it says so on every page, saves nothing
//! and loses nothing, until it may write again.

use tests::browser::{Browser, Size};
use tests::story::{Place, at_ward, begin, enter, picture};

const WRITTEN: &str = "Phát quang bờ kênh";

/// Gives the phone another right by the office's form.
async fn rule(desk: &Browser, right: &str, reason: &str) {
    desk.goto_path("/ward/dong-mai/devices").await;
    desk.tap("a[href^='/ward/dong-mai/devices/']").await;
    desk.tap(&format!("input[name=right][value={right}] + span")).await;
    desk.fill("#reason", reason).await;
    picture(desk, &format!("device-{right}")).await;
    desk.tap("main form button[type=submit]").await;
    desk.wait(&format!("!document.querySelector('input[name=right][value={right}]')")).await;
}

#[tokio::test]
async fn a_phone_that_may_only_read_says_so_and_keeps_what_is_typed() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let desk = place.browser("desk", Size::Desktop).await;
    enter(&desk, &server, "/ward/dong-mai", &server.office_code("dong-mai")).await;
    rule(&desk, "read", "Đã bàn giao sổ").await;
    desk.sees(".badge", "Chỉ xem").await;
    desk.sees("main", "Đã bàn giao sổ").await;

    phone.goto_path("/cell/tasks/new").await;
    phone.fill("#what", WRITTEN).await;
    phone.tap(".checkcard input + span").await;
    phone.sees(".savestate", "Đã giữ nháp").await;
    at_ward(&phone, &server).await;
    phone.sees("#only-reads", "chỉ xem").await;
    phone.goto_path("/cell/tasks/new").await;
    phone.sees("#only-reads", "chỉ xem").await;
    phone.tap("#assign").await;
    phone.sees(".banner[role=alert]", "văn phòng đảng ủy").await;
    picture(&phone, "only-reads").await;

    rule(&desk, "write", "Nhận lại sổ").await;
    at_ward(&phone, &server).await;
    phone.wait("!document.querySelector('#only-reads')").await;
    phone.goto_path("/cell/tasks/new").await;
    phone.wait(&format!("document.querySelector('#what').value === '{WRITTEN}'")).await;
    phone.tap("#assign").await;
    phone.sees("h1", WRITTEN).await;
    at_ward(&phone, &server).await;
}
