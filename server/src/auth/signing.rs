//! The key that signs receipts: drawn with the data file and kept in it, so
//! that a backup goes on signing as what it was copied from.

use std::fmt;
use std::sync::Arc;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use shared::id::DocumentId;
use shared::sync::proof::{self, Proof};
use shared::sync::wire::{Outcome, Push, Receipt, Seal, ServerKey};

/// The key of a server; clones are the same one.
#[derive(Clone)]
pub struct ReceiptKey(Arc<SigningKey>);

impl fmt::Debug for ReceiptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptKey(..)")
    }
}

impl ReceiptKey {
    /// The key made of these 32 random bytes.
    pub fn of(secret: &[u8; 32]) -> Self {
        Self(Arc::new(SigningKey::from_bytes(secret)))
    }

    /// Its public half, which everybody may know.
    pub fn public(&self) -> ServerKey {
        ServerKey(self.0.verifying_key().to_bytes())
    }

    /// Signs the receipts in the outcomes of a request's pushes; none where
    /// there are none. The same receipts get the same signature.
    pub fn seal(&self, pushes: &[Push], outcomes: &[Outcome]) -> Option<Seal> {
        let receipts = pushes.iter().zip(outcomes).flat_map(|(push, outcome)| match outcome {
            Outcome::Stored(receipts) => receipts.iter().map(|one| (push.document, one)).collect::<Vec<_>>(),
            // In one word it is said only once it is signed.
            Outcome::Missing(_) | Outcome::Refused { .. } | Outcome::Whole { .. } => Vec::new(),
        });
        let words = proof::signed(receipts)?;
        let ServerKey(key) = self.public();
        Some(Seal { key, signature: self.0.sign(&words).to_bytes() })
    }
}

/// Whether the server with the public key `key` signed the receipt for a change
/// of `document`.
pub fn is_proven(key: ServerKey, document: DocumentId, receipt: &Receipt, proof: &Proof) -> bool {
    let Ok(verifying) = VerifyingKey::from_bytes(&key.0) else { return false };
    let words = proof.signed(document, receipt).filter(|_| proof.seal.key == key.0);
    let signature = Signature::from_bytes(&proof.seal.signature);
    words.is_some_and(|words| verifying.verify_strict(&words, &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use shared::document::admission::Refusal;
    use shared::id::ChangeHash;
    use shared::moment::Moment;
    use shared::record::Kind;
    use shared::sync::proof::proofs;

    use super::*;

    fn push(id: u8) -> Push {
        Push { document: DocumentId::from_bytes([id; 16]), kind: Kind::Task, chunks: Vec::new() }
    }

    fn receipt(n: u8) -> Receipt {
        Receipt { hash: ChangeHash::from_bytes([n; 32]), seq: u64::from(n), at: Moment::from_millis(5) }
    }

    #[test]
    fn what_was_signed_is_proven_and_nothing_else() {
        let key = ReceiptKey::of(&[7; 32]);
        let pushes = [push(1), push(2), push(3), push(4)];
        let outcomes = [
            Outcome::Stored(vec![receipt(1), receipt(2)]),
            Outcome::from(Refusal::NotAllowed),
            Outcome::Missing(vec![]),
            Outcome::Stored(vec![receipt(3)]),
        ];
        let seal = key.seal(&pushes, &outcomes).unwrap();
        assert_eq!(key.seal(&pushes, &outcomes), Some(seal.clone()));
        assert_eq!(key.seal(&pushes, &outcomes[1..3]), None);
        assert_eq!(key.seal(&[], &[]), None);
        let receipts = [(1, 1), (1, 2), (4, 3)].map(|(id, n)| (push(id).document, receipt(n)));
        for ((document, receipt), proof) in receipts.iter().zip(proofs(&receipts, &seal)) {
            let is =
                |key, document, receipt: &Receipt, proof: &Proof| is_proven(key, document, receipt, proof);
            assert!(is(key.public(), *document, receipt, &proof));
            assert!(!is(ReceiptKey::of(&[8; 32]).public(), *document, receipt, &proof));
            assert!(!is(key.public(), push(9).document, receipt, &proof));
            assert!(!is(key.public(), *document, &Receipt { seq: 99, ..*receipt }, &proof));
            let mut torn = proof.clone();
            torn.seal.signature[5] ^= 1;
            assert!(!is(key.public(), *document, receipt, &torn));
            let mut cut = proof;
            cut.beside.clear();
            assert!(!is(key.public(), *document, receipt, &cut));
        }
        assert_eq!(format!("{key:?}"), "ReceiptKey(..)");
    }
}
