//! The ward was put back from a backup that does not know the phone.

use tests::story::{CELL, Place, at_ward, begin};

#[tokio::test]
async fn a_phone_that_the_ward_lost_enrols_anew_and_keeps_its_book() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    server.kill();
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.tap("a[href='/cell/tasks/new']").await;
    phone.fill("#what", "Việc ghi khi mất sóng").await;
    phone.tap(".checkcard input + span").await;
    phone.tap("#assign").await;
    phone.sees("h1", "Việc ghi khi mất sóng").await;

    place.forget();
    let server = place.serve();
    phone.goto(&format!("{}/cell/sync", server.origin)).await;
    phone.tap("#sync-now:enabled").await;
    phone.sees("#sync-state", "không còn trong danh sách").await;
    phone.fill("#code", "ZZZZ-ZZZZ").await;
    phone.tap("form button[type=submit]").await;
    phone.sees(".error", "Không có mã này").await;
    let own = server.enrolment_codes(CELL);
    let all = server.enrolment_codes("");
    let foreign = all.iter().find(|code| !own.contains(code)).expect("other cells have codes, too");
    phone.fill("#code", foreign).await;
    phone.tap("form button[type=submit]").await;
    phone.sees(".error", "chi bộ khác").await;
    phone.sees(".error", CELL).await;
    phone.fill("#code", own.first().expect("the demo prints codes")).await;
    phone.tap("form button[type=submit]").await;

    phone.sees("#sum", "Mọi thay đổi đã tới phường").await;
    phone.wait("!document.querySelector('#code')").await;
    at_ward(&phone, &server).await;
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.sees(".list", "Việc ghi khi mất sóng").await;
}
