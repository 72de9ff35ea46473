use proptest::prelude::*;

use super::*;
use crate::document::edit::{Edit, Stamp, Value};
use crate::id::{Actor, DeviceNumber};
use crate::moment::Moment;
use crate::org::{Organisation, OrganisationKind};
use crate::replica::OutboxEntry;
use crate::ruling::SealedWard;
use crate::sync::role::Role;

const ME: DeviceNumber = DeviceNumber(9);

fn document(byte: u8) -> DocumentId {
    DocumentId::from_bytes([byte; 16])
}

/// What one phone wrote into a task, one change after the other.
fn written(device: u32, count: u8) -> Vec<Vec<u8>> {
    let mut task = Document::begin(Kind::Task).unwrap();
    let write = |number: u8| {
        let at = Moment::from_millis(i64::from(number) * 60_000);
        let stamp = Stamp { actor: Actor::new(DeviceNumber(device), [1; 12]), at };
        let edit = Edit::field("what", Value::text(format!("Việc {device}/{number}")));
        task.commit(&[edit], stamp).unwrap().unwrap().chunk
    };
    (1..=count).map(write).collect()
}

fn push(document: DocumentId, chunks: &[Vec<u8>]) -> Push {
    Push { document, kind: Kind::Task, chunks: chunks.iter().cloned().map(ByteVec::from).collect() }
}

/// A phone's tables, as far as they matter here.
#[derive(Default)]
struct Book {
    documents: SortedMap<DocumentId, (Kind, Vec<StoredChange>)>,
    outbox: SortedMap<String, OutboxEntry>,
}

impl Book {
    fn take(&mut self, pushes: &[Push]) -> (usize, usize) {
        let held = Held {
            device: ME,
            outbox: &self.outbox,
            ruled: &SealedWard::default(),
            role: Role::Writer,
            documents: self.documents.clone(),
        };
        let taken = take_in(pushes, held);
        for write in &taken.stored.writes {
            if let Write::Put(Table::Changes, key, value) = write {
                let (document, _) = key.split_once('/').unwrap();
                let entry = self.documents.entry(document.parse().unwrap());
                entry.or_insert_with(|| (Kind::Task, Vec::new())).1.push(minicbor::decode(value).unwrap());
            }
        }
        assert_eq!(taken.stored.outbox, self.outbox);
        (taken.new, taken.waiting)
    }

    fn hashes(&self, document: DocumentId) -> Vec<ChangeHash> {
        let mut hashes: Vec<_> = self
            .documents
            .get(&document)
            .iter()
            .flat_map(|(_, all)| all.iter().map(|one| one.hash))
            .collect();
        hashes.sort();
        hashes
    }
}

#[test]
fn what_builds_on_others_waits_for_them_in_whatever_part_they_come() {
    let chunks = written(3, 3);
    let (first, rest) = chunks.split_at(1);
    let mut book = Book::default();
    assert_eq!(book.take(&[push(document(1), rest)]), (0, 2));
    assert_eq!(book.hashes(document(1)), []);
    assert_eq!(book.take(&[push(document(1), rest), push(document(1), first)]), (3, 0));
    assert_eq!(book.take(&[push(document(1), rest), push(document(1), first)]), (0, 0));
    assert_eq!(book.hashes(document(1)).len(), 3);
    assert!(book.outbox.is_empty() && book.documents[&document(1)].1.iter().all(|one| one.receipt.is_none()));
}

/// Or else whoever makes a file could write in the name of whoever takes it in.
#[test]
fn what_is_in_this_phones_own_name_is_not_taken_from_a_file() {
    let mut book = Book::default();
    assert_eq!(book.take(&[push(document(1), &written(ME.0, 2))]), (0, 0));
    assert_eq!(book.take(&[push(document(1), &written(0, 2))]), (0, 0));
}

#[test]
fn what_is_no_change_or_of_another_kind_is_left_out() {
    let mut book = Book::default();
    let other = Push { kind: Kind::Photo, ..push(document(1), &written(3, 1)) };
    assert_eq!(book.take(&[push(document(1), &[b"rotten".to_vec()])]), (0, 0));
    assert_eq!(book.take(&[push(document(1), &written(3, 1))]), (1, 0));
    assert_eq!(book.take(&[other]), (0, 0));
}

