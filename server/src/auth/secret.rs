//! Secrets of 32 random bytes, and the hashes by which the store knows them.

use std::fmt;

use sha2::{Digest, Sha256};
use shared::id::{IdError, read_hex, write_hex};

/// SHA-256 of a secret. It tells a secret without telling it to others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of `secret`, which is of the sort that `purpose` names, so
    /// that a secret of one sort never passes as one of another.
    pub fn of(purpose: &str, secret: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(purpose).chain_update([0]).chain_update(secret);
        Self(hash.finalize().into())
    }

    /// The hash with these bytes, as the store has it.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(..)")
    }
}

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A device proves who it is.
    Token,
    /// A viewer's cookie.
    Session,
    /// It stands for a device's token, for a while.
    Ticket,
    /// A relay proves who it is.
    Relay,
}

/// 32 random bytes, written as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A fresh secret.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The secret as a device or browser sent it.
    pub fn read(text: &str) -> Result<Self, IdError> {
        read_hex(text).map(Self)
    }

    /// The hash by which the store knows it.
    pub fn hash(&self, purpose: Purpose) -> SecretHash {
        let purpose = match purpose {
            Purpose::Token => "bontot token",
            Purpose::Session => "bontot session",
            Purpose::Ticket => "bontot ticket",
            Purpose::Relay => "bontot relay",
        };
        SecretHash::of(purpose, &self.0)
    }

    /// The secret that its owner stored.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the secret, for its owner to store.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The secret as it is told once to its owner.
    pub fn reveal(&self) -> String {
        struct Hex<'a>(&'a [u8]);
        impl fmt::Display for Hex<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, self.0)
            }
        }
        Hex(&self.0).to_string()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_revealed_and_hashed_by_purpose() {
        let secret = Secret::draw().unwrap();
        assert_eq!(Secret::read(&secret.reveal()).as_ref(), Ok(&secret));
        assert_ne!(secret.hash(Purpose::Token), secret.hash(Purpose::Session));
        assert_ne!(secret, Secret::draw().unwrap());
    }

    #[test]
    fn secrets_do_not_appear_in_debug_output() {
        let secret = Secret::draw().unwrap();
        let text = format!("{secret:?} {:?}", secret.hash(Purpose::Token));
        assert_eq!(text, "Secret(..) SecretHash(..)");
    }
}
