//! Tickets.

pub mod draw;
