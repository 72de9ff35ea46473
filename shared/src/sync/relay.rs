//! What a ward's relay and the town's server say to each other.
//!
//! A **relay** is a server of the ward's own that stands where the town's cannot
//! be reached, on a laptop say. To phones it is a server like any other. To the
//! town's server it is like a phone of the whole ward: it speaks the same
//! protocol at the same address. Its request and its answer begin with the
//! fields of a phone's ([`super::wire`]), and what goes beyond a phone stands
//! behind them. `docs/SYNC.md` tells the same for people.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::wire::{Outcome, Receipt, ServerKey, SyncPoint, are_within_limits};
use crate::id::{DeviceNumber, DocumentId, OrganisationId, RequestId};
use crate::moment::Moment;
use crate::org::{Organisation, Ward};
use crate::record::Kind;
use crate::ruling::Ruled;

/// What a relay is: the answer to an [`super::wire::EnrolRequest`] at
/// `POST /api/v1/relay`, whose secret becomes the relay's token.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Joined {
    /// The ward.
    #[n(0)]
    pub ward: Ward,
    /// The first number that it may give to a device.
    #[n(1)]
    pub first: DeviceNumber,
    /// The last number that it may give to a device. Nobody else gives out any of them.
    #[n(2)]
    pub last: DeviceNumber,
    /// The public key by which the town's server signs receipts.
    #[n(3)]
    pub key: ServerKey,
}

/// `POST /api/v1/sync` of a relay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelayRequest {
    /// The protocol's version.
    #[n(0)]
    pub version: u16,
    /// Names the request in logs and in its answer.
    #[n(1)]
    pub request: RequestId,
    /// Up to where the relay knows the town's news.
    #[n(2)]
    pub point: SyncPoint,
    /// What phones brought to it. Each push has changes of one author.
    #[n(3)]
    pub push: Vec<RelayPush>,
    /// Devices that were enrolled at the relay, or that the town may have lost.
    /// They count before the pushes.
    #[n(5)]
    pub enrolled: Vec<RelayDevice>,
    /// SHA-256 of the [`Register`] that the relay has of the town; none before the first.
    #[n(6)]
    pub register: Option<ByteVec>,
}

impl RelayRequest {
    /// Whether it brings no more than a phone's request may.
    pub fn is_within_limits(&self) -> bool {
        let changes = self.push.iter().map(|push| push.chunks.len());
        are_within_limits(changes) && self.enrolled.len() <= MOST_ENROLLED
    }
}

/// Devices of one request: a ward has some hundred.
pub const MOST_ENROLLED: usize = 1_000;

/// Changes of one document that one device wrote.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelayPush {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// Its kind.
    #[n(1)]
    pub kind: Kind,
    /// Plain change chunks.
    #[n(2)]
    pub chunks: Vec<ByteVec>,
    /// The organisation whose device their author is, as the relay has it.
    #[n(3)]
    pub organisation: OrganisationId,
}

/// A device as one server tells another of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelayDevice {
    /// Its number.
    #[n(0)]
    pub number: DeviceNumber,
    /// The organisation whose device it is.
    #[n(1)]
    pub organisation: OrganisationId,
    /// The hash by which its token is known; none where nobody holds one.
    #[n(2)]
    pub token: Option<ByteVec>,
    /// When it was enrolled.
    #[n(3)]
    pub enrolled_at: Moment,
    /// When it was revoked, if it was.
    #[n(4)]
    pub revoked_at: Option<Moment>,
    /// Where it was given another token at the relay: the hash of the one that it
    /// had before. The new one counts only in the place of that one.
    #[n(5)]
    pub former: Option<ByteVec>,
}

/// Who is in a ward: its organisations and its devices.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Register {
    /// The organisations.
    #[n(0)]
    pub organisations: Vec<Organisation>,
    /// Every device that was ever enrolled, by number.
    #[n(1)]
    pub devices: Vec<RelayDevice>,
}

/// The answer to a [`RelayRequest`], sent only after everything in it is durable.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelayResponse {
    /// What became of each push, in the order of the request.
    #[n(0)]
    pub outcomes: Vec<Outcome>,
    /// Changes of the whole ward that the relay has not seen, in the town's order.
    #[n(1)]
    pub pulled: Vec<RelayPulled>,
    /// Rulings that the relay has not seen, in order.
    #[n(2)]
    pub rulings: Vec<RelayRuled>,
    /// Up to where the relay knows the news once it has stored this answer.
    #[n(3)]
    pub point: SyncPoint,
    /// Whether there is more to ask for at once.
    #[n(4)]
    pub more: bool,
    /// The server's clock.
    #[n(5)]
    pub now: Moment,
    /// The request that this answers.
    #[n(6)]
    pub request: RequestId,
    /// The register, where the relay has another one.
    #[n(9)]
    pub register: Option<Register>,
}

/// A change of the town's log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelayPulled {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// Its kind.
    #[n(1)]
    pub kind: Kind,
    /// When and as what the town's server stored it.
    #[n(2)]
    pub receipt: Receipt,
    /// The change's chunk.
    #[n(3)]
    pub chunk: ByteVec,
    /// Whose document it is.
    #[n(4)]
    pub organisation: OrganisationId,
    /// The device that brought it.
    #[n(5)]
    pub device: DeviceNumber,
}

/// A ruling of the town's log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelayRuled {
    /// The ruling with its number there.
    #[n(0)]
    pub ruled: Ruled,
    /// When it was made.
    #[n(1)]
    pub at: Moment,
    /// Who made it; none where it was the command line.
    #[n(2)]
    pub official: Option<String>,
}
