//! What comes out of the printer: official sheets, without anything of the screen.

use tests::browser::{Browser, Size};

use tests::story::{Place, begin, enter};

/// Every list, with how many sheets it may take for a cell of 22.
const LISTS: [(&str, usize); 7] = [
    ("members", 2),
    ("tasks", 2),
    ("contributions", 2),
    ("resolutions", 2),
    ("meetings", 2),
    ("attendance", 2),
    ("months", 2),
];

#[tokio::test]
async fn papers_are_printed_as_official_sheets() {
    let place = Place::new();
    let (_server, phone) = begin(&place).await;
    for (list, most) in LISTS {
        phone.goto_path(&format!("/cell/paper/list/{list}/2024-11")).await;
        phone.sees("#paper-sheet", "ĐẢNG CỘNG SẢN VIỆT NAM").await;
        let sheets = phone.printed().await;
        // From the first sheet on it lies across; a heading of the page's own would stand upright.
        assert!(sheets.iter().all(|[width, height]| height < width), "{list}: {sheets:?}");
        assert!((1..=most).contains(&sheets.len()), "{list}: {sheets:?}");
        only_the_paper(&phone, list).await;
    }
    phone.goto_path("/cell/meetings").await;
    phone.wait("document.querySelector('main a.card')").await;
    let meeting = phone.run("return document.querySelector('main a.card').getAttribute('href')").await;
    let meeting = meeting.as_str().unwrap_or_default().replace("/meetings/", "/paper/");
    for paper in [format!("{meeting}/roll"), meeting] {
        phone.goto_path(&paper).await;
        phone.sees("#paper-sheet", "ĐẢNG CỘNG SẢN VIỆT NAM").await;
        let sheets = phone.printed().await;
        assert!(sheets.iter().all(|[width, height]| width < height), "{paper}: {sheets:?}");
        only_the_paper(&phone, &paper).await;
    }
}

/// On paper nothing of the screen is left, and no name, day or figure is broken.
async fn only_the_paper(phone: &Browser, paper: &str) {
    phone.print_looks("print").await;
    let left = phone
        .run(
            "const shown = e => e.getClientRects().length !== 0; \
             const around = document.querySelectorAll('body > header, body > nav, main > :not(#paper-sheet)'); \
             const whole = document.querySelectorAll('.paper td:is(.number, .mark), .paper .names > span'); \
             const lines = e => { const r = document.createRange(); r.selectNodeContents(e); \
                return new Set([...r.getClientRects()].map(r => Math.round(r.top))).size; }; \
             return [...[...around].filter(e => shown(e) && e.innerText.trim() !== ''), \
                ...[...whole].filter(e => 1 < lines(e))].map(e => e.outerHTML.slice(0, 120));",
        )
        .await;
    assert_eq!(left, serde_json::json!([]), "{paper}");
    phone.print_looks("").await;
}

/// Pages of the standings with how many sheets each may take.
const STANDINGS: [(&str, usize); 4] = [
    ("/standings/dong-mai/2024", 4),
    ("/standings/dong-mai/2024/10", 3),
    ("/standings/dong-mai/2024/08/go-cao", 20),
    ("/standings/dong-mai/2024/o/go-cao", 12),
];

#[tokio::test]
async fn standings_are_printed_as_tables() {
    let place = Place::new();
    let server = place.serve();
    let desk = place.browser("desk", Size::Desktop).await;
    enter(&desk, &server, "/standings/dong-mai/2024", &server.viewing_code("dong-mai")).await;
    desk.sees("h1", "năm 2024").await;
    for (path, most) in STANDINGS {
        desk.goto_path(path).await;
        desk.wait("document.querySelector('main')").await;
        let sheets = desk.printed().await;
        assert!(sheets.iter().all(|[width, height]| height < width), "{path}: {sheets:?}");
        assert!((1..=most).contains(&sheets.len()), "{path}: {sheets:?}");
        desk.print_looks("print").await;
        let wrong = desk
            .run(
                "const shown = e => e.getClientRects().length !== 0; \
                 const controls = document.querySelectorAll('.filters, .tools, .button, .banner'); \
                 const cells = document.querySelectorAll('[role=table] :is(td, th)'); \
                 return [...[...controls].filter(shown), ...[...cells].filter(e => e.clientWidth + 1 < e.scrollWidth)] \
                    .map(e => e.outerHTML.slice(0, 120));",
            )
            .await;
        assert_eq!(wrong, serde_json::json!([]), "{path}");
        desk.print_looks("").await;
    }
}
