//! A cell of 116 members in six party groups: whoever is meant is found at once.

use tests::browser::{Browser, Size};

use tests::story::{Place, enrol_in, picture};

const LARGE: &str = "Đầu Cầu";
const MEMBER: &str = "Mẫu 45";

#[tokio::test]
async fn members_of_a_large_cell_are_found_by_group_and_by_name() {
    let place = Place::new();
    let server = place.serve();
    let code = server.enrolment_codes(LARGE).first().cloned().expect("the demo prints codes");
    let phone = place.browser("phone", Size::Phone).await;
    enrol_in(LARGE, &phone, &server, &code).await;
    server.kill();
    list(&phone).await;
    assignee(&phone).await;
    filter(&phone).await;
}

/// The members stand under their groups; a name without marks finds one of them.
async fn list(phone: &Browser) {
    phone.goto_path("/cell/members").await;
    phone.sees("h2", "Tổ đảng 1").await;
    phone.sees("h2", "Tổ đảng 6").await;
    phone.fill("#find-member", "mau 45").await;
    phone
        .wait("[...document.querySelectorAll('main .list li')].filter(e => e.offsetHeight).length === 1")
        .await;
    phone.sees("main .list", MEMBER).await;
    picture(phone, "large-cell-members").await;
}

/// Groups are folded until somebody is looked for; who is chosen stays counted.
async fn assignee(phone: &Browser) {
    phone.goto_path("/cell/tasks/new").await;
    phone.wait("document.querySelectorAll('#assignees details').length === 6").await;
    phone.wait("!document.querySelector('#assignees details[open]')").await;
    phone.fill("#find-assignee", "MAU 45").await;
    phone.wait("document.querySelectorAll('#assignees details:not([hidden])').length === 1").await;
    phone.tap("#assignees details[open] .checkcard:not([hidden]) input + span").await;
    phone.fill("#find-assignee", "").await;
    phone.sees("#assignees .hint", "1").await;
    phone.fill("#what", "Dọn mương tổ ba").await;
    phone.tap("#assign").await;
    phone.sees("h1", "Dọn mương tổ ba").await;
    phone.sees("main", MEMBER).await;
}

/// The list of tasks by member: members stand under their groups there, too.
async fn filter(phone: &Browser) {
    phone.goto_path("/cell/tasks").await;
    phone.wait("document.querySelector('#of-member')").await;
    let chosen = phone
        .run(&format!(
            "const members = document.querySelector('#of-member');
             members.value = [...members.options].find(o => o.text.includes('{MEMBER}')).value;
             members.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return members.querySelectorAll('optgroup').length;"
        ))
        .await;
    assert_eq!(chosen, 6, "the members to choose from stand under six groups");
    phone
        .run(
            "const views = document.querySelector('#view'); views.value = 'open'; \
        views.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    phone.sees(".list", "Dọn mương tổ ba").await;
    phone
        .wait(&format!(
            "[...document.querySelectorAll('main .list li')].every(e => e.innerText.includes('{MEMBER}'))"
        ))
        .await;
}
