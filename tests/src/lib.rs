//! The harness: phones, a network with mishaps and a server, for tests that
//! look at all of them together.

pub mod bontot;
pub mod browser;
pub mod browser_kills;
pub mod http;
pub mod kills;
pub mod network;
pub mod phone;
pub mod simulation;
pub mod story;
pub mod town;

pub use vectors::dice;
