//! The protocol of automerge-repo, version "1", as far as its bytes go: so that
//! programs of others can read and write the documents of an organisation, too.
//!
//! A **frame** is one message of a WebSocket, a CBOR map. Documents are named by
//! an **address**. The body of most frames is a **message** of Automerge's own
//! sync protocol, which is looked at before Automerge sees a byte of it.

pub mod address;
pub mod frame;
pub mod message;
