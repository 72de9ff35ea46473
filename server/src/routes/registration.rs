//! Registrations of cells, as the ward looks at them.

pub mod judge;
pub mod list;
