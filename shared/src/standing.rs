//! Standings: what follows from a ward's records by its schemes.
//!
//! A standing is computed, never stored as a fact: the same records, rulings
//! and scheme give the same standing on a phone, on the server, and again in
//! ten years.

pub mod attendance;
pub mod below;
pub mod calendar;
pub mod cap;
pub mod contributed;
pub mod coverage;
pub mod deadline;
pub mod facts;
pub mod last_month;
pub mod late;
pub mod meeting_doubt;
pub mod member_grade;
pub mod member_year;
pub mod month;
pub mod pledged;
pub mod rank;
pub mod registration_doubt;
#[cfg(test)]
pub(crate) mod sample;
pub mod steps;
pub mod timeliness;
pub mod year;
