//! Honest pushes enter, whatever happened on the way; others do not.

use std::cell::Cell;

use automerge::transaction::{Transactable, Transaction};
use automerge::{AutomergeError, Change, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};
use proptest::prelude::*;
use shared::document::Document;
use shared::document::admission::{
    Admission, MOST_CHANGES, MOST_WRITERS_APART, Refusal, Refused, Writers, admit, admit_within,
};
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Stamp, Value};
use shared::id::{Actor, ChangeHash, DeviceNumber};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::gate;
use shared::words::Body;

use crate::laws::{all_chunks, open, phones, seen};
use crate::phone::Phone;

pub const DEVICE: DeviceNumber = DeviceNumber(2);

pub fn push(server: &Document, chunks: &[Vec<u8>], device: DeviceNumber) -> Result<Admission, Refusal> {
    let gated: Vec<_> = chunks.iter().map(|chunk| gate::check(chunk).unwrap()).collect();
    admit(server, &gated, device).map_err(|refused| refused.why)
}

fn honest() -> impl Strategy<Value = (Kind, Vec<Phone>, Vec<(usize, usize)>)> {
    let pushes = prop::collection::vec((0..3_usize, 1..6_usize), 0..8);
    (phones(), pushes).prop_map(|((kind, phones), pushes)| (kind, phones, pushes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Phones push what they wrote, in pieces and at any time. What builds on
    /// another phone's changes waits for them, and in the end everything is in.
    #[test]
    fn honest_pushes_are_never_refused((kind, phones, pushes) in honest()) {
        let mut server = Document::begin(kind).unwrap();
        // Whoever waits for another is heard again after them.
        let turns = (0..all_chunks(&phones).len() * phones.len()).map(|turn| (turn, usize::MAX));
        let everything = all_chunks(&phones).len();
        for (phone, count) in pushes.into_iter().chain(turns) {
            // The genesis is a change as well.
            if server.automerge().stats().num_changes as usize == everything + 1 {
                break;
            }
            let place = phone % phones.len();
            let own = &phones[place].own;
            let chunks = &own[..count.min(own.len())];
            let unknown = chunks.iter().filter(|chunk| !server.has(gate::check(chunk).unwrap().hash)).count();
            match push(&server, chunks, DeviceNumber(1 + place as u32)).expect("an honest push") {
                Admission::Admitted { twin, new } => {
                    prop_assert!(new.len() <= unknown && (unknown == 0 || !new.is_empty()));
                    server = *twin;
                }
                Admission::Missing(heads) => prop_assert_eq!(heads, server.heads()),
                Admission::Stopped => prop_assert!(false, "nobody stopped it"),
            }
        }
        prop_assert_eq!(seen(&server), seen(&open(kind, &all_chunks(&phones))));
    }

    /// A push may come in any order and twice.
    #[test]
    fn a_push_is_put_in_order(
        (own, kind) in phones().prop_flat_map(|(kind, phones)| {
            let phone = phones.into_iter().find(|phone| !phone.own.is_empty()).unwrap();
            let doubled: Vec<_> = phone.own.iter().chain(&phone.own).cloned().collect();
            (Just(doubled).prop_shuffle(), Just(kind))
        }),
    ) {
        let server = Document::begin(kind).unwrap();
        let device = gate::check(&own[0]).unwrap().actor.device();
        let mut sorted = own.clone();
        sorted.sort_by_key(|chunk| gate::check(chunk).unwrap().seq);
        sorted.dedup();
        let told = |admission| match admission {
            Admission::Admitted { twin, new } => (Some(seen(&twin)), new.len()),
            Admission::Missing(_) | Admission::Stopped => (None, 0),
        };
        prop_assert_eq!(told(push(&server, &own, device).unwrap()), told(push(&server, &sorted, device).unwrap()));
    }
}

/// A document of `kind` in which device 1 wrote something everywhere.
pub fn begun(kind: Kind) -> Phone {
    let mut phone = Phone::new(kind, 1);
    let id = "ab".repeat(16);
    match kind {
        Kind::Roster => phone.write(&[Edit::entry("members", id, "name", Value::text("Đ/c Mẫu 01"))]),
        Kind::Resolution => phone.write(&[
            Edit::field("title", Value::text("Vụ đông")),
            Edit::Rewrite("body", "ngô, khoai".to_owned()),
        ]),
        Kind::Task => phone.write(&[
            Edit::field("what", Value::text("Gieo ngô đông")),
            Edit::Put(format!("assignees/{id}").parse().unwrap(), Value::Bool(true)),
            Edit::entry("progress", id, "percent", Value::Int(10)),
        ]),
        Kind::Assessment => {
            phone.write(&[Edit::Put("answers/tasks.lead".parse().unwrap(), Value::text("met"))])
        }
        Kind::Meeting => phone.write(&[
            Edit::field("place", Value::text("Nhà văn hóa khu")),
            Edit::entry("roll", &id, "presence", Value::text("present")),
            Edit::entry("agenda", &id, "title", Value::text("Vụ đông")),
            Edit::Rewrite("minutes", "Khai mạc 19:30".to_owned()),
        ]),
        Kind::Contribution => phone.write(&[
            Edit::field("purpose", Value::text("Mở rộng đường")),
            Edit::field("amount", Value::Int(1_700_000_000)),
        ]),
        Kind::Registration => phone.write(&[
            Edit::field("targets", Value::text("Đường làng sạch")),
            Edit::entry("criteria", "tasks.lead", "text", Value::text("Mở rộng đường")),
        ]),
        Kind::Review => phone.write(&[Edit::field("strengths", Value::text("Đoàn kết"))]),
        Kind::Photo => phone.write(&[Edit::field("caption", Value::text("Đường mới"))]),
    };
    phone
}

pub fn actor(device: DeviceNumber) -> Actor {
    Actor::new(device, [9; 12])
}

/// What another program writes on device 2 with Automerge's own interface.
fn written(
    server: &Document,
    actor: Actor,
    write: impl Fn(&mut Transaction<'_>) -> Result<(), AutomergeError>,
) -> Vec<u8> {
    let mut doc = server.automerge().clone().with_actor(actor.to_automerge());
    let heads = doc.get_heads();
    let mut tx = doc.transaction();
    write(&mut tx).unwrap();
    tx.commit();
    doc.get_changes(&heads).remove(0).raw_bytes().to_vec()
}

fn container(tx: &Transaction<'_>, field: &str) -> ObjId {
    tx.get(ROOT, field).unwrap().unwrap().1
}

#[test]
fn writes_outside_the_schema_are_refused() {
    fn check(kind: Kind, write: impl Fn(&mut Transaction<'_>) -> Result<(), AutomergeError>) {
        let server = begun(kind).document;
        let chunk = written(&server, actor(DEVICE), write);
        assert_eq!(push(&server, &[chunk], DEVICE).unwrap_err(), Refusal::NotAllowed);
    }
    let id = || "ab".repeat(16);
    let other = || "cd".repeat(16);
    // Fields that the kind does not have.
    check(Kind::Task, |tx| tx.put(ROOT, "salary", 1_i64));
    check(Kind::Task, |tx| tx.put(ROOT, "kind", "roster"));
    check(Kind::Task, |tx| tx.put(ROOT, "schema", 2_i64));
    check(Kind::Task, |tx| tx.put(container(tx, "assignees"), "somebody", true));
    check(Kind::Assessment, |tx| tx.put(container(tx, "answers"), "Đạt", "met"));
    check(Kind::Roster, |tx| {
        let member = tx.get(container(tx, "members"), id())?.unwrap().1;
        tx.put(member, "salary", 1_i64)
    });
    // Values that the field does not hold.
    check(Kind::Task, |tx| tx.put(ROOT, "what", 1_i64));
    check(Kind::Task, |tx| tx.put(ROOT, "what", "ố".repeat(301)));
    check(Kind::Task, |tx| tx.put(ROOT, "due_on", "2024-02-31"));
    check(Kind::Task, |tx| tx.put(ROOT, "due_on", ScalarValue::Timestamp(0)));
    check(Kind::Task, |tx| tx.put(container(tx, "assignees"), id(), "true"));
    check(Kind::Task, |tx| {
        let line = tx.get(container(tx, "progress"), id())?.unwrap().1;
        tx.put(line, "percent", 101_i64)
    });
    check(Kind::Assessment, |tx| tx.put(container(tx, "answers"), "tasks.lead", "perhaps"));
    check(Kind::Resolution, |tx| tx.put(ROOT, "title", 0.5));
    check(Kind::Resolution, |tx| tx.put(ROOT, "title", ScalarValue::counter(1)));
    check(Kind::Meeting, |tx| tx.put(ROOT, "started_at", "24:00"));
    check(Kind::Meeting, |tx| tx.put(ROOT, "form", "secret"));
    check(Kind::Meeting, |tx| {
        let line = tx.get(container(tx, "roll"), id())?.unwrap().1;
        tx.put(line, "presence", "asleep")
    });
    check(Kind::Meeting, |tx| {
        let item = tx.get(container(tx, "agenda"), id())?.unwrap().1;
        tx.put(item, "voters", 10_000_i64)
    });
    check(Kind::Meeting, |tx| tx.put_object(container(tx, "quality"), "time", ObjType::Map).map(drop));
    check(Kind::Meeting, |tx| tx.put(ROOT, "minutes", "text"));
    check(Kind::Meeting, |tx| tx.delete(ROOT, "minutes"));
    check(Kind::Meeting, |tx| tx.delete(container(tx, "roll"), id()));
    check(Kind::Contribution, |tx| tx.put(ROOT, "amount", 1_000_000_000_001_i64));
    check(Kind::Contribution, |tx| tx.put(ROOT, "amount", 1.5));
    check(Kind::Contribution, |tx| tx.put(ROOT, "amount", "7 tỷ"));
    check(Kind::Contribution, |tx| tx.put(ROOT, "unit", "usd"));
    check(Kind::Registration, |tx| tx.put(ROOT, "year", 1999_i64));
    check(Kind::Registration, |tx| tx.put_object(container(tx, "criteria"), "Đạt", ObjType::Map).map(drop));
    check(Kind::Review, |tx| tx.put(ROOT, "grade", "perfect"));
    check(Kind::Photo, |tx| tx.put(ROOT, "hash", "ab".repeat(16)));
    check(Kind::Photo, |tx| tx.put(ROOT, "bytes", 0_i64));
    check(Kind::Photo, |tx| tx.put(ROOT, "picture", ScalarValue::Bytes(vec![1, 2, 3])));
    // Deletions: a record is withdrawn, never removed.
    check(Kind::Task, |tx| tx.delete(ROOT, "what"));
    check(Kind::Task, |tx| tx.delete(ROOT, "assignees"));
    check(Kind::Task, |tx| tx.delete(container(tx, "assignees"), id()));
    check(Kind::Roster, |tx| tx.delete(container(tx, "members"), id()));
    check(Kind::Resolution, |tx| tx.delete(ROOT, "body"));
    // Objects other than the ones that the kind has.
    check(Kind::Task, |tx| tx.put_object(ROOT, "what", ObjType::Map).map(drop));
    check(Kind::Task, |tx| tx.put_object(ROOT, "assignees", ObjType::Map).map(drop));
    check(Kind::Task, |tx| tx.put_object(container(tx, "assignees"), other(), ObjType::Map).map(drop));
    check(Kind::Task, |tx| tx.put_object(container(tx, "progress"), other(), ObjType::List).map(drop));
    check(Kind::Task, |tx| tx.put_object(container(tx, "progress"), other(), ObjType::Text).map(drop));
    check(Kind::Task, |tx| tx.put_object(container(tx, "progress"), id(), ObjType::Map).map(drop));
    check(Kind::Task, |tx| tx.put(container(tx, "progress"), id(), 1_i64));
    check(Kind::Roster, |tx| {
        let member = tx.get(container(tx, "members"), id())?.unwrap().1;
        tx.put_object(member, "name", ObjType::Map).map(drop)
    });
    check(Kind::Resolution, |tx| tx.put(ROOT, "body", "text"));
    // Marks and blocks in long text.
    check(Kind::Resolution, |tx| {
        let mark = automerge::marks::Mark::new("bold".to_owned(), true, 0, 2);
        tx.mark(container(tx, "body"), mark, automerge::marks::ExpandMark::None)
    });
    check(Kind::Resolution, |tx| tx.split_block(container(tx, "body"), 1).map(drop));
}

#[test]
fn authority_and_sequence_are_checked() {
    fn check(chunks: &[Vec<u8>], device: DeviceNumber, expect: Result<bool, Refusal>) {
        let server = begun(Kind::Task).document;
        let admitted = push(&server, chunks, device).map(|a| matches!(a, Admission::Admitted { .. }));
        assert_eq!(admitted, expect);
    }
    let put =
        |server: &Document, actor, value: &str| written(server, actor, |tx| tx.put(ROOT, "product", value));
    let server = begun(Kind::Task).document;
    let after = |chunk: &Vec<u8>| {
        let mut next = server.clone();
        next.absorb([chunk.as_slice()]).unwrap();
        next
    };
    let first = put(&server, actor(DEVICE), "a");
    let second = put(&after(&first), actor(DEVICE), "b");
    let fork = put(&server, actor(DEVICE), "c");
    check(&[first.clone(), second.clone()], DEVICE, Ok(true));
    // Another device's changes; those of its own beside them enter without them.
    check(std::slice::from_ref(&first), DeviceNumber(3), Err(Refusal::ForeignActor));
    let foreign = put(&after(&first), actor(DeviceNumber(3)), "b");
    check(&[first.clone(), foreign], DEVICE, Ok(true));
    let genesis = put(&server, Actor::GENESIS, "a");
    check(&[genesis], Actor::GENESIS.device(), Err(Refusal::ForeignActor));
    // A change whose past is not there, alone and behind one whose past is.
    check(std::slice::from_ref(&second), DEVICE, Ok(false));
    // Two changes in one place of the sequence: a phone restored from a backup.
    check(&[first.clone(), fork], DEVICE, Err(Refusal::BrokenSequence));
    // A document that does not begin with the genesis.
    let alone = written(&server, actor(DEVICE), |tx| tx.put(ROOT, "product", "a"));
    let mut expanded = Change::from_bytes(alone).unwrap().decode();
    expanded.deps.clear();
    check(&[Change::from(expanded).raw_bytes().to_vec()], DEVICE, Err(Refusal::BrokenSequence));
}

/// Two phones wrote in turns, and the server lost all of it: neither can send
/// everything before the other has.
#[test]
fn phones_that_build_on_each_other_come_in_by_turns() {
    let mut phones = [Phone::new(Kind::Task, 1), Phone::new(Kind::Task, 2)];
    for (turn, text) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let (this, other) = (turn % 2, (turn + 1) % 2);
        phones[this].write(&[Edit::field("product", Value::text(text))]);
        let from = phones[this].clone();
        phones[other].receive(&from);
    }
    let mut server = Document::begin(Kind::Task).unwrap();
    let mut entered = Vec::new();
    for turn in [1, 0, 1, 0, 1] {
        let device = DeviceNumber(1 + turn as u32);
        match push(&server, &phones[turn].own, device).unwrap() {
            Admission::Admitted { twin, new } => {
                server = *twin;
                entered.push(new.len());
            }
            Admission::Missing(heads) => {
                assert_eq!(heads, server.heads());
                entered.push(0);
            }
            Admission::Stopped => panic!("nobody stopped it"),
        }
    }
    assert_eq!(entered, [0, 1, 1, 1, 1]);
    assert_eq!(seen(&server), seen(&phones[0].document));
}

#[test]
fn documents_stay_small() {
    let server = Document::begin(Kind::Resolution).unwrap();
    let text = |length: usize| {
        written(&server, actor(DEVICE), |tx| tx.splice_text(container(tx, "body"), 0, 0, &"ố".repeat(length)))
    };
    assert!(push(&server, &[text(Body::MOST)], DEVICE).is_ok());
    assert_eq!(push(&server, &[text(Body::MOST * 2 + 1)], DEVICE).unwrap_err(), Refusal::TooLarge);
    // One that is too long is taken together with what makes it shorter.
    let long = text(Body::MOST * 2 + 1);
    let mut longer = server.clone();
    longer.absorb([long.as_slice()]).unwrap();
    let cut = |characters: isize| {
        written(&longer, actor(DEVICE), |tx| tx.splice_text(container(tx, "body"), 0, characters, ""))
    };
    assert!(push(&server, &[long.clone(), cut(1)], DEVICE).is_ok());
    // Another field of the same document makes nothing shorter.
    let titled = written(&longer, actor(DEVICE), |tx| tx.put(ROOT, "title", "Vụ đông"));
    assert_eq!(push(&server, &[long, titled], DEVICE).unwrap_err(), Refusal::TooLarge);
    let chunk = text(1);
    let gated = gate::check(&chunk).unwrap();
    let number = |n: usize| {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&n.to_be_bytes());
        let head = gate::Head { hash: ChangeHash::from_bytes(hash), ..gated.head.clone() };
        gate::GatedChunk { head, ..gated.clone() }
    };
    let many: Vec<_> = (0..=MOST_CHANGES).map(number).collect();
    assert_eq!(admit(&server, &many, DEVICE).unwrap_err(), Refusal::TooLarge.into());
}

#[test]
fn a_refusal_names_the_changes_at_fault() {
    let server = Document::begin(Kind::Resolution).unwrap();
    let put = |device: DeviceNumber, field: &str| {
        written(&server, actor(device), |tx| tx.put(ROOT, field, "Vụ đông"))
    };
    let check = |chunks: &[&[u8]], why: Refusal, places: &[usize]| {
        let gated: Vec<_> = chunks.iter().map(|chunk| gate::check(chunk).unwrap()).collect();
        let at: Vec<_> = places.iter().map(|place| gated[*place].hash).collect();
        assert_eq!(admit(&server, &gated, DEVICE).unwrap_err(), Refused { why, at });
    };
    let [good, twice, bad] = ["title", "number", "no such field"].map(|field| put(DEVICE, field));
    let foreign = ["title", "number"].map(|field| put(DeviceNumber(3), field));
    check(&[&bad], Refusal::NotAllowed, &[0]);
    check(&[&good, &twice], Refusal::BrokenSequence, &[1]);
    check(&[&foreign[0], &foreign[1]], Refusal::ForeignActor, &[0, 1]);
    // No one change is too much.
    let long = |writer: u8| {
        let writer = Actor::new(DEVICE, [writer; 12]);
        written(&server, writer, |tx| tx.splice_text(container(tx, "body"), 0, 0, &"ố".repeat(Body::MOST)))
    };
    let many: Vec<_> = (1..=MOST_WRITERS_APART as u8 + 1).map(long).collect();
    check(&many.iter().map(Vec::as_slice).collect::<Vec<_>>(), Refusal::TooLarge, &[]);
}

/// Writers who do not know of each other bring the longest text each; whoever
/// then knows all of them chooses one, or what stands.
#[test]
fn the_longest_texts_written_apart_come_together() {
    let mut server = Document::begin(Kind::Resolution).unwrap();
    let wrote = |device: u32| {
        let mut phone = Phone::new(Kind::Resolution, device);
        let letter = char::from_u32('ꭓ' as u32 + device).unwrap().to_string();
        let commit = phone.write(&[Edit::Rewrite("body", letter.repeat(Body::MOST))]).unwrap();
        (DeviceNumber(device), commit.chunk)
    };
    for device in 1..=MOST_WRITERS_APART as u32 {
        let (number, chunk) = wrote(device);
        let Admission::Admitted { twin, .. } = push(&server, &[chunk], number).unwrap() else { panic!() };
        server = *twin;
    }
    let (number, chunk) = wrote(99);
    assert_eq!(push(&server, &[chunk], number).unwrap_err(), Refusal::TooLarge);
    let [conflict] = conflicts(&server).try_into().unwrap();
    assert_eq!(conflict.alternatives.len(), MOST_WRITERS_APART + 1);
    for alternative in [&conflict.alternatives[0], &conflict.alternatives[3]] {
        let stamp = Stamp { actor: actor(DEVICE), at: Moment::from_millis(0) };
        let mut phone = server.clone();
        let chosen = phone.commit(&[conflict.choose(alternative.value.clone())], stamp).unwrap().unwrap();
        assert!(push(&server, &[chosen.chunk], DEVICE).is_ok());
        assert_eq!(conflicts(&phone), []);
    }
}

/// Whoever stops it gets no judgement, however far it had come.
#[test]
fn it_stops_when_it_is_told_to() {
    let mut phone = Phone::new(Kind::Resolution, DEVICE.0);
    for characters in [1, 2, 3] {
        phone.write(&[Edit::field("title", Value::text("a".repeat(characters)))]);
    }
    let gated: Vec<_> = phone.own.iter().map(|chunk| gate::check(chunk).unwrap()).collect();
    let server = Document::begin(Kind::Resolution).unwrap();
    let judged = |most: usize| {
        let asked = Cell::new(0);
        let may_go_on = || asked.replace(asked.get() + 1) < most;
        admit_within(&server, &gated, Writers::Only(DEVICE), &may_go_on).unwrap()
    };
    let stopped = (0..100).take_while(|most| matches!(judged(*most), Admission::Stopped)).count();
    // Before each of three changes, twice; before they are applied; at the end.
    assert!((8..20).contains(&stopped), "{stopped}");
    assert!(matches!(judged(stopped), Admission::Admitted { new, .. } if new == [0, 1, 2]));
}
