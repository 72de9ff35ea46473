//! Edits: the small explicit writes into which a command is broken down.

mod path;
mod write;

use std::fmt;

use minicbor::{Decode, Encode};

pub use path::{Path, PathError};

use crate::id::Actor;
use crate::moment::Moment;

/// A scalar as documents hold it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Value {
    /// Nothing: the field is cleared.
    #[n(0)]
    Null,
    /// Text, and everything that is written as text.
    #[n(1)]
    Text(#[n(0)] String),
    /// A whole number.
    #[n(2)]
    Int(#[n(0)] i64),
    /// True or false.
    #[n(3)]
    Bool(#[n(0)] bool),
}

impl Value {
    /// The text of anything that prints itself.
    pub fn text(value: impl fmt::Display) -> Self {
        Self::Text(value.to_string())
    }

    /// The text of something that may be absent.
    pub fn optional(value: Option<impl fmt::Display>) -> Self {
        value.map_or(Self::Null, Self::text)
    }

    /// The value Automerge holds, if it is one of ours.
    pub fn from_automerge(value: &automerge::ScalarValue) -> Option<Self> {
        match value {
            automerge::ScalarValue::Null => Some(Self::Null),
            automerge::ScalarValue::Str(text) => Some(Self::Text(text.to_string())),
            automerge::ScalarValue::Int(n) => Some(Self::Int(*n)),
            automerge::ScalarValue::Boolean(b) => Some(Self::Bool(*b)),
            _ => None,
        }
    }

    fn to_automerge(&self) -> automerge::ScalarValue {
        match self {
            Self::Null => automerge::ScalarValue::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Int(n) => (*n).into(),
            Self::Bool(b) => (*b).into(),
        }
    }
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts a scalar.
    Put(Path, Value),
    /// Makes the long text of a field equal to this one, by its differences.
    Rewrite(&'static str, String),
    /// Settles what writers wrote apart: the value becomes the only one, as a
    /// write of its own, whether it stands already or not.
    Choose(Path, Value),
}

impl Edit {
    /// Puts `value` into a field of the root.
    pub fn field(field: &str, value: Value) -> Self {
        Self::Put(Path::field(field), value)
    }

    /// Puts `value` into one name of an entry.
    pub fn entry(field: &str, key: impl fmt::Display, name: &str, value: Value) -> Self {
        Self::Put(Path::entry(field, key, name), value)
    }
}

/// Who writes, and when by their clock.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The writer session's actor.
    pub actor: Actor,
    /// The moment, by the writer's clock.
    pub at: Moment,
}
