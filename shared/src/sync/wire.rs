//! Shapes on the wire, version 1: CBOR arrays with numbered fields.
//!
//! A reader skips numbers it does not know, so fields may be added at the end
//! and never change their meaning. `docs/SYNC.md` tells the same for people.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::document::admission::{Refusal, Refused};
use crate::id::{ChangeHash, DeviceNumber, DocumentId, OrganisationId, PhotoHash, RequestId};
use crate::moment::Moment;
use crate::org::{Organisation, Ward};
use crate::record::Kind;
use crate::ruling::{Ruled, Ruling};
use crate::sealed::Sealed;
use crate::sync::role::Role;

/// The version of the protocol that this code speaks.
pub const VERSION: u16 = 1;

/// Bytes of a sync request's body, before and after decompression.
pub const MOST_REQUEST_BYTES: usize = 1024 * 1024;

/// Pushes of one sync request. Each may open a document; a cell writes into some
/// ten in a month, so a phone that was away for years fills a few requests.
pub const MOST_PUSHES: usize = 500;

/// Changes of one sync request, all its pushes together: as many of the smallest
/// ones, of some hundred bytes, as fit into a page of a phone
/// ([`crate::sync::engine::MOST_PUSHED_BYTES`]).
pub const MOST_PUSHED_CHANGES: usize = 2_500;

/// The media type of every body of the protocol.
pub const MEDIA_TYPE: &str = "application/cbor";

/// One life of the server's store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Epoch(#[n(0)] pub u64);

/// Up to where a phone knows the ward's news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
pub struct SyncPoint {
    /// The epoch the cursor belongs to; none before the first sync.
    #[n(0)]
    pub epoch: Option<Epoch>,
    /// The last sequence number of the ward that was seen.
    #[n(1)]
    pub cursor: u64,
}

/// `POST /api/v1/enrol`: a device asks to become a cell's.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EnrolRequest {
    /// The protocol's version.
    #[n(0)]
    pub version: u16,
    /// The one-time code, as typed.
    #[n(1)]
    pub code: String,
    /// The secret that the device drew and that becomes its token: 64
    /// hexadecimal digits. The same code with the same secret is answered again,
    /// so that an answer that was lost does not cost the code.
    #[n(2)]
    pub secret: String,
    /// Who this phone was before, where it has a book and the ward does not
    /// know it any more.
    #[n(3)]
    pub former: Option<Former>,
    /// The key by which the device seals its bundles; none where its browser has none.
    #[n(4)]
    pub key: Option<DeviceKey>,
}

/// The public key by which a device seals what it hands over in a file
/// ([`crate::sync::bundle`]): a point of P-256, uncompressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct DeviceKey(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 65]);

/// The device that a phone was before it enrols anew.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Former {
    /// Its number.
    #[n(0)]
    pub device: DeviceNumber,
    /// Its token.
    #[n(1)]
    pub token: String,
    /// The organisation whose book it has: a code of another one is not used up.
    #[n(2)]
    pub organisation: OrganisationId,
}

/// How far above the greatest number that a store gave out a number may be that
/// an older life of it is said to have given out. A ward has some hundred
/// phones, so no backup is older by that many; and a code, which is given out by
/// hand and works once, uses up no more than this of the four thousand million
/// numbers that there are.
pub const MOST_LOST_DEVICES: u32 = 100_000;

/// The device's new identity.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Enrolled {
    /// The device's number.
    #[n(0)]
    pub device: DeviceNumber,
    /// The secret by which the device proves who it is, the one of its request.
    #[n(1)]
    pub token: String,
    /// The ward.
    #[n(2)]
    pub ward: Ward,
    /// The organisation whose device it is.
    #[n(3)]
    pub organisation: Organisation,
    /// The public key by which the server signs receipts, by Ed25519.
    #[n(4)]
    pub key: Option<ServerKey>,
}

/// The public key of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct ServerKey(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

/// `POST /api/v1/sync`: everything a phone has to say and to ask.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncRequest {
    /// The protocol's version.
    #[n(0)]
    pub version: u16,
    /// Names the request in logs and in its answer.
    #[n(1)]
    pub request: RequestId,
    /// Up to where the phone knows the news.
    #[n(2)]
    pub point: SyncPoint,
    /// What it wrote, by document.
    #[n(3)]
    pub push: Vec<Push>,
    /// The key by which it seals its bundles, until the ward has answered in
    /// this epoch to a request that named it.
    #[n(4)]
    pub key: Option<DeviceKey>,
    /// What it reads beside what every phone does.
    #[n(5)]
    pub reads: Option<Reads>,
}

