//! Phones, the road and the server together: whatever happens on the way, all
//! end with the same records, and nothing that a person wrote is lost.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bundles;
mod cell;
mod cleared;
mod conflicts;
mod copies;
mod custody;
mod disks;
mod enrolling_anew;
mod enrolment;
mod epochs;
mod laws;
mod meanwhile;
mod mishaps;
mod pages;
mod photos;
mod receipts;
mod refusals;
mod relays;
mod roles;
mod rollback;
mod two_servers;
