//! What the standings' pages tell of records, and what they do not tell before
//! its day.

use shared::document::edit::{Edit, Path, Value};
use shared::id::DocumentId;
use shared::org::OrganisationKind;
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::scheme::{Certainty, Effect, Gate, Kinds, Scheme, Trigger, shipped};

use super::harness::{Answer, TestServer, ward};
use super::office::{official, said};
use super::phone::{Phone, task_id};

const MONTH: &str = "/standings/dong-mai/2024/11";
const YEAR: &str = "/standings/dong-mai/2024";

/// What stands between two marks of a page.
fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(begin).unwrap();
    rest.split_once(end).unwrap().0
}

/// A gate that a person answers.
fn gate(scheme: &Scheme, effect: Effect) -> Gate {
    Gate {
        id: "gate".to_owned(),
        text: scheme.title.clone(),
        when: Trigger::Answered,
        effect,
        certainty: Certainty::Sample,
        source: None,
    }
}

/// The scheme by which the ward's cells are judged.
fn scheme_of_cells(server: &TestServer) -> Scheme {
    let ruled = server.store.read_blocking(|reading| reading.ruled_ward(&ward().code)).unwrap();
    ruled.schemes.last().unwrap().clone()
}

async fn looked(server: &TestServer, path: &str) -> String {
    let cookie = server.viewer().await;
    let answer: Answer = server.look(&cookie, path).await;
    answer.text()
}

/// In November neither December nor the year's review lacks.
#[tokio::test]
async fn what_is_not_due_yet_is_not_missing() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::qd_124().unwrap()));
    let page = looked(&server, &format!("{YEAR}/o/bieu-nghi")).await;
    let missing = between(&page, "id=\"missing\"", "</details>");
    assert!(missing.contains("s registration") && missing.contains("Items not appraised"), "{missing}");
    assert!(!missing.contains("s review") && !missing.contains("12/2024"), "{missing}");
    let page = looked(&server, YEAR).await;
    let results = between(&page, "id=\"year-results\"", "</table>");
    assert!(results.contains("Items not appraised") && !results.contains("s review"), "{results}");
}

/// The office's page of a year and the standings' page of it name the same records.
#[tokio::test]
async fn the_office_lacks_what_the_standings_lack() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::qd_124().unwrap()));
    let missing = async |cookie: &str, path: &str| {
        let page = server.look(cookie, path).await.text();
        between(&page, "id=\"missing\"", "</details>").to_owned()
    };
    let (viewer, official) = (server.viewer().await, official(&server).await);
    let told = missing(&viewer, &format!("{YEAR}/o/bieu-nghi")).await;
    let case = "/ward/dong-mai/years/2024/bieu-nghi";
    assert_eq!(missing(&official, case).await, told);
    let records = told.matches("<li>").count() - 1;
    assert!(told.contains("Items not appraised") && told.contains("10/2024"), "{told}");
    assert!(told.contains(&format!("Records missing: {records}")), "{told}");
    assert!(!told.contains("11/2024") && !told.contains("12/2024"), "{told}");
    let why = said(&server.look(&official, case).await);
    assert!(why.contains("Not settled. Still possible: from"), "{why}");
    let results = looked(&server, YEAR).await;
    let results = between(&results, "id=\"year-results\"", "</table>");
    assert!(results.contains(&format!("Records missing: {records}")), "{results}");
}

#[tokio::test]
async fn a_task_is_overdue_after_its_day() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push]).await;
    let path = format!("{MONTH}/bieu-nghi");
    let page = looked(&server, &path).await;
    assert!(page.contains("Under way") && !page.contains("Overdue"), "{page}");
    server.pass(14 * 86_400_000);
    let page = looked(&server, &path).await;
    assert!(page.contains("Overdue") && !page.contains("Under way"), "{page}");
}

