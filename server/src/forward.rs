//! The relay's side: a data file that brings to the town's server what phones
//! brought to it, and takes what is new there.
//!
//! [`outbox`] says what goes next, [`mod@take`] stores what an answer brought; both
//! are functions of the store. [`bring`] goes page by page, by whatever way it
//! is given, and [`pictures`] behind it; [`road`] is the way over a network.

pub mod outbox;
pub mod pictures;
pub mod road;
pub mod take;

use std::ops::AddAssign;
use std::sync::Arc;

use shared::id::RequestId;
use shared::sync::relay::{RelayRequest, RelayResponse};
use thiserror::Error;

use crate::auth::secret::Secret;
use crate::pipeline::open_documents::OpenDocuments;
use crate::store::{Store, StoreError};
use take::{TakeError, take};

/// Why a way to the town ended before both had all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BringError<E> {
    /// A page did not get there, or its answer not back.
    #[error(transparent)]
    Road(E),
    /// An answer cannot be stored.
    #[error(transparent)]
    Take(TakeError),
}

impl<E> From<TakeError> for BringError<E> {
    fn from(error: TakeError) -> Self {
        Self::Take(error)
    }
}

impl<E> From<StoreError> for BringError<E> {
    fn from(error: StoreError) -> Self {
        Self::Take(TakeError::Store(error))
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brought {
    /// Changes that the town confirmed.
    pub confirmed: usize,
    /// Changes that are new here.
    pub news: usize,
    /// Rulings that are new here.
    pub rulings: usize,
    /// Changes of the town that cannot enter here yet; they are kept and tried again.
    pub left: usize,
    /// Whether the town began a new epoch: everything is brought again.
    pub anew: bool,
}

impl AddAssign for Brought {
    fn add_assign(&mut self, page: Self) {
        self.confirmed += page.confirmed;
        self.news += page.news;
        self.rulings += page.rulings;
        // What one page left, the next one tried again.
        self.left = page.left;
        self.anew |= page.anew;
    }
}

/// Goes to the town page by page until both have all. What it does not confirm
/// is tried again the next time.
///
/// # Errors
/// Where a page gets lost, or an answer cannot be stored; what was stored stays.
pub fn bring<E>(
    store: &Store,
    mut post: impl FnMut(&Secret, &RelayRequest) -> Result<RelayResponse, E>,
) -> Result<Brought, BringError<E>> {
    let documents = Arc::new(OpenDocuments::default());
    let (mut all, mut after) = (Brought::default(), 0);
    store.write_blocking(|writing| writing.note_for_town())?;
    loop {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(StoreError::from)?;
        let (token, page) = store.read_blocking(|reading| {
            let town = reading.town()?.ok_or(TakeError::NoRelay)?;
            let page = outbox::next(reading, &town, after, RequestId::from_bytes(name))?;
            Ok::<_, TakeError>((town.token, page))
        })?;
        let answer = post(&token, &page.request).map_err(BringError::Road)?;
        let (more, request, documents) = (answer.more, page.request, Arc::clone(&documents));
        let brought = store.write_blocking(move |writing| take(writing, &documents, &request, &answer))?;
        all += brought;
        // Everything goes again to a town that lost what it had.
        after = if brought.anew { 0 } else { page.last.unwrap_or(after) };
        if !(brought.anew || page.more || more) {
            return Ok(all);
        }
    }
}
