//! What jobs work with: one view of the data file, to read or to write.

use minicbor::{Decode, Encode};
use rusqlite::{Connection, Savepoint};

use super::StoreError;

/// One consistent view of the data file.
#[derive(Clone, Copy)]
pub struct Reading<'c>(&'c Connection);

impl<'c> Reading<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self(connection)
    }

    pub(super) fn connection(&self) -> &'c Connection {
        self.0
    }
}

/// One job's part of the writer's transaction. What it writes becomes durable
/// together or not at all.
pub struct Writing<'c>(Savepoint<'c>);

impl<'c> Writing<'c> {
    pub(super) fn new(savepoint: Savepoint<'c>) -> Self {
        Self(savepoint)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.0
    }

    pub(super) fn keep(self) -> Result<(), StoreError> {
        Ok(self.0.commit()?)
    }

    /// The same view, to read, with what was written in it so far.
    pub fn reading(&self) -> Reading<'_> {
        Reading(&self.0)
    }
}

/// The bytes of a stored value.
pub(super) fn to_cbor<T: Encode<()>>(value: &T) -> Result<Vec<u8>, StoreError> {
    minicbor::to_vec(value).map_err(|error| StoreError::Database(error.to_string()))
}

/// The stored value with these bytes.
pub(super) fn from_cbor<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, StoreError> {
    minicbor::decode(bytes).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The value that this stored text stands for.
pub(super) fn from_text<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged(format!("{text:?} is not a value of its column")))
}
