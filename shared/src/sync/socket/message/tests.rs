use automerge::sync::{Message, State, SyncDoc};
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, Automerge, ROOT};

use super::*;
use crate::sync::gate;

/// A document with so many changes.
fn document(changes: i64) -> Automerge {
    let mut doc = AutoCommit::new().with_actor(ActorId::from([7; 16]));
    for n in 0..changes {
        doc.put(ROOT, "n", n).unwrap();
        doc.commit();
    }
    doc.document().clone()
}

/// What one side says when the other one has told it that it has nothing.
fn answer(changes: i64, speaks: impl Fn(&mut Message)) -> Vec<u8> {
    let mut state = State::new();
    let mut doc = document(changes);
    doc.generate_sync_message(&mut state).unwrap();
    let mut empty = Automerge::new().generate_sync_message(&mut State::new()).unwrap();
    speaks(&mut empty);
    doc.receive_sync_message(&mut state, empty).unwrap();
    doc.generate_sync_message(&mut state).unwrap().encode()
}

/// Who says nothing of version 2 is sent the changes one by one, each as it is.
#[test]
fn a_message_of_version_1_is_taken_apart_into_its_changes() {
    let bytes = answer(20, |message| message.flags = None);
    let message = check(&bytes).unwrap();
    assert_eq!((bytes[0], message.chunks.len(), message.heads.len()), (VERSION_1, 20, 1));
    assert!(message.is_plain() && message.chunks.iter().all(|chunk| gate::check(chunk).is_ok()));
    let left = Message::decode(&message.without_changes()).unwrap();
    let whole = Message::decode(&bytes).unwrap();
    assert!(left.changes.is_empty() && !whole.changes.is_empty());
    assert_eq!((left.heads, left.need, left.have), (whole.heads, whole.need, whole.have));
    assert_eq!(left.flags, whole.flags);
}

/// Who knows version 2 and has nothing is sent a whole document.
#[test]
fn a_document_in_a_message_is_a_chunk_that_the_gate_refuses() {
    let bytes = answer(20, |_| ());
    let message = check(&bytes).unwrap();
    assert_eq!((bytes[0], message.chunks.len(), message.is_plain()), (VERSION_2, 1, false));
    assert_eq!(gate::check(message.chunks[0]), Err(GateError::NotAPlainChange));
}

#[test]
fn cut_messages_are_told_apart_and_cause_nothing_worse() {
    for bytes in [answer(20, |_| ()), answer(20, |message| message.flags = None)] {
        let flags = bytes.len() - 3;
        for end in (0..bytes.len()).filter(|end| *end != flags) {
            assert!(check(&bytes[..end]).is_err(), "{end}");
        }
        assert!(check(&[&bytes[..], b"0"].concat()).is_err());
        assert!(check(&bytes[..flags]).is_ok());
    }
}

fn leb(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap();
        value >>= 7;
        bytes.push(if value == 0 { byte } else { byte | 0x80 });
        if value == 0 {
            return bytes;
        }
    }
}

/// A message whose only content is a filter.
fn with_filter(entries: u64, bits: u64, probes: u64, bytes: usize) -> Vec<u8> {
    let filter = [leb(entries), leb(bits), leb(probes), vec![0xff; bytes]].concat();
    [&[VERSION_1, 0, 0, 1, 0][..], &leb(filter.len() as u64), &filter, &[0]].concat()
}

#[test]
fn filters_ask_for_no_more_than_automerge_does() {
    fn check_filter(filter: (u64, u64, u64, usize), expect: Result<(), MessageError>) {
        let (entries, bits, probes, bytes) = filter;
        assert_eq!(check(&with_filter(entries, bits, probes, bytes)).map(|_| ()), expect, "{filter:?}");
    }
    check_filter((3, 10, 7, 4), Ok(()));
    check_filter((3, 10, 7, 3), Err(MessageError::Filter));
    check_filter((3, 10, 7, 5), Err(MessageError::Filter));
    // It would divide by zero.
    check_filter((1, 0, 7, 0), Err(MessageError::Filter));
    check_filter((0, 10, 7, 0), Err(MessageError::Filter));
    // It would reserve sixteen gigabytes.
    check_filter((1, 10, 0xffff_ffff, 2), Err(MessageError::Filter));
    check_filter((1, 10, 0, 2), Err(MessageError::Filter));
    check_filter((u64::MAX, u64::MAX, 7, 8), Err(MessageError::TooMuch));
}

#[test]
fn lists_are_no_longer_than_they_can_be() {
    fn check_bytes(bytes: &[u8], expect: MessageError) {
        assert_eq!(check(bytes), Err(expect), "{bytes:?}");
    }
    check_bytes(&[], MessageError::NotAMessage);
    check_bytes(&[0x44, 0, 0, 0, 0], MessageError::NotAMessage);
    check_bytes(&[&[VERSION_1][..], &leb(u64::MAX)].concat(), MessageError::TooMuch);
    check_bytes(&[&[VERSION_1][..], &leb(1_000)].concat(), MessageError::Length);
    check_bytes(&[VERSION_1, 0, 0, 9], MessageError::TooMuch);
    check_bytes(&[&[VERSION_1, 0, 0, 0][..], &leb(3_000)].concat(), MessageError::TooMuch);
    let many = [&[0x85; 9][..], &[0]].concat().repeat(MOST_PUSHED_CHANGES + 1);
    check_bytes(
        &[&[VERSION_2, 0, 0, 0, 1][..], &leb(many.len() as u64), &many].concat(),
        MessageError::TooMuch,
    );
    let twice = [&[VERSION_1, 2][..], &[9; 64], &[0, 0, 0]].concat();
    check_bytes(&twice, MessageError::Order);
}

/// Whatever byte of a message is another one: if the message passes, Automerge
/// reads what is left of it, and answers.
#[test]
fn what_passes_does_automerge_no_harm() {
    let mut doc = document(20);
    let whole = doc.generate_sync_message(&mut State::new()).unwrap().encode();
    let mut passed = 0;
    for place in 0..whole.len() {
        for other in [0, 1, 0x7f, 0x80, 0xff, whole[place].wrapping_add(1)] {
            let mut bytes = whole.clone();
            bytes[place] = other;
            let Ok(message) = check(&bytes) else { continue };
            let message = Message::decode(&message.without_changes()).unwrap();
            let mut state = State::new();
            doc.receive_sync_message(&mut state, message).unwrap();
            doc.generate_sync_message(&mut state);
            passed += 1;
        }
    }
    assert!(100 < passed, "{passed}");
}