/// What a phone reads that the first ones of its protocol did not, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Reads(#[n(0)] u64);

impl Reads {
    /// [`Outcome::Whole`].
    pub const WHOLE: Self = Self(1);

    /// Whether it reads all of `what`.
    pub fn all_of(self, what: Self) -> bool {
        self.0 & what.0 == what.0
    }
}

impl SyncRequest {
    /// Whether it brings no more than [`MOST_PUSHES`] and [`MOST_PUSHED_CHANGES`].
    pub fn is_within_limits(&self) -> bool {
        are_within_limits(self.push.iter().map(|push| push.chunks.len()))
    }
}

/// Whether pushes of so many changes each are no more than [`MOST_PUSHES`] and [`MOST_PUSHED_CHANGES`].
pub fn are_within_limits(changes: impl ExactSizeIterator<Item = usize>) -> bool {
    changes.len() <= MOST_PUSHES && changes.sum::<usize>() <= MOST_PUSHED_CHANGES
}

/// Changes of one document. Those whose past the server has enter it together
/// or, where one of them is refused, not at all.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Push {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// Its kind.
    #[n(1)]
    pub kind: Kind,
    /// Plain change chunks.
    #[n(2)]
    pub chunks: Vec<ByteVec>,
}

/// The answer to a [`SyncRequest`], sent only after everything in it is durable.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncResponse {
    /// What became of each push, in the order of the request.
    #[n(0)]
    pub outcomes: Vec<Outcome>,
    /// Changes that the phone has not seen, each after those it builds on: by
    /// others, and by itself where it does not know them any more.
    #[n(1)]
    pub pulled: Vec<Pulled>,
    /// Rulings the phone has not seen, in order.
    #[n(2)]
    pub rulings: Vec<Ruled<Sealed<Ruling>>>,
    /// Up to where the phone knows the news once it has stored this answer.
    #[n(3)]
    pub point: SyncPoint,
    /// Whether there is more to ask for at once.
    #[n(4)]
    pub more: bool,
    /// The server's clock.
    #[n(5)]
    pub now: Moment,
    /// The request that this answers: an answer that was long on its way is
    /// told apart from the one that is waited for.
    #[n(6)]
    pub request: RequestId,
    /// Documents of which refused changes are in the ward's custody: those that
    /// this request brought, and those of the phone's organisation that the ward
    /// declined since the phone's point. What it accepts comes as a receipt.
    #[n(7)]
    pub custody: Option<Vec<InCustody>>,
    /// The ward's signature over all receipts of the outcomes, if there are any
    /// ([`crate::sync::proof`]).
    #[n(8)]
    pub seal: Option<Seal>,
    /// What the device may do here, where it is no writer.
    #[n(9)]
    pub role: Option<Role>,
}

/// The answer to a part of a bundle that another phone brings
/// ([`crate::sync::bundle`]), sent only after everything in it is durable.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BundleResponse {
    /// What became of each push of the part, in its order.
    #[n(0)]
    pub outcomes: Vec<Outcome>,
    /// Documents of which refused changes of the part are in the ward's custody.
    #[n(1)]
    pub custody: Option<Vec<InCustody>>,
}

/// A signature of the server, by Ed25519.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Seal {
    /// The server's public key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// The signature.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

/// A document of which changes that were refused are in the ward's custody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct InCustody {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// What becomes of them.
    #[n(1)]
    pub custody: Custody,
    /// Which changes, where it tells of a decision, or where some of what the request
    /// brought of the document waits and some was declined; else none: all of it.
    #[n(2)]
    pub changes: Option<Vec<ChangeHash>>,
}

/// What becomes of changes that were refused for who brought them, and that the
/// ward keeps so that a person may decide.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Custody {
    /// Nobody has decided yet.
    #[n(0)]
    Waits,
    /// The ward office did not accept them, for this reason.
    #[n(1)]
    Declined(#[n(0)] String),
}

