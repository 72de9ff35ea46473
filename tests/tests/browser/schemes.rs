//! An official brings schemes as files: what is wrong with one is listed, it is
//! mended and chosen, and the standings follow it. No program changes.

use std::path::Path;

use tests::browser::{Browser, Size};

use tests::story::{Place, enter, picture};

const PUBLISH: &str = "/ward/dong-mai/schemes/publish";
const CHOOSE: &str = "/ward/dong-mai/schemes/2024/month/cell";

/// The text of a scheme that comes with the program.
fn shipped(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../shared/schemes/{name}.toml"));
    std::fs::read_to_string(path).expect("the scheme is shipped")
}

/// `text` with one part of it put in the place of another.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old}");
    text.replace(old, new)
}

/// The monthly checklist as another ward could ask for it: from October on, one
/// good less for each grade, and other words.
fn milder() -> String {
    let mut text = shipped("monthly-checklist");
    for (old, new) in [
        ("id = \"monthly-checklist\"", "id = \"milder\""),
        ("valid_from = \"2024-01\"", "valid_from = \"2024-10\""),
        ("at_least = 2", "at_least = 1"),
        ("at_least = 3", "at_least = 2"),
        ("at_least = 4", "at_least = 3"),
        ("vi = \"Đạt 4 tốt\"", "vi = \"Đạt loại A\""),
        ("vi = \"Đạt 3 tốt\"", "vi = \"Đạt loại B\""),
    ] {
        text = with(&text, old, new);
    }
    text
}

/// Puts a file into the form as a paste does, and sends it.
async fn send(desk: &Browser, text: &str) {
    desk.wait("document.querySelector('#file')").await;
    let text = serde_json::json!(text);
    desk.run(&format!("document.querySelector('#file').value = {text};")).await;
    desk.tap("form button[type=submit]").await;
}

/// Chooses a published scheme for the year.
async fn choose(desk: &Browser, name: &str) {
    desk.tap(&format!("input[name=scheme][value='{name}']")).await;
    desk.tap("input[name=span][value=this]").await;
    desk.tap("form button[type=submit]").await;
    desk.wait("location.pathname === '/ward/dong-mai/schemes/2024'").await;
}

/// The word in the heat map of a cell and a month.
fn heat(cell: &str, month: &str) -> String {
    format!("#{cell} a.grade[href='/standings/dong-mai/2024/{month}/{cell}']")
}

#[tokio::test]
async fn a_ward_is_classified_under_files_that_its_official_brings() {
    let place = Place::new();
    let server = place.serve();
    let desk = place.browser("desk", Size::Desktop).await;
    enter(&desk, &server, "/ward/dong-mai", &server.office_code("dong-mai")).await;
    desk.sees("h1", "Đông Mai").await;

    // By the checklist, as the demonstration has it.
    desk.goto_path("/standings/dong-mai/2024").await;
    desk.sees(&heat("go-cao", "08"), "Đạt 2 tốt").await;
    desk.sees(&heat("go-cao", "11"), "Đạt 2 tốt").await;
    desk.sees(&heat("ben-do", "11"), "Đạt 3 tốt").await;

    // A file with four faults: each is told with its line, and the text stays.
    desk.goto_path(PUBLISH).await;
    let mended = milder();
    let mut faulty = with(&mended, "id = \"milder\"", "id = \"Milder\"");
    faulty = with(&faulty, "en = \"Good tasks\"", "en = \"\"");
    faulty = with(&faulty, "bands = [{ from = 85,", "bands = [{ from = 185,");
    faulty = with(&faulty, "at_least = 2\n", "at_least = 4\n");
    send(&desk, &faulty).await;
    desk.sees("#faults", "4 lỗi").await;
    let line_of = |part: &str| faulty.lines().position(|line| line.contains(part)).map(|place| place + 1);
    // What is wrong between bands is told where their rule begins, two lines above.
    for (part, above) in [("id = \"Milder\"", 0), ("en = \"\"", 0), ("from = 185", 2)] {
        let line = line_of(part).expect("the part stands in the file") - above;
        desk.sees("#faults li", &format!("Dòng {line}:")).await;
    }
    let kept = format!("document.querySelector('#file').value === {}", serde_json::json!(faulty));
    desk.wait(&kept).await;
    picture(&desk, "scheme-faults").await;

    // Mended, it is published and chosen; from its first month on the map follows.
    send(&desk, &mended).await;
    desk.wait(&format!("location.pathname === '{CHOOSE}'")).await;
    choose(&desk, "milder:4").await;
    desk.sees("#month-cell", "Áp dụng từ tháng 10/2024").await;
    desk.goto_path("/standings/dong-mai/2024").await;
    desk.sees(&heat("go-cao", "08"), "Đạt 2 tốt").await;
    desk.sees(&heat("go-cao", "11"), "Đạt loại B").await;
    desk.sees(&heat("ben-do", "11"), "Đạt loại A").await;
    picture(&desk, "heat-map-milder").await;
    desk.goto_path("/standings/dong-mai/2024/11").await;
    desk.sees("#ben-do", "Đạt loại A").await;

    // 100 points, as a file of another province brings them.
    desk.goto_path(PUBLISH).await;
    send(&desk, include_str!("schemes/another-province.toml")).await;
    desk.wait(&format!("location.pathname === '{CHOOSE}'")).await;
    // What is chosen stays until something else is.
    desk.goto_path("/standings/dong-mai/2024/11").await;
    desk.sees("#ben-do", "Đạt loại A").await;
    desk.goto_path(CHOOSE).await;
    choose(&desk, "another-province:1").await;
    desk.goto_path("/standings/dong-mai/2024/11").await;
    desk.sees("#go-cao", "Mạnh").await;
    desk.sees("#go-cao td", "50/50").await;
    desk.sees("#cua-dinh", "Vững").await;
    desk.sees("#cua-dinh td", "35/50").await;
    picture(&desk, "month-by-another-province").await;
    desk.tap("#go-cao td a").await;
    desk.sees("h1", "Gò Cao").await;
    desk.sees("main", "Chấm điểm chi bộ hằng tháng của tỉnh khác").await;
    // The committee's own scheme is none of this.
    desk.goto_path("/standings/dong-mai/2024/11").await;
    desk.sees("#dang-uy", "Chưa đạt").await;

    // Back to the first one by a choice alone.
    desk.goto_path(CHOOSE).await;
    choose(&desk, "monthly-checklist:4").await;
    desk.goto_path("/standings/dong-mai/2024").await;
    desk.sees(&heat("go-cao", "11"), "Đạt 2 tốt").await;
    desk.sees(&heat("ben-do", "11"), "Đạt 3 tốt").await;
}
