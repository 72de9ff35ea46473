//! Identities: 16 random or derived bytes, written as 32 hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdError {
    /// The text has another length than the id's hexadecimal form.
    #[error("an id has {expected} hexadecimal digits")]
    WrongLength {
        /// Digits that were needed.
        expected: usize,
    },
    /// A character is not a hexadecimal digit.
    #[error("an id is written with the digits 0-9 and a-f")]
    NotHexadecimal,
}

/// Writes `bytes` as lower-case hexadecimal digits.
pub fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Reads exactly `N` bytes from hexadecimal digits of either case.
pub fn read_hex<const N: usize>(text: &str) -> Result<[u8; N], IdError> {
    if text.len() != N * 2 {
        return Err(IdError::WrongLength { expected: N * 2 });
    }
    let mut bytes = [0; N];
    let mut digits = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()));
    for byte in &mut bytes {
        let (Some(Some(high)), Some(Some(low))) = (digits.next(), digits.next()) else {
            return Err(IdError::NotHexadecimal);
        };
        *byte = high << 4 | low;
    }
    Ok(bytes)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] [u8; $bytes]);

        impl $name {
            /// The id with exactly these bytes.
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// The bytes of the id.
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                read_hex(text).map(Self)
            }
        }
    };
}

id!(
    /// One record's document. UUIDv5 where two phones must meet, UUIDv7 elsewhere.
    DocumentId,
    16
);
id!(
    /// One organisation, derived from its ward and its code.
    OrganisationId,
    16
);
id!(
    /// One member of a cell, within the cell's roster.
    MemberId,
    16
);
id!(
    /// One entry of a record's collection, such as a line of progress.
    EntryId,
    16
);
id!(
    /// One request of a phone, so that a repeated one is recognised in a log.
    RequestId,
    16
);
id!(
    /// SHA-256 of a photo's bytes, under which they are stored.
    PhotoHash,
    32
);
id!(
    /// SHA-256 of a change's chunk: Automerge's own name for the change.
    ChangeHash,
    32
);

impl PhotoHash {
    /// The hash of a picture with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// Namespace of every id that this project derives by UUIDv5.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1d_2c53_9a44_5b0e_8d2f_b07e_4e00_4074);

impl OrganisationId {
    /// The id of the organisation `code` in the ward `ward`.
    ///
    /// Two servers that register the same organisation agree on it.
    pub fn derive(ward: &str, code: &str) -> Self {
        let name = format!("organisation/{ward}/{code}");
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()).into_bytes())
    }
}

impl DocumentId {
    /// The one document that `organisation` keeps for `key`, such as
    /// `assessment/2024-11`: phones that never met derive the same id.
    pub fn natural(organisation: OrganisationId, key: &str) -> Self {
        let scope = Uuid::from_bytes(*organisation.as_bytes());
        Self(Uuid::new_v5(&scope, key.as_bytes()).into_bytes())
    }

    /// A UUIDv7 from 16 random bytes: `random` keeps its last 10, the first six
    /// become the moment, so that documents sort by when they were begun.
    pub fn new(at: crate::moment::Moment, random: [u8; 16]) -> Self {
        let mut bytes = random;
        let millis = at.millis().unsigned_abs().to_be_bytes();
        for (target, source) in bytes.iter_mut().zip(millis.iter().skip(2)) {
            *target = *source;
        }
        let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
        *version = 0x70 | (*version & 0x0f);
        *variant = 0x80 | (*variant & 0x3f);
        Self(bytes)
    }
}

/// The number the server gave a device when it was enrolled; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct DeviceNumber(#[n(0)] pub u32);

impl DeviceNumber {
    /// The device whose actor this is; 0, which no device has, for an actor of
    /// another shape.
    pub fn of(actor: &automerge::ActorId) -> Self {
        Actor::from_slice(actor.to_bytes()).map_or(Self(0), |actor| actor.device())
    }
}

impl fmt::Display for DeviceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Automerge's actor: four bytes of device number, twelve random bytes.
///
/// An actor is one linear stream of changes. A writer that doubts whether it
/// still holds the stream draws a new actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Actor(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

impl Actor {
    /// The actor of every genesis change. No device has number 0.
    pub const GENESIS: Self = Self([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

    /// A fresh actor of `device`.
    pub fn new(device: DeviceNumber, random: [u8; 12]) -> Self {
        let mut bytes = [0; 16];
        let source = device.0.to_be_bytes().into_iter().chain(random);
        for (target, byte) in bytes.iter_mut().zip(source) {
            *target = byte;
        }
        Self(bytes)
    }

    /// The actor with these bytes, if they are as many as an actor has.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The device this actor writes for.
    pub fn device(&self) -> DeviceNumber {
        let [a, b, c, d, ..] = self.0;
        DeviceNumber(u32::from_be_bytes([a, b, c, d]))
    }

    /// The actor as Automerge takes it.
    pub fn to_automerge(self) -> automerge::ActorId {
        automerge::ActorId::from(self.0)
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl From<automerge::ChangeHash> for ChangeHash {
    fn from(hash: automerge::ChangeHash) -> Self {
        Self(hash.0)
    }
}

impl From<ChangeHash> for automerge::ChangeHash {
    fn from(hash: ChangeHash) -> Self {
        Self(hash.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_what_they_print() {
        let id = OrganisationId::derive("dong-mai", "bieu-nghi");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn ids_refuse_other_texts() {
        fn check(text: &str, expect: IdError) {
            assert_eq!(text.parse::<DocumentId>(), Err(expect), "{text}");
        }
        check("", IdError::WrongLength { expected: 32 });
        check("00", IdError::WrongLength { expected: 32 });
        check(&"g".repeat(32), IdError::NotHexadecimal);
        check(&"é".repeat(16), IdError::NotHexadecimal);
    }

    #[test]
    fn natural_documents_meet_and_differ_by_key() {
        let cell = OrganisationId::derive("dong-mai", "bieu-nghi");
        let key = "assessment/2024-11";
        assert_eq!(DocumentId::natural(cell, key), DocumentId::natural(cell, key));
        assert_ne!(DocumentId::natural(cell, key), DocumentId::natural(cell, "roster"));
    }

    #[test]
    fn actors_carry_their_device() {
        let actor = Actor::new(DeviceNumber(0x0102_0304), [9; 12]);
        assert_eq!(actor.device(), DeviceNumber(0x0102_0304));
        assert_eq!(Actor::GENESIS.device(), DeviceNumber(0));
    }
}
