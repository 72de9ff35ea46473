//! The wire of version 1, and the phone's store: bytes that others keep or
//! send, and that must mean the same for ever.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod book;
mod broken;
mod golden;
mod stored;
mod values;
