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

#[tokio::test]
async fn officials_read_who_was_disciplined_and_viewers_how_many() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::monthly_checklist().unwrap()));
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let id = DocumentId::natural(phone.organisation(), "roster");
    let member = MemberId::from_bytes([1; 16]);
    let entry = format!("discipline.{}", EntryId::from_bytes([2; 16]));
    let put = |name: &str, value: &str| Edit::entry("members", member, name, Value::text(value));
    let edits = [put("name", "Đ/c Mẫu 01"), put("office", "secretary"), put(&entry, WHAT)];
    let push = phone.write(&server, id, Kind::Roster, &edits);
    phone.sync(&server, vec![push]).await;
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
    let line = "Warning, decided on 02/11/2024; as secretary; others, or the consequences are not remedied; \
                QĐ 12-QĐ/UBKT";
    assert!(known.contains(line), "{known}");
    assert!(!seen.contains("Warning, decided") && !seen.contains("QĐ 12-QĐ/UBKT"), "{seen}");
}
