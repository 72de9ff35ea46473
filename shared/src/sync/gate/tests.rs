use automerge::transaction::Transactable;
use automerge::{Automerge, ObjType, ROOT};
use proptest::prelude::*;

use super::*;
use crate::document::genesis;
use crate::id::DeviceNumber;
use crate::record::Kind;

fn change(write: impl FnOnce(&mut automerge::transaction::Transaction<'_>)) -> automerge::Change {
    let actor = Actor::new(DeviceNumber(7), [3; 12]);
    let mut doc = Automerge::new().with_actor(actor.to_automerge());
    let mut tx = doc.transaction();
    write(&mut tx);
    tx.commit();
    doc.get_changes(&[]).remove(0)
}

/// Puts `bytes` behind a right header, so that only the body is at fault.
fn with_header(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    let mut length = body.len();
    loop {
        let byte = (length & 0x7f) as u8;
        length >>= 7;
        hashed.push(if length == 0 { byte } else { byte | 0x80 });
        if length == 0 {
            break;
        }
    }
    hashed.extend(body);
    let hash = Sha256::digest(&hashed);
    [MAGIC.as_slice(), &hash[..4], &hashed].concat()
}

#[test]
fn honest_changes_pass_and_are_counted_as_automerge_counts() {
    fn check_counts(change: &automerge::Change) {
        let gated = check(change.raw_bytes()).unwrap();
        assert_eq!(gated.hash, ChangeHash::from(change.hash()));
        assert_eq!(gated.operations, change.len());
        assert_eq!(gated.seq, change.seq());
        assert_eq!(gated.seconds, change.timestamp());
        assert_eq!(gated.actor.to_automerge(), *change.actor_id());
        let others: Vec<_> = gated.others.iter().map(|other| other.to_automerge()).collect();
        assert_eq!(others, change.other_actor_ids());
    }
    check_counts(&change(|tx| tx.put(ROOT, "what", "Gieo ngô đông").unwrap()));
    check_counts(&change(|tx| {
        let text = tx.put_object(ROOT, "body", ObjType::Text).unwrap();
        tx.splice_text(&text, 0, 0, &"đồng ruộng ".repeat(800)).unwrap();
    }));
    for kind in Kind::ALL {
        assert!(check(genesis::chunk(kind)).is_ok());
    }
}

#[test]
fn other_bytes_do_not_pass() {
    let honest = change(|tx| tx.put(ROOT, "what", "x").unwrap()).raw_bytes().to_vec();
    fn check_error(bytes: &[u8], expect: GateError) {
        assert_eq!(check(bytes).unwrap_err(), expect, "{bytes:02x?}");
    }
    check_error(b"", GateError::NotAChunk);
    check_error(b"<html>not a chunk</html>", GateError::NotAChunk);
    check_error(&vec![0x85; MOST_BYTES + 1], GateError::TooLarge);
    let mut flipped = honest.clone();
    *flipped.last_mut().unwrap() ^= 1;
    check_error(&flipped, GateError::Checksum);
    for kind in [0, 2, 3, 0xff] {
        check_error(&with_header(kind, b""), GateError::NotAPlainChange);
    }
    check_error(&with_header(1, b""), GateError::Length);
    // No dependencies, an actor of one byte.
    check_error(&with_header(1, &[0, 1, 9]), GateError::Actor);
}

/// A change of some hundred bytes that claims a million operations.
#[test]
fn a_small_chunk_cannot_ask_for_much_work() {
    let mut body = vec![0, 16];
    body.extend([1; 16]);
    body.extend([1, 1, 0, 0, 0, 1, 0x42, 4]);
    body.extend([0xc0, 0x84, 0x3d, 1]);
    assert_eq!(check(&with_header(1, &body)).unwrap_err(), GateError::TooMuchWork);
}

proptest! {
    #[test]
    fn no_bytes_make_the_gate_fail_otherwise(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = check(&body);
        let _ = check(&with_header(1, &body));
    }

    #[test]
    fn a_cut_chunk_never_passes(keep in 0_usize..200) {
        let honest = change(|tx| tx.put(ROOT, "what", "Thu gom rác thải đồng ruộng").unwrap());
        let bytes = honest.raw_bytes();
        if keep < bytes.len() {
            prop_assert!(check(&bytes[..keep]).is_err());
        }
    }
}
