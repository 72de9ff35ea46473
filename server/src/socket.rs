//! The protocol of automerge-repo, version "1": programs of others follow and
//! write documents over a WebSocket.
//!
//! What they bring goes the way of every push (`pipeline::push`): Automerge never
//! sees a change that was not admitted. What they are told is read from the
//! store. A **peer** is the program on the other end; a document that it asked
//! for is **followed** until the connection ends: whatever is stored of it, by
//! any road, is told.

pub mod conversation;
pub mod converse;
pub mod followed;
pub mod parting;
