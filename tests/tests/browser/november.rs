//! The cell lives through a meeting and what follows from it, offline: from the
//! notice to the printed paper, the contribution, the submitted assessment.

use tests::browser::{Browser, Size};

use tests::story::{CELL, Place, at_ward, begin, enrol, picture};

const THEME: &str = "Ổn định sản xuất sau bão";
const SAID: &str = "Cần làm đất sớm ở xứ đồng trũng";
const RESOLUTION: &str = "Khôi phục sản xuất vụ đông";
const TASK: &str = "Phát lịch gieo trồng tới từng hộ";
const PURPOSE: &str = "Nạo vét kênh nội đồng";

#[tokio::test]
async fn a_cell_lives_through_november_without_the_server() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let origin = server.origin.clone();
    server.kill();
    phone.reload().await;

    let meeting = call(&phone).await;
    roll(&phone, &meeting).await;
    hold(&phone, &meeting).await;
    minutes(&phone, &meeting).await;
    paper(&phone, &meeting).await;
    resolution(&phone).await;
    task(&phone, &meeting).await;
    contribution(&phone).await;
    search(&phone).await;

    // The browser is closed, the server comes back, everything arrives.
    phone.close().await;
    let phone = place.browser("phone", Size::Phone).await;
    phone.goto(&format!("{origin}/cell")).await;
    phone.sees("#unsent", "thay đổi chưa tới phường").await;
    let server = place.serve();
    at_ward(&phone, &server).await;
    phone.wait("!document.querySelector('#unsent')").await;

    // Another phone of the cell has it all.
    let second = server.enrolment_codes(CELL).first().cloned().expect("one code is left");
    let other = place.browser("other", Size::Phone).await;
    enrol(&other, &server, &second).await;
    other.goto(&format!("{origin}{meeting}")).await;
    other.sees("main", THEME).await;
    other.sees(".badge", "thông qua").await;
    other.goto(&format!("{origin}/cell/contributions")).await;
    other.sees("main", PURPOSE).await;
}

/// The notice of a thematic meeting; gives its address.
async fn call(phone: &Browser) -> String {
    phone.tap("nav a[href='/cell/meetings']").await;
    phone.tap("#new-meeting").await;
    phone.tap("input[name=form][value=thematic] + span").await;
    phone.fill("#theme", THEME).await;
    phone.pick_date("#planned_on", "2024-11-14").await;
    phone.pick_date("#planned_at", "19:30").await;
    phone.fill("#place", "Nhà văn hóa khu").await;
    phone.pick_date("#notified_on", "2024-11-12").await;
    picture(phone, "meeting-notice").await;
    phone.tap("#call").await;
    phone.sees("main", "Nhà văn hóa khu").await;
    picture(phone, "meeting").await;
    let path = phone.run("return location.pathname;").await;
    path.as_str().expect("a meeting has an address").to_owned()
}

/// One is excused, the rest are there.
async fn roll(phone: &Browser, meeting: &str) {
    phone.tap(&format!("a[href='{meeting}/roll']")).await;
    phone.wait("document.querySelectorAll('main li').length >= 20").await;
    picture(phone, "roll").await;
    phone.tap("#rest-present").await;
    phone.sees("#count", "100").await;
    phone.tap("#roll-done").await;
    phone.sees("#step-roll", "100").await;
}

/// Opens the meeting, writes an opinion and the conclusion, closes it.
async fn hold(phone: &Browser, meeting: &str) {
    phone.tap(&format!("a[href='{meeting}/hold']")).await;
    phone.pick_date("#held_on", "2024-11-14").await;
    phone.pick_date("#started_at", "19:30").await;
    phone.tap("#open").await;
    phone.tap(&format!("a[href='{meeting}/agenda']")).await;
    phone.tap("#official-order").await;
    phone.wait("3 <= document.querySelectorAll('#items > li').length").await;
    picture(phone, "agenda").await;
    phone.tap(&format!("#items a[href^='{meeting}/agenda/']")).await;
    phone.wait("document.querySelector('#opinion-member')").await;
    phone.run("const s = document.querySelector('#opinion-member'); s.selectedIndex = 2; s.dispatchEvent(new Event('change', {bubbles: true}));").await;
    phone.fill("#opinion-text", SAID).await;
    phone.tap("#save-opinion").await;
    phone.sees("#opinions", SAID).await;
    picture(phone, "agenda-item").await;
    phone.goto_path(&format!("{meeting}/conclusion")).await;
    phone.fill("#conclusion", "Thống nhất lịch gieo trồng, phân công từng đồng chí").await;
    phone.tap("input[name=voted][value=yes] + span").await;
    phone.fill("#approve", "19").await;
    phone.tap("#save-conclusion").await;
    phone.sees("#step-conclusion", "19").await;
    phone.goto_path(&format!("{meeting}/hold")).await;
    phone.pick_date("#ended_at", "21:10").await;
    phone.tap("#close").await;
    phone.sees("#step-end", "21:10").await;
}

