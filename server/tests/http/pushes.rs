//! What becomes of pushes: stored, refused, missing; each document alone.

use automerge::ROOT;
use automerge::transaction::Transactable;
use shared::document::Document;
use shared::document::admission::{Refusal, Refused};
use shared::document::edit::{Edit, Value};
use shared::id::{Actor, DocumentId};
use shared::month::Month;
use shared::org::OrganisationKind;
use shared::record::Kind;
use shared::sync::gate;
use shared::sync::wire::{Outcome, Push};

use super::harness::{TestServer, cell, ward};
use super::phone::{Phone, receipts, task_id};

#[tokio::test]
async fn a_push_is_answered_with_receipts_in_the_wards_order() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    push.chunks.extend(phone.report(&server, task_id(1), 1, 40).chunks);
    let response = phone.sync(&server, vec![push]).await;
    let [first, second] = receipts(&response.outcomes[0]) else { panic!("{:?}", response.outcomes) };
    // Four rulings were numbered before.
    assert_eq!((first.seq, second.seq), (5, 6));
    assert_eq!((first.at, response.now), (server.now(), server.now()));
    assert_eq!(phone.documents[&task_id(1)].heads(), [second.hash]);
}

#[tokio::test]
async fn the_same_request_twice_gets_the_same_receipts_and_is_stored_once() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let lost = phone.sync_and_lose_the_answer(&server, vec![push.clone()]).await;
    server.pass(5_000);
    let second = phone.sync(&server, vec![push.clone()]).await;
    assert_eq!(lost.outcomes, second.outcomes);
    assert_eq!(lost.point, second.point);
    // The same with a change more, and with one chunk twice.
    let mut longer = phone.report(&server, task_id(1), 1, 50);
    longer.chunks = vec![push.chunks[0].clone(), push.chunks[0].clone(), longer.chunks[0].clone()];
    let third = phone.sync(&server, vec![longer]).await;
    let third = receipts(&third.outcomes[0]);
    assert_eq!(third.iter().map(|receipt| receipt.seq).collect::<Vec<_>>(), [5, 5, 6]);

    let mut reader = Phone::enrol(&server, "bieu-nghi").await;
    assert_eq!(reader.sync(&server, vec![]).await.pulled.len(), 2);
}

#[tokio::test]
async fn a_push_that_is_refused_does_not_stop_the_others() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut stranger = Phone::enrol(&server, "trai-thanh").await;
    let theirs = stranger.assign(&server, task_id(1), "Của chi bộ khác");
    stranger.sync(&server, vec![theirs]).await;

    let good = phone.assign(&server, task_id(2), "Gieo ngô đông");
    let foreign = phone.assign(&server, task_id(1), "Chiếm");
    let garbage = Push { document: task_id(3), kind: Kind::Task, chunks: vec![b"<html>".to_vec().into()] };
    let last = phone.assign(&server, task_id(4), "Thu gom rác");
    let response = phone.sync(&server, vec![good, foreign, garbage, last]).await;
    let [Outcome::Stored(_), foreign, garbage, Outcome::Stored(_)] = response.outcomes.as_slice() else {
        panic!("{:?}", response.outcomes)
    };
    assert_eq!((foreign, garbage), (&Refusal::ForeignDocument.into(), &Refusal::Malformed.into()));

    // What was refused left no trace: the owner sees only their own.
    let mut owner = Phone::enrol(&server, "trai-thanh").await;
    let pulled = owner.sync(&server, vec![]).await.pulled;
    assert_eq!(pulled.iter().map(|change| change.document).collect::<Vec<_>>(), [task_id(1)]);
}

#[tokio::test]
async fn one_bad_chunk_refuses_its_whole_push() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let mut flipped = phone.report(&server, task_id(1), 1, 40).chunks.remove(0).to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    push.chunks.push(flipped.into());
    let response = phone.sync(&server, vec![push]).await;
    assert_eq!(response.outcomes, [Outcome::from(Refusal::Malformed)]);
    let mut reader = Phone::enrol(&server, "bieu-nghi").await;
    assert_eq!(reader.sync(&server, vec![]).await.pulled, []);
}

