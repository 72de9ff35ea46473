//! The store: one SQLite file, and the only room that knows a database.
//!
//! Everything is written by one thread, with group commit, and read through a
//! few connections beside it. A job of either is a function of one consistent
//! view, [`Writing`] or [`Reading`], whose methods are spread over the modules
//! named for their tables.

pub mod as_of;
pub mod backup;
pub mod changes;
pub mod codes;
mod connection;
pub mod custody;
pub mod device_keys;
pub mod devices;
pub mod documents;
pub mod epoch;
mod error;
pub mod health;
mod kept_before;
mod keys;
mod left_at_town;
pub mod log;
mod news;
pub mod opening;
pub mod organisations;
pub mod photos;
mod place;
mod readers;
pub mod records;
pub mod relays;
pub mod rulings;
mod seed;
mod serving;
pub mod sessions;
pub mod snapshots;
pub mod standings;
pub mod town;
mod transaction;
pub mod wards;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Semaphore;

pub use connection::IfMissing;
pub use error::StoreError;
pub use serving::Serving;
pub use transaction::{Reading, Writing};
use writer::Outlasts;

use crate::auth::signing::ReceiptKey;

/// A handle of the open data file; clones share it, and the last one closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    // Closed before the writer, so that the writer's connection is the last
    // one and tidies the journal up.
    readers: readers::Readers,
    /// For those who need not hold a thread while they wait for a reader.
    places: Semaphore,
    writer: writer::Writer,
    receipt_key: ReceiptKey,
    news: Arc<news::News>,
}

impl Store {
    /// Opens the data file, and makes it if there is none.
    ///
    /// # Errors
    /// Everything that would keep the store from writing later is an error now.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_or(path, IfMissing::Create)
    }

    /// Opens the data file, with a choice where there is none.
    pub fn open_or(path: &Path, if_missing: IfMissing) -> Result<Self, StoreError> {
        kept_before::keep_before(path)?;
        let connection = connection::open_writer(path, if_missing)?;
        Self::begin(connection, place::Place::of(path)?)
    }

    /// A store in memory that is gone with its last handle.
    pub fn in_memory() -> Result<Self, StoreError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = PathBuf::from(format!("file:/bontot-{number}?vfs=memdb"));
        let connection = connection::open_memory(&name)?;
        Self::begin(connection, place::Place::Memory(name))
    }

    fn begin(connection: rusqlite::Connection, place: place::Place) -> Result<Self, StoreError> {
        epoch::begin_first(&connection)?;
        let receipt_key = keys::receipt_key(&connection)?;
        let news = Arc::new(news::News::default());
        news.tell(&connection)?;
        let writer = writer::Writer::start(connection, place.clone(), Arc::clone(&news))?;
        let readers = readers::Readers::new(place);
        let places = Semaphore::new(readers::MOST_IDLE);
        Ok(Self(Arc::new(Inner { readers, places, writer, receipt_key, news })))
    }

    /// The key that signs receipts.
    pub fn receipt_key(&self) -> &ReceiptKey {
        &self.0.receipt_key
    }

    /// Runs `work` in the writer's thread and gives its outcome once it is
    /// durable. Where `work` gives an error, nothing of it is stored.
    pub async fn write<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Writing<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (reply, answer) = tokio::sync::oneshot::channel();
        // Whoever asked may have gone away; what is durable stays so.
        self.0.writer.submit(Outlasts::Power, work, |outcome| drop(reply.send(outcome)));
        answer.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Says that something will be written within a moment, so that the writer
    /// may wait for it and commit it together with what is there already.
    pub fn turn_to_come(&self) -> TurnToCome {
        self.0.writer.announce();
        TurnToCome(self.clone())
    }

    /// As [`Store::write`], for threads that may wait.
    pub fn write_blocking<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Writing<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (reply, answer) = std::sync::mpsc::channel();
        self.0.writer.submit(Outlasts::Power, work, move |outcome| drop(reply.send(outcome)));
        answer.recv().unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// As [`Store::write_blocking`], for what can be made again from the rest,
    /// such as kept standings: the disk is not waited for.
    pub fn write_remade<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Writing<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (reply, answer) = std::sync::mpsc::channel();
        self.0.writer.submit(Outlasts::Program, work, move |outcome| drop(reply.send(outcome)));
        answer.recv().unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Runs `work` on one consistent view, beside the writer.
    pub async fn read<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Reading<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        // It is never closed.
        let _place = self.0.places.acquire().await.map_err(|_| StoreError::Stopped)?;
        let store = self.clone();
        let reading = tokio::task::spawn_blocking(move || store.read_blocking(work));
        reading.await.unwrap_or_else(|_| Err(StoreError::Panicked.into()))
    }

    /// As [`Store::read`], for threads that may wait.
    pub fn read_blocking<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reading<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.0.readers.read(work)
    }
}

/// That something will be written within a moment; see [`Store::turn_to_come`].
/// It is dropped right before that: the writer waits for nobody but others.
pub struct TurnToCome(Store);

impl Drop for TurnToCome {
    fn drop(&mut self) {
        self.0.0.writer.withdraw();
    }
}

#[cfg(test)]
mod tests;
