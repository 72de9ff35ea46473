//! The ward refuses an edit: the record stands as it was confirmed, and what was
//! written lies aside, to be read and entered anew.

use std::process::Command;

use tests::story::{CELL, Place, at_ward, begin, picture};

const TASK: &str = "Gieo ngô đông";
const NOTE: &str = "Đã gieo xong xóm 2";

#[tokio::test]
async fn a_refused_edit_lies_aside_and_is_entered_anew() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    phone.goto_path("/cell/tasks/new").await;
    phone.fill("#what", TASK).await;
    phone.tap(".checkcard input + span").await;
    phone.tap("#assign").await;
    phone.sees("h1", TASK).await;
    let task = phone.address().await;
    at_ward(&phone, &server).await;
    phone.goto_path("/cell/settings").await;
    phone.sees("dl.kv", "Máy số").await;
    let device = phone.text("dl.kv dd:nth-of-type(3)").await;

    // Without a signal a report is written; meanwhile the ward takes the phone's right.
    let next = server.enrolment_codes(CELL).get(1).cloned().expect("the demo prints codes");
    server.kill();
    phone.goto(&task).await;
    phone.fill("#note", NOTE).await;
    phone.fill("#percent-number", "50").await;
    phone.tap("#report").await;
    phone.sees(".progress-line", NOTE).await;
    revoke(&place, device.trim());
    let server = place.serve();

    // It enrols anew, as another phone: what the former one wrote is not its own.
    phone.goto_path("/cell/sync").await;
    phone.tap("#sync-now:enabled").await;
    phone.sees("#sync-state", "không còn trong danh sách").await;
    phone.fill("#code", &next).await;
    phone.tap("form button[type=submit]").await;
    phone.wait("!document.querySelector('#code')").await;
    phone.sees("main", "Phường chưa nhận").await;
    phone.sees("#sync-state", "Đã gửi và nhận").await;
    picture(&phone, "aside-sync").await;

    // The record stands as the ward has it, and says that something lies aside.
    phone.goto(&task).await;
    phone.sees("h1", TASK).await;
    phone.sees(".banner", "Phường chưa nhận").await;
    phone.wait("!document.querySelector('.progress-line')").await;
    phone.tap(".banner a.button").await;
    phone.sees("#aside", NOTE).await;
    phone.sees("#aside", "50").await;
    picture(&phone, "aside").await;

    // Entered anew, it is this phone's own, and the ward takes it.
    phone.tap("#enter-anew").await;
    phone.sees("#nothing-aside", "không còn gì").await;
    phone.goto(&task).await;
    phone.sees(".progress-line", NOTE).await;
    phone.sees(".progress-line", "50%").await;
    at_ward(&phone, &server).await;
    phone.goto(&task).await;
    phone.sees(".savestate", "Đã tới phường").await;
    phone.wait("!document.querySelector('main .banner')").await;
}

fn revoke(place: &Place, device: &str) {
    let program = std::env::var_os("BONTOT_BIN").expect("BONTOT_BIN names the server program");
    let mut revoke = Command::new(program);
    revoke.args(["revoke", "dong-mai", device, "Máy bị mất"]).arg("--data").arg(place.data());
    let output = revoke.output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
