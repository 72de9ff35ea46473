//! What was typed wrong is said before it is saved, and what was done can be undone.

use tests::browser::Browser;

use tests::story::{Place, begin, picture};

const MEMBER: &str = "Đ/c Mẫu Bàn Phím";
const TASK: &str = "Phát quang bờ kênh";
const RESOLUTION: &str = "Vệ sinh đồng ruộng";
const TOPIC: &str = "Bàn việc thu quỹ";

#[tokio::test]
async fn second_thoughts_are_heard() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    server.kill();
    no_such_day(&phone).await;
    task(&phone).await;
    resolution(&phone).await;
    agenda(&phone).await;
}

/// A day that the calendar has not, typed with real keys, is never saved past.
async fn no_such_day(phone: &Browser) {
    phone.goto_path("/cell/members/new").await;
    phone.fill("#name", MEMBER).await;
    phone.keys_of_date("#joined_on", ["31", "02", "2024"]).await;
    phone.tap("#enter-next").await;
    phone.sees(".error", "lịch không có ngày này").await;
    phone.tap("#enter").await;
    phone.sees(".error", "lịch không có ngày này").await;
    phone.wait(&format!("document.querySelector('#name').value === '{MEMBER}'")).await;
    picture(phone, "no-such-day").await;
    phone.pick_date("#joined_on", "2024-02-29").await;
    phone.sees(".read-back", "29/02/2024").await;
    // People joined long before the book began.
    phone.pick_date("#joined_on", "1985-02-03").await;
    phone.sees(".read-back", "03/02/1985").await;
    phone.wait("!document.querySelector('.error')").await;
    phone.tap("#enter").await;
    phone.sees("main", MEMBER).await;
    phone.tap_text("main .list a", MEMBER).await;
    phone.sees("main", "03/02/1985").await;
}

/// A wrong line of progress, and a task that was called off.
async fn task(phone: &Browser) {
    phone.goto_path("/cell/tasks/new").await;
    phone.fill("#what", TASK).await;
    phone.tap(".checkcard input + span").await;
    picture(phone, "task-assignees").await;
    phone.tap("#assign").await;
    phone.sees("h1", TASK).await;
    phone.fill("#note", "Phát được một đoạn").await;
    phone.fill("#percent-number", "130").await;
    phone.tap("#report").await;
    phone.sees(".error", "từ 0 đến 100").await;
    phone.fill("#percent-number", "35").await;
    phone.pick_date("#progress_on", "2024-11-10").await;
    phone.tap("#report").await;
    phone.sees(".progress-line", "35%").await;
    phone.sees(".progress-line time", "10/11/2024").await;
    phone.tap(".mend-line").await;
    phone.sees(".progress-line .badge", "Đã rút").await;
    phone.sees("#percent", "0%").await;
    phone.tap(".mend-line").await;
    phone.sees("#percent", "35%").await;
    picture(phone, "task-progress").await;
    phone.run("document.querySelector('#call-off').closest('details').open = true").await;
    phone.fill("#reason", "Máy hỏng").await;
    phone.tap("#call-off").await;
    phone.sees(".banner", "Máy hỏng").await;
    phone.tap("#take-up").await;
    phone.wait("document.querySelector('#finish')").await;
}

/// Withdrawn with a reason and a day, and put back in force.
async fn resolution(phone: &Browser) {
    phone.goto_path("/cell/resolutions/new").await;
    phone.fill("#title", RESOLUTION).await;
    phone.pick_date("#adopted_on", "2024-11-14").await;
    phone.fill("#voters", "20").await;
    phone.fill("#approve", "19").await;
    phone.sees("#vote-sum", "19/20").await;
    phone.tap("#against-more").await;
    phone.sees("#vote-sum", "20/20").await;
    phone.sees(".doubt", "chưa có nội dung").await;
    picture(phone, "vote").await;
    phone.tap("#adopt").await;
    phone.sees("h1", RESOLUTION).await;
    phone.run("document.querySelector('#withdraw').closest('details').open = true").await;
    phone.tap("#withdraw").await;
    phone.sees(".error", "Xin ghi vào ô này").await;
    phone.fill("#withdraw_reason", "Ghi nhầm").await;
    phone.pick_date("#withdrawn_on", "2024-11-20").await;
    phone.tap("#withdraw").await;
    phone.sees(".banner", "Ghi nhầm").await;
    picture(phone, "withdrawn").await;
    phone.tap("#restore").await;
    phone.wait("document.querySelector('#road') && !document.querySelector('#restore')").await;
    // It stands in the place of one that was adopted before it.
    phone.goto_path("/cell/resolutions").await;
    phone.sees("main .list", RESOLUTION).await;
    let older = "return [...document.querySelectorAll('main .list .title')].map(e => e.innerText);";
    let titles = phone.run(older).await;
    let titles = titles.as_array().expect("a list of titles").iter().filter_map(|title| title.as_str());
    let older = titles.into_iter().find(|title| *title != RESOLUTION).expect("the demo has one").to_owned();
    phone.tap_text("main .list a", &older).await;
    phone.sees("h1", &older).await;
    phone.tap_text("summary", "Thay bằng nghị quyết khác").await;
    phone.sees("#superseded_by", RESOLUTION).await;
    let choose = "const by = document.querySelector('#superseded_by'); \
        by.value = [...by.options].find(o => o.innerText === arguments[0]).value; \
        by.dispatchEvent(new Event('change', { bubbles: true })); arguments[1]();";
    phone.run_async(choose, vec![RESOLUTION.into()]).await;
    picture(phone, "supersede").await;
    phone.tap("#supersede").await;
    phone.sees(".badge", "Đã thay thế").await;
    phone.sees(".kv", RESOLUTION).await;
}

/// What is added to the agenda stands before its end.
async fn agenda(phone: &Browser) {
    phone.goto_path("/cell/meetings/new?form=committee").await;
    phone.wait("document.querySelector('input[name=form][value=committee]').checked").await;
    phone.tap("#call").await;
    phone.tap("#step-agenda").await;
    phone.tap("#official-order").await;
    phone.wait("3 <= document.querySelectorAll('#items > li').length").await;
    phone.fill("#title", TOPIC).await;
    phone.tap("#add-item").await;
    phone.sees("#items", TOPIC).await;
    phone.wait("document.querySelector('#items > li:last-child').innerText.includes('Bế mạc')").await;
    picture(phone, "agenda-added").await;
}
