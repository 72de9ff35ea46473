//! The register of organisations.

pub mod group;
pub mod list;
