//! The relay's side: a data file that brings to the town's server what phones
//! brought to it, and takes what is new there.
//!
//! [`outbox`] says what goes next, [`take`] stores what an answer brought; both
//! are functions of the store. [`road`] is the way there, and [`run`] goes it.

pub mod outbox;
pub mod road;
pub mod run;
pub mod take;

use shared::sync::relay::RelayRequest;

/// A request, and what of the relay's own log is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The request.
    pub request: RelayRequest,
    /// The relay's numbers of the changes of each push, in their order.
    pub sent: Vec<Vec<u64>>,
    /// Whether there is more to be sent behind it.
    pub more: bool,
}
