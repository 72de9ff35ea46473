//! Relays of a ward.

pub mod join;
