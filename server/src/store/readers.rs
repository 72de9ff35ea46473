//! A small pool of reading connections.

use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, TransactionBehavior};

use super::place::Place;
use super::{Reading, StoreError};

/// Idle connections that are kept; more are opened while they are needed. As
/// many reads are under way for those who ask from afar: each takes a thread.
pub(super) const MOST_IDLE: usize = 16;

pub(super) struct Readers {
    place: Place,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(place: Place) -> Self {
        Self { place, idle: Mutex::default() }
    }

    /// Runs `work` on one consistent view.
    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reading<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // Where the path leads to another file, some readers would have the old one open.
        self.place.check()?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => self.place.open_reader()?,
        };
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Deferred).map_err(StoreError::from)?;
        let outcome = work(&Reading::new(&transaction))?;
        transaction.commit().map_err(StoreError::from)?;
        // Only a connection on which all went well is used again.
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST_IDLE {
            idle.push(connection);
        }
        Ok(outcome)
    }
}
