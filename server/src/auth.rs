//! Who asks: devices by their token, viewers by their session.
//!
//! A **code** is short, handed over by people and expires; it is exchanged
//! once for a **secret** that no person types: a device's **token**, or the
//! session behind a viewer's cookie. The store keeps hashes alone.

pub mod attempts;
pub mod caller;
pub mod code;
pub mod cookies;
pub mod device;
pub mod enrolment;
pub mod peer;
pub mod relay;
pub mod sealing;
pub mod secret;
pub mod signing;
pub mod ticket;
pub mod transport;
pub mod viewer;
