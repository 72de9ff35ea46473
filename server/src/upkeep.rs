//! Upkeep of a data file: whether it is whole, and making anew what can be
//! computed from its log.

pub mod finding;
pub mod rebuild;
pub mod verify;