#[tokio::test]
async fn what_builds_on_something_missing_is_healed_by_sending_everything() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let first = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let second = phone.report(&server, task_id(1), 1, 40);
    let response = phone.sync(&server, vec![second.clone()]).await;
    assert!(matches!(response.outcomes.as_slice(), [Outcome::Missing(_)]), "{:?}", response.outcomes);
    // In any order, as a phone may have stored them.
    let chunks = vec![second.chunks[0].clone(), first.chunks[0].clone()];
    let response = phone.sync(&server, vec![Push { chunks, ..first }]).await;
    assert_eq!(receipts(&response.outcomes[0]).len(), 2);
}

/// After a restored backup: what builds on another phone's lost changes waits
/// in the outbox for that phone, and the rest goes in.
#[tokio::test]
async fn what_waits_for_another_phone_gets_no_receipt_and_the_rest_does() {
    let server = TestServer::start();
    let mut one = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let own = one.assign(&server, task_id(1), "Gieo ngô đông");
    let lost = other.assign(&server, task_id(1), "Gieo ngô và khoai");
    one.documents.get_mut(&task_id(1)).unwrap().absorb([lost.chunks[0].as_slice()]).unwrap();
    let built_on_it = one.report(&server, task_id(1), 1, 40);
    let chunks = vec![own.chunks[0].clone(), built_on_it.chunks[0].clone()];
    let push = Push { chunks, ..own };
    let response = one.sync(&server, vec![push.clone()]).await;
    assert_eq!(receipts(&response.outcomes[0]).len(), 1);
    other.sync(&server, vec![lost]).await;
    let response = one.sync(&server, vec![push]).await;
    assert_eq!(receipts(&response.outcomes[0]).len(), 2);
    other.sync(&server, vec![]).await;
    assert_eq!(one.documents[&task_id(1)].heads(), other.documents[&task_id(1)].heads());
}

/// The outcome of a push that is refused for each of its changes.
fn refused_for_all_of(push: &Push, why: Refusal) -> Outcome {
    let at = push.chunks.iter().map(|chunk| gate::check(chunk).unwrap().hash).collect();
    Refused { why, at }.into()
}

#[tokio::test]
async fn a_phone_writes_only_in_its_own_name() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let push = other.assign(&server, task_id(1), "Ký tên người khác");
    let told = refused_for_all_of(&push, Refusal::ForeignActor);
    let response = phone.sync(&server, vec![push]).await;
    assert_eq!(response.outcomes, [told]);
}

#[tokio::test]
async fn operations_outside_the_schema_are_refused() {
    let server = TestServer::start();
    let phone = Phone::enrol(&server, "bieu-nghi").await;
    let actor = Actor::new(phone.enrolled.device, [1; 12]);
    let mut raw = Document::begin(Kind::Task).unwrap().automerge().clone().with_actor(actor.to_automerge());
    let genesis = raw.get_heads();
    raw.transact::<_, _, automerge::AutomergeError>(|tx| tx.put(ROOT, "grade", "excellent")).unwrap();
    let chunk = raw.get_changes(&genesis).remove(0).raw_bytes().to_vec();
    let push = Push { document: task_id(1), kind: Kind::Task, chunks: vec![chunk.into()] };
    let told = refused_for_all_of(&push, Refusal::NotAllowed);
    let response = phone.sync_and_lose_the_answer(&server, vec![push]).await;
    assert_eq!(response.outcomes, [told]);
}

#[tokio::test]
async fn a_document_keeps_its_kind() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push.clone()]).await;
    let response = phone.sync(&server, vec![Push { kind: Kind::Resolution, ..push }]).await;
    assert_eq!(response.outcomes, [Outcome::from(Refusal::ForeignDocument)]);
}

