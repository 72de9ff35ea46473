//! The ward's phones, and taking a phone's right to write.

pub mod list;
pub mod revoke;
