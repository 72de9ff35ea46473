//! Bringing a phone's changes to the ward and the ward's news to the phone.
//!
//! Terms: a **push** carries changes of one document; the **cursor** is a
//! ward's sequence number up to which a phone has seen everything meant for
//! it; a **receipt** is the server's word that it stored a change durably; an
//! **epoch** is one life of the server's store, and a restored backup begins a
//! new one.
//!
//! The phone's side is [`engine`]: events in, effects out, no IO. The shapes
//! on the wire are [`wire`]; pictures follow by [`photos`]; the first check of foreign bytes is [`gate`].
//! Where there is no road, a [`bundle`] is carried in a file.
//! Programs of others speak the protocol of automerge-repo ([`socket`]).

pub mod bundle;
pub mod custody;
pub mod engine;
pub mod gate;
pub mod photos;
pub mod proof;
pub mod relay;
pub mod role;
pub mod socket;
pub mod wire;
