//! What needs a person of the ward office today.

pub mod conflicts;
pub mod show;
pub mod silent;
