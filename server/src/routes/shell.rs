//! The phone's page.

pub mod show;