/// The minutes are drafted from what was recorded, and adopted.
async fn minutes(phone: &Browser, meeting: &str) {
    phone.goto_path(&format!("{meeting}/minutes")).await;
    phone.tap("#compose").await;
    phone.wait(&format!("document.querySelector('#minutes').value.includes('{SAID}')")).await;
    phone.tap("#save-minutes").await;
    picture(phone, "minutes").await;
    phone.pick_date("#adopted_on", "2024-11-14").await;
    phone.tap("#adopt-minutes").await;
    phone.goto_path(meeting).await;
    phone.sees(".badge", "thông qua").await;
}

/// The paper shows the minutes in the official layout, and gives files.
async fn paper(phone: &Browser, meeting: &str) {
    phone.goto_path(&meeting.replace("/meetings/", "/paper/")).await;
    phone.sees("#paper-sheet", "ĐẢNG CỘNG SẢN VIỆT NAM").await;
    phone.sees("#paper-sheet", SAID).await;
    phone.wait("document.querySelector('#print') && document.querySelector('#files')").await;
    picture(phone, "paper").await;
}

async fn resolution(phone: &Browser) {
    phone.goto_path("/cell/resolutions/new").await;
    phone.tap("input[name=form][value=thematic] + span").await;
    phone.fill("#title", RESOLUTION).await;
    phone.fill("#body", "Gieo trồng đúng lịch. Bảo vệ đồng ruộng.").await;
    phone.pick_date("#adopted_on", "2024-11-14").await;
    phone.fill("#approve", "19").await;
    phone.tap("#adopt").await;
    phone.sees("h1", RESOLUTION).await;
    phone.pick_date("#issued_on", "2024-11-15").await;
    phone.tap("#issue").await;
    phone.sees("#number", "NQ").await;
    picture(phone, "resolution-issued").await;
}

async fn task(phone: &Browser, meeting: &str) {
    let id = meeting.rsplit('/').next().unwrap_or_default();
    phone.goto_path(&format!("/cell/tasks/new?meeting={id}")).await;
    phone.fill("#what", TASK).await;
    phone.tap(".checkcard:nth-of-type(3) input + span").await;
    phone.pick_date("#assigned_on", "2024-11-14").await;
    phone.pick_date("#due_on", "2024-11-25").await;
    picture(phone, "task-form").await;
    phone.tap("#assign").await;
    // One comes back to the meeting, where the next task is a tap away.
    phone.sees("#assigned + .list", TASK).await;
    phone.wait("document.querySelector('#assign-another')").await;
    picture(phone, "meeting-followed").await;
}

async fn contribution(phone: &Browser) {
    phone.goto_path("/cell/contributions/new").await;
    phone.tap("input[value=work_days] + span").await;
    phone.fill("#pledged", "2.000").await;
    phone.fill("#purpose", PURPOSE).await;
    phone.pick_date("#given_on", "2024-11-18").await;
    phone.tap("input[value=people] + span").await;
    picture(phone, "contribution-form").await;
    phone.tap("#record").await;
    phone.sees("#kept", "2.000").await;
    // What is given later is recorded against the pledge, in its unit.
    phone.tap("#give").await;
    phone.wait("document.querySelector('#record')").await;
    phone.fill("#amount", "1.250").await;
    phone.pick_date("#given_on", "2024-11-20").await;
    picture(phone, "gift-form").await;
    phone.tap("#record").await;
    // The form reads the amount back as well: what is seen must be the record.
    phone.wait("!document.querySelector('#record')").await;
    phone.sees("main", "1.250").await;
    // A gift that was begun without its pledge finds it in the form, and takes its unit.
    phone.goto_path("/cell/contributions/new").await;
    phone.wait("document.querySelector('#against')").await;
    let choose = "const by = document.querySelector('#against'); \
        by.value = [...by.options].find(o => o.innerText.includes(arguments[0])).value; \
        by.dispatchEvent(new Event('change', { bubbles: true })); arguments[1]();";
    phone.run_async(choose, vec![PURPOSE.into()]).await;
    phone.wait("document.querySelector('input[value=work_days]').checked").await;
    phone.fill("#amount", "100").await;
    phone.fill("#purpose", "Thêm ngày công").await;
    phone.pick_date("#given_on", "2024-11-21").await;
    picture(phone, "gift-by-choice").await;
    phone.tap("#record").await;
    phone.wait("!document.querySelector('#record')").await;
    phone.sees("main a.card", PURPOSE).await;
    phone.goto_path("/cell/contributions").await;
    phone.sees("main", PURPOSE).await;
    // The demonstration has 63 of 90 days before.
    phone.sees("#sum-pledged", "1.413").await;
    picture(phone, "contributions").await;
}

/// Without marks, too.
async fn search(phone: &Browser) {
    phone.goto_path("/cell/search").await;
    phone.fill("#query", "nao vet kenh").await;
    phone.sees("main .list", PURPOSE).await;
    picture(phone, "search").await;
}