#[test]
fn a_part_is_kept_until_the_ward_has_said_something_to_all_of_it() {
    let chunks = written(3, 2);
    let pushes = vec![push(document(1), &chunks), push(document(2), &chunks[..1])];
    let [ward, cell] = ["dong-mai", "bieu-nghi"].map(|code| code.parse().unwrap());
    let organisation = Organisation::new(&ward, cell, "", OrganisationKind::Cell);
    let bundle = |device: u32| Bundle {
        version: 1,
        organisation: organisation.clone(),
        device: DeviceNumber(device),
        made_at: Moment::default(),
        push: pushes.clone(),
    };
    let receipt = |number: usize| crate::sync::wire::Receipt {
        hash: gate::check(&chunks[number]).unwrap().hash,
        seq: 1,
        at: Moment::default(),
    };
    let answer = |outcomes| BundleResponse { outcomes, custody: None };
    let say = |outcomes| told(&bundle(3), answer(outcomes), SyncPoint::default(), ME);
    let refused = Outcome::from(Refusal::NotAllowed);
    let (news, progress) = say(vec![Outcome::Stored(vec![receipt(0), receipt(1)]), refused.clone()]);
    assert_eq!((progress, news.receipts.len()), (Progress::Refused, 2));
    let pushed = vec![receipt(0).hash];
    let refused_push = RefusedPush { document: document(2), pushed, refused: Refusal::NotAllowed.into() };
    assert_eq!(news.refused, [refused_push]);
    let both = || Outcome::Stored(vec![receipt(0), receipt(1)]);
    for (outcomes, expect) in [
        (vec![both(), Outcome::Stored(vec![receipt(0)])], Progress::Stored),
        (vec![Outcome::Stored(vec![receipt(0)]), refused.clone()], Progress::Waits),
        (vec![Outcome::Missing(vec![]), refused.clone()], Progress::Waits),
        (vec![refused, Outcome::Stored(vec![])], Progress::Waits),
        (vec![], Progress::Waits),
    ] {
        assert_eq!(say(outcomes).1, expect);
    }
    let unknown =
        |device, own| unknown_sealer(&bundle(device), SyncPoint::default(), DeviceNumber(own)).refused;
    assert_eq!(unknown(3, 9)[0].pushed.len(), 2);
    // A made-up part must not take away what others wrote, nor what this phone did.
    assert_eq!(unknown(4, 9)[0].pushed.len() + unknown(3, 3)[0].pushed.len(), 0);
}

/// What the ward refuses, and what it cannot tell whose it is, stays where nobody
/// else may have it: in its part, unless the book has it.
#[test]
fn a_part_goes_once_the_book_holds_what_could_enter() {
    let chunks = written(3, 3);
    let ward = "dong-mai".parse().unwrap();
    let organisation = Organisation::new(&ward, "bieu-nghi".parse().unwrap(), "", OrganisationKind::Cell);
    let rest = [&chunks[1..], &[b"rotten".to_vec()], &written(ME.0, 1)].concat();
    let part = Bundle {
        version: 1,
        organisation,
        device: DeviceNumber(3),
        made_at: Moment::default(),
        push: vec![push(document(1), &rest)],
    };
    let mut book = Book::default();
    book.take(&part.push);
    assert!(!is_held(&part, &book.documents, ME));
    book.take(&[push(document(1), &chunks[..1]), part.push[0].clone()]);
    assert!(is_held(&part, &book.documents, ME));
}

/// Over a writer whom a chunk names and nobody knows, Automerge stops the program.
#[test]
fn what_names_an_unknown_writer_waits() {
    let [first, second]: [Vec<u8>; 2] = written(3, 2).try_into().unwrap();
    let mut change = automerge::Change::from_bytes(second).unwrap().decode();
    let nobody = automerge::ActorId::from([7_u8; 16]);
    change.operations[0].pred = vec![automerge::legacy::OpId(1, nobody)].into();
    let chunk = automerge::Change::from(change).raw_bytes().to_vec();
    assert!(gate::check(&chunk).is_ok());
    let mut book = Book::default();
    assert_eq!(book.take(&[push(document(1), &[first, chunk])]), (1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Parts come in any order, in any packing, any number of times: the book is the same.
    #[test]
    fn any_order_and_any_repeats_end_in_the_same_book(
        order in prop::collection::vec((0_u8..3, 0_usize..5), 1..40),
    ) {
        let all: Vec<_> = (0..3).map(|device| written(device + 1, 5)).collect();
        let pushes: Vec<_> = order
            .iter()
            .map(|(of, number)| push(document(*of), &all[usize::from(*of)][*number..=*number]))
            .collect();
        let mut once = Book::default();
        once.take(&pushes);
        // Piece by piece: what waits is in a part that is still kept.
        let mut piecewise = Book::default();
        for end in 1..=pushes.len() {
            piecewise.take(&pushes[..end]);
        }
        let mut turned = Book::default();
        turned.take(&pushes.iter().rev().cloned().collect::<Vec<_>>());
        turned.take(&pushes);
        for of in 0..3 {
            prop_assert_eq!(once.hashes(document(of)), piecewise.hashes(document(of)));
            prop_assert_eq!(once.hashes(document(of)), turned.hashes(document(of)));
        }
    }
}
