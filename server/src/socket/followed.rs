//! One document that a peer follows: what Automerge's sync protocol remembers.
//!
//! The server never says that it takes whole documents. So whoever has something
//! to bring sends plain changes, one by one, as the gate wants them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::Automerge;
use automerge::sync::{Message, State, SyncDoc};
use shared::id::ChangeHash;
use shared::sync::socket::message::MessageError;

use super::parting::Parting;
use crate::store::StoreError;

/// Messages in a row that move neither side. An honest end has two or three.
const MOST_FRUITLESS: u32 = 16;

/// Whether changes are taken from a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// They are.
    Changes,
    /// They are not: Automerge's own flag tells the peer.
    Nothing,
}

/// What is remembered of a document that a peer follows.
#[derive(Debug, Clone)]
pub struct Followed {
    takes: Takes,
    state: State,
    heads: Heads,
    fruitless: u32,
    /// Whether the document is there, for this peer.
    pub is_there: bool,
}

/// Where both sides stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Heads {
    ours: Vec<automerge::ChangeHash>,
    theirs: Vec<ChangeHash>,
}

/// A message that was looked at, without its changes.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The message as bytes.
    pub message: Vec<u8>,
    /// The peer's heads.
    pub heads: Vec<ChangeHash>,
    /// Whether it brought changes, which were judged.
    pub brought: Brought,
}

/// Whether a message brought changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brought {
    /// It did.
    Changes,
    /// It did not.
    Nothing,
}

impl Followed {
    /// A document of which nothing was said yet.
    pub fn new(takes: Takes) -> Self {
        let state = match takes {
            Takes::Changes => State::new(),
            Takes::Nothing => State::new_read_only(),
        };
        Self { takes, state, heads: Heads::default(), fruitless: 0, is_there: false }
    }

    /// Takes note of what the peer said. `document` is as it is after the
    /// changes that came with it were judged.
    pub fn hear(&mut self, document: &Automerge, heard: Heard) -> Result<(), Parting> {
        let Heard { message, heads, brought } = heard;
        let heads = Heads { ours: document.get_heads(), theirs: heads };
        self.fruitless = if heads == self.heads { self.fruitless + 1 } else { 0 };
        self.heads = heads;
        let message = guarded(|| Message::decode(&message))?.map_err(|_| MessageError::NotAMessage)?;
        // Automerge notes down on a copy, which costs little; nothing of it is kept.
        guarded(|| document.clone().receive_sync_message(&mut self.state, message))?
            .map_err(|_| MessageError::NotAMessage)?;
        if brought == Brought::Changes {
            // The peer waits to be told that they are here.
            self.state.last_sent_heads = Vec::new();
        }
        Ok(())
    }

    /// Whether nothing moves any more, though both sides go on talking.
    pub fn goes_in_circles(&self) -> bool {
        MOST_FRUITLESS < self.fruitless
    }

    /// What there is to say of the document, if anything.
    pub fn say(&mut self, document: &Automerge) -> Result<Option<Vec<u8>>, Parting> {
        let message = guarded(|| document.generate_sync_message(&mut self.state))?;
        Ok(message.map(|mut message| {
            if self.takes == Takes::Changes {
                message.flags = None;
            }
            message.encode()
        }))
    }
}

/// Automerge has panicked on what others wrote before.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Parting> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| StoreError::Panicked.into())
}

#[cfg(test)]
mod tests;
