//! Devices.

pub mod enrol;
