//! Who was disciplined: officials read it where the figure leads, a viewer reads how many.

use shared::document::edit::{Edit, Value};
use shared::id::{DocumentId, EntryId, MemberId};
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::scheme::shipped;

use super::harness::TestServer;
use super::office::official;
use super::phone::Phone;

const WHAT: &str = "warning 2024-11-02 2024 secretary by_others stands QĐ 12-QĐ/UBKT";

/// A phone whose cell has one member, disciplined in the year.
async fn disciplined(server: &TestServer) -> (Phone, DocumentId) {
    let mut phone = Phone::enrol(server, "bieu-nghi").await;
    let id = DocumentId::natural(phone.organisation(), "roster");
    let member = MemberId::from_bytes([1; 16]);
    let entry = format!("discipline.{}", EntryId::from_bytes([2; 16]));
    let put = |name: &str, value: &str| Edit::entry("members", member, name, Value::text(value));
    let edits = [put("name", "Đ/c Mẫu 01"), put("office", "secretary"), put(&entry, WHAT)];
    let push = phone.write(server, id, Kind::Roster, &edits);
    phone.sync(server, vec![push]).await;
    (phone, id)
}

/// The measure as officials read it.
const LINE: &str = "Warning, decided on 02/11/2024; as secretary; others, or the consequences are not \
                    remedied; QĐ 12-QĐ/UBKT";

#[tokio::test]
async fn officials_read_who_was_disciplined_and_viewers_how_many() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::monthly_checklist().unwrap()));
    let (_, id) = disciplined(&server).await;
    let viewer = server.viewer().await;
    let official = official(&server).await;
    let month = "/standings/dong-mai/2024/11/bieu-nghi";
    let read = async |cookie: &str| server.look(cookie, month).await.text();
    let (seen, known) = (read(&viewer).await, read(&official).await);
    for page in [&seen, &known] {
        assert!(page.contains("No member was disciplined by reprimand or more"), "{page}");
        assert!(page.contains("members disciplined"), "{page}");
        assert!(page.contains(&format!("href=\"#record-{id}\"")), "{page}");
    }
    assert!(known.contains(LINE), "{known}");
    assert!(!seen.contains("Warning, decided") && !seen.contains("QĐ 12-QĐ/UBKT"), "{seen}");
}

/// The row of a member says what it comes to without opening the reasons; that a
/// measure is why, officials alone.
#[tokio::test]
async fn the_year_names_the_one_grade_that_is_left_and_to_officials_why() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::qd_124_member().unwrap()));
    disciplined(&server).await;
    let (viewer, official) = (server.viewer().await, official(&server).await);
    let year = "/standings/dong-mai/2024/o/bieu-nghi";
    let read = async |cookie: &str| server.look(cookie, year).await.text();
    let (seen, known) = (read(&viewer).await, read(&official).await);
    assert!(known.contains("Only one grade is left: “Tasks not completed”"), "{known}");
    assert!(!known.contains("Still possible"), "{known}");
    let row = |page: &str| page.split_once("id=\"member-results\"").unwrap().1.to_owned();
    let summary = row(&known).split_once("<details").unwrap().0.to_owned();
    assert!(summary.contains(&format!("Discipline: {LINE}")), "{summary}");
    assert!(summary.contains("No grade better than"), "{summary}");
    assert!(known.contains("List of members"), "{known}");
    // Nor which grades are barred: for one member and not for another that is the same.
    for secret in [
        "Warning, decided",
        "Discipline:",
        "QĐ 12-QĐ/UBKT",
        "No grade better",
        "Only one grade",
        "Still possible",
        "Barred",
    ] {
        assert!(!row(&seen).contains(secret), "{secret}: {seen}");
    }
}

/// Expelled and struck off are measures, too.
#[tokio::test]
async fn why_somebody_left_is_for_officials() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::monthly_checklist().unwrap()));
    let (viewer, official) = (server.viewer().await, official(&server).await);
    let mut one = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let id = DocumentId::natural(one.organisation(), "roster");
    let put = |name: &str, value: &str| {
        Edit::entry("members", MemberId::from_bytes([1; 16]), name, Value::text(value))
    };
    let push =
        one.write(&server, id, Kind::Roster, &[put("name", "Đ/c Mẫu 01"), put("left_on", "2024-11-03")]);
    one.sync(&server, vec![push]).await;
    other.sync(&server, vec![]).await;
    let pushes = [(&mut one, "expelled"), (&mut other, "struck_off")].map(|(phone, why)| {
        let push = phone.write(&server, id, Kind::Roster, &[put("left_why", why)]);
        (phone, push)
    });
    for (phone, push) in pushes {
        phone.sync(&server, vec![push]).await;
    }
    let month = "/standings/dong-mai/2024/11/bieu-nghi";
    let (seen, known) =
        (server.look(&viewer, month).await.text(), server.look(&official, month).await.text());
    let conflicts = |page: &str| {
        page.split_once("id=\"conflicts\"").unwrap().1.split_once("</section>").unwrap().0.to_owned()
    };
    for word in ["Expelled", "Struck off", "Đ/c Mẫu 01"] {
        assert!(conflicts(&known).contains(word), "{known}");
        assert!(!conflicts(&seen).contains(word), "{word}: {seen}");
    }
}
