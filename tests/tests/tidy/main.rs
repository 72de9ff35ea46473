//! The plan of the house (`docs/ARCHITECTURE.md`, section 2), held against the
//! sources themselves.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod code;
mod files;
mod forms;
mod manifests;
mod markup;
mod rooms;
mod source;
mod texts;
