//! The demonstration ward.

use thiserror::Error;

use crate::store::{Store, StoreError};

/// Why the demonstration was not written.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Fills an empty data file.
pub fn fill(store: &Store) -> Result<(), DemoError> {
    store.is_empty()?;
    Ok(())
}
