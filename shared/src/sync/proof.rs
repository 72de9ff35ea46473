//! Proofs that the ward had a change: one signature for all receipts of an
//! answer, and for each receipt the way from it to what was signed.
//!
//! The receipts of an answer, in its order, are the leaves of a tree. A leaf is
//! the SHA-256 of `0`, the document's id, the change's hash, its number and the
//! moment, both as eight bytes, big-endian; a node that of `1` and the two
//! below it. The last of a level that has nobody beside it goes up as it is.
//! What is signed is [`CONTEXT`] and the root. So each receipt is proven by
//! itself, with as many hashes as the tree is high.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use super::wire::{Receipt, Seal};
use crate::id::DocumentId;

/// What stands before the root in what is signed.
pub const CONTEXT: &[u8] = b"bontot receipts 1";

/// Bytes of a hash.
const HASH: usize = 32;

type Hash = [u8; HASH];

/// The proof of one receipt.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Proof {
    /// The signature over the receipts of its answer.
    #[n(0)]
    pub seal: Seal,
    /// The hashes beside its way up, each after a byte that tells whether it
    /// stands before (0) or after (1).
    #[cbor(n(1), with = "minicbor::bytes")]
    pub beside: Vec<u8>,
}

impl Proof {
    /// What the seal must have signed, if this is the proof of `receipt` for a
    /// change of `document`; none where it is no proof.
    pub fn signed(&self, document: DocumentId, receipt: &Receipt) -> Option<Vec<u8>> {
        let mut at = leaf(document, receipt);
        let (steps, rest) = self.beside.as_chunks::<{ HASH + 1 }>();
        if !rest.is_empty() {
            return None;
        }
        for [side, hash @ ..] in steps {
            at = match side {
                0 => node(hash, &at),
                1 => node(&at, hash),
                _ => return None,
            };
        }
        Some(words(&at))
    }
}

/// What is signed for the receipts of an answer; none where there are none.
pub fn signed<'a>(receipts: impl Iterator<Item = (DocumentId, &'a Receipt)>) -> Option<Vec<u8>> {
    let mut level: Vec<Hash> = receipts.map(|(document, receipt)| leaf(document, receipt)).collect();
    while 1 < level.len() {
        level = above(&level);
    }
    level.first().map(words)
}

/// The proof of each of `receipts`, in their order.
pub fn proofs(receipts: &[(DocumentId, Receipt)], seal: &Seal) -> Vec<Proof> {
    let mut level: Vec<Hash> = receipts.iter().map(|(document, receipt)| leaf(*document, receipt)).collect();
    let mut proofs: Vec<_> = level.iter().map(|_| Proof { seal: seal.clone(), beside: Vec::new() }).collect();
    let mut height = 0;
    while 1 < level.len() {
        for (place, proof) in proofs.iter_mut().enumerate() {
            let beside = (place >> height) ^ 1;
            if let Some(hash) = level.get(beside) {
                proof.beside.push((beside & 1) as u8);
                proof.beside.extend(hash);
            }
        }
        level = above(&level);
        height += 1;
    }
    proofs
}

fn above(level: &[Hash]) -> Vec<Hash> {
    let pair = |pair: &[Hash]| match pair {
        [left, right] => node(left, right),
        alone => alone.first().copied().unwrap_or_default(),
    };
    level.chunks(2).map(pair).collect()
}

fn leaf(document: DocumentId, receipt: &Receipt) -> Hash {
    let (seq, at) = (receipt.seq.to_be_bytes(), receipt.at.millis().to_be_bytes());
    hash(&[&[0], document.as_bytes(), receipt.hash.as_bytes(), &seq, &at])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    hash(&[&[1], left, right])
}

fn hash(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

fn words(root: &Hash) -> Vec<u8> {
    [CONTEXT, root].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ChangeHash;
    use crate::moment::Moment;

    fn receipts(count: u8) -> Vec<(DocumentId, Receipt)> {
        let receipt = |n: u8| {
            let hash = ChangeHash::from_bytes([n; 32]);
            let receipt = Receipt { hash, seq: u64::from(n) + 1, at: Moment::from_millis(1_000) };
            (DocumentId::from_bytes([n / 2; 16]), receipt)
        };
        (0..count).map(receipt).collect()
    }

    fn signed_of(receipts: &[(DocumentId, Receipt)]) -> Option<Vec<u8>> {
        signed(receipts.iter().map(|(document, receipt)| (*document, receipt)))
    }

    #[test]
    fn every_receipt_of_an_answer_is_proven_by_itself_and_nothing_else_is() {
        let seal = Seal { key: [1; 32], signature: [2; 64] };
        assert_eq!(signed_of(&[]), None);
        for count in 1..=35 {
            let receipts = receipts(count);
            let expect = signed_of(&receipts).unwrap();
            let proofs = proofs(&receipts, &seal);
            assert_eq!(proofs.len(), receipts.len());
            for (n, ((document, receipt), proof)) in receipts.iter().zip(&proofs).enumerate() {
                assert_eq!(proof.signed(*document, receipt).as_ref(), Some(&expect), "{n} of {count}");
                assert!(proof.beside.len() <= 6 * 33);
                let other = Receipt { seq: receipt.seq + 100, ..*receipt };
                assert_ne!(proof.signed(*document, &other).as_ref(), Some(&expect));
                let later = Receipt { at: Moment::from_millis(1_001), ..*receipt };
                assert_ne!(proof.signed(*document, &later).as_ref(), Some(&expect));
                let elsewhere = DocumentId::from_bytes([99; 16]);
                assert_ne!(proof.signed(elsewhere, receipt).as_ref(), Some(&expect));
            }
            // Of another answer nothing is proven.
            assert_ne!(signed_of(&self::receipts(count + 1)), Some(expect));
        }
    }

    #[test]
    fn what_is_no_way_up_proves_nothing() {
        let (document, receipt) = receipts(1).remove(0);
        let proof = |beside: Vec<u8>| Proof { seal: Seal { key: [1; 32], signature: [2; 64] }, beside };
        assert!(proof(vec![]).signed(document, &receipt).is_some());
        for beside in [vec![0], vec![0; 32], vec![2; 33], vec![0; 34]] {
            assert_eq!(proof(beside).signed(document, &receipt), None);
        }
    }
}
