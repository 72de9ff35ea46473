//! Filling a data file through the same checks that a phone's push passes.

use shared::id::DeviceNumber;
use shared::moment::Moment;
use shared::sync::wire::{Outcome, Push};
use thiserror::Error;

use super::open_documents::OpenDocuments;
use super::push::{self, Budget};
use crate::store::{StoreError, Writing};

/// Changes of one document, as if a device had brought them at some moment.
#[derive(Debug, Clone)]
pub struct Seeding {
    /// The device that wrote them.
    pub device: DeviceNumber,
    /// When they arrived.
    pub received_at: Moment,
    /// The changes.
    pub push: Push,
}

/// Why nothing was seeded.
#[derive(Debug, Error)]
pub enum SeedError {
    /// A push was not stored in whole.
    #[error("push {place} of the seed was not stored: {outcome:?}")]
    NotStored {
        /// Its place in the seed, from 0.
        place: usize,
        /// What became of it.
        outcome: Outcome,
    },
    /// No such device is enrolled.
    #[error("there is no device {0}")]
    UnknownDevice(DeviceNumber),
    /// The store fails.
    #[error("the data file cannot be filled")]
    Store(#[from] StoreError),
}

/// Stores all of `seedings` in their order, as part of a job of the writer.
pub fn seed_within(writing: &Writing<'_>, seedings: &[Seeding]) -> Result<(), SeedError> {
    let documents = OpenDocuments::default();
    let tenth = seedings.len().div_ceil(10).max(1);
    for (place, seeding) in seedings.iter().enumerate() {
        if place.is_multiple_of(tenth) {
            tracing::info!("storing what phones sent: {place} of {}", seedings.len());
        }
        let device = writing.reading().device(seeding.device)?;
        let device = device.ok_or(SeedError::UnknownDevice(seeding.device))?;
        let mut budget = Budget::default();
        let now = seeding.received_at;
        let outcome = push::take(writing, &documents, &device, &seeding.push, &mut budget, now)?.outcome;
        let whole =
            matches!(&outcome, Outcome::Stored(receipts) if receipts.len() == seeding.push.chunks.len());
        if !whole {
            return Err(SeedError::NotStored { place, outcome });
        }
    }
    Ok(())
}
