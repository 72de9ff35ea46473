//! Phones, the road and the server together: whatever happens on the way, all
//! end with the same records, and nothing that a person wrote is lost.

mod cell;
mod conflicts;
mod enrolment;
mod epochs;
mod laws;
mod meanwhile;
mod mishaps;
mod pages;
mod receipts;
mod refusals;
