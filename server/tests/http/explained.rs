//! Every figure of a month opens: grade, need and gate, criteria of any depth,
//! the sheet of a meeting.

use shared::document::edit::{Edit, Path, Value};
use shared::id::DocumentId;
use shared::org::Organisation;
use shared::record::Kind;
use shared::record::assessment::Answer;
use shared::ruling::Ruling;
use shared::scheme::{Rule, file, shipped};

use super::harness::{TestServer, cell};
use super::phone::Phone;

const MONTH: &str = "/standings/dong-mai/2024/11/bieu-nghi";

/// Criteria in criteria, a gate and a need that people answer.
const DEEP: &str = include_str!("../../../tests/tests/browser/schemes/deep-province.toml");

fn answered(answers: &[(&str, &str)]) -> Vec<Edit> {
    let answers = answers
        .iter()
        .map(|(item, answer)| Edit::Put(Path::key("answers", format!("deep.{item}")), Value::text(*answer)));
    let begun = [
        Edit::field("month", Value::text("2024-11")),
        Edit::field("scheme", Value::text("deep-province")),
        Edit::field("submitted_on", Value::text("2024-11-07")),
    ];
    begun.into_iter().chain(answers).collect()
}

#[tokio::test]
async fn criteria_of_any_depth_open_with_what_made_the_grade() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(file::parse(DEEP).unwrap()));
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let id = DocumentId::natural(phone.organisation(), "assessment/2024-11");
    let items = [("plan", "met"), ("clear", "p:4"), ("product", "met"), ("prepared", "met")];
    let push = phone.write(&server, id, Kind::Assessment, &answered(&items));
    phone.sync(&server, vec![push]).await;
    let cookie = server.viewer().await;
    let page = server.look(&cookie, MONTH).await.text();
    // The gate is open, so there is no grade yet.
    for words in ["Submitted", "What bars a grade", "A member was disciplined in the month", "Not known"] {
        assert!(page.contains(words), "{words}: {page}");
    }

    let push = phone.write(
        &server,
        id,
        Kind::Assessment,
        &answered(&[("discipline", "not_met"), ("model", "not_met")]),
    );
    phone.sync(&server, vec![push]).await;
    let page = server.look(&cookie, MONTH).await.text();
    let (_, grades) = page.split_once("id=\"grades\"").unwrap();
    let (grades, criteria) = grades.split_once("id=\"deep.work\"").unwrap();
    // 75 of 100 points; the best grade lacks its points and its need.
    for words in [
        "90% of the points or more: Not met",
        "A model for others to learn from: Not met",
        "70% of the points or more: Met",
        "No grade better than “To be improved”",
        "It is not so",
    ] {
        assert!(grades.contains(words), "{words}: {grades}");
    }
    let inner = criteria.find("id=\"deep.products\"").unwrap();
    let item = criteria.find("Each task has a product").unwrap();
    assert!(criteria.find("id=\"deep.tasks\"").unwrap() < inner && inner < item);
    assert!(criteria.contains("26/26 points"), "{criteria}");
}

/// 97 of 100 points, and yet not the best grade: the sheet says why.
#[tokio::test]
async fn a_meetings_score_opens_at_the_ward() {
    let server = TestServer::start();
    let sheet = shipped::meeting_binh_thuan().unwrap();
    server.decree(&Ruling::SchemeApplied(sheet.clone()));
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut edits = vec![
        Edit::field("month", Value::text("2024-11")),
        Edit::field("form", Value::text("regular")),
        Edit::field("quality_scheme", Value::text(&sheet.id)),
    ];
    for item in sheet.items() {
        let answer = match item.rule {
            _ if item.id == "binh-thuan.attendance" => Answer::Points(item.most() - 3),
            Rule::Met { .. } => Answer::Met,
            _ => Answer::Points(item.most()),
        };
        edits.push(Edit::Put(Path::key("quality", &item.id), Value::text(answer)));
        edits.push(Edit::Put(Path::key("quality_notes", &item.id), Value::text("Theo biên bản")));
    }
    let push = phone.write(&server, DocumentId::from_bytes([8; 16]), Kind::Meeting, &edits);
    phone.sync(&server, vec![push]).await;
    let page = server.look(&server.viewer().await, MONTH).await.text();
    let (_, score) = page.split_once("<details class=\"explain score\"").unwrap();
    for words in [
        "97/100 points: Fair",
        "90% of the points or more: Met",
        "Against it: More than 85% of members attend",
        "7/10 points",
        "HD 12-HD/BTCTW 06/7/2018",
    ] {
        assert!(score.contains(words), "{words}: {score}");
    }
}

#[tokio::test]
async fn the_registers_groups_are_shown_and_filtered_by() {
    let server = TestServer::start();
    let group = Some("Khu dân cư".to_owned());
    server.decree(&Ruling::Registered(Organisation { group, ..cell("trai-thanh") }));
    let cookie = server.viewer().await;
    for path in ["/standings/dong-mai/2024/11", "/standings/dong-mai/2024"] {
        let page = server.look(&cookie, path).await.text();
        let (_, row) = page.split_once("id=\"trai-thanh\"").unwrap();
        let (row, _) = row.split_once("</tr>").unwrap();
        assert!(row.contains("Khu dân cư") && page.contains("id=\"bieu-nghi\""), "{page}");
        let filter = format!("{path}?group=Khu%20d%C3%A2n%20c%C6%B0");
        assert!(page.contains(&format!("href=\"{filter}\"")), "{page}");
        let filtered = server.look(&cookie, &filter).await.text();
        assert!(filtered.contains("id=\"trai-thanh\"") && !filtered.contains("id=\"bieu-nghi\""));
    }
}
