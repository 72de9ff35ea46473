//! Changes that the ward keeps for a decision.

pub mod decide;
pub mod list;