/// Else a phone of one cell could begin another cell's roster before it does.
#[tokio::test]
async fn nobody_begins_a_document_where_another_cells_must_be() {
    async fn check(kind: Kind, id: DocumentId, edit: Edit, expect: bool) {
        let server = TestServer::start();
        let mut phone = Phone::enrol(&server, "bieu-nghi").await;
        let push = phone.write(&server, id, kind, &[edit]);
        let stored =
            matches!(phone.sync(&server, vec![push]).await.outcomes.as_slice(), [Outcome::Stored(_)]);
        assert_eq!(stored, expect, "{kind:?} {id}");
    }
    let (own, other) = (cell("bieu-nghi").id, cell("trai-thanh").id);
    assert_eq!(cell("bieu-nghi").kind, OrganisationKind::Cell);
    let member = || Edit::entry("members", "1".repeat(32), "name", Value::text("Vũ Thị Hoa"));
    check(Kind::Roster, DocumentId::natural(own, "roster"), member(), true).await;
    check(Kind::Roster, DocumentId::natural(other, "roster"), member(), false).await;
    check(Kind::Roster, task_id(1), member(), false).await;
    let month = || Edit::field("month", Value::text("2024-11".parse::<Month>().unwrap()));
    check(Kind::Assessment, DocumentId::natural(own, "assessment/2024-11"), month(), true).await;
    check(Kind::Assessment, DocumentId::natural(other, "assessment/2024-11"), month(), false).await;
    check(Kind::Assessment, DocumentId::natural(own, "assessment/2024-13"), month(), false).await;
    let title = || Edit::field("title", Value::text("Nghị quyết tháng 11"));
    check(Kind::Resolution, DocumentId::natural(other, "roster"), title(), false).await;
    check(Kind::Resolution, task_id(1), title(), true).await;
    let place = || Edit::field("place", Value::text("Nhà văn hóa khu"));
    check(Kind::Meeting, DocumentId::natural(own, "meeting/regular/2024-11"), place(), true).await;
    check(Kind::Meeting, DocumentId::natural(other, "meeting/regular/2024-11"), place(), false).await;
    check(Kind::Meeting, task_id(1), place(), true).await;
    let year = || Edit::field("year", Value::Int(2024));
    check(Kind::Registration, DocumentId::natural(own, "registration/2024"), year(), true).await;
    check(Kind::Registration, DocumentId::natural(other, "registration/2024"), year(), false).await;
    check(Kind::Registration, task_id(1), year(), false).await;
    check(Kind::Review, DocumentId::natural(own, "review/2024"), year(), true).await;
    check(Kind::Review, DocumentId::natural(own, "registration/2024"), year(), false).await;
    let note = || Edit::field("note", Value::text("12 triệu đồng"));
    check(Kind::Contribution, task_id(1), note(), true).await;
    check(Kind::Contribution, DocumentId::natural(own, "roster"), note(), false).await;
    let caption = || Edit::field("caption", Value::text("Đường mới"));
    check(Kind::Photo, task_id(1), caption(), true).await;
    assert_eq!(ward().code.as_str(), "dong-mai");
}

#[tokio::test]
async fn an_empty_push_begins_nothing() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let response =
        phone.sync(&server, vec![Push { document: task_id(1), kind: Kind::Task, chunks: vec![] }]).await;
    assert_eq!(response.outcomes, [Outcome::Stored(vec![])]);
    // The id is still free for whoever really begins there.
    let mut other = Phone::enrol(&server, "trai-thanh").await;
    let push = other.assign(&server, task_id(1), "Trồng cây");
    assert!(matches!(other.sync(&server, vec![push]).await.outcomes.as_slice(), [Outcome::Stored(_)]));
}

/// Nobody's program writes one, and a phone could not read it.
#[tokio::test]
async fn a_compressed_change_is_refused_alone() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let plain = phone.assign(&server, task_id(1), &"Gieo ngô đông ".repeat(20));
    let mut change = automerge::Change::from_bytes(plain.chunks[0].to_vec()).unwrap();
    let compressed = change.bytes().into_owned();
    assert!(compressed.len() < plain.chunks[0].len());
    let push = Push { chunks: vec![compressed.into()], ..plain };
    let good = phone.assign(&server, task_id(2), "Thu gom rác");
    let response = phone.sync(&server, vec![push, good]).await;
    assert_eq!(response.outcomes[0], Outcome::from(Refusal::Malformed));
    assert_eq!(receipts(&response.outcomes[1]).len(), 1);
}
