//! Periods: closing, reopening, and what came later.

pub mod close;
pub mod list;
pub mod reopen;
pub mod show;
