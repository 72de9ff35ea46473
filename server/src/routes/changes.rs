//! Changes of phones.

pub mod sync;