/// What became of one push.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Outcome {
    /// Changes of it are durable, now or from before: those that have a receipt.
    /// The others build on changes that another phone has yet to send; they stay
    /// in the outbox.
    #[n(0)]
    Stored(#[n(0)] Vec<Receipt>),
    /// Nothing of it could be stored, since changes are missing on which it
    /// builds; these are the heads the server has. The phone sends again all it
    /// ever wrote into this document.
    #[n(1)]
    Missing(#[n(0)] Vec<ChangeHash>),
    /// The changes are not taken; the phone keeps them and tells its user.
    #[n(2)]
    Refused {
        /// Why.
        #[n(0)]
        why: Refusal,
        /// The changes at fault; none where it is all of the push together.
        #[n(1)]
        at: Option<Vec<ChangeHash>>,
    },
    /// [`Outcome::Stored`] with a receipt for every change of the push, in its
    /// order, whose numbers follow one another: the phone knows their hashes,
    /// which are nearly all of such an answer. Only for who reads it ([`Reads::WHOLE`]).
    #[n(3)]
    Whole {
        /// The number of the first one.
        #[n(0)]
        first: u64,
        /// When all of them were received.
        #[n(1)]
        at: Moment,
    },
}

impl From<Refusal> for Outcome {
    fn from(why: Refusal) -> Self {
        Refused::from(why).into()
    }
}

impl From<Refused> for Outcome {
    fn from(Refused { why, at }: Refused) -> Self {
        Self::Refused { why, at: (!at.is_empty()).then_some(at) }
    }
}

impl Outcome {
    /// The same in the fewest bytes, of a push of so many changes.
    pub fn shortened(self, changes: usize) -> Self {
        let Self::Stored(receipts) = &self else { return self };
        let Some(Receipt { seq: first, at, .. }) = receipts.first().copied() else { return self };
        let follows = |(seq, receipt): (u64, &Receipt)| (receipt.seq, receipt.at) == (seq, at);
        let is_whole = receipts.len() == changes && (first..).zip(receipts).all(follows);
        if is_whole { Self::Whole { first, at } } else { self }
    }

    /// The same with a receipt for each change, where the push has these `hashes`.
    pub fn in_full(self, hashes: &[ChangeHash]) -> Self {
        match self {
            Self::Whole { first, at } => {
                let receipts = (first..).zip(hashes).map(|(seq, hash)| Receipt { hash: *hash, seq, at });
                Self::Stored(receipts.collect())
            }
            outcome => outcome,
        }
    }
}

/// The server's word that it stored one change durably.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    /// The change.
    #[n(0)]
    pub hash: ChangeHash,
    /// Its number in the ward's sequence.
    #[n(1)]
    pub seq: u64,
    /// When it was received, by the server's clock.
    #[n(2)]
    pub at: Moment,
}

/// A change that this request did not bring.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Pulled {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// Its kind.
    #[n(1)]
    pub kind: Kind,
    /// When and as what the server stored it.
    #[n(2)]
    pub receipt: Receipt,
    /// The change's chunk.
    #[n(3)]
    pub chunk: ByteVec,
}

/// What a device gets for its token, for a WebSocket to which it cannot send one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ticket {
    /// The ticket, for the address.
    #[n(0)]
    pub ticket: String,
    /// The name by which the device calls itself there, or with a hyphen and more.
    #[n(1)]
    pub peer: String,
    /// For how many seconds the ticket is good before a connection is open by it,
    /// and after the last one was cut.
    #[n(2)]
    pub seconds: u32,
}

/// How much of a picture the ward has: the answer to each of its pieces, sent
/// only after what it says is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PhotoStatus {
    /// The picture.
    #[n(0)]
    pub hash: PhotoHash,
    /// How many of its first bytes the ward has.
    #[n(1)]
    pub held: u32,
    /// Whether that is all of it, and its hash is right.
    #[n(2)]
    pub complete: bool,
    /// The life of the server's store in which this is so.
    #[n(3)]
    pub epoch: Epoch,
}

/// Why a request as a whole was not answered; the body of every answer that is not 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Fault {
    /// The body is not a request of this protocol.
    #[n(0)]
    Malformed,
    /// The body is larger than the server takes.
    #[n(1)]
    TooLarge,
    /// The server does not speak this version.
    #[n(2)]
    Version,
    /// No device has this token, or it was revoked.
    #[n(3)]
    UnknownDevice,
    /// No such enrolment code was given out.
    #[n(4)]
    CodeUnknown,
    /// The code was used already.
    #[n(5)]
    CodeUsed,
    /// The code has expired.
    #[n(6)]
    CodeExpired,
    /// Too many attempts; try again later.
    #[n(7)]
    TooManyAttempts,
    /// The server cannot store anything now; nothing was stored.
    #[n(8)]
    Storage,
    /// No photo of the device's organisation names this picture, or the ward
    /// does not have the whole of it yet.
    #[n(9)]
    UnknownPhoto,
    /// The enrolment code is of another organisation than the phone's book; it
    /// was not used up.
    #[n(10)]
    OtherOrganisation,
    /// The ward does not know the key by which a bundle was sealed as one of the
    /// device's that it names.
    #[n(11)]
    UnknownKey,
}
