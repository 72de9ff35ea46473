//! The ward's rulings.

pub mod list;
