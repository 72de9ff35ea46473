//! Schemes: which one judges what, and new ones.

pub mod choose;
pub mod file;
pub mod list;
pub mod publish;
