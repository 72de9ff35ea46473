//! The server's own health.

pub mod check;
