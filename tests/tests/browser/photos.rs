//! A photo taken without signal is evidence at the ward, and on the other phone.

use std::path::Path;

use tests::browser::Size;

use tests::story::{CELL, Place, at_ward, enrol, picture};

const DRAWN: &str = "document.querySelector('.photos img')?.naturalWidth > 0";

#[tokio::test]
async fn a_photo_taken_without_signal_arrives_and_is_seen_elsewhere() {
    let place = Place::new();
    let server = place.serve();
    let origin = server.origin.clone();
    let codes: [String; 2] = server.enrolment_codes(CELL).try_into().expect("the demo prints two codes");
    let [first, second] = codes;
    let phone = place.browser("phone", Size::Phone).await;
    enrol(&phone, &server, &first).await;
    phone.goto(&format!("{origin}/cell/tasks")).await;
    phone.wait("document.querySelector('main .list a')").await;
    let task = phone.run("return document.querySelector('main .list a').getAttribute('href');").await;
    let task = task.as_str().expect("a task has an address").to_owned();
    server.kill();

    // Any picture will do; this one lies in the docs.
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures/home.png");
    phone.goto(&format!("{origin}{task}")).await;
    phone.choose_file("#photo-choose", &file).await;
    phone.sees("#photo-said", "Đã lưu ảnh trên máy này").await;
    phone.wait(DRAWN).await;
    phone.sees(".photos .badge", "Ảnh trên máy này").await;
    picture(&phone, "photo").await;

    // Closed and opened again, without the server.
    phone.close().await;
    let phone = place.browser("phone", Size::Phone).await;
    phone.goto(&format!("{origin}{task}")).await;
    phone.wait(DRAWN).await;

    let server = place.serve();
    at_ward(&phone, &server).await;
    phone.goto(&format!("{origin}{task}")).await;
    phone.sees(".photos .badge", "Ảnh ở phường").await;

    let other = place.browser("other", Size::Phone).await;
    enrol(&other, &server, &second).await;
    other.goto(&format!("{origin}{task}")).await;
    other.wait(DRAWN).await;
}
