//! The frames of automerge-repo's protocol, version "1": CBOR maps.
//!
//! A reader takes a document's name as text, as the programs write it, or as the
//! id's sixteen bytes; it skips fields that it does not know.

use minicbor::data::Type;
use minicbor::encode::Write;
use minicbor::{Decoder, Encoder};
use thiserror::Error;

use super::address;
use crate::id::DocumentId;

/// The one version of the protocol.
pub const VERSION: &str = "1";

/// Bytes of a peer's name.
pub const MOST_NAME: usize = 128;

/// Why bytes are no frame.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FrameError {
    /// They are no CBOR map with such fields.
    #[error("the message is not CBOR of this protocol: {0}")]
    NotCbor(String),
    /// A field is not there.
    #[error("the message has no {0}")]
    Missing(&'static str),
    /// The name of a document is none.
    #[error("the message names no document: {0}")]
    Document(#[from] address::AddressError),
    /// A peer's name is too long.
    #[error("the name of a peer is too long")]
    Name,
}

impl From<minicbor::decode::Error> for FrameError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::NotCbor(error.to_string())
    }
}

/// A frame that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Who sent it, by its own word.
    pub sender: &'a str,
    /// What it says.
    pub says: Says<'a>,
}

/// What a frame says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says<'a> {
    /// The first frame: who is there.
    Join {
        /// Whether it speaks [`VERSION`].
        speaks: bool,
    },
    /// The last frame.
    Leave,
    /// A message about a document.
    Sync {
        /// The document.
        document: DocumentId,
        /// Whether the sender has anything of it.
        has: Has,
        /// The message ([`super::message`]).
        data: &'a [u8],
    },
    /// The sender has nothing of the document.
    Unavailable {
        /// The document.
        document: DocumentId,
    },
    /// Something that is said to those who have the document open, and kept nowhere.
    Ephemeral {
        /// The document.
        document: DocumentId,
        /// One life of the sender.
        session: &'a str,
        /// Its number within that life.
        count: u64,
        /// What is said.
        data: &'a [u8],
    },
    /// Something else, which a later program may understand.
    Other,
}

/// Whether the sender of a message has anything of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Has {
    /// It asks whether others have it.
    Nothing,
    /// It has, or had when it asked first.
    Something,
}

/// The fields of a frame, whatever it is.
#[derive(Default)]
struct Fields<'a> {
    kind: Option<&'a str>,
    sender: Option<&'a str>,
    document: Option<&'a [u8]>,
    named: Option<&'a str>,
    data: Option<&'a [u8]>,
    session: Option<&'a str>,
    count: Option<u64>,
    speaks: bool,
}

impl<'a> Frame<'a> {
    /// The frame with these bytes.
    pub fn read(bytes: &'a [u8]) -> Result<Self, FrameError> {
        let fields = Fields::read(bytes)?;
        let says = fields.says()?;
        let sender = fields.sender.ok_or(FrameError::Missing("senderId"))?;
        if MOST_NAME < sender.len() {
            return Err(FrameError::Name);
        }
        Ok(Self { sender, says })
    }
}

