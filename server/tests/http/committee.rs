//! The ward's committee as an organisation of the register: its own scheme, its
//! own records, and its cells' grades.

use axum::http::StatusCode;
use server::standings::projection::bring_up;
use shared::document::edit::{Edit, Path, Value};
use shared::id::DocumentId;
use shared::org::{Organisation, OrganisationKind};
use shared::record::Kind;
use shared::ruling::{Closing, Ruling, Term};
use shared::scheme::shipped;
use shared::year::Year;

use super::harness::{TestServer, ward};
use super::office::{last_ruling, said};
use super::phone::Phone;

const MONTH: &str = "/standings/dong-mai/2024/11";
const OWN: &str = "/standings/dong-mai/2024/11/dang-uy";

/// A server whose ward has registered its committee.
pub fn with_committee() -> TestServer {
    let server = TestServer::start();
    let code = "dang-uy".parse().unwrap();
    let committee = Organisation::new(&ward().code, code, "Đảng ủy phường", OrganisationKind::Committee);
    server.decree(&Ruling::Registered(committee));
    server.decree(&Ruling::SchemeApplied(shipped::committee_checklist().unwrap()));
    server.decree(&Ruling::SchemeApplied(shipped::committee_year().unwrap()));
    server
}

/// Writes and sends November's submitted assessment with these answers.
async fn assess(server: &TestServer, phone: &mut Phone, answers: &[(&str, &str)]) {
    let id = DocumentId::natural(phone.organisation(), "assessment/2024-11");
    let mut edits = vec![
        Edit::field("month", Value::text("2024-11")),
        Edit::field("submitted_on", Value::text("2024-11-07")),
    ];
    edits.extend(
        answers.iter().map(|(item, answer)| Edit::Put(Path::key("answers", *item), Value::text(*answer))),
    );
    let push = phone.write(server, id, Kind::Assessment, &edits);
    phone.sync(server, vec![push]).await;
}

/// What the committee itself answers: all is well.
const ANSWERS: [(&str, &str); 4] = [
    ("committee.tasks-lead", "met"),
    ("committee.unity-cohesion", "met"),
    ("committee.unity-inspection", "met"),
    ("committee.members-example", "met"),
];

/// The committee's row of the month's page.
async fn row(server: &TestServer, cookie: &str) -> String {
    let page = server.look(cookie, MONTH).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let (_, row) = text.split_once("id=\"dang-uy\"").unwrap();
    row.split_once("</tr>").unwrap().0.to_owned()
}

#[tokio::test]
async fn a_committee_is_graded_by_its_own_scheme_and_its_cells() {
    let server = with_committee();
    let cookie = server.viewer().await;
    let mut own = Phone::enrol(&server, "dang-uy").await;
    let mut one = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "trai-thanh").await;
    assess(&server, &mut own, &ANSWERS).await;
    // Tasks and unity; no meeting, and no cell is graded.
    assert!(row(&server, &cookie).await.contains("Not yet met"));
    assess(&server, &mut one, &[("meetings.held", "met")]).await;
    assert!(row(&server, &cookie).await.contains("Not yet met"));
    // Both cells are good: the third good. What is kept follows the cells.
    assess(&server, &mut other, &[("meetings.held", "met")]).await;
    let three = row(&server, &cookie).await;
    assert!(three.contains("Three goods met") && !three.contains("Not yet met"), "{three}");
    bring_up(&server.store, &ward().code, Year::new(2024).unwrap()).unwrap();
    assert_eq!(row(&server, &cookie).await, three);

    // Each table is drawn by its own scheme, and places are among equals.
    let month = said(&server.look(&cookie, MONTH).await);
    assert!(month.contains("Grassroots committee") && month.contains("Party cells"), "{month}");
    assert!(month.contains("Good cells") && three.contains("1/1"), "{month}");
    let cells = server.look(&cookie, &format!("{MONTH}?kind=cell")).await.text();
    assert!(!cells.contains("id=\"dang-uy\"") && cells.contains("id=\"bieu-nghi\""));
    // The map of the year shows the same grade, and the year its own result.
    let year = server.look(&cookie, "/standings/dong-mai/2024").await.text();
    assert!(year.contains("Three goods met") && year.contains("Not yet met"), "{year}");

    // Its page leads to the cells; the address of the committee leads there.
    let moved = server.look(&cookie, "/standings/dong-mai/committee/2024/11").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::SEE_OTHER, OWN));
    let page = server.look(&cookie, OWN).await;
    assert!(page.text().contains("href=\"/standings/dong-mai/2024/11/bieu-nghi\""));
    let page = said(&page);
    assert!(page.contains("2 of 2 cells have the best grade; 0 have none yet."), "{page}");
    assert!(page.contains("Three goods met"), "{page}");
    let year = server.look(&cookie, "/standings/dong-mai/2024/o/dang-uy").await;
    assert!(year.text().contains("href=\"/standings/dong-mai/2024/o/bieu-nghi\""));

    // One cell falls back, and the committee with it.
    assess(&server, &mut other, &[("meetings.held", "not_met")]).await;
    assert!(row(&server, &cookie).await.contains("Not yet met"));
}

/// A closed month of the committee differs when its cells' months do.
#[tokio::test]
async fn a_closed_committee_names_the_cells_that_made_the_difference() {
    let server = with_committee();
    let cookie = server.viewer().await;
    let mut own = Phone::enrol(&server, "dang-uy").await;
    let mut cells = [Phone::enrol(&server, "bieu-nghi").await, Phone::enrol(&server, "trai-thanh").await];
    assess(&server, &mut own, &ANSWERS).await;
    for phone in &mut cells {
        assess(&server, phone, &[("meetings.held", "met")]).await;
    }
    let term = Term::Month("2024-11".parse().unwrap());
    let mark = server.store.read_blocking(|reading| reading.last_seq(&ward().code)).unwrap();
    server.decree(&Ruling::Closed(Closing { term, mark, at: server.now(), by: "Văn phòng".to_owned() }));
    assert!(last_ruling(&server) > mark);
    assert!(!row(&server, &cookie).await.contains("As closed"));
    let [_, other] = &mut cells;
    server.pass(3_600_000);
    assess(&server, other, &[("meetings.held", "not_met")]).await;
    let shown = row(&server, &cookie).await;
    assert!(shown.contains("As closed: Three goods met"), "{shown}");
    assert!(shown.contains("Grades of cells changed after the closing: Chi bộ khu trai-thanh"), "{shown}");
    assert!(!shown.contains("bieu-nghi\""), "{shown}");
    // The office's page of the period, which reads the whole log, says the same.
    let period = said(&server.look(&cookie, "/ward/dong-mai/periods/2024/11").await);
    assert!(period.contains("As closed: Three goods met; with what came later: Not yet met"), "{period}");
    // And the map of the year: the cell and the committee.
    let year = server.look(&cookie, "/standings/dong-mai/2024").await.text();
    assert_eq!(year.matches("class=\"as-closed\"").count(), 2, "{year}");
}
