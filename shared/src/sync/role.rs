//! What a phone may do with the book of its organisation.

use minicbor::{Decode, Encode};

/// The role of a device. The ward office gives it, and may change it at any
/// time: somebody who handed the book over may still look into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
pub enum Role {
    /// It reads and writes.
    #[default]
    #[n(0)]
    Writer,
    /// It only reads. What it wrote before it knew is kept at the ward for a decision.
    #[n(1)]
    Reader,
}

impl Role {
    /// Its name in stores.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Reader => "reader",
        }
    }

    /// The role with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Writer, Self::Reader].into_iter().find(|role| role.name() == name)
    }
}
