//! What is wrong is said at its place, in the reader's words, and nothing is lost.

use tests::browser::Size;

use tests::story::{CELL, Place, enrol};

#[tokio::test]
async fn bad_input_is_answered_and_what_was_typed_stays() {
    let place = Place::new();
    let server = place.serve();
    let origin = server.origin.clone();
    let code = server.enrolment_codes(CELL).first().cloned().expect("the demo prints codes");
    let phone = place.browser("phone", Size::Phone).await;

    // Codes: none, wrong, and, on another phone, used.
    phone.goto(&format!("{origin}/cell")).await;
    phone.tap("form button[type=submit]").await;
    phone.sees(".error", "Xin gõ mã").await;
    phone.fill("#code", "ZZZZ-ZZZZ").await;
    phone.tap("form button[type=submit]").await;
    phone.sees(".error", "Không có mã này").await;
    enrol(&phone, &server, &code).await;
    let thief = place.browser("thief", Size::Phone).await;
    thief.goto(&format!("{origin}/cell/enrol#{code}")).await;
    thief.tap("form button[type=submit]").await;
    thief.sees(".error", "đã dùng").await;
    thief.close().await;

    // Without the server a code is not spent and the page says what to do.
    server.kill();
    let early = place.browser("phone-early", Size::Phone).await;
    early.close().await;

    // A resolution without a title, with too many votes, not carried.
    phone.goto(&format!("{origin}/cell/resolutions/new")).await;
    phone.fill("#body", "Giữ nguyên chữ này").await;
    phone.tap("#adopt").await;
    phone.sees(".error", "Xin ghi vào ô này").await;
    phone.wait("document.activeElement.id === 'title'").await;
    phone.fill("#title", "Vệ sinh đồng ruộng").await;
    phone.tap("#adopt").await;
    phone.sees(".error", "Xin ghi số đồng chí tán thành").await;
    phone.fill("#voters", "20").await;
    phone.fill("#approve", "30").await;
    phone.tap("#adopt").await;
    phone.sees(".error", "nhiều hơn").await;
    phone.fill("#approve", "10").await;
    phone.tap("#adopt").await;
    phone.sees(".banner", "chưa quá nửa").await;
    phone.pick_date("#adopted_on", "2024-02-31").await;
    phone.tap("#adopt").await;
    phone.sees(".error", "Xin chọn một ngày").await;
    phone.wait("document.querySelector('#body').value === 'Giữ nguyên chữ này'").await;

    // What was typed and not saved outlives the page.
    phone.goto(&format!("{origin}/cell")).await;
    phone.goto(&format!("{origin}/cell/resolutions/new")).await;
    phone.wait("document.querySelector('#body')?.value === 'Giữ nguyên chữ này'").await;
    phone.tap_text(".banner button", "Bỏ phần đã gõ").await;
    phone.wait("document.querySelector('#body').value === ''").await;

    // A task for nobody, and one due before it is assigned.
    phone.goto(&format!("{origin}/cell/tasks/new")).await;
    phone.fill("#what", "Phát quang bờ kênh").await;
    phone.tap("#assign").await;
    phone.sees(".banner", "ít nhất một người").await;
    phone.tap(".checkcard input + span").await;
    phone.pick_date("#due_on", "2024-01-01").await;
    phone.tap("#assign").await;
    phone.sees(".banner", "trước ngày giao").await;
    phone.wait("document.querySelector('#what').value === 'Phát quang bờ kênh'").await;

    // An address that leads nowhere.
    phone.goto(&format!("{origin}/cell/tasks/nonsense")).await;
    phone.sees("main", "không có trên máy").await;
}
