//! Why a connection is closed, as the peer is told.

use shared::document::admission::Refusal;
use shared::sync::socket::frame::FrameError;
use shared::sync::socket::message::MessageError;
use thiserror::Error;

use super::conversation::{MOST_DOCUMENTS, MOST_EPHEMERAL_BYTES, MOST_FRAME_BYTES};
use crate::auth::caller::CallerError;
use crate::live::FullError;
use crate::store::StoreError;

/// Why a connection is closed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Parting {
    /// The peer has gone.
    #[error("the peer has gone")]
    Gone,
    /// The server stops.
    #[error("the server stops; connect again")]
    Stopping,
    /// Whoever opened it may do nothing here.
    #[error(transparent)]
    Caller(#[from] CallerError),
    /// There is no place for it.
    #[error(transparent)]
    Full(#[from] FullError),
    /// A message is no frame of the protocol.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A sync message did not pass.
    #[error("{0}")]
    Message(#[from] MessageError),
    /// What came is too large, or no message of a WebSocket.
    #[error("a message has at most {MOST_FRAME_BYTES} bytes and is one of a WebSocket")]
    Broken,
    /// A message is text.
    #[error("messages are binary")]
    Text,
    /// The peer did not say who it is, or not soon enough.
    #[error("the first message is a join")]
    NotJoined,
    /// The peer speaks another version.
    #[error("only version 1 of the protocol is spoken here")]
    Version,
    /// The peer calls itself by a name that is not its own.
    #[error("this connection may call itself {0} or {0}-…, and by one name only")]
    Name(String),
    /// It follows too many documents.
    #[error("a connection follows at most {MOST_DOCUMENTS} documents")]
    TooManyDocuments,
    /// An ephemeral message is too large.
    #[error("an ephemeral message has at most {MOST_EPHEMERAL_BYTES} bytes")]
    TooMuchSaid,
    /// Whoever opened it may only read.
    #[error("this connection may only read")]
    OnlyReads,
    /// A whole document came, or a compressed change.
    #[error("{0}: only plain changes are taken, no whole document and nothing compressed")]
    NotPlain(String),
    /// Changes of a new document do not begin with a genesis.
    #[error("a new document begins with the genesis change of its kind, unchanged")]
    NoGenesis,
    /// Changes were refused.
    #[error("{document}: {refusal}{}", if *.kept { "; the ward office will decide" } else { "" })]
    Refused {
        /// The name of the document.
        document: String,
        /// Why.
        refusal: Refusal,
        /// Whether the ward keeps them for an official to decide.
        kept: bool,
    },
    /// The device's right to write was taken from it.
    #[error("{document}: this device only reads by now{}", if *.kept { "; the ward office will decide" } else { "" })]
    NoWriter {
        /// The name of the document.
        document: String,
        /// Whether the ward keeps the changes for an official to decide.
        kept: bool,
    },
    /// The same is said again and again.
    #[error("{0}: changes are missing on which the others build, and nobody has them")]
    Circles(String),
    /// The store fails.
    #[error("the server cannot store anything now; nothing was stored")]
    Store(#[from] StoreError),
}

/// Bytes of the reason in the last frame of a WebSocket, by its own rules.
const MOST_REASON: usize = 123;

impl Parting {
    /// The reason as the last frame of a WebSocket holds it.
    pub fn reason(&self) -> String {
        let mut reason = self.to_string();
        let end = (0..=MOST_REASON.min(reason.len())).rev().find(|end| reason.is_char_boundary(*end));
        reason.truncate(end.unwrap_or(0));
        reason
    }
}
