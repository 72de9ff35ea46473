//! Sessions of viewers.

pub mod begin;
pub mod origin;
pub mod show;
pub mod target;
