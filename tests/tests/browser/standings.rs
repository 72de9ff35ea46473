//! An official follows one grade from the ward's heat map down to the roll call
//! that caused it.

use tests::browser::Size;

use tests::story::{Place, enter, picture};

/// In August many of Gò Cao kept watch at the dyke, and the month has two goods.
#[tokio::test]
async fn a_grade_is_followed_down_to_the_roll_call() {
    let place = Place::new();
    let server = place.serve();
    let desk = place.browser("desk", Size::Desktop).await;
    enter(&desk, &server, "/standings/dong-mai/2024", &server.viewing_code("dong-mai")).await;
    desk.sees("h1", "năm 2024").await;

    // The map: the cell of August, then its reasons.
    let august = "#go-cao a[href='/standings/dong-mai/2024/08/go-cao']";
    desk.sees(august, "Đạt 2 tốt").await;
    picture(&desk, "heat-map").await;
    // That a grade is provisional stands in the middle under it.
    let beside = "[...document.querySelectorAll('#heat td:not(.wide) > .meta')].map(e => [e, e.parentElement \
        .querySelector('.grade')].map(x => { const r = x.getBoundingClientRect(); return r.left + r.right; }))";
    desk.wait(&format!("{beside}.length !== 0 && {beside}.every(([a, b]) => Math.abs(a - b) < 3)")).await;
    desk.tap(august).await;
    desk.sees("h1", "tháng 8/2024").await;
    desk.sees("#meetings > summary", "Không đạt").await;
    desk.tap_text("#meetings .explain > summary", "85%").await;
    let item = "#meetings .explain[open]";
    desk.sees(item, "80%").await;
    desk.sees(item, "theo điểm danh").await;

    // The record behind it: the meeting with its roll.
    desk.tap(&format!("{item} a[href^='#record-']")).await;
    desk.sees(":target .roll-sum", "80%").await;
    desk.sees(":target .roll-call", "Vắng có lý do").await;
    desk.sees(":target .roll-call", "Trực phòng, chống mưa lớn tại đê").await;
    // The meeting's own score opens there as well.
    desk.sees(":target .score > summary", "điểm").await;
    picture(&desk, "roll-call").await;

    // The year of the same cell leads there as well.
    desk.goto_path("/standings/dong-mai/2024/o/go-cao").await;
    desk.sees("h1", "năm 2024").await;
    desk.tap("#year-meetings summary").await;
    desk.tap_text("#year-meetings a", "80%").await;
    desk.sees(":target .roll-sum", "80%").await;
}

/// Rows are sorted and filtered by links alone, on a phone as well.
#[tokio::test]
async fn rows_are_sorted_and_filtered_by_links() {
    let place = Place::new();
    let server = place.serve();
    let phone = place.browser("phone", Size::Narrow).await;
    enter(&phone, &server, "/standings/dong-mai/2024", &server.viewing_code("dong-mai")).await;
    phone.wait("document.querySelectorAll('#heat tbody tr').length === 9").await;
    phone.tap(".tools > summary").await;
    picture(&phone, "heat-map-tools").await;
    phone.tap_text("nav.filters a", "Chưa xếp loại").await;
    phone.wait("document.querySelectorAll('#heat tbody tr').length < 9").await;
    phone.sees("#shown", "/9").await;
    phone.tap_text("nav.narrow-only a", "Tổ chức").await;
    phone.wait("location.search.includes('sort=name') && location.search.includes('grade=none')").await;
    let sorted = "[...document.querySelectorAll('#heat tbody th')].map(e => e.innerText)";
    phone
        .wait(&format!("{sorted}.join() === {sorted}.sort((a, b) => a.localeCompare(b, 'vi')).join()"))
        .await;
    picture(&phone, "heat-map-narrow").await;
}
