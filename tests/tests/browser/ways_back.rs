//! The arrow on each page leads where its word says, and the settings are kept.

use tests::story::{Place, begin, picture};

#[tokio::test]
async fn arrows_lead_back_and_settings_stay() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    server.kill();

    // A record's history leads to the record, a member's to the member.
    for list in ["/cell/tasks", "/cell/members"] {
        phone.goto_path(list).await;
        phone.tap("main .list a").await;
        phone.wait("document.querySelector('main a[href^=\"/cell/history/\"]')").await;
        let record = phone.address().await;
        let title = phone.text("h1").await;
        phone.tap("main a[href^='/cell/history/']").await;
        phone.sees("h1", "Lịch sử").await;
        phone.tap(".back").await;
        phone.sees("h1", &title).await;
        assert_eq!(phone.address().await, record, "the arrow of {record}'s history");
    }

    // Settings: from home and back; the language is another one at the next start, too.
    phone.goto_path("/cell/settings").await;
    phone.sees("main", "Biểu Nghi").await;
    picture(&phone, "settings").await;
    phone.tap("input[name=lang][value=en] + span").await;
    phone.sees("h1", "Settings").await;
    phone.tap(".back").await;
    phone.wait("location.pathname === '/cell'").await;
    phone.reload().await;
    phone.sees("nav", "Tasks").await;
    phone.goto_path("/cell/settings").await;
    phone.tap("input[name=lang][value=vi] + span").await;
    phone.sees("h1", "Cài đặt").await;
}
