//! The ward's phones, and what it keeps of a phone that was revoked.

use axum::http::StatusCode;
use shared::document::Document;
use shared::document::admission::Refusal;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, MemberId};
use shared::record::Kind;
use shared::record::roster::Phones;
use shared::sync::gate;
use shared::sync::role::Role;
use shared::sync::wire::{Custody, Fault, InCustody, Outcome, Push};

use super::harness::TestServer;
use super::office::{OFFICIAL, official, page, post, said, viewer};
use super::phone::{Phone, fault, receipts, task_id};

const DEVICES: &str = "/ward/dong-mai/devices";
const CUSTODY: &str = "/ward/dong-mai/custody";

/// A phone that an official revokes after it wrote a task and reported on it.
async fn revoked(server: &TestServer, cookie: &str) -> (Phone, Vec<Push>) {
    let mut phone = Phone::enrol(server, "bieu-nghi").await;
    let member = MemberId::from_bytes([5; 16]);
    let roster = shared::id::DocumentId::natural(phone.organisation(), "roster");
    let edits = [
        Edit::entry("members", member, "name", Value::text("Đ/c Mẫu 05")),
        Edit::entry(
            "members",
            member,
            "phones",
            Value::text(Phones::one(phone.enrolled.device).unwrap().to_string()),
        ),
    ];
    let push = phone.write(server, roster, Kind::Roster, &edits);
    phone.sync(server, vec![push]).await;
    let mut push = phone.assign(server, task_id(1), "Gieo ngô đông");
    push.chunks.extend(phone.report(server, task_id(1), 1, 60).chunks);
    let path = format!("{DEVICES}/{}", phone.enrolled.device);
    let answer =
        post(server, &path, cookie, &[("was", "write"), ("right", "nothing"), ("reason", "Máy đã mất")])
            .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (phone, vec![push])
}

