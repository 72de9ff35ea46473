//! Bringing pictures to the ward, piece by piece, once the text is there.
//!
//! A **piece** is a run of a picture's bytes; the server takes it only where it
//! ends the bytes it has, so that pieces may be lost, cut and sent twice. The
//! answer to each says how much the server has, and that is where the phone
//! goes on: also after days, and after the server died. What the server has in
//! the end is compared with the hash that names the picture, and dropped where
//! it is something else.
//!
//! [`Uploads`] is the phone's side: events in, effects out, no IO, as in
//! [`super::engine`].

use std::collections::VecDeque;

use super::engine::{Failure, retry_after};
use super::wire::{Epoch, Fault, PhotoStatus};
use crate::id::PhotoHash;

/// The most bytes of a piece: what the weakest link carries within the time a
/// request is waited for, and all that a cut costs. A text that is saved
/// meanwhile waits for no more than that, either.
pub const MOST_PIECE_BYTES: u32 = 64 * 1024;

/// Answers by which a picture did not get on before it is left for the next run.
const MOST_STALLS: u32 = 3;

/// A picture that the ward is to get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// The picture.
    pub hash: PhotoHash,
    /// How many bytes it has.
    pub bytes: u32,
}

/// What happens to the uploads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The text is at the ward, and these pictures are not, as far as is known.
    Wake(Vec<Pending>),
    /// The server's answer to a question or a piece.
    Status(PhotoStatus),
    /// What [`Effect::Keep`] asked for is stored.
    Kept,
    /// A text is on its way and goes first: the pictures wait for the next wake.
    TextFirst,
    /// An effect failed.
    Failed(Failure),
}

/// What the uploads want done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Ask how much of the picture the server has.
    Ask(PhotoHash),
    /// Send the bytes of the picture from `offset` on.
    Send {
        /// The picture.
        hash: PhotoHash,
        /// The first byte to be sent.
        offset: u32,
        /// How many bytes: at least one, at most [`MOST_PIECE_BYTES`].
        length: u32,
    },
    /// Store that the ward has the picture, then tell [`Event::Kept`].
    Keep(PhotoHash, Epoch),
    /// Nothing more can be done now.
    Rest,
    /// The attempt failed: wake the uploads after so many milliseconds.
    Retry(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Idle,
    /// Waiting for an answer about this picture, whose bytes up to `sent` the
    /// server had before.
    Bringing {
        picture: Pending,
        sent: Option<u32>,
        stalls: u32,
    },
    Keeping,
}

/// The uploads of one phone.
#[derive(Debug)]
pub struct Uploads {
    phase: Phase,
    queue: VecDeque<Pending>,
    failures: u32,
}

impl Default for Uploads {
    fn default() -> Self {
        Self { phase: Phase::Idle, queue: VecDeque::new(), failures: 0 }
    }
}

impl Uploads {
    /// Whether a picture is on its way.
    pub fn is_busy(&self) -> bool {
        self.phase != Phase::Idle
    }

    /// Takes an event in and gives what is to be done next, if anything. What
    /// does not fit the phase is ignored.
    pub fn handle(&mut self, event: Event) -> Option<Effect> {
        match (self.phase, event) {
            (Phase::Idle, Event::Wake(pending)) => {
                self.queue = pending.into();
                Some(self.next())
            }
            (phase, Event::Wake(pending)) => {
                self.queue = pending.into();
                if let Phase::Bringing { picture, .. } = phase {
                    self.queue.retain(|other| other.hash != picture.hash);
                }
                None
            }
            (Phase::Bringing { picture, sent, stalls }, Event::Status(status))
                if status.hash == picture.hash =>
            {
                Some(self.go_on(picture, sent, stalls, status))
            }
            (Phase::Keeping, Event::Kept) => {
                self.failures = 0;
                Some(self.next())
            }
            (Phase::Bringing { .. } | Phase::Keeping, Event::TextFirst) => {
                self.phase = Phase::Idle;
                Some(Effect::Rest)
            }
            // The server will not have this one, or it cannot be read here; the
            // others may still go.
            (
                Phase::Bringing { .. },
                Event::Failed(
                    Failure::Store | Failure::Fault(Fault::UnknownPhoto | Fault::TooLarge | Fault::Malformed),
                ),
            ) => Some(self.next()),
            (Phase::Bringing { .. } | Phase::Keeping, Event::Failed(_)) => {
                self.phase = Phase::Idle;
                let rest = retry_after(self.failures);
                self.failures = self.failures.saturating_add(1);
                Some(Effect::Retry(rest))
            }
            (_, Event::Status(_) | Event::Kept | Event::TextFirst | Event::Failed(_)) => None,
        }
    }

    fn next(&mut self) -> Effect {
        match self.queue.pop_front() {
            Some(picture) => {
                self.phase = Phase::Bringing { picture, sent: None, stalls: 0 };
                Effect::Ask(picture.hash)
            }
            None => {
                self.phase = Phase::Idle;
                Effect::Rest
            }
        }
    }

    fn go_on(&mut self, picture: Pending, sent: Option<u32>, stalls: u32, status: PhotoStatus) -> Effect {
        if status.complete {
            self.phase = Phase::Keeping;
            return Effect::Keep(picture.hash, status.epoch);
        }
        let stalled = sent.is_some_and(|sent| status.held <= sent);
        let stalls = stalls + u32::from(stalled);
        let left = picture.bytes.saturating_sub(status.held);
        // It gets nowhere: what is here or there is not what its record says.
        if left == 0 || stalls == MOST_STALLS {
            return self.next();
        }
        self.failures = 0;
        self.phase = Phase::Bringing { picture, sent: Some(status.held), stalls };
        Effect::Send { hash: picture.hash, offset: status.held, length: left.min(MOST_PIECE_BYTES) }
    }
}

#[cfg(test)]
mod tests;
