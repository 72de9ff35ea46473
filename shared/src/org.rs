//! Wards and the organisations in them.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::id::OrganisationId;

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a code has 1 to 40 lower-case letters, digits and hyphens, such as dong-mai")]
pub struct CodeError;

/// A short name that stands in addresses: `dong-mai`, `bieu-nghi`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Code(#[n(0)] String);

impl Code {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let fits = (1..=40).contains(&text.len());
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits && plain { Ok(Self(text.to_owned())) } else { Err(CodeError) }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What sort of organisation this is; schemes are written for one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum OrganisationKind {
    /// A party cell (chi bộ).
    #[n(0)]
    Cell,
    /// The ward's own committee (đảng ủy cơ sở).
    #[n(1)]
    Committee,
}

/// A ward, commune or special zone: the unit one office answers for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ward {
    /// Its name in addresses.
    #[n(0)]
    pub code: Code,
    /// Its name as people write it, such as "Phường Đông Mai".
    #[n(1)]
    pub name: String,
    /// The town or province above it.
    #[n(2)]
    pub town: String,
}

/// An organisation of a ward, as the ward's register has it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Organisation {
    /// Its identity, derived from the ward's code and its own.
    #[n(0)]
    pub id: OrganisationId,
    /// Its name in addresses.
    #[n(1)]
    pub code: Code,
    /// Its name as people write it, such as "Chi bộ khu Biểu Nghi".
    #[n(2)]
    pub name: String,
    /// What sort it is.
    #[n(3)]
    pub kind: OrganisationKind,
    /// The group of like work that the ward put it into, such as "Khu dân cư";
    /// none where the ward makes no groups.
    #[n(4)]
    pub group: Option<String>,
}

impl Organisation {
    /// The organisation `code` of `ward`; its id follows from both.
    pub fn new(ward: &Code, code: Code, name: &str, kind: OrganisationKind) -> Self {
        let id = OrganisationId::derive(ward.as_str(), code.as_str());
        Self { id, code, name: name.to_owned(), kind, group: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_plain() {
        for text in ["dong-mai", "khu-4", "a"] {
            assert_eq!(text.parse::<Code>().map(|c| c.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "Đông Mai", "Dong", "a/b", "a b", &"x".repeat(41)] {
            assert_eq!(text.parse::<Code>(), Err(CodeError), "{text}");
        }
    }
}
