//! A document's name as automerge-repo writes it: base58 of the id's sixteen
//! bytes and a checksum of four, the beginning of their SHA-256 hashed again.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::id::DocumentId;

/// Why a text is no name of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressError {
    /// A character is none of base58.
    #[error("a document's name is written in base58")]
    NotBase58,
    /// It does not stand for sixteen bytes and a checksum.
    #[error("a document's name stands for sixteen bytes")]
    Length,
    /// The checksum is another one.
    #[error("the checksum of a document's name is wrong")]
    Checksum,
}

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BYTES: usize = 16;
/// Characters of twenty bytes, at most.
const MOST_CHARACTERS: usize = 28;

/// The document's name.
pub fn write(document: DocumentId) -> String {
    let mut bytes = document.as_bytes().to_vec();
    bytes.extend(checksum(document.as_bytes()));
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    // The least digit comes first.
    let mut digits: Vec<u8> = Vec::with_capacity(MOST_CHARACTERS);
    for byte in bytes {
        let mut carry = u32::from(byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while 0 < carry {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let signs = digits.iter().rev().filter_map(|digit| ALPHABET.get(usize::from(*digit)));
    std::iter::repeat_n(b'1', zeros).chain(signs.copied()).map(char::from).collect()
}

/// The document with this name.
pub fn read(name: &str) -> Result<DocumentId, AddressError> {
    if MOST_CHARACTERS < name.len() {
        return Err(AddressError::Length);
    }
    // The least byte comes first.
    let mut bytes: Vec<u8> = Vec::with_capacity(BYTES + 4);
    for sign in name.bytes() {
        let digit = ALPHABET.iter().position(|known| *known == sign).ok_or(AddressError::NotBase58)?;
        let mut carry = digit as u32;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        while 0 < carry {
            bytes.push((carry & 0xff) as u8);
            carry >>= 8;
        }
    }
    bytes.extend(name.bytes().take_while(|sign| *sign == b'1').map(|_| 0));
    bytes.reverse();
    let (id, sum) = bytes.split_first_chunk::<BYTES>().ok_or(AddressError::Length)?;
    if sum.len() != 4 {
        return Err(AddressError::Length);
    }
    if sum != checksum(id) {
        return Err(AddressError::Checksum);
    }
    Ok(DocumentId::from_bytes(*id))
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash: [u8; 32] = Sha256::digest(Sha256::digest(bytes)).into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names were made by `bs58check` 3.0.1, which automerge-repo uses.
    #[test]
    fn names_are_those_of_automerge_repo() {
        fn check(hex: &str, name: &str) {
            let document: DocumentId = hex.parse().unwrap();
            assert_eq!(write(document), name);
            assert_eq!(read(name), Ok(document));
        }
        check("00000000000000000000000000000000", "11111111111111114Ki9Gx");
        check("ffffffffffffffffffffffffffffffff", "4ZrjxJnU1LA5xSyrWMNuXTozYEvA");
        check("018f00000000700080000000000000ab", "2G3dUfZUTFEbR2oFx53uqkx9VbQ");
        check("000102030405060708090a0b0c0d0e0f", "1Bhh3pU9gLXZiNDL6PEa1Gs9fh");
    }

    #[test]
    fn other_texts_are_no_names() {
        fn check(name: &str, expect: AddressError) {
            assert_eq!(read(name), Err(expect), "{name:?}");
        }
        check("", AddressError::Length);
        check("0OIl", AddressError::NotBase58);
        check("ố", AddressError::NotBase58);
        check("1", AddressError::Length);
        check(&"z".repeat(28), AddressError::Length);
        check(&"z".repeat(1_000_000), AddressError::Length);
        let name = write(DocumentId::from_bytes([7; 16]));
        let other = if name.ends_with('2') { "3" } else { "2" };
        check(&format!("{}{other}", &name[..name.len() - 1]), AddressError::Checksum);
    }
}
