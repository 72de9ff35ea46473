//! Documents that several phones write: merging, conflicts, admission, and
//! documents of earlier releases.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod admission;
mod any_edit;
mod conflicts;
mod counts;
mod crashers;
mod crowded;
mod discipline;
mod every_field;
mod forged;
mod fuzzed;
mod golden;
mod ground;
mod history;
mod hostile;
mod impossible;
mod laws;
mod meant;
mod mutated;
mod parts;
mod phone;
