//! Connections that stay open: how many there are, what those who follow one
//! document say to each other, and that the server stops.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use shared::id::DocumentId;
use shared::org::Code;
use thiserror::Error;
use tokio::sync::{broadcast, watch};

use crate::auth::secret::SecretHash;

/// What a connection is kept open for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The protocol of automerge-repo.
    Socket,
    /// A page that waits for news.
    Page,
}

impl Sort {
    /// Such connections that are open at the same time. Each takes one of the
    /// server's 250 places ([`crate::serve::Limits`]); phones that come and go
    /// keep a hundred of them.
    const fn most(self) -> usize {
        match self {
            Self::Socket => 100,
            Self::Page => 50,
        }
    }

    /// Such connections of one device or session: two programs and what is left
    /// of two that were cut; the windows of one person.
    const fn most_of_one(self) -> usize {
        match self {
            Self::Socket => 4,
            Self::Page => 6,
        }
    }
}

/// There is no place for one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FullError {
    /// Nobody gets one.
    #[error("too many connections are open; try again later")]
    All,
    /// This device or session gets none.
    #[error("this device has too many connections open; close one")]
    One,
}

/// Something that was said about a document, to be kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The connection on which it was said.
    pub on: u64,
    /// The ward.
    pub ward: Code,
    /// The document.
    pub document: DocumentId,
    /// Who said it.
    pub sender: String,
    /// One life of whoever said it.
    pub session: String,
    /// Its number in that life.
    pub count: u64,
    /// What was said.
    pub data: Vec<u8>,
}

/// What was said that a connection has not forwarded yet; beyond this the oldest is lost.
const MOST_UNHEARD: usize = 32;

/// The connections that stay open.
#[derive(Debug)]
pub struct Live {
    held: Mutex<HashMap<(Sort, SecretHash), usize>>,
    stopping: watch::Sender<bool>,
    said: broadcast::Sender<Arc<Said>>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            held: Mutex::default(),
            stopping: watch::Sender::new(false),
            said: broadcast::Sender::new(MOST_UNHEARD),
        }
    }
}

impl Live {
    /// Takes a place for a connection of whoever is known by `key`.
    pub fn hold(self: &Arc<Self>, sort: Sort, key: SecretHash) -> Result<Held, FullError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = held.iter().filter(|((other, _), _)| *other == sort).map(|(_, count)| count).sum();
        if sort.most() <= all {
            return Err(FullError::All);
        }
        let of_one = held.entry((sort, key)).or_default();
        if sort.most_of_one() <= *of_one {
            return Err(FullError::One);
        }
        *of_one += 1;
        Ok(Held { sort, key, live: Arc::clone(self) })
    }

    /// Says that the server stops.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// To wait for the server to stop.
    pub fn stopping(&self) -> Stopping {
        Stopping(self.stopping.subscribe())
    }

    /// Says something to those who listen.
    pub fn say(&self, said: Said) {
        // Nobody may listen.
        self.said.send(Arc::new(said)).ok();
    }

    /// What is said from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Said>> {
        self.said.subscribe()
    }
}

/// Waits for the server to stop.
#[derive(Debug, Clone)]
pub struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Resolves once the server stops.
    pub async fn wait(&mut self) {
        // Where nobody can say so any more, it has stopped.
        self.0.wait_for(|stops| *stops).await.ok();
    }
}

/// A place, until it is dropped.
#[derive(Debug)]
pub struct Held {
    sort: Sort,
    key: SecretHash,
    live: Arc<Live>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.live.held.lock().unwrap_or_else(PoisonError::into_inner);
        let place = (self.sort, self.key);
        match held.get_mut(&place) {
            Some(count) if 1 < *count => *count -= 1,
            Some(_) | None => {
                held.remove(&place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> SecretHash {
        SecretHash::from_bytes([n; 32])
    }

    #[test]
    fn one_device_has_few_connections_and_gets_a_place_back() {
        let live = Arc::new(Live::default());
        let hold = |sort: Sort| live.hold(sort, key(1));
        let mut held: Vec<_> = (0..Sort::Socket.most_of_one()).map(|_| hold(Sort::Socket).unwrap()).collect();
        assert_eq!(hold(Sort::Socket).unwrap_err(), FullError::One);
        // Pages and other devices have places of their own.
        assert!(hold(Sort::Page).is_ok() && live.hold(Sort::Socket, key(2)).is_ok());
        held.pop();
        assert!(hold(Sort::Socket).is_ok());
        drop(held);
        assert!(live.held.lock().unwrap().is_empty());
    }

    #[test]
    fn all_devices_together_leave_places_for_others() {
        let live = Arc::new(Live::default());
        let held: Vec<_> = (0..u8::MAX).map_while(|n| live.hold(Sort::Page, key(n)).ok()).collect();
        assert_eq!(held.len(), Sort::Page.most());
        assert_eq!(live.hold(Sort::Page, key(255)).unwrap_err(), FullError::All);
        let limits = crate::serve::Limits::default();
        assert!(Sort::Page.most() + Sort::Socket.most() + 100 <= limits.connections);
    }
}
