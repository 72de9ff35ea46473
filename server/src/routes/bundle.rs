//! What one phone wrote and somebody else carries.

pub mod bring;
pub mod import;
