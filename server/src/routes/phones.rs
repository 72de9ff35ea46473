//! The ward's phones, and what a phone may do.

pub mod list;
pub mod right;
