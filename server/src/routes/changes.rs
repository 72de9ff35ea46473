//! Changes of phones.

pub mod relay;
pub mod sync;