#[tokio::test]
async fn a_phone_is_revoked_by_an_official_with_a_reason() {
    let server = TestServer::start();
    let (official, viewer) = (official(&server).await, viewer(&server).await);
    let phone = Phone::enrol(&server, "bieu-nghi").await;
    let path = format!("{DEVICES}/{}", phone.enrolled.device);
    let listed = said(&page(&server, DEVICES, &viewer).await);
    assert!(listed.contains("Phone 1") && listed.contains("Nothing sent yet"), "{listed}");
    assert!(listed.contains("The book does not say who uses it"), "{listed}");
    for (cookie, fields, expect) in [
        (&viewer, vec![("right", "nothing"), ("reason", "Máy đã mất")], StatusCode::FORBIDDEN),
        (&official, vec![], StatusCode::UNPROCESSABLE_ENTITY),
        (&official, vec![("reason", "Máy đã mất")], StatusCode::UNPROCESSABLE_ENTITY),
        (&official, vec![("right", "all"), ("reason", "x")], StatusCode::UNPROCESSABLE_ENTITY),
        (&official, vec![("right", "nothing"), ("reason", " ")], StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(post(&server, &path, cookie, &fields).await.status, expect);
    }
    for unknown in ["99", "x", "-1", "01", "+1"] {
        let path = format!("{DEVICES}/{unknown}");
        assert_eq!(page(&server, &path, &official).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            post(&server, &path, &official, &[("right", "read"), ("reason", "x")]).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert!(!said(&page(&server, DEVICES, &official).await).contains("Revoked"));
    let decide = async |was: &str, right: &str, reason: &str| {
        post(&server, &path, &official, &[("was", was), ("right", right), ("reason", reason)]).await
    };
    let form = page(&server, &path, &official).await.text();
    assert!(form.contains("name=\"was\" value=\"write\""), "{form}");
    let done = decide("write", "nothing", "Máy đã mất").await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    // Who comes second changes nothing, and is told so.
    for right in ["nothing", "read", "write"] {
        for was in ["write", "read", "", "x"] {
            let second = decide(was, right, "Khác").await;
            assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(said(&second).contains("Bản ghi đã thay đổi trong lúc bạn đọc."), "{}", said(&second));
        }
    }
    let told = said(&page(&server, &path, &viewer).await);
    assert!(told.contains("Máy đã mất") && told.contains(OFFICIAL) && !told.contains("Khác"), "{told}");
    assert!(said(&page(&server, DEVICES, &official).await).contains("Revoked"));
    let answer = server.send(phone.post(minicbor::to_vec(phone.request(vec![])).unwrap())).await;
    assert_eq!((answer.status, fault(&answer)), (StatusCode::UNAUTHORIZED, Some(Fault::UnknownDevice)));
}

#[tokio::test]
async fn a_phone_may_be_left_to_read_and_given_its_right_back() {
    let server = TestServer::start();
    let official = official(&server).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let path = format!("{DEVICES}/{}", phone.enrolled.device);
    let told = async |was: &str, right: &str, reason: &str| {
        post(&server, &path, &official, &[("was", was), ("right", right), ("reason", reason)]).await;
        said(&page(&server, &path, &official).await)
    };
    let page = told("write", "read", "Đã bàn giao sổ").await;
    assert!(
        page.contains("Reads only") && page.contains("Đã bàn giao sổ") && page.contains(OFFICIAL),
        "{page}"
    );
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let answer = phone.sync_and_lose_the_answer(&server, vec![push.clone()]).await;
    assert_eq!((answer.role, answer.outcomes), (Some(Role::Reader), vec![Refusal::ForeignActor.into()]));
    // Somebody saw the phone as it was before.
    assert!(told("write", "nothing", "Khác").await.contains("Reads only"));
    let page = told("read", "write", "Lại ghi sổ").await;
    assert!(!page.contains("Reads only") && page.contains("Lại ghi sổ") && page.contains(OFFICIAL), "{page}");
    let answer = phone.sync(&server, vec![push]).await;
    assert_eq!((answer.role, receipts(&answer.outcomes[0]).len()), (None, 1));
}

#[tokio::test]
async fn what_a_revoked_phone_brings_is_read_and_decided_by_an_official() {
    let server = TestServer::start();
    let (official, viewer) = (official(&server).await, viewer(&server).await);
    assert!(said(&page(&server, CUSTODY, &viewer).await).contains("No changes are kept."));
    let (phone, pushes) = revoked(&server, &official).await;
    let answer = phone.sync_and_lose_the_answer(&server, pushes).await;
    assert!(answer.more && answer.pulled.is_empty() && answer.rulings.is_empty());
    let waits = InCustody { document: task_id(1), custody: Custody::Waits, changes: None };
    assert_eq!(answer.custody, Some(vec![waits]));

    let overview = said(&page(&server, "/ward/dong-mai", &official).await);
    assert!(overview.contains("1\nRecords with changes kept for a decision"), "{overview}");
    insta::assert_snapshot!("custody_list", said(&page(&server, CUSTODY, &official).await));
    let path = format!("{CUSTODY}/1");
    insta::assert_snapshot!("custody_case", said(&page(&server, &path, &official).await));

    let send =
        async |cookie: &str, fields: &[(&str, &str)]| post(&server, &path, cookie, fields).await.status;
    let accept = [("verdict", "accept"), ("changes", "2")];
    assert_eq!(send(&viewer, &accept).await, StatusCode::FORBIDDEN);
    assert_eq!(send(&official, &[("changes", "2")]).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        send(&official, &[("verdict", "decline"), ("changes", "2")]).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // More came than was looked at.
    assert_eq!(
        send(&official, &[("verdict", "accept"), ("changes", "1")]).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(send(&official, &[("verdict", "accept")]).await, StatusCode::UNPROCESSABLE_ENTITY);
    for unknown in ["2", "x"] {
        let path = format!("{CUSTODY}/{unknown}");
        assert_eq!(post(&server, &path, &official, &accept).await.status, StatusCode::NOT_FOUND);
        assert_eq!(page(&server, &path, &official).await.status, StatusCode::NOT_FOUND);
    }
    let mut reader = Phone::enrol(&server, "bieu-nghi").await;
    reader.sync(&server, vec![]).await;
    assert_eq!(reader.task(task_id(1)).what, "");
    assert_eq!(send(&official, &accept).await, StatusCode::SEE_OTHER);
    reader.sync(&server, vec![]).await;
    assert_eq!(reader.task(task_id(1)).percent(), 60);
    // It is decided once.
    assert_eq!(send(&official, &accept).await, StatusCode::UNPROCESSABLE_ENTITY);
    let told = said(&page(&server, &path, &viewer).await);
    assert!(told.contains("Accepted") && told.contains(OFFICIAL), "{told}");
    assert!(said(&page(&server, "/ward/dong-mai", &official).await).contains("What needs a person today"));
}

#[tokio::test]
async fn what_is_declined_is_told_to_the_organisations_phones_once() {
    let server = TestServer::start();
    let official = official(&server).await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let mut stranger = Phone::enrol(&server, "trai-thanh").await;
    let (phone, pushes) = revoked(&server, &official).await;
    phone.sync_and_lose_the_answer(&server, pushes.clone()).await;
    let fields = [("verdict", "decline"), ("changes", "2"), ("reason", "Máy đã báo mất")];
    assert_eq!(
        post(&server, &format!("{CUSTODY}/1"), &official, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let custody = Custody::Declined("Máy đã báo mất".to_owned());
    let declined = InCustody { document: task_id(1), custody, changes: None };
    let chunks = pushes.iter().flat_map(|push| &push.chunks);
    let changes = Some(chunks.map(|chunk| gate::head(chunk).unwrap().hash).collect());
    let told = InCustody { changes, ..declined.clone() };
    assert_eq!(other.sync(&server, vec![]).await.custody, Some(vec![told]));
    assert_eq!(other.sync(&server, vec![]).await.custody, None);
    assert_eq!(stranger.sync(&server, vec![]).await.custody, None);
    // Whoever brings it again is told again, and it is not kept anew.
    let again = other.sync(&server, pushes).await;
    assert_eq!(again.custody, Some(vec![declined]));
    assert!(again.outcomes.iter().all(|outcome| matches!(outcome, Outcome::Refused { .. })));
    let told = said(&page(&server, CUSTODY, &official).await);
    assert!(told.contains("Not accepted") && !told.contains("Waits for a decision"), "{told}");
}

/// What the record would not take from anybody is refused as before.
#[tokio::test]
async fn what_could_never_enter_is_not_kept() {
    let server = TestServer::start();
    let official = official(&server).await;
    let (phone, _) = revoked(&server, &official).await;
    let mut document = Document::begin(Kind::Task).unwrap();
    let stamp = Stamp { actor: Actor::new(phone.enrolled.device, [2; 12]), at: server.now() };
    let change = document.commit(&[Edit::field("what", Value::text("x"))], stamp).unwrap().unwrap();
    let mut torn = change.chunk.clone();
    torn.truncate(20);
    let natural = shared::id::DocumentId::natural(phone.organisation(), "assessment/1850-01");
    for (document, chunk) in [(task_id(2), torn), (natural, change.chunk)] {
        let push = Push { document, kind: Kind::Task, chunks: vec![chunk.into()] };
        let answer = phone.sync_and_lose_the_answer(&server, vec![push]).await;
        assert!(matches!(answer.outcomes.as_slice(), [Outcome::Refused { .. }]));
        assert_eq!(answer.custody, None);
    }
    // What it brought before it was revoked has its receipts still.
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    other.sync(&server, vec![]).await;
    assert_eq!(other.documents.len(), 1);
}

#[tokio::test]
async fn a_viewer_does_not_read_whose_discipline_a_kept_change_is_about() {
    let server = TestServer::start();
    let (official, viewer) = (official(&server).await, viewer(&server).await);
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let member = MemberId::from_bytes([5; 16]);
    let roster = shared::id::DocumentId::natural(phone.organisation(), "roster");
    let put = |name: &str, value: &str| Edit::entry("members", member, name, Value::text(value));
    let push = phone.write(&server, roster, Kind::Roster, &[put("name", "Đ/c Mẫu 05")]);
    phone.sync(&server, vec![push]).await;
    let entry = format!("discipline.{}", shared::id::EntryId::from_bytes([2; 16]));
    let what = "warning 2024-11-02 2024 secretary by_others stands QĐ 12-QĐ/UBKT";
    let push = phone.write(&server, roster, Kind::Roster, &[put(&entry, what)]);
    let path = format!("{DEVICES}/{}", phone.enrolled.device);
    let fields = [("was", "write"), ("right", "nothing"), ("reason", "Máy đã mất")];
    assert_eq!(post(&server, &path, &official, &fields).await.status, StatusCode::SEE_OTHER);
    phone.sync_and_lose_the_answer(&server, vec![push]).await;
    let case = format!("{CUSTODY}/1");
    let [seen, known] = [&viewer, &official].map(async |cookie| said(&page(&server, &case, cookie).await));
    let (seen, known) = (seen.await, known.await);
    assert!(known.contains("Đ/c Mẫu 05") && known.contains("QĐ 12-QĐ/UBKT"), "{known}");
    assert!(!seen.contains("Đ/c Mẫu 05") && !seen.contains("QĐ 12-QĐ/UBKT"), "{seen}");
    assert!(seen.contains("Discipline"), "{seen}");
}

#[tokio::test]
async fn what_was_declined_does_not_enter_with_what_comes_beside_it() {
    let server = TestServer::start();
    let official = official(&server).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push.clone()]).await;
    let path = format!("{DEVICES}/{}", phone.enrolled.device);
    let fields = [("was", "write"), ("right", "read"), ("reason", "Đã bàn giao sổ")];
    post(&server, &path, &official, &fields).await;
    // Two that know nothing of each other.
    let write = |life: u8, what: &str| {
        let mut document = Document::begin(Kind::Task).unwrap();
        document.absorb([push.chunks[0].as_slice()]).unwrap();
        let stamp = Stamp { actor: Actor::new(phone.enrolled.device, [life; 12]), at: server.now() };
        let edit = Edit::field("product", Value::text(what));
        let chunk = document.commit(&[edit], stamp).unwrap().unwrap().chunk;
        Push { chunks: vec![chunk.into()], ..push.clone() }
    };
    let (wrong, right) = (write(20, "5 ha"), write(21, "2 ha"));
    phone.sync_and_lose_the_answer(&server, vec![wrong.clone()]).await;
    let decline = [("verdict", "decline"), ("changes", "1"), ("reason", "Sai")];
    assert_eq!(
        post(&server, &format!("{CUSTODY}/1"), &official, &decline).await.status,
        StatusCode::SEE_OTHER
    );
    let both = Push { chunks: [wrong.chunks, right.chunks].concat(), ..push };
    let answer = phone.sync_and_lose_the_answer(&server, vec![both]).await;
    assert_eq!(answer.custody.unwrap().last().unwrap().custody, Custody::Waits);
    let accept = [("verdict", "accept"), ("changes", "1")];
    assert_eq!(
        post(&server, &format!("{CUSTODY}/2"), &official, &accept).await.status,
        StatusCode::SEE_OTHER
    );
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    other.sync(&server, vec![]).await;
    assert_eq!(other.task(task_id(1)).product, "2 ha");
}
