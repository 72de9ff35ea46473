//! Documents with more changes side by side than one change may name.

use shared::document::Document;
use shared::document::admission::{Admission, MOST_HEADS_OF_ONE, Refusal, admit};
use shared::document::edit::{Edit, Stamp, Value};
use shared::document::stored::Commit;
use shared::id::{Actor, DeviceNumber};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sync::gate::{self, MOST_DEPENDENCIES};

const HOSTILE: DeviceNumber = DeviceNumber(66);
const HONEST: DeviceNumber = DeviceNumber(7);

fn stamp(device: DeviceNumber, session: u16) -> Stamp {
    let mut random = [9; 12];
    random[..2].copy_from_slice(&session.to_be_bytes());
    Stamp { actor: Actor::new(device, random), at: Moment::from_millis(1_730_955_600_000) }
}

fn put(document: &mut Document, text: &str, stamp: Stamp) -> Commit {
    document.commit(&[Edit::field("product", Value::text(text))], stamp).unwrap().unwrap()
}

/// A change on top of nothing but the genesis, by a session of its own.
fn beside(device: DeviceNumber, session: u16) -> Vec<u8> {
    let mut empty = Document::begin(Kind::Task).unwrap();
    put(&mut empty, &session.to_string(), stamp(device, session)).chunk
}

fn push(server: &Document, chunks: &[Vec<u8>], device: DeviceNumber) -> Result<Document, Refusal> {
    let gated: Vec<_> = chunks.iter().map(|chunk| gate::check(chunk).unwrap()).collect();
    match admit(server, &gated, device).map_err(|refused| refused.why)? {
        Admission::Admitted { twin, .. } => Ok(*twin),
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_device_cannot_leave_heads_without_end() {
    let empty = Document::begin(Kind::Task).unwrap();
    let most = u16::try_from(MOST_HEADS_OF_ONE).unwrap();
    let many = |count: u16| (0..count).map(|session| beside(HOSTILE, session)).collect::<Vec<_>>();
    assert_eq!(push(&empty, &many(800), HOSTILE).unwrap_err(), Refusal::NotAllowed);
    assert_eq!(push(&empty, &many(most + 1), HOSTILE).unwrap_err(), Refusal::NotAllowed);
    let full = push(&empty, &many(most), HOSTILE).unwrap();
    assert_eq!(push(&full, &[beside(HOSTILE, 900)], HOSTILE).unwrap_err(), Refusal::NotAllowed);
    // An honest phone that knows nothing of it writes, and one that knows it merges.
    let both = push(&full, &[beside(HONEST, 1)], HONEST).unwrap();
    assert_eq!(both.heads().len(), MOST_HEADS_OF_ONE + 1);
    let merged = put(&mut both.clone(), "3 ha", stamp(HONEST, 2));
    assert_eq!(push(&both, &[merged.chunk], HONEST).unwrap().heads(), [merged.hash]);
}

/// A document that was crowded before there was a limit.
#[test]
fn a_phone_names_no_more_than_the_gate_takes_and_brings_all_together() {
    let chunks: Vec<_> = (0..300_u16).map(|session| beside(DeviceNumber(100), session)).collect();
    let mut server = Document::open(Kind::Task, chunks.iter().map(Vec::as_slice)).unwrap();
    let mut phone = server.clone();
    for (number, expect) in [(0, 238), (1, 176), (2, 114), (3, 52), (4, 1)] {
        // One session all along: its own last change is always among those it builds on.
        let made = put(&mut phone, &format!("{number} ha"), stamp(HONEST, 1));
        let gated = gate::check(&made.chunk).unwrap();
        assert!(gated.dependencies.len() as u64 <= MOST_DEPENDENCIES);
        server = push(&server, &[made.chunk], HONEST).unwrap();
        assert_eq!((server.heads().len(), server.heads()), (expect, phone.heads()));
    }
}

/// The phone's last change lies behind a head of another phone.
#[test]
fn a_crowded_document_keeps_the_sequence_of_its_writers() {
    let mut phone = Document::begin(Kind::Task).unwrap();
    let mut chunks = vec![put(&mut phone, "1 ha", stamp(HONEST, 1)).chunk];
    chunks.push(put(&mut phone, "2 ha", stamp(DeviceNumber(8), 1)).chunk);
    chunks.extend((0..300_u16).map(|session| beside(DeviceNumber(100), session)));
    let server = Document::open(Kind::Task, chunks.iter().map(Vec::as_slice)).unwrap();
    let made = put(&mut server.clone(), "3 ha", stamp(HONEST, 1));
    assert!(gate::check(&made.chunk).is_ok());
    assert!(push(&server, &[made.chunk], HONEST).is_ok());
}
