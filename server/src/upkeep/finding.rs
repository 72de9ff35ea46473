//! What may be wrong with a data file, each in a sentence that names the place.

use shared::id::{ChangeHash, DocumentId, OrganisationId, PhotoHash};
use shared::org::Code;
use shared::year::Year;
use thiserror::Error;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Finding {
    /// SQLite finds a fault.
    #[error("the database: {0}")]
    Database(String),
    /// A number of the ward's sequence is missing, or stands twice.
    #[error("ward {ward}: after number {after} comes {found}")]
    Numbers {
        /// The ward.
        ward: Code,
        /// The last number that is in order.
        after: u64,
        /// What comes then.
        found: u64,
    },
    /// The ward counts otherwise than its log.
    #[error("ward {ward}: its log ends with number {last}, and it counts {counted}")]
    Counter {
        /// The ward.
        ward: Code,
        /// The last number of the log.
        last: u64,
        /// The last number that it says it gave out.
        counted: u64,
    },
    /// A stored change does not pass the gate.
    #[error("document {document}, change {seq}: {why}")]
    Chunk {
        /// The document.
        document: DocumentId,
        /// The change's number.
        seq: u64,
        /// Why.
        why: String,
    },
    /// A stored change is not the one that has the hash.
    #[error("document {document}, change {seq}: its bytes are not those of {hash}")]
    Hash {
        /// The document.
        document: DocumentId,
        /// The change's number.
        seq: u64,
        /// The hash that it should have.
        hash: ChangeHash,
    },
    /// A change stands twice in the log of its document.
    #[error("document {document}, change {seq}: {hash} is there before it")]
    Twice {
        /// The document.
        document: DocumentId,
        /// The later one's number.
        seq: u64,
        /// The hash of both.
        hash: ChangeHash,
    },
    /// A document does not come of its changes.
    #[error("document {document} cannot be opened from its changes: {why}")]
    Unreadable {
        /// The document.
        document: DocumentId,
        /// Why.
        why: String,
    },
    /// A row of the log cannot be read.
    #[error("a row of the log: {0}")]
    Row(String),
    /// A picture's bytes are not what is noted of them.
    #[error("picture {0}: its bytes are not those that are noted")]
    Picture(PhotoHash),
    /// The noted heads are others than those of the changes.
    #[error("document {0}: its noted heads are not those of its changes")]
    Heads(DocumentId),
    /// The projection says something else than the document.
    #[error("document {0}: its row is not what its changes say")]
    Record(DocumentId),
    /// The register is not what the rulings say.
    #[error("ward {0}: its register is not what its rulings say")]
    Register(Code),
    /// A kept year is not what the records say.
    #[error("the year {year} of organisation {organisation} is kept otherwise than its records say")]
    Standing {
        /// The organisation.
        organisation: OrganisationId,
        /// The year.
        year: Year,
    },
}

impl Finding {
    /// Whether it lies in what everything else is computed from, so that only a
    /// backup mends it.
    pub fn is_in_log(&self) -> bool {
        match self {
            Self::Database(_)
            | Self::Numbers { .. }
            | Self::Counter { .. }
            | Self::Chunk { .. }
            | Self::Hash { .. }
            | Self::Twice { .. }
            | Self::Unreadable { .. }
            | Self::Row(_)
            | Self::Picture(_) => true,
            Self::Heads(_) | Self::Record(_) | Self::Register(_) | Self::Standing { .. } => false,
        }
    }
}
