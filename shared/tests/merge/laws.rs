//! However changes travel, everybody ends with the same document.

use proptest::prelude::*;
use shared::document::conflict::{Conflict, conflicts};
use shared::document::read::read;
use shared::document::{Document, DocumentError};
use shared::id::ChangeHash;
use shared::record::{Kind, Record};

use crate::meant::{Meant, edits, meant};
use crate::phone::Phone;

/// Something that happens to a few phones.
#[derive(Debug, Clone)]
enum Step {
    /// A person uses a phone. What a command refuses is not written.
    Write(usize, Meant),
    /// The first phone receives all the second one has.
    Receive(usize, usize),
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn steps(kind: Kind, phones: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..phones, meant(kind)).prop_map(|(phone, meant)| Step::Write(phone, meant)),
        1 => (0..phones, 0..phones).prop_map(|(to, from)| Step::Receive(to, from)),
    ];
    prop::collection::vec(step, 1..16)
}

/// A kind, and two or three phones after any interleaving of commands.
pub fn phones() -> impl Strategy<Value = (Kind, Vec<Phone>)> {
    (any_kind(), 2..=3_usize)
        .prop_flat_map(|(kind, phones)| (Just(kind), Just(phones), steps(kind, phones)))
        .prop_map(|(kind, count, steps)| {
            let mut phones: Vec<_> = (1..).take(count).map(|device| Phone::new(kind, device)).collect();
            for step in steps {
                match step {
                    Step::Write(phone, meant) => {
                        if let Ok(edits) = edits(&phones[phone].document, &meant) {
                            phones[phone].write(&edits);
                        }
                    }
                    Step::Receive(to, from) => {
                        let from = phones[from].clone();
                        phones[to].receive(&from);
                    }
                }
            }
            (kind, phones)
        })
        .prop_filter("somebody wrote something", |(_, phones)| phones.iter().any(|p| !p.chunks.is_empty()))
}

/// All that can be seen of a document.
pub fn seen(document: &Document) -> (Vec<ChangeHash>, Record, Vec<Conflict>) {
    (document.heads(), read(document), conflicts(document))
}

pub fn all_chunks(phones: &[Phone]) -> Vec<Vec<u8>> {
    let mut chunks: Vec<_> = phones.iter().flat_map(|phone| phone.chunks.clone()).collect();
    chunks.sort();
    chunks.dedup();
    chunks
}

pub fn open(kind: Kind, chunks: &[Vec<u8>]) -> Document {
    Document::open(kind, chunks.iter().map(Vec::as_slice)).unwrap()
}

/// Adds chunks one by one as they arrive; one whose past is missing waits.
fn deliver(kind: Kind, chunks: &[Vec<u8>]) -> Document {
    let mut document = Document::begin(kind).unwrap();
    let mut waiting = chunks.to_vec();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|chunk| {
            let mut next = document.clone();
            match next.absorb([chunk.as_slice()]) {
                Ok(()) => {
                    document = next;
                    false
                }
                Err(DocumentError::MissingChange(missing)) => {
                    assert!(missing.iter().all(|hash| !document.has(*hash)));
                    true
                }
                Err(other) => panic!("an honest change is refused: {other}"),
            }
        });
        assert!(waiting.len() < before, "no change can be added any more");
    }
    document
}

fn phones_and_arrivals() -> impl Strategy<Value = (Kind, Vec<Phone>, Vec<Vec<u8>>)> {
    phones().prop_flat_map(|(kind, phones)| {
        let arrivals = Just(all_chunks(&phones)).prop_shuffle();
        (Just(kind), Just(phones), arrivals)
    })
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "phone with {} changes", self.chunks.len())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_order_of_arrival_makes_no_difference((kind, phones, arrivals) in phones_and_arrivals()) {
        let expect = seen(&open(kind, &all_chunks(&phones)));
        prop_assert_eq!(seen(&open(kind, &arrivals)), expect.clone());
        prop_assert_eq!(seen(&deliver(kind, &arrivals)), expect);
    }

    #[test]
    fn phones_that_heard_from_each_other_agree((_, mut phones) in phones()) {
        for _ in 0..phones.len() {
            for to in 0..phones.len() {
                for from in 0..phones.len() {
                    let from = phones[from].clone();
                    phones[to].receive(&from);
                }
            }
        }
        let expect = seen(&phones[0].document);
        for phone in &phones {
            prop_assert_eq!(seen(&phone.document), expect.clone());
        }
    }

    #[test]
    fn merging_is_idempotent_commutative_and_associative((kind, phones) in phones()) {
        let (a, b) = (&phones[0], &phones[1]);
        let c = phones.last().unwrap();
        let merged = |order: &[&Phone]| {
            let mut all = Phone::new(kind, 9);
            order.iter().for_each(|phone| all.receive(phone));
            all
        };
        let ab = merged(&[a, b]);
        prop_assert_eq!(seen(&merged(&[b, a]).document), seen(&ab.document));
        let bc = merged(&[b, c]);
        prop_assert_eq!(seen(&merged(&[&ab, c]).document), seen(&merged(&[a, &bc]).document));
        let mut again = ab.clone();
        again.document.absorb(ab.chunks.iter().chain(&ab.chunks).map(Vec::as_slice)).unwrap();
        prop_assert_eq!(seen(&again.document), seen(&ab.document));
    }

    #[test]
    fn nothing_is_read_before_its_past_is_there((kind, phones) in phones()) {
        let chunks = all_chunks(&phones);
        for chunk in &chunks {
            match Document::open(kind, [chunk.as_slice()]) {
                Ok(document) => prop_assert_eq!(document.heads().len(), 1),
                Err(DocumentError::MissingChange(missing)) => prop_assert!(!missing.is_empty()),
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }
}
