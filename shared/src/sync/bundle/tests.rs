use proptest::prelude::*;

use super::*;
use crate::document::stored::Commit;
use crate::id::{ChangeHash, DocumentId};
use crate::org::OrganisationKind;
use crate::record::Kind;
use crate::sync::engine::MOST_PUSHED_BYTES;
use crate::sync::wire::{MOST_PUSHED_CHANGES, MOST_PUSHES};

fn organisation() -> Organisation {
    let [ward, cell] = ["dong-mai", "bieu-nghi"].map(|code| code.parse().unwrap());
    Organisation::new(&ward, cell, "Chi bộ khu Biểu Nghi", OrganisationKind::Cell)
}

fn unsent(document: u8, number: u32, bytes: usize) -> Unsent {
    let mut hash = [document; 32];
    hash[..4].copy_from_slice(&number.to_be_bytes());
    let commit = Commit { hash: ChangeHash::from_bytes(hash), chunk: vec![document; bytes] };
    Unsent { document: DocumentId::from_bytes([document; 16]), kind: Kind::Task, commit }
}

fn bundle(device: u32, push: Vec<Push>) -> Bundle {
    let made_at = Moment::from_millis(1_730_955_600_000);
    Bundle { version: VERSION, organisation: organisation(), device: DeviceNumber(device), made_at, push }
}

/// What stands for a signature here: a hash that everybody can make, and that
/// nothing but the very words has.
fn sign(words: &[u8]) -> [u8; SIGNATURE] {
    let half: [u8; 32] = Sha256::digest(words).into();
    [half, half].concat().try_into().unwrap()
}

fn sealed(bundle: &Bundle) -> Vec<u8> {
    let key = DeviceKey([u8::try_from(bundle.device.0).unwrap(); KEY]);
    let mut part = bundle.unsigned(&key);
    part.extend(sign(&to_sign(&part)));
    part
}

/// Everything that a file says, or why it is refused.
fn opened(file: &[u8]) -> Result<Vec<Bundle>, BundleError> {
    let mut bundles = Vec::new();
    for part in parts(file)? {
        if part.signature != sign(&part.signed()) {
            return Err(BundleError::Damaged);
        }
        bundles.push(part.bundle()?);
    }
    Ok(bundles)
}

fn two() -> [Bundle; 2] {
    let page = |document| pages([unsent(document, 0, 40), unsent(document, 1, 3)].into_iter()).remove(0);
    [bundle(3, page(1)), bundle(4, page(2))]
}

#[test]
fn a_file_says_what_was_sealed_and_can_be_put_together_anew() {
    let bundles = two();
    let whole = file(&bundles.each_ref().map(sealed));
    assert_eq!(opened(&whole), Ok(bundles.to_vec()));
    let found = parts(&whole).unwrap();
    let turned = file(&[found[1].whole, found[0].whole]);
    assert_eq!(opened(&turned).unwrap()[1], bundles[0]);
    assert_ne!(found[0].name(), found[1].name());
    assert_eq!(parts(&turned).unwrap()[1].name(), found[0].name());
    assert_eq!((bundles[0].changes(), found[0].name().len()), (2, 64));
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused_and_says_so() {
    let whole = file(&two().each_ref().map(sealed));
    for end in 1..whole.len() {
        assert_eq!(opened(&whole[..end]), Err(BundleError::Cut), "{end}");
    }
    assert_eq!(opened(&[]), Err(BundleError::NotABundle));
    assert_eq!(opened(b"%PDF-1.7"), Err(BundleError::NotABundle));
    assert_eq!(opened(&[&whole[..], &[0]].concat()), Err(BundleError::Damaged));
    assert_eq!(opened(&file::<Vec<u8>>(&[])), Err(BundleError::Damaged));
}

#[test]
fn a_file_of_which_one_bit_was_changed_is_refused() {
    let whole = file(&two().each_ref().map(sealed));
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut other = whole.clone();
            other[place] ^= 1 << bit;
            assert!(opened(&other).is_err(), "bit {bit} of byte {place}");
        }
    }
}

#[test]
fn a_part_holds_no_more_than_a_request_and_a_newer_one_is_told_apart() {
    let check = |bundle: &Bundle, expect| assert_eq!(opened(&file(&[sealed(bundle)])).map(drop), expect);
    let push = |document: u8| Push {
        document: DocumentId::from_bytes([document; 16]),
        kind: Kind::Task,
        chunks: vec![],
    };
    check(&bundle(3, (0..=255).cycle().take(MOST_PUSHES).map(push).collect()), Ok(()));
    check(
        &bundle(3, (0..=255).cycle().take(MOST_PUSHES + 1).map(push).collect()),
        Err(BundleError::TooLarge),
    );
    check(&Bundle { version: 2, ..two()[0].clone() }, Err(BundleError::Version));
    let large = pages([unsent(1, 0, MOST_PART_BYTES)].into_iter()).remove(0);
    check(&bundle(3, large), Err(BundleError::TooLarge));
    let part = sealed(&two()[0]);
    assert_eq!(parts(&vec![0; MOST_BYTES + 1]), Err(BundleError::TooLarge));
    // What is sealed well and says nothing.
    let mut empty = DeviceKey([1; KEY]).0.to_vec();
    empty.extend([0; LENGTH]);
    empty.extend(sign(&to_sign(&empty)));
    assert_eq!(opened(&file(&[part, empty])), Err(BundleError::Damaged));
}

#[test]
fn changes_are_shared_out_in_their_order() {
    let sizes = |unsent: Vec<Unsent>| -> Vec<usize> {
        let pages = pages(unsent.into_iter());
        pages.iter().map(|page| page.iter().map(|push| push.chunks.len()).sum()).collect()
    };
    assert_eq!(sizes(vec![]), Vec::<usize>::new());
    let third = MOST_PUSHED_BYTES / 3;
    assert_eq!(sizes((0..7).map(|number| unsent(1, number, third)).collect()), [3, 3, 1]);
    assert_eq!(sizes((0..2).map(|number| unsent(1, number, MOST_PUSHED_BYTES + 1)).collect()), [1, 1]);
    let many = u32::try_from(MOST_PUSHED_CHANGES).unwrap() + 1;
    assert_eq!(sizes((0..many).map(|number| unsent(1, number, 1)).collect()), [MOST_PUSHED_CHANGES, 1]);
}

proptest! {
    /// Whatever somebody hands over: it is read, or refused, and never more.
    #[test]
    fn foreign_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(opened(&bytes).is_err());
        prop_assert!(opened(&file(&[bytes])).is_err());
    }
}