impl<'a> Fields<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, FrameError> {
        let mut decoder = Decoder::new(bytes);
        let mut fields = Self::default();
        let count = decoder.map()?;
        let mut read = 0;
        while count.map_or_else(|| decoder.datatype().ok() != Some(Type::Break), |count| read < count) {
            read += 1;
            let name = decoder.str()?;
            fields.take(name, &mut decoder)?;
        }
        Ok(fields)
    }

    fn take(&mut self, name: &str, decoder: &mut Decoder<'a>) -> Result<(), FrameError> {
        let kind = decoder.datatype()?;
        match (name, kind) {
            // JavaScript writes what it does not have as `undefined`.
            (_, Type::Undefined | Type::Null) => decoder.skip()?,
            ("type", _) => self.kind = Some(decoder.str()?),
            ("senderId", _) => self.sender = Some(decoder.str()?),
            ("documentId", Type::Bytes) => self.document = Some(decoder.bytes()?),
            ("documentId", _) => self.named = Some(decoder.str()?),
            ("data", _) => self.data = Some(decoder.bytes()?),
            ("sessionId", _) => self.session = Some(decoder.str()?),
            ("count", Type::U8 | Type::U16 | Type::U32 | Type::U64) => self.count = Some(decoder.u64()?),
            ("supportedProtocolVersions", Type::Array) => {
                for version in decoder.array_iter::<&str>()? {
                    self.speaks |= version? == VERSION;
                }
            }
            _ => decoder.skip()?,
        }
        Ok(())
    }

    fn document(&self) -> Result<DocumentId, FrameError> {
        match (self.document, self.named) {
            (Some(bytes), _) => {
                let id = <[u8; 16]>::try_from(bytes).map_err(|_| address::AddressError::Length)?;
                Ok(DocumentId::from_bytes(id))
            }
            (None, Some(name)) => Ok(address::read(name)?),
            (None, None) => Err(FrameError::Missing("documentId")),
        }
    }

    fn data(&self) -> Result<&'a [u8], FrameError> {
        self.data.ok_or(FrameError::Missing("data"))
    }

    fn says(&self) -> Result<Says<'a>, FrameError> {
        let sync = |has| Ok(Says::Sync { document: self.document()?, has, data: self.data()? });
        match self.kind.ok_or(FrameError::Missing("type"))? {
            "join" => Ok(Says::Join { speaks: self.speaks }),
            "leave" => Ok(Says::Leave),
            "request" => sync(Has::Nothing),
            "sync" => sync(Has::Something),
            "doc-unavailable" => Ok(Says::Unavailable { document: self.document()? }),
            "ephemeral" => Ok(Says::Ephemeral {
                document: self.document()?,
                session: self.session.ok_or(FrameError::Missing("sessionId"))?,
                count: self.count.ok_or(FrameError::Missing("count"))?,
                data: self.data()?,
            }),
            _ => Ok(Says::Other),
        }
    }
}

/// Who speaks, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between<'a> {
    /// Who speaks.
    pub sender: &'a str,
    /// To whom.
    pub target: &'a str,
}

/// The answer to a `join`. Whoever reads it keeps nothing about the sender.
pub fn peer(between: Between<'_>) -> Vec<u8> {
    frame(6, |map| {
        between.write(map, "peer")?;
        map.str("selectedProtocolVersion")?.str(VERSION)?;
        map.str("peerMetadata")?.map(1)?.str("isEphemeral")?.bool(true)?;
        // The key under which the protocol's own description has it.
        map.str("metadata")?.map(1)?.str("isEphemeral")?.bool(true)?.ok()
    })
}

/// A message about a document.
pub fn sync(between: Between<'_>, document: DocumentId, data: &[u8]) -> Vec<u8> {
    frame(5, |map| {
        between.write(map, "sync")?;
        map.str("documentId")?.str(&address::write(document))?.str("data")?.bytes(data)?.ok()
    })
}

/// The sender has nothing of the document, or not for whoever asked.
pub fn unavailable(between: Between<'_>, document: DocumentId) -> Vec<u8> {
    frame(4, |map| {
        between.write(map, "doc-unavailable")?;
        map.str("documentId")?.str(&address::write(document))?.ok()
    })
}

/// What `between.sender` said to those who have the document open.
pub fn ephemeral(
    between: Between<'_>,
    document: DocumentId,
    (session, count): (&str, u64),
    data: &[u8],
) -> Vec<u8> {
    frame(7, |map| {
        between.write(map, "ephemeral")?;
        map.str("documentId")?.str(&address::write(document))?;
        map.str("sessionId")?.str(session)?.str("count")?.u64(count)?;
        map.str("data")?.bytes(data)?.ok()
    })
}

/// The last frame: why the connection is closed.
pub fn error(between: Between<'_>, message: &str) -> Vec<u8> {
    frame(4, |map| {
        between.write(map, "error")?;
        map.str("message")?.str(message)?.ok()
    })
}

type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

impl Between<'_> {
    fn write<W: Write<Error = std::convert::Infallible>>(
        self,
        map: &mut Encoder<W>,
        kind: &'static str,
    ) -> Written {
        map.str("type")?.str(kind)?;
        map.str("senderId")?.str(self.sender)?.str("targetId")?.str(self.target)?.ok()
    }
}

/// A map of so many fields, which `write` writes.
fn frame(fields: u64, write: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Written) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    // Writing into memory cannot fail.
    let written = encoder.map(fields).map(|_| ()).and_then(|()| write(&mut encoder));
    debug_assert!(written.is_ok());
    bytes
}

#[cfg(test)]
mod tests;