#[tokio::test]
async fn a_review_is_read_with_all_that_it_says() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let texts = ["strengths", "shortcomings", "causes", "measures"];
    let fields = [("grade", "good"), ("submitted_on", "2024-11-06")];
    let mut edits: Vec<_> = fields.map(|(field, value)| Edit::field(field, Value::text(value))).into();
    edits.push(Edit::field("year", Value::Int(2024)));
    edits.extend(texts.map(|field| Edit::field(field, Value::text(format!("Nói về {field}")))));
    let id = DocumentId::natural(phone.organisation(), "review/2024");
    let push = phone.write(&server, id, Kind::Review, &edits);
    phone.sync(&server, vec![push]).await;
    let page = looked(&server, &format!("{MONTH}/bieu-nghi")).await;
    let card = between(&page, &format!("id=\"record-{id}\""), "</section>");
    for text in texts {
        assert!(card.contains(&format!("Nói về {text}")), "{text}: {card}");
    }
    assert!(card.contains("Grade proposed") && card.contains("06/11/2024"), "{card}");
}

/// A month in which nothing but public money came has its line.
#[tokio::test]
async fn public_money_stands_in_its_month() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let fields =
        [("unit", "vnd"), ("source", "public_budget"), ("purpose", "Đường"), ("given_on", "2024-10-05")];
    let mut edits: Vec<_> = fields.map(|(field, value)| Edit::field(field, Value::text(value))).into();
    edits.push(Edit::field("amount", Value::Int(5_000)));
    let push = phone.write(&server, DocumentId::from_bytes([7; 16]), Kind::Contribution, &edits);
    phone.sync(&server, vec![push]).await;
    let page = looked(&server, &format!("{YEAR}/o/bieu-nghi")).await;
    let gifts = between(&page, "id=\"year-gifts\"", "</figure>");
    assert!(between(gifts, "<ul", "</ul>").contains("Public budget: "), "{gifts}");
}

/// A scheme for several kinds stands under the kind whose rows it judges here.
#[tokio::test]
async fn a_table_is_headed_by_its_rows() {
    let server = super::committee::with_committee();
    let organisations = Kinds::of(OrganisationKind::Committee).and(OrganisationKind::Cell);
    let cells = Scheme { organisations, ..shipped::monthly_checklist().unwrap() };
    server.decree(&Ruling::SchemeApplied(cells));
    server.decree(&Ruling::SchemeApplied(shipped::committee_checklist().unwrap()));
    let page = looked(&server, MONTH).await;
    let headings: Vec<_> =
        page.split("<h2>").skip(1).filter_map(|rest| Some(rest.split_once("</h2>")?.0)).collect();
    assert_eq!(headings, ["Party cells", "Grassroots committee"], "{page}");
}

/// A gate bars every grade: nothing is unanswered, and nobody is told so.
#[tokio::test]
async fn a_month_that_is_not_graded_says_so() {
    let server = TestServer::start();
    let known = scheme_of_cells(&server);
    let gates = vec![gate(&known, Effect::NotGraded)];
    server.decree(&Ruling::SchemeApplied(Scheme { gates, version: 2, ..known }));
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut edits = vec![
        Edit::field("month", Value::text("2024-11")),
        Edit::field("submitted_on", Value::text("2024-11-07")),
    ];
    edits.extend(["meetings.held", "gate"].map(|id| Edit::Put(Path::key("answers", id), Value::text("met"))));
    let id = DocumentId::natural(phone.organisation(), "assessment/2024-11");
    let push = phone.write(&server, id, Kind::Assessment, &edits);
    phone.sync(&server, vec![push]).await;
    let page = looked(&server, &format!("{MONTH}/bieu-nghi")).await;
    assert!(page.contains("<strong class=\"title\">Not graded</strong>"), "{page}");
    let page = looked(&server, YEAR).await;
    let row = between(&page, "id=\"bieu-nghi\"", "</tr>");
    assert!(row.contains(">Not graded</a>") && !row.contains("Gaps"), "{row}");
}

/// What is asked of a committee that is not in the register leaves its grade open.
#[tokio::test]
async fn a_question_that_nobody_answered_is_lacking() {
    let server = TestServer::start();
    let known = shipped::committee_checklist().unwrap();
    let mut asked = gate(&known, Effect::NotGraded);
    asked.text.en = "The committee was disciplined".to_owned();
    server.decree(&Ruling::SchemeApplied(Scheme { gates: vec![asked], ..known }));
    let page = looked(&server, "/standings/dong-mai/committee/2024/11").await;
    let lacking = between(&page, "id=\"lacking\"", "</ul>");
    assert!(lacking.contains("The committee was disciplined: needs"), "{lacking}");
}
